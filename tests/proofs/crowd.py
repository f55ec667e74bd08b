"""A large team, a board with many cards, and meetings that ask about each: what the proofs of asking work on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from core_api import wiring
from core_api.contracts.board import Board, Card, CardRef, Column, Move
from core_api.contracts.meeting import Meeting, Segment, Speaker, Transcript
from core_api.contracts.minutes import Evidence
from core_api.contracts.people import IdentityKind, Manners, PersonIdentity, QuietHours, Role
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.ports import Notifier
from core_api.contracts.proposal import FieldChange, Proposal, Verdict
from core_api.domain.fingerprint import fingerprint
from core_api.settings import Settings
from core_api.store import boards, meetings, people, proposals
from core_api.usecases import people as verbs
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import OWNER

BOARD = "local:crowd"
QUOTE = "Карточку можно переносить, всё готово."
_SAID = Transcript(
    language="ru",
    speakers=(Speaker(number=1, name="Вера"),),
    segments=(Segment(index=0, start=12.0, end=15.5, speaker=1, text=QUOTE),),
)


@dataclass
class Crowd:
    """One installation with many questions."""

    installation: Installation
    settings: Settings
    board: str = BOARD
    done: str = "done"
    """The column where all cards shall go."""

    def person(
        self, name: str, user: str, role: Role | None = "lead", kind: IdentityKind = "telegram"
    ) -> str:
        """Somebody known there under that id, whom no hour is quiet; gives their id."""
        person = verbs.add(self.installation, OWNER, name, "ru", "UTC")
        verbs.link(self.installation, OWNER, name, PersonIdentity(kind=kind, id=user))
        loud = Manners(quiet=QuietHours.model_validate({"begins": "00:00", "ends": "00:00"}))
        with self.installation.database.transaction() as session:
            known = people.get(session, person.id).person
            people.update(session, known.model_copy(update={"manners": loud}))
        if role:
            verbs.grant(self.installation, OWNER, name, self.board, role)
        return person.id

    def meeting(self, cards: Sequence[Card], title: str = "Планёрка", owner: str | None = None) -> str:
        """A meeting (of somebody's) that would move each of these cards and asks first; gives its id."""
        meeting_id = f"mtg_{uuid4().hex}"
        now = self.installation.clock()
        meeting = Meeting(
            id=meeting_id,
            title=title,
            started_at=now,
            language="ru",
            board=self.board,
            source="standup.vtt",
            blob="0" * 64,
            owner_id=owner,
        )
        with self.installation.database.transaction() as session:
            meetings.add(session, meeting, meeting_id)
            meetings.save_transcript(session, meeting_id, _SAID)
            meetings.set_stage(session, meeting_id, "asking")
            rows = [self._proposal(meeting_id, number, card) for number, card in enumerate(cards)]
            proposals.add(session, rows, "open", now)
        return meeting_id

    def cards(self) -> tuple[Card, ...]:
        """The cards of the local board as they stand now."""
        return self.installation.shelf.load("crowd").cards

    def _proposal(self, meeting_id: str, number: int, card: Card) -> Proposal:
        operation = Move(column_id=self.done)
        return Proposal(
            id=f"pr_{meeting_id}_{number}",
            meeting_id=meeting_id,
            board=self.board,
            fact_id=f"f{number}",
            claim=f"{card.name} готова.",
            operation=operation,
            card=CardRef(id=card.id, name=card.name),
            changes=(FieldChange(field="column", before="Очередь", after="Готово"),),
            evidence=(Evidence(segment=0, start=12.0, end=15.5, speaker=1, quote=QUOTE),),
            confidence=0.8,
            verdict=Verdict(route="review", rule="card-unsure"),
            seen=fingerprint(card, operation),
        )


def crowd(folder: Path, cards: int, notifier: Notifier | None = None, **settings: object) -> Crowd:
    """A new installation in the folder, with a live local board of so many cards."""
    here = Settings.model_validate({"home": folder, "timezone": "UTC", **settings})
    installation = wiring.install(here)
    if notifier is not None:
        services = replace(installation.services, notifier=lambda: notifier)
        installation = replace(installation, language="ru", services=services)
    columns = (Column(id="todo", name="Очередь"), Column(id="done", name="Готово", role="done"))
    board = Board(
        id="crowd",
        name="Большая доска",
        columns=columns,
        cards=tuple(
            Card(id=f"c{number}", number=number, name=f"Карточка {number}", column_id="todo")
            for number in range(1, cards + 1)
        ),
    )
    installation.shelf.create(board)
    with installation.database.transaction() as session:
        boards.save_policy(session, BOARD, BoardPolicy(mode="live"))
    return Crowd(installation, here)


def now() -> datetime:
    return datetime.now(UTC)
