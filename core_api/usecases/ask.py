"""Answer a question about past meetings, with citations."""

from collections.abc import Callable

from core_api.contracts.meeting import Meeting, Passage
from core_api.contracts.minutes import Answer, Citation
from core_api.contracts.model import Language
from core_api.contracts.ports import AnswerRequest
from core_api.domain.access import strictest
from core_api.language.words import detect_language
from core_api.store import boards, meetings, search
from core_api.store.database import Session
from core_api.usecases.installation import Installation

_PASSAGES = 8


def ask(
    installation: Installation,
    question: str,
    *,
    meeting_id: str | None = None,
    language: Language | None = None,
    may_read: Callable[[Meeting], bool] = lambda _meeting: True,
) -> Answer:
    """The answer from the passages that fit best; its text is None when the meetings do not tell.

    A model reads them only if every meeting among them, and its board, allows it. `may_read`: the meetings that whoever
    asks may know of; the others are as if they were not there.
    """
    with installation.database.reading() as session:
        passages = _found(session, question, meeting_id, may_read)
        told = {meetings.get(session, passage.meeting_id) for passage in passages}
        policies = [boards.policy(session, meeting.board) for meeting in told if meeting.board]
    request = AnswerRequest(
        question=question,
        passages=passages,
        language=language or detect_language(question),
        models=strictest(
            installation.models,
            *(meeting.models for meeting in told),
            *(policy.models for policy in policies),
        ),
    )
    answer = installation.services.answerer().answer(request)
    return answer.model_copy(update={"citations": _to_the_second(installation, answer.citations)})


def _found(
    session: Session, question: str, meeting_id: str | None, may_read: Callable[[Meeting], bool]
) -> tuple[Passage, ...]:
    """The best passages of the meetings that may be read, however many of the others fit better."""
    limit = _PASSAGES
    while True:
        every = search.search(session, question, limit=limit, meeting_id=meeting_id)
        mine = [one for one in every if may_read(meetings.get(session, one.meeting_id))]
        if len(mine) >= _PASSAGES or len(every) < limit:
            return tuple(mine[:_PASSAGES])
        limit *= 4


def _to_the_second(installation: Installation, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """The citations with the times and the speaker of their own segment, where a passage only knows its whole."""
    with installation.database.reading() as session:
        heard = {item: meetings.transcript(session, item) for item in {each.meeting_id for each in citations}}

    def exact(citation: Citation) -> Citation:
        transcript, index = heard[citation.meeting_id], citation.evidence.segment
        if transcript is None or index >= len(transcript.segments):
            return citation
        segment = transcript.segments[index]
        times = {"start": segment.start, "end": segment.end, "speaker": segment.speaker}
        return citation.model_copy(update={"evidence": citation.evidence.model_copy(update=times)})

    return tuple(map(exact, citations))
