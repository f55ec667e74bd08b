"""Answer a question from what was recorded, with citations that were checked."""

from collections.abc import Sequence

from core_api.contracts.answering import AnswerRequest
from core_api.contracts.meeting import Passage
from core_api.contracts.minutes import Answer
from core_api.contracts.model import Language, ModelAccess
from core_api.contracts.proposal import Actor
from core_api.domain.access import strictest
from core_api.language.words import detect_language, fold
from core_api.store import boards, meetings
from core_api.store.database import Session
from core_api.usecases.answering import card_changes, later
from core_api.usecases.answering.checking import checked
from core_api.usecases.answering.gathering import gather
from core_api.usecases.answering.looking import Look, Narrowing, look
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import OWNER


def ask(
    installation: Installation,
    question: str,
    *,
    by: Actor = OWNER,
    language: Language | None = None,
    narrowing: Narrowing | None = None,
) -> Answer:
    """The answer from the passages that fit best; its text is None when nothing that was recorded tells.

    Only what whoever asks may see is looked at. A model reads it only if every meeting and board of it allows that.
    Raises Refused `person-inactive`; NotFound `meeting-not-found`.
    """
    language = language or detect_language(question)
    with installation.database.reading() as session:
        seen = look(session, installation, question, by, narrowing or Narrowing())
        told = card_changes.answer(installation, session, seen, language)
        if told is not None:
            return told
        found, listing = gather(installation, session, seen)
        gone = later.overtaken(installation, session, seen, found)
        request = AnswerRequest(
            question=question,
            passages=later.marked(found, gone),
            language=language,
            models=_models(session, installation, found),
            speakers=_names(seen, found),
            words=seen.inquiry.text,
            listing=listing,
        )
    answer = installation.services.answerer().answer(request)
    with installation.database.reading() as session:
        true = checked(session, answer, found, seen, language)
    citations = tuple(later.with_later(citation, gone) for citation in true.citations)
    return true.model_copy(update={"citations": citations, "scope": seen.scope})


def _models(session: Session, installation: Installation, found: Sequence[Passage]) -> ModelAccess:
    """Which models may read all of it."""
    told = {passage.meeting_id for passage in found if passage.meeting_id}
    heard = [meetings.get(session, meeting_id) for meeting_id in sorted(told)]
    refs = {meeting.board for meeting in heard} | {passage.board for passage in found}
    policies = [boards.policy(session, ref) for ref in sorted(ref for ref in refs if ref)]
    return strictest(
        installation.models,
        *(meeting.models for meeting in heard),
        *(policy.models for policy in policies),
    )


def _names(seen: Look, found: Sequence[Passage]) -> tuple[str, ...]:
    """Whose own words are asked for, as they are called in the passages; as the question does where they are not."""
    called = (line.name for passage in found for line in passage.lines)
    known = tuple(dict.fromkeys(name for name in called if " ".join(fold(name).split()) in seen.speakers))
    return known or seen.scope.people
