"""What waits for a person: the one queue that every surface shows."""

from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.model import Frozen
from core_api.contracts.proposal import StoredProposal
from core_api.store import meetings, proposals
from core_api.store.database import Session
from core_api.usecases.installation import Installation


class Waiting(Frozen):
    """A proposal that waits, with the meeting it came from and the names of its speakers."""

    stored: StoredProposal
    meeting: Meeting
    transcript: Transcript
    """Without its segments: speakers and language only."""


def waiting(installation: Installation, board: str | None = None, *, limit: int = 500) -> tuple[Waiting, ...]:
    """The open proposals, the oldest first; of one board when it is named."""
    with installation.database.reading() as session:
        stored = proposals.queue(session, board, limit)
        heads = {item: _head(session, item) for item in {each.proposal.meeting_id for each in stored}}
        return tuple(_waiting(each, heads[each.proposal.meeting_id]) for each in stored)


def one(installation: Installation, proposal_id: str) -> Waiting:
    """One proposal, also when it waits no more. Raises NotFound."""
    with installation.database.reading() as session:
        stored = proposals.get(session, proposal_id)
        return _waiting(stored, _head(session, stored.proposal.meeting_id))


def _head(session: Session, meeting_id: str) -> tuple[Meeting, Transcript]:
    transcript = meetings.transcript(session, meeting_id) or Transcript(language="en")
    return meetings.get(session, meeting_id), transcript.model_copy(update={"segments": ()})


def _waiting(stored: StoredProposal, head: tuple[Meeting, Transcript]) -> Waiting:
    return Waiting(stored=stored, meeting=head[0], transcript=head[1])
