"""Answer a question about past meetings, with citations."""

from core_api.contracts.minutes import Answer
from core_api.contracts.model import Language
from core_api.contracts.ports import AnswerRequest
from core_api.language.words import detect_language
from core_api.store import search
from core_api.usecases.installation import Installation

_PASSAGES = 8


def ask(
    installation: Installation,
    question: str,
    *,
    meeting_id: str | None = None,
    language: Language | None = None,
) -> Answer:
    """The answer from the passages that fit best; its text is None when the meetings do not tell."""
    with installation.database.reading() as session:
        passages = search.search(session, question, limit=_PASSAGES, meeting_id=meeting_id)
    request = AnswerRequest(
        question=question,
        passages=passages,
        language=language or detect_language(question),
        models=installation.models,
    )
    return installation.services.answerer().answer(request)
