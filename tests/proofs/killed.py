"""`kill -9` of `boardscribe serve` between a press and the applied change, then a restart: one decision, one change.

Two leads are asked the same, one in Telegram, one over the generic webhook, whose sendings have keys. They press in
turns. The product dies at each boundary of its talk with both in turn, at moments by chance, and while it recovers.
What Telegram may show twice is only what it was being sent when the product died.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from sqlmodel import col, func, select

from core_api.contracts.board import Card
from core_api.locales import text
from core_api.store import letters
from core_api.store.message_tables import LetterRow
from core_api.store.tables import ChangeRow, DecisionRow, JobRow
from tests.doubles.telegram import TelegramDouble
from tests.doubles.telegram_people import Said
from tests.doubles.telegram_world import TOKEN
from tests.proofs.bridge import Bridge
from tests.proofs.crowd import crowd
from tests.proofs.figures import Figures
from tests.proofs.gallows import Gallows
from tests.proofs.serving import Serving
from tests.proofs.starting import Starter

NEXT, APPROVE = text("button-next", "ru"), text("button-approve", "ru")
DONE = text("message-outcome-applied", "ru")
_ANNA, _BORIS = 7, "boris"
_OF_A_MEETING = 10
_PATIENCE = 120.0
_AGAIN = 1 / 3
"""Such a share of the runs dies once more while it recovers."""
_SOON = 2.0
"""Seconds after a press in which it dies, where it dies by chance."""


@dataclass(frozen=True)
class Case:
    """One question."""

    card: Card
    proposal: str


@dataclass(frozen=True)
class Seen:
    """A message with its buttons."""

    text: str
    labels: list[str]


@dataclass
class Scene:
    """Anna in Telegram, Boris at the bridge, and the product between them."""

    folder: Path
    cards: int
    stack: ExitStack
    deaths: int = 0
    doubtful: set[str] = field(default_factory=set)
    """Letters that were being sent to Telegram when the product died."""

    def __post_init__(self) -> None:
        self.double, self.bridge = TelegramDouble(), Bridge()
        self.gallows = Gallows(self.die)
        for faults in (self.double.faults, self.bridge.partner.faults):
            faults.app = self.gallows.around(faults.app)
        self.team = crowd(self.folder / "home", self.cards)
        self.stack.callback(self.team.installation.close)
        self.database = self.team.installation.database
        self.anna = self.double.person(_ANNA, "Анна")
        self.anna.user.began = True
        self.team.person("Анна", self.anna.id)
        self.team.person("Борис", _BORIS, kind="webhook")
        url = self.stack.enter_context(self.double.served())
        settings = {"BOARDSCRIBE_TELEGRAM_TOKEN": TOKEN, "BOARDSCRIBE_TELEGRAM_URL": url}
        start = self.stack.enter_context(Starter())
        self.serving = self.stack.enter_context(Serving(self.folder / "home", settings, start))
        self.serving.settings |= self.stack.enter_context(self.bridge.served(self.serving.url))
        self.serving.start()

    def cases(self) -> Iterator[Case]:
        """The questions, meeting by meeting."""
        cards = self.team.cards()
        for start in range(0, len(cards), _OF_A_MEETING):
            some = cards[start : start + _OF_A_MEETING]
            meeting = self.team.meeting(some, f"Планёрка {start // _OF_A_MEETING + 1}")
            yield from (Case(card, f"pr_{meeting}_{number}") for number, card in enumerate(some))

    def show(self, case: Case) -> None:
        """Bring both to the question; who is not there presses for the next one.

        What stands twice in her chat, about a question that was decided since, is not taken for this one.
        """
        until(lambda: self.anna.newest(NEXT) is not None and self.bridge.find(_BORIS, NEXT) is not None)
        if not any(str(one.id) in self._known(case) for one in self.anna.chat()):
            self.anna.press(self.anna.newest(NEXT) or 0, NEXT)
        if self.bridge.find(_BORIS, APPROVE) is None:
            self.bridge.press(_BORIS, NEXT)
        try:
            until(lambda: len(self._shown(case)) == 2 and self._idle())
        except TimeoutError:
            raise AssertionError(f"the question came to no end of being shown\n{self.stands(case)}") from None

    def press(self, *, anna: bool) -> None:
        """One of them approves what is asked."""
        if anna:
            self.anna.press(self.anna.newest(APPROVE) or 0, APPROVE)
        else:
            self.bridge.press(_BORIS, APPROVE)

    def settle(self, case: Case, again: Sequence[int] = ()) -> bool:
        """Start the product again as often as it dies, until all is done and told; false when that never comes.

        After its first deaths it is to die again, at these boundaries.
        """
        deaths = iter(again)

        def settled() -> bool:
            if not self.serving.alive:
                self.gallows.arm(next(deaths, 0))
                self.serving.begin()
            waits = self.double.unconfirmed or self.bridge.waiting
            told = self._shown(case)
            return not waits and len(told) == 2 and all(DONE in one.text for one in told) and self._idle()

        try:
            until(settled)
        except TimeoutError:
            return False
        return True

    def count(self, case: Case) -> tuple[int, int]:
        """How many decisions and changes there are."""
        with self.database.reading() as session:
            decided = select(func.count()).where(DecisionRow.proposal_id == case.proposal)
            changed = select(func.count()).where(ChangeRow.card_id == case.card.id)
            return session.exec(decided).one(), session.exec(changed).one()

    def live(self, case: Case) -> int:
        """In how many of its messages that the product knows of the question can still be answered."""
        return sum(APPROVE in one.labels for one in self._shown(case))

    def twice(self) -> tuple[list[Said], int]:
        """What stands in the chats beyond one message a letter: hers, which nobody knows of, and how many of his."""
        with self.database.reading() as session:
            rows = session.exec(select(LetterRow)).all()
        known = {ref.id for row in rows for ref in row.refs}
        hers = [one for one in self.anna.chat() if one.mine and str(one.id) not in known]
        wanted = sum(row.channel == "webhook" for row in rows)
        return hers, len(self.bridge.chat(_BORIS)) - wanted

    def stands(self, case: Case) -> str:
        """Where everything stands, for whoever must find out why it does not go on."""
        with self.database.reading() as session:
            jobs = session.exec(select(JobRow).where(col(JobRow.state).in_(("queued", "running")))).all()
            about = letters.about(session, case.proposal)
        told = [
            f"the product lives: {self.serving.alive}",
            f"unconfirmed: {self.double.unconfirmed}; waiting at the bridge: {self.bridge.waiting}",
            *(f"job {one.kind} {one.state} {one.args}" for one in jobs),
            *(f"letter {one.letter.to.channel} {one.state} {[ref.id for ref in one.refs]}" for one in about),
            *(f"shown: {one.text[:80]!r} {one.labels}" for one in self._shown(case)),
            *(f"hers: {one.id} {one.text[:80]!r} {one.labels}" for one in self.anna.chat()[-4:]),
            *(f"his: {name} {one['text'][:80]!r}" for name, one in self.bridge.chat(_BORIS)[-4:]),
        ]
        return "\n".join((*told, self.serving.said()))

    def _shown(self, case: Case) -> list[Seen]:
        """The question as it stands in the messages that the product knows of."""
        known = self._known(case)
        hers = [Seen(one.text, one.labels) for one in self.anna.chat() if str(one.id) in known]
        return hers + [
            Seen(one["text"], self.bridge.partner.labels(name))
            for name, one in self.bridge.chat(_BORIS)
            if name in known
        ]

    def _known(self, case: Case) -> set[str]:
        """The messages about the question that the product knows of, by their ids."""
        with self.database.reading() as session:
            return {ref.id for letter in letters.about(session, case.proposal) for ref in letter.refs}

    def _idle(self) -> bool:
        with self.database.reading() as session:
            waiting = select(JobRow.id).where(col(JobRow.state).in_(("queued", "running"))).limit(1)
            return session.exec(waiting).first() is None

    def die(self) -> None:
        if not self.serving.alive:
            return
        self.serving.kill()
        self.deaths += 1
        with self.database.reading() as session:
            query = select(LetterRow.id).where(LetterRow.state == "sending", LetterRow.channel == "telegram")
            self.doubtful.update(session.exec(query))


def until(true: Callable[[], bool], seconds: float = _PATIENCE) -> None:
    """Wait for something to become true. Raises TimeoutError."""
    ends = time.monotonic() + seconds
    while not true():
        if time.monotonic() > ends:
            raise TimeoutError
        time.sleep(0.02)


@dataclass
class Tally:
    """What came of the runs."""

    ends: Counter[str] = field(default_factory=Counter)
    live: int = 0
    unfinished: int = 0
    boundaries: dict[bool, list[str]] = field(default_factory=dict)
    """By whether she or he pressed: what is passed when nobody dies."""


def prove(folder: Path, runs: int, seed: int = 1) -> Figures:
    """Run it; the figures. In the first two runs nobody dies, and the boundaries are learnt."""
    dice, tally, begun = random.Random(seed), Tally(), time.monotonic()
    with ExitStack() as stack:
        scene = Scene(folder, runs, stack)
        for number, case in enumerate(scene.cases()):
            if not _run(scene, case, number, (dice, tally)):
                print(f"run {number} came to no end\n{scene.serving.said()}", flush=True)
                break
            if (number + 1) % 20 == 0:
                print(f"  {number + 1} of {runs}, {scene.deaths} deaths", flush=True)
        return _figures(scene, runs, tally, time.monotonic() - begun)


def _run(scene: Scene, case: Case, number: int, so_far: tuple[random.Random, Tally]) -> bool:
    """One question, one press, and the product dies; false when it came to no end."""
    dice, tally = so_far
    anna, turn = number % 2 == 0, number // 2
    scene.show(case)
    at = _planned(turn, len(tally.boundaries.get(anna, ())), dice)
    scene.gallows.arm(at)
    scene.press(anna=anna)
    if turn and not at:
        time.sleep(dice.random() * _SOON)
        scene.die()
    again = (dice.randrange(1, 9),) if turn and dice.random() < _AGAIN else ()
    good = scene.settle(case, again)
    if not turn:
        tally.boundaries[anna] = list(scene.gallows.passed)
    scene.gallows.arm(0)
    decisions, changes = scene.count(case)
    tally.ends[f"{decisions} decision, {changes} change"] += 1
    tally.live += scene.live(case)
    tally.unfinished += not good
    return good


def _planned(turn: int, boundaries: int, dice: random.Random) -> int:
    """At which boundary it dies: each in turn, and then every other time at one by chance; 0: at none."""
    if not turn or turn <= boundaries:
        return turn
    return dice.randrange(1, boundaries + 1) if turn % 2 else 0


def _figures(scene: Scene, runs: int, tally: Tally, seconds: float) -> Figures:
    hers, his = scene.twice()
    figures = Figures(f"{runs} presses, and the product dies between the press and the change")
    figures.note("seconds", round(seconds))
    figures.note("deaths", scene.deaths)
    figures.note("boundaries of a press in Telegram, of one at the bridge", _numbers(tally))
    figures.equal("runs that came to no end", tally.unfinished, 0)
    figures.equal("runs with one decision and one change", tally.ends["1 decision, 1 change"], runs)
    figures.equal("decided questions that can still be answered", tally.live, 0)
    figures.note("letters that Telegram was being sent when it died", len(scene.doubtful))
    figures.at_most("messages that stand twice in Telegram", len(hers), len(scene.doubtful))
    figures.equal("messages that stand twice at the bridge, which knows keys", his, 0)
    return figures


def _numbers(tally: Tally) -> str:
    return ", ".join(str(len(tally.boundaries.get(anna, ()))) for anna in (True, False))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="prove-killed-") as place:
        sys.exit(prove(Path(place), said.runs, said.seed).show())
