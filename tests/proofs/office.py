"""Meetings that decided many things at once: proposals, people's approvals and intents, stored as the product does."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from core_api.changes.intents import plan_intent
from core_api.contracts.board import Board, Card, CardRef, Create, Operation
from core_api.contracts.meeting import Meeting
from core_api.contracts.minutes import Evidence
from core_api.contracts.proposal import Actor, Decision, Intent, Proposal, Verdict
from core_api.domain.fields import changes_of
from core_api.domain.fingerprint import fingerprint
from core_api.jobs import ledger
from core_api.store import intents, meetings, proposals
from core_api.store.database import Database, Session

ANNA = Actor(name="Anna", channel="dashboard")
EVIDENCE = Evidence(segment=3, start=12.0, end=15.5, speaker=1, quote="двигаем оплату")
COMMAND = Path(sys.executable).parent / "boardscribe"


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Office:
    """One installation's store and one board."""

    database: Database
    board: str
    """Its reference."""
    outline: Board | None = None
    """The board's names, where what a proposal says of itself matters."""

    def decide(
        self, wanted: Iterable[tuple[Operation, Card | None]], *, queued: bool = False
    ) -> list[Intent]:
        """A meeting that led to these changes, each approved; with `queued` their work waits for workers."""
        meeting_id = f"mtg_{uuid4().hex}"
        meeting = Meeting(
            id=meeting_id,
            title="Standup",
            started_at=now(),
            board=self.board,
            source="standup.vtt",
            blob="0" * 64,
        )
        rows = [
            self._proposal(meeting_id, number, operation, card)
            for number, (operation, card) in enumerate(wanted)
        ]
        with self.database.transaction() as session:
            meetings.add(session, meeting, meeting_id)
            proposals.add(session, rows, "open", now())
            return [self._approved(session, row, queued=queued) for row in rows]

    def intents(self, planned: Iterable[Intent]) -> list[Intent]:
        """As they stand now."""
        with self.database.reading() as session:
            return [intents.get(session, intent.id) for intent in planned]

    def _proposal(self, meeting_id: str, number: int, operation: Operation, card: Card | None) -> Proposal:
        return Proposal(
            id=f"prp_{meeting_id}_{number}",
            meeting_id=meeting_id,
            board=self.board,
            fact_id=f"f{number}",
            claim="The pay page moves on.",
            operation=operation,
            card=CardRef(id=card.id, name=card.name) if card else None,
            changes=changes_of(self.outline, card, operation, UTC) if self.outline else (),
            evidence=(EVIDENCE,),
            confidence=0.94,
            verdict=Verdict(route="review", rule="asks-first"),
            seen=None if isinstance(operation, Create) else fingerprint(card, operation),
        )

    def _approved(self, session: Session, proposal: Proposal, *, queued: bool) -> Intent:
        decision = Decision(
            proposal_id=proposal.id, version=proposal.version, answer="approve", by=ANNA, at=now()
        )
        proposals.decide(session, decision)
        proposals.set_state(session, proposal.id, proposal.version, "approved")
        intent = intents.plan(session, plan_intent(proposal, proposal.operation), now())
        if queued:
            ledger.submit(
                session,
                "apply",
                f"apply:{intent.id}",
                meeting_id=None,  # the meeting was never heard: nothing of it goes on when this is done
                args={"intent": intent.id},
                now=now(),
            )
        return intent


@dataclass
class Crew:
    """Workers of one installation as processes of their own."""

    environment: dict[str, str]
    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    killed: int = 0

    def hire(self) -> None:
        """One more worker."""
        with (self.folder / "workers.log").open("ab") as log:
            self.processes.append(
                subprocess.Popen(
                    [str(COMMAND), "work"], env=os.environ | self.environment, stdout=log, stderr=log
                )
            )

    def crash(self, number: int) -> None:
        """`kill -9` of a worker, and another in its place."""
        victim = self.processes.pop(number % len(self.processes))
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        self.killed += 1
        self.hire()

    def dismiss(self) -> None:
        """Ask all to end."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            process.wait(timeout=60)
        self.processes.clear()
