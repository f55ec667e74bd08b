"""Presses that must not count: forged, replayed, late, a stranger's, a revoked person's, of an old version or menu.

A hundred of them on every channel whose presses decide; none may change anything, and each presser learns no more than
that it did not count. That messengers' own signatures are checked is held by the channels' tests.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from core_api import wiring
from core_api.contracts.messages import Arrival, ChannelName
from core_api.contracts.people import Role
from core_api.domain.presses import COUNTS
from core_api.store import proposals
from core_api.usecases import people
from core_api.usecases.history import changes
from core_api.usecases.messenger import arriving, asking, delivering
from core_api.usecases.messenger.readers import IDENTITIES
from core_api.usecases.permissions import OWNER
from tests.doubles.notifier import BUTTONS, ChatNotifier
from tests.proofs.crowd import BOARD, Crowd, crowd, now
from tests.proofs.figures import Figures

CHANNELS: tuple[ChannelName, ...] = tuple(name for name in IDENTITIES if name != "mail")
"""Every channel in which people are known by an id of its own; the approval page has tests of its own."""


@dataclass
class Stage:
    """One channel with a lead who is asked."""

    team: Crowd
    messenger: ChatNotifier
    channel: ChannelName
    hours: list[timedelta]
    """How far the clock is ahead."""

    def work(self) -> None:
        worker = wiring.build_worker(self.team.installation, self.team.settings)
        for _ in range(3):
            worker.run_until_idle()
            asking.tick(self.team.installation)
            delivering.refresh(self.team.installation)
        worker.run_until_idle()

    def button(self, code: str) -> Arrival:
        """A press of the newest such button of the lead's."""
        user = user_of(self.channel, 7)
        return self.messenger.press(user, code, chat=user)

    def take(self, press: Arrival) -> str:
        (toast,) = arriving.take(self.team.installation, (press,))
        self.work()
        return toast.code


def prove(folder: Path, presses: int, channels: Sequence[ChannelName] = CHANNELS) -> Figures:
    """Run it; the figures."""
    figures = Figures(f"{presses} presses on each of {len(channels)} channels that must not count")
    for channel in channels:
        stage = _stage(folder / channel, channel)
        answers = _try(stage, presses)
        figures.note(f"{channel}: answers", dict(answers))
        figures.equal(f"{channel}: presses that were made", sum(answers.values()), presses)
        figures.equal(f"{channel}: presses that counted", sum(answers[code] for code in COUNTS), 0)
        figures.equal(f"{channel}: changes but the one that the lead made", _changed(stage) - 1, 0)
    return figures


def user_of(channel: ChannelName, number: int) -> str:
    """What a user's id looks like there."""
    if channel == "matrix":
        return f"@user{number}:example.org"
    return str(UUID(int=number)) if channel == "express" else str(number)


def _stage(folder: Path, channel: ChannelName) -> Stage:
    ahead = [timedelta()]
    messenger = ChatNotifier(states={channel: BUTTONS}, clock=lambda: now() + ahead[0])
    team = crowd(folder, 1, messenger)
    team.installation = replace(team.installation, clock=lambda: now() + ahead[0])
    roles: tuple[tuple[str, int, Role | None], ...] = (
        ("Анна", 7, "lead"),
        ("Борис", 9, "approver"),
        ("Гость", 5, None),
    )
    for name, number, role in roles:
        team.person(name, user_of(channel, number), role, kind=IDENTITIES[channel])
    team.meeting(team.cards())
    stage = Stage(team, messenger, channel, ahead)
    stage.work()
    stage.take(stage.button("next"))
    return stage


def _try(stage: Stage, presses: int) -> Counter[str]:
    """Each kind in its turn; those that leave the question as it was come first."""
    answers: Counter[str] = Counter()
    kinds = _KINDS
    for place, kind in enumerate(kinds):
        number = presses // len(kinds) + (place < presses % len(kinds))
        answers += kind(stage, number)
    return answers


def _many(stage: Stage, number: int, **other: str) -> Counter[str]:
    real = stage.button("approve")
    return _made(stage, real.model_copy(update=other), number)


def _made(stage: Stage, press: Arrival, number: int) -> Counter[str]:
    answers: Counter[str] = Counter()
    for _ in range(number):
        mark = f"x{next(stage.messenger.numbers)}"
        answers[stage.take(press.model_copy(update={"id": mark, "press": mark}))] += 1
    return answers


def _forged(stage: Stage, number: int) -> Counter[str]:
    return _many(stage, number, data="k3J9x0QzAbC2dE.0")


def _no_such_number(stage: Stage, number: int) -> Counter[str]:
    ticket = stage.button("approve").data.partition(".")[0]
    return _many(stage, number, data=f"{ticket}.77")


def _strangers(stage: Stage, number: int) -> Counter[str]:
    return _many(stage, number, user=user_of(stage.channel, 66))


def _without_a_role(stage: Stage, number: int) -> Counter[str]:
    return _many(stage, number, user=user_of(stage.channel, 5))


def _somebody_elses(stage: Stage, number: int) -> Counter[str]:
    return _many(stage, number, user=user_of(stage.channel, 9))


def _late(stage: Stage, number: int) -> Counter[str]:
    stage.hours[0] = timedelta(days=15)
    answers = _many(stage, number)
    stage.hours[0] = timedelta()
    return answers


def _revoked(stage: Stage, number: int) -> Counter[str]:
    people.revoke(stage.team.installation, OWNER, "Анна", BOARD)
    answers = _many(stage, number)
    people.grant(stage.team.installation, OWNER, "Анна", BOARD, "lead")
    return answers


def _dead_menu(stage: Stage, number: int) -> Counter[str]:
    real = stage.button("approve")
    stage.take(stage.button("reject"))
    answers = _made(stage, real, number)
    stage.take(stage.button("back"))
    return answers


def _old_version(stage: Stage, number: int) -> Counter[str]:
    real = stage.button("approve")
    with stage.team.installation.database.transaction() as session:
        (stored,) = proposals.queue(session)
        proposals.replace(session, stored.proposal.model_copy(update={"version": 2}), "open")
    answers = _made(stage, real, number)
    stage.work()
    return answers


def _replayed(stage: Stage, number: int) -> Counter[str]:
    real = stage.button("approve")
    stage.take(real)
    return _made(stage, real, number)


_KINDS: tuple[Callable[[Stage, int], Counter[str]], ...] = (
    _forged,
    _no_such_number,
    _strangers,
    _without_a_role,
    _somebody_elses,
    _revoked,
    _dead_menu,
    _old_version,
    _late,
    _replayed,
)


def _changed(stage: Stage) -> int:
    return len(changes(stage.team.installation, limit=1000))


def main(arguments: Sequence[str] | None = None) -> int:
    """Prove it and print the figures; 1 when one is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presses", type=int, default=100)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        return prove(Path(folder), options.presses).show()


if __name__ == "__main__":
    sys.exit(main())
