"""Answer a question about past meetings, with citations."""

from collections.abc import Callable

from core_api.contracts.meeting import Meeting, Passage
from core_api.contracts.minutes import Answer, Citation
from core_api.contracts.model import Language
from core_api.contracts.ports import AnswerRequest
from core_api.contracts.search import Access, Filters, Found
from core_api.domain.access import strictest
from core_api.language.words import detect_language
from core_api.store import boards, meetings
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
    passages = _found(installation, question, meeting_id, may_read)
    with installation.database.reading() as session:
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
    installation: Installation, question: str, meeting_id: str | None, may_read: Callable[[Meeting], bool]
) -> tuple[Passage, ...]:
    """The best passages of the meetings that may be read, however many of the others fit better."""
    with installation.database.reading() as session:
        heard = {meeting.id: meeting for meeting, _transcript in meetings.heard(session)}
    mine = frozenset(meeting.id for meeting in heard.values() if may_read(meeting))
    filters = Filters(
        kinds=frozenset({"speech"}),
        meetings=frozenset() if meeting_id is None else frozenset({meeting_id}),
        access=Access(meetings=mine),
    )
    found = installation.index.search(question, filters, _PASSAGES)
    return tuple(_passage(one, heard[one.entry.meeting_id or ""]) for one in found)


def _passage(found: Found, meeting: Meeting) -> Passage:
    entry = found.entry
    return Passage(
        id=entry.id,
        meeting_id=meeting.id,
        meeting_title=meeting.title,
        started_at=meeting.started_at,
        first_segment=entry.first_segment or 0,
        last_segment=entry.last_segment or 0,
        start=entry.start or 0.0,
        end=entry.end or 0.0,
        text=entry.text,
        score=found.score,
    )


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
