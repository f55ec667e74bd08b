"""Proposals: the queue, one proposal, and decisions on it."""

from fastapi import APIRouter, Response
from pydantic import Field

from core_api.contracts.board import Operation
from core_api.contracts.envelope import Envelope
from core_api.contracts.model import Frozen
from core_api.contracts.proposal import Choice, Decision, StoredProposal
from core_api.usecases.boards import look
from core_api.usecases.decide import decide
from core_api.usecases.edit import edited
from core_api.usecases.listen import clip_of
from core_api.usecases.queue import Waiting, one, waiting
from core_api.web.context import Here, Who

router = APIRouter(prefix="/proposals", tags=["proposals"])


class DecisionIn(Frozen):
    """A decision on the version that was shown."""

    version: int = Field(ge=1)
    answer: Choice
    operation: Operation | None = None
    """With `edit`: the operation to apply instead."""
    text: str | None = Field(default=None, max_length=5000)
    """With `edit`, instead of an operation: the new value as a person types it (a column, a day, a name, a text)."""
    card_id: str | None = None
    """With `other_card`."""
    reason: str = Field(default="", max_length=500)


@router.get("")
def queue(here: Here, board: str | None = None) -> Envelope[tuple[Waiting, ...]]:
    """What waits for a person, the oldest first."""
    return Envelope(success=True, data=waiting(here, board))


@router.get("/{proposal_id}")
def read(here: Here, proposal_id: str) -> Envelope[Waiting]:
    """One proposal, also when it waits no more."""
    return Envelope(success=True, data=one(here, proposal_id))


@router.get("/{proposal_id}/clip", response_class=Response, responses={200: {"content": {"audio/ogg": {}}}})
def listen(here: Here, proposal_id: str) -> Response:
    """The sound around the proposal's first quote, as Opus in OGG. 424 where the meeting came as a text."""
    clip = clip_of(here, proposal_id)
    return Response(clip.ogg, media_type="audio/ogg", headers={"Cache-Control": "private, max-age=3600"})


@router.post("/{proposal_id}/decisions")
def answer(here: Here, who: Who, proposal_id: str, decision: DecisionIn) -> Envelope[StoredProposal]:
    """Decide. The first decision on a version wins; a later one gets 409 with the answer that won."""
    operation = decision.operation
    if decision.answer == "edit" and operation is None and decision.text is not None:
        item = one(here, proposal_id)
        board, _policy = look(here, item.stored.proposal.board or "")
        operation = edited(item.stored.proposal.operation, decision.text, board, item.meeting.started_at)
    stored = decide(
        here,
        Decision(
            proposal_id=proposal_id,
            version=decision.version,
            answer=decision.answer,
            by=who,
            at=here.clock(),
            operation=operation,
            card_id=decision.card_id,
            reason=decision.reason,
        ),
    )
    return Envelope(success=True, data=stored)
