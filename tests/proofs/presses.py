"""Double presses: two approvers press at once on each of many questions. Each is carried out once, both see the same.

Their presses come in two threads, as from two messengers' loops; the work is done by workers beside them.
"""

import argparse
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from threading import Barrier, Thread

from core_api import wiring
from core_api.contracts.messages import Arrival, MessageRef, Question
from core_api.usecases.messenger import arriving, asking, delivering
from tests.doubles.notifier import ChatNotifier
from tests.proofs.crowd import Crowd, crowd
from tests.proofs.figures import Figures

_WORKERS = 2
_AT_ONCE = 50
"""Questions of one meeting."""
_USERS = ("7", "9")


def prove(folder: Path, questions: int, database: str | None = None) -> Figures:
    """Run it; the figures."""
    messenger = ChatNotifier()
    more = {"database_url": database} if database else {}
    team = crowd(folder, questions, messenger, **more)
    for name, user in zip(("Анна", "Борис"), _USERS, strict=True):
        team.person(name, user)
    answers: Counter[str] = Counter()
    cards = team.cards()
    for start in range(0, questions, _AT_ONCE):
        team.meeting(cards[start : start + _AT_ONCE])
        _work(team)
        answers += _press_all(team, messenger, len(cards[start : start + _AT_ONCE]))
        print(f"  {min(start + _AT_ONCE, questions)} of {questions}", flush=True)
    return _figures(team, messenger, questions, answers)


def _press_all(team: Crowd, messenger: ChatNotifier, questions: int) -> Counter[str]:
    """Each asks for all questions; then both press on each at the same instant."""
    for user in _USERS:
        digest = messenger.press(user, "next")
        again = (digest.model_copy(update={"id": f"n{n}"}) for n in _marks(messenger, questions))
        arriving.take(team.installation, tuple(again))
    _work(team)
    answers: Counter[str] = Counter()
    for pair in zip(*(_open(messenger, user) for user in _USERS), strict=True):
        answers += _at_once(team, pair)
    _work(team)
    return answers


def _marks(messenger: ChatNotifier, number: int) -> list[int]:
    return [next(messenger.numbers) for _ in range(number)]


def _open(messenger: ChatNotifier, user: str) -> list[Arrival]:
    """The presses on all questions that stand open in the person's chat, by card."""
    found = []
    for (channel, chat, message), letter in messenger.shown.items():
        if chat == user and isinstance(letter.view, Question) and letter.view.outcome is None:
            button = next(one for row in letter.rows for one in row.buttons if one.code == "approve")
            ref = MessageRef(channel=channel, chat=chat, id=message)  # type: ignore[arg-type]
            found.append((letter.view.card or "", messenger.pressed(user, button, ref)))
    return [press for _card, press in sorted(found, key=lambda one: one[0])]


def _at_once(team: Crowd, pair: Sequence[Arrival]) -> Counter[str]:
    answers: Counter[str] = Counter()
    gate, lock = Barrier(len(pair)), threading.Lock()

    def press(arrival: Arrival) -> None:
        gate.wait()
        (toast,) = arriving.take(team.installation, (arrival,))
        with lock:
            answers[toast.code] += 1

    threads = [Thread(target=press, args=(arrival,)) for arrival in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _work(team: Crowd) -> None:
    """All that is to be done, by several workers at once."""
    for _ in range(3):
        threads = [
            Thread(target=wiring.build_worker(team.installation, team.settings).run_until_idle)
            for _ in range(_WORKERS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        asking.tick(team.installation)
        delivering.refresh(team.installation)


def _figures(team: Crowd, messenger: ChatNotifier, questions: int, answers: Counter[str]) -> Figures:
    from core_api.usecases.history import changes

    done = changes(team.installation, limit=10 * questions)
    per_card = Counter(one.card.id for one in done)
    shown = {
        user: {
            (view.meeting_title, view.card): view.outcome
            for view in messenger.views(user)
            if isinstance(view, Question)
        }
        for user in _USERS
    }
    same = sum(
        1
        for key in shown[_USERS[0]].keys() & shown[_USERS[1]].keys()
        if shown[_USERS[0]][key] == shown[_USERS[1]][key] is not None
    )
    figures = Figures(f"{questions} double presses by two approvers")
    figures.note("answers to the presses", dict(answers))
    figures.equal("presses that were taken", answers["accepted"], questions)
    figures.equal("presses that were told who was first", answers["already-decided-by"], questions)
    figures.equal("changes on the board", len(done), questions)
    figures.equal("cards that were changed more than once", sum(n > 1 for n in per_card.values()), 0)
    figures.equal("cards that are in the right column", _moved(team), questions)
    figures.equal("questions of which both see the same result", same, questions)
    return figures


def _moved(team: Crowd) -> int:
    return sum(card.column_id == "done" for card in team.cards())


def main(arguments: Sequence[str] | None = None) -> int:
    """Prove it and print the figures; 1 when one is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=1000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        return prove(Path(folder), options.questions).show()


if __name__ == "__main__":
    sys.exit(main())
