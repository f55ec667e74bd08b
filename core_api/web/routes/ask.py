"""Questions about what was recorded."""

from datetime import date

from fastapi import APIRouter
from pydantic import Field

from core_api.contracts.envelope import Envelope
from core_api.contracts.minutes import Answer
from core_api.contracts.model import Frozen
from core_api.usecases.answering.looking import Narrowing
from core_api.usecases.ask import ask
from core_api.web.context import Here, Who

router = APIRouter(prefix="/ask", tags=["ask"])


class Question(Frozen):
    """A question; what is given beside it keeps the answer to a meeting, a board, a person's own words, some days."""

    question: str = Field(min_length=1, max_length=2000)
    meeting_id: str | None = None
    board: str | None = None
    person: str | None = Field(default=None, max_length=200)
    since: date | None = None
    until: date | None = None
    """The last day."""


@router.post("")
def answer(here: Here, who: Who, asked: Question) -> Envelope[Answer]:
    """The answer with its citations; its text is null when nothing that the caller may see tells."""
    narrowing = Narrowing(asked.meeting_id, asked.board, asked.person, asked.since, asked.until)
    return Envelope(success=True, data=ask(here, asked.question, by=who, narrowing=narrowing))
