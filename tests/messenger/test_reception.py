"""What messengers bring is kept before it is confirmed, answered at once, and done once, whatever goes wrong."""

import threading
from dataclasses import dataclass, field

import pytest

from core_api.contracts.messages import Arrival, Arrivals, Toast
from core_api.contracts.problems import Transient
from core_api.store import arrivals
from core_api.usecases.messenger import reception
from core_api.usecases.messenger.reception import Reception
from tests.messenger.office import Office


@dataclass
class Line:
    """The messengers' line, as strict as the journal: what is not confirmed is given again."""

    office: Office
    waiting: list[tuple[int, Arrival]] = field(default_factory=list)
    confirmed: int = 0
    answered: list[Toast] = field(default_factory=list)
    deaf: bool = False

    def bring(self, *came: Arrival) -> None:
        start = self.waiting[-1][0] if self.waiting else self.confirmed
        self.waiting += list(enumerate(came, start=start + 1))

    def receive(self, after: int, patience: float) -> Arrivals:
        self.confirmed = max(self.confirmed, after)
        left = [(place, one) for place, one in self.waiting if place > after]
        return Arrivals(items=tuple(one for _, one in left), last=left[-1][0] if left else after)

    def acknowledge(self, toasts: tuple[Toast, ...]) -> None:
        if self.deaf:
            raise Transient("vendor-unreachable", vendor="Telegram")
        self.answered += toasts

    def install(self) -> "Line":
        self.office.messenger.receive = self.receive  # type: ignore[method-assign]
        self.office.messenger.acknowledge = self.acknowledge  # type: ignore[method-assign]
        return self

    def reception(self) -> Reception:
        return Reception(self.office.installation, self.office.messenger)


@pytest.fixture
def line(office: Office, anna: str) -> Line:
    office.meet()
    return Line(office).install()


def _kept(office: Office, arrival: Arrival) -> bool:
    with office.installation.database.reading() as session:
        return arrivals.get(session, arrivals.id_of(arrival)) is not None


def test_it_is_kept_and_answered_before_it_is_confirmed(line: Line, office: Office, anna: str) -> None:
    press = office.messenger.press(anna, "next")
    line.bring(press)
    taker = line.reception()
    taker.take()
    assert _kept(office, press)
    assert [toast.code for toast in line.answered] == ["shown"]
    assert line.confirmed == 0, "it may still be lost with us"
    taker.take()
    assert line.confirmed == 1


def test_after_a_restart_what_comes_again_is_done_once(line: Line, office: Office, anna: str) -> None:
    line.bring(office.messenger.press(anna, "next"))
    line.reception().take()
    line.reception().take()
    assert [toast.code for toast in line.answered] == ["shown", "shown"]
    office.work()
    assert len(office.questions(anna)) == 1


def test_a_press_counts_also_where_its_answer_does_not_get_through(
    line: Line, office: Office, anna: str
) -> None:
    line.deaf = True
    line.bring(office.messenger.press(anna, "next"))
    taker = line.reception()
    taker.take()
    taker.take()
    assert line.confirmed == 1
    office.work()
    assert len(office.questions(anna)) == 1


def test_what_breaks_us_does_not_hold_up_what_comes_after_it(
    line: Line, office: Office, anna: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = office.messenger.wrote(anna, "/start"), office.messenger.press(anna, "next")
    take = reception.take

    def stumble(installation: object, came: tuple[Arrival, ...]) -> tuple[Toast, ...]:
        if bad in came:
            raise ZeroDivisionError
        return take(installation, came)  # type: ignore[arg-type]

    monkeypatch.setattr(reception, "take", stumble)
    line.bring(bad, good)
    line.reception().take()
    assert [toast.code for toast in line.answered] == ["shown"]
    assert _kept(office, good)


def test_while_the_database_is_away_nothing_is_confirmed(
    line: Line, office: Office, anna: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = office.messenger.press(anna, "next")
    line.bring(press)
    taker = line.reception()

    def away(_installation: object, _came: object) -> tuple[Toast, ...]:
        raise Transient("vendor-unreachable", vendor="x")

    with monkeypatch.context() as patched:
        patched.setattr(reception, "take", away)
        with pytest.raises(Transient):
            taker.take()
    assert line.confirmed == 0
    taker.take()
    assert _kept(office, press)


def test_two_that_receive_at_once_do_it_once(line: Line, office: Office, anna: str) -> None:
    line.bring(office.messenger.press(anna, "next"))
    threads = [threading.Thread(target=line.reception().take) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    office.work()
    assert len(office.questions(anna)) == 1
