"""Writes that wait: decided, and not on the boards yet; and having them go on."""

from fastapi import APIRouter

from core_api.contracts.envelope import Envelope
from core_api.contracts.model import Frozen
from core_api.usecases.parked import Parked, parked, resume
from core_api.web.context import Here, Say, Who

router = APIRouter(prefix="/writes", tags=["writes"])


class Waiting(Frozen):
    """A write that waits, and why, in the reader's words."""

    write: Parked
    message: str
    next_step: str


class Resumed(Frozen):
    """How many writes go on."""

    count: int


@router.get("/waiting")
def list_waiting(here: Here, say: Say, board: str | None = None) -> Envelope[tuple[Waiting, ...]]:
    """What was decided and is not on the boards, the oldest first; of one board when it is named."""
    lines = tuple(
        Waiting(
            write=one,
            message=say(f"problem-{one.code}", **one.params),
            next_step=say(f"problem-{one.code}-next", **one.params),
        )
        for one in parked(here, board)
    )
    return Envelope(success=True, data=lines)


@router.post("/resume")
def go_on(here: Here, who: Who, board: str | None = None) -> Envelope[Resumed]:
    """Have what waits go on, of one board or of all: a worker asks the board first, so nothing is written twice."""
    return Envelope(success=True, data=Resumed(count=resume(here, board, who)))
