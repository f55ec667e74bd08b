"""Questions about past meetings."""

from fastapi import APIRouter
from pydantic import Field

from core_api.contracts.envelope import Envelope
from core_api.contracts.minutes import Answer
from core_api.contracts.model import Frozen
from core_api.usecases.ask import ask
from core_api.web.context import Here

router = APIRouter(prefix="/ask", tags=["ask"])


class Question(Frozen):
    """A question, of one meeting when it is named."""

    question: str = Field(min_length=1, max_length=2000)
    meeting_id: str | None = None


@router.post("")
def answer(here: Here, question: Question) -> Envelope[Answer]:
    """The answer with its citations; its text is null when the meetings do not tell."""
    return Envelope(success=True, data=ask(here, question.question, meeting_id=question.meeting_id))
