"""A team in an evening: the installation with the Russian sample, a messenger to ask in, a clock that tests move."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core_api import wiring
from core_api.contracts.messages import Arrival, ChannelName, Question, Toast
from core_api.contracts.people import IdentityKind, Manners, Person, PersonIdentity, QuietHours
from core_api.contracts.proposal import StoredProposal
from core_api.settings import Settings
from core_api.store import people as stored_people
from core_api.usecases import boards, people
from core_api.usecases.installation import Installation
from core_api.usecases.messenger import arriving, asking, delivering, unanswered
from core_api.usecases.permissions import OWNER
from core_api.usecases.queue import waiting
from core_api.usecases.submit import Submission, submit
from tests.doubles.notifier import ChatNotifier

SAMPLE = Path(__file__).parents[2] / "core_api" / "sample"
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@dataclass
class Hours:
    """A clock that tests move."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Office:
    """A team in an evening: the installation, its messenger, its clock."""

    installation: Installation
    settings: Settings
    messenger: ChatNotifier
    clock: Hours

    def person(
        self,
        name: str,
        user: str,
        role: str | None = "approver",
        kind: IdentityKind = "telegram",
        board: str = "local:team",
    ) -> str:
        """Somebody who is asked there; gives their id. Quiet hours are off."""
        person = people.add(self.installation, OWNER, name, "ru", "UTC")
        people.link(self.installation, OWNER, name, PersonIdentity(kind=kind, id=user))
        self.manners(person.id, Manners(quiet=QuietHours(begins="00:00", ends="00:00")))
        if role:
            people.grant(self.installation, OWNER, name, board, role)  # type: ignore[arg-type]
        return person.id

    def manners(self, person_id: str, manners: Manners) -> None:
        with self.installation.database.transaction() as session:
            person = stored_people.get(session, person_id).person
            stored_people.update(session, Person(**{**dict(person), "manners": manners}))

    def ask_everything(self) -> None:
        """Nothing is done unasked any more."""
        boards.set_mode(self.installation, "local:team", "shadow")

    def meet(self) -> str:
        """The sample meeting, worked through until it asks; gives its id."""
        described = json.loads((SAMPLE / "meetings.json").read_text(encoding="utf-8"))["ru"]
        path = SAMPLE / described["recording"]
        submission = Submission(
            path=path,
            board="local:team",
            title=described["title"],
            started_at=datetime.fromisoformat(described["started_at"]),
        )
        meeting = submit(self.installation, submission, wiring.read_source(path, None)).id
        self.work()
        return meeting

    def work(self) -> None:
        """All that is to be done now: jobs, questions, letters, until nothing is left."""
        self.jobs()
        for _ in range(4):
            asking.tick(self.installation)
            delivering.refresh(self.installation)
            unanswered.try_again(self.installation)
            if not self.jobs():
                break

    def jobs(self) -> int:
        """The jobs that are to be done now; gives how many there were."""
        worker = wiring.build_worker(self.installation, self.settings)
        worker._rhythm = replace(worker._rhythm, patience=0.0)  # the clock stands while it works
        return worker.run_until_idle()

    def come(self, *arrivals: Arrival) -> tuple[Toast, ...]:
        """It comes, is answered and worked on; gives the answers."""
        toasts = arriving.take(self.installation, arrivals)
        self.messenger.acknowledge(toasts)
        self.work()
        return toasts

    def press(self, user: str, code: str, **where: str) -> str:
        """Press the newest such button; gives the code of the answer."""
        toasts = self.come(self.messenger.press(user, code, **where))
        return toasts[0].code

    def questions(self, user: str, channel: ChannelName = "telegram") -> list[Question]:
        return [view for view in self.messenger.views(user, channel) if isinstance(view, Question)]

    def waiting(self) -> list[StoredProposal]:
        return [item.stored for item in waiting(self.installation)]
