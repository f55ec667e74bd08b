"""A storm: hundreds of proposals from many meetings at once, to a few dozen leads and a group, then all are decided.

The whole product runs against the double of Telegram, which refuses what is above its limits: none is, every digest
arrives, and every digest tells in the end how its questions were decided.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from core_api.contracts.messages import Address
from core_api.contracts.policy import Asking, BoardPolicy
from core_api.locales import text
from core_api.store import boards
from tests.doubles.telegram import TelegramDouble
from tests.doubles.telegram_pace import Rate
from tests.doubles.telegram_people import Person, Said
from tests.doubles.telegram_world import TOKEN
from tests.proofs.crowd import Crowd, crowd
from tests.proofs.figures import Figures
from tests.proofs.serving import Serving

NEXT = text("button-next", "ru")
GROUP = -100_200
_FIRST_USER = 1000
_LONGEST_SILENCE = 90.0
"""Seconds in which nothing comes any more, after which it is given up."""


def prove(folder: Path, meetings: int, proposals: int, leads: int) -> Figures:
    """Run it; the figures."""
    with ExitStack() as stack:
        double = TelegramDouble()
        double.pace.refuses, double.pace.overall = True, Rate(25, 1.0)
        team = crowd(folder / "home", meetings * proposals)
        stack.callback(team.installation.close)
        people = _staff(team, double, leads)
        settings = {
            "BOARDSCRIBE_TELEGRAM_TOKEN": TOKEN,
            "BOARDSCRIBE_TELEGRAM_URL": stack.enter_context(double.served()),
        }
        serving = stack.enter_context(Serving(folder / "home", settings))
        serving.start()
        names = _meet(team, meetings, proposals)
        figures = Figures(
            f"{meetings * proposals} proposals of {meetings} meetings to {leads} leads and a group"
        )
        chats = [(people[0], str(GROUP)), *((person, "") for person in people)]
        begun = time.monotonic()
        asked = _wait(double, lambda: sum(map(_asking, _all(chats))), meetings * len(chats))
        figures.note("messages and changes until all were asked", len(double.pace.taken))
        figures.note("seconds until all were asked", round(time.monotonic() - begun))
        figures.equal("digests that arrived", asked, meetings * len(chats))
        figures.equal("digests that arrived twice", _twice(chats, names), 0)
        before, begun = len(double.pace.taken), time.monotonic()
        _decide(serving)
        told = _wait(double, lambda: sum(not _asking(one) for one in _all(chats)), meetings * len(chats))
        figures.note("messages and changes after the decisions", len(double.pace.taken) - before)
        figures.note("seconds until all were told", round(time.monotonic() - begun))
        figures.equal("digests that tell how all was decided", told, meetings * len(chats))
        for scope in ("chat", "group", "all"):
            early = sum(one.scope.startswith(scope) for one in double.pace.violations)
            figures.equal(f"above the limit ({scope}), and refused", early, 0)
        return figures


def _staff(team: Crowd, double: TelegramDouble, leads: int) -> list[Person]:
    """The leads, in a group too."""
    people = []
    for number in range(leads):
        person = double.person(_FIRST_USER + number, f"Лид {number}")
        person.user.began = True
        team.person(f"Лид {number}", person.id)
        people.append(person)
    group = Address(channel="telegram", chat=double.group(GROUP, "Команда"))
    with team.installation.database.transaction() as session:
        boards.save_policy(session, team.board, BoardPolicy(mode="live", asking=Asking(group=group)))
    return people


def _meet(team: Crowd, meetings: int, proposals: int) -> list[str]:
    """All meetings; their titles."""
    cards = team.cards()
    names = [f"Планёрка № {number + 1}" for number in range(meetings)]
    for number, name in enumerate(names):
        team.meeting(cards[number * proposals : (number + 1) * proposals], name)
    return names


def _all(chats: list[tuple[Person, str]]) -> list[Said]:
    return [one for person, chat in chats for one in person.chat(chat) if one.mine]


def _asking(said: Said) -> bool:
    return NEXT in said.labels


def _twice(chats: list[tuple[Person, str]], names: list[str]) -> int:
    """How many messages tell of a meeting that another one in the same chat tells of."""
    again = 0
    for person, chat in chats:
        texts = [one.text for one in person.chat(chat) if one.mine]
        again += sum(max(0, sum(f"{name}\n" in f"{one}\n" for one in texts) - 1) for name in names)
    return again


def _wait(double: TelegramDouble, count: Callable[[], int], wanted: int) -> int:
    """Wait until there are so many, or nothing has come for long; how many there are."""
    came, since = -1, time.monotonic()
    while (found := count()) < wanted:
        if len(double.pace.taken) != came:
            came, since = len(double.pace.taken), time.monotonic()
        if time.monotonic() - since > _LONGEST_SILENCE:
            break
        time.sleep(0.5)
    return found


def _decide(serving: Serving) -> None:
    """Decide on all that waits, as somebody in the dashboard would."""
    while waiting := serving.ask("GET", "/proposals"):
        for one in waiting:
            proposal = one["stored"]["proposal"]
            word = {"version": proposal["version"], "answer": "approve"}
            serving.ask("POST", f"/proposals/{proposal['id']}/decisions", "Лид 0", json=word)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, default=50)
    parser.add_argument("--proposals", type=int, default=10, help="of each meeting")
    parser.add_argument("--leads", type=int, default=24)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="prove-storm-") as place:
        sys.exit(prove(Path(place), said.meetings, said.proposals, said.leads).show())
