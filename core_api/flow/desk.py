"""The script's desk over the real store: orders become jobs, tickets are settled by what the store holds."""

from typing import Literal, cast

from core_api.flow.state import Ticket
from core_api.jobs import ledger
from core_api.store import intents, meetings, proposals
from core_api.store.database import Session
from core_api.usecases import reconsider
from core_api.usecases.installation import Installation


class StoreDesk:
    """Implements `flow.tickets.Desk` over an installation."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation

    def has_transcript(self, meeting_id: str) -> bool:
        """True when the meeting is text already."""
        with self._installation.database.reading() as session:
            return meetings.transcript_id(session, meeting_id) is not None

    def order(self, meeting_id: str, work: str) -> None:
        """Queue the meeting's transcription, summary or proposals, once. Raises Cancelled for a stopped meeting."""
        kind = cast(Literal["transcribe", "summarize", "propose"], work)
        with self._installation.database.transaction() as session:
            ledger.refuse_stopped(session, meeting_id)
            ledger.submit(
                session,
                kind,
                f"{kind}:{meeting_id}",
                meeting_id=meeting_id,
                args={},
                now=self._installation.clock(),
            )

    def reconsider(self, meeting_id: str, done: list[str]) -> list[str]:
        """Match again what was rejected for its card."""
        return reconsider.reconsider(self._installation, meeting_id, done)

    def mark(self, meeting_id: str, stage: str) -> None:
        """Make it visible how far the meeting is."""
        with self._installation.database.transaction() as session:
            meetings.set_stage(session, meeting_id, stage)

    def settled(self, ticket: Ticket) -> str | None:
        """The outcome of what a ticket waits for; None while it is not there (or has failed, and can be retried)."""
        meeting = ticket["meeting_id"]
        with self._installation.database.reading() as session:
            jobs = ledger.for_meeting(session, meeting)
            if ticket["waits_for"] in {"transcribe", "summarize", "propose"}:
                done = any(job.kind == ticket["waits_for"] and job.state == "done" for job in jobs)
                return "done" if done else None
            applying = any(job.kind == "apply" and job.state in {"queued", "running"} for job in jobs)
            if ticket["waits_for"] == "apply":
                return None if applying else "done"
            if reconsider.pending(session, meeting, ticket.get("reconsidered", [])):
                return "reconsider"
            asked = any(item.state in proposals.WAITING for item in proposals.for_meeting(session, meeting))
            return None if applying or asked or _unwritten(session, meeting) else "closed"


def _unwritten(session: Session, meeting_id: str) -> bool:
    """True while something that was approved is neither on the board nor given up; an undo is nobody's question."""
    return any(intent.undoes is None for intent in intents.pending(session, meeting_id))
