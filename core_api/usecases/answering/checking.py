"""What of an answer is true: every citation is held against what is stored, whoever gave the answer."""

from collections.abc import Iterable, Mapping

from core_api.contracts.board import CardRef
from core_api.contracts.meeting import Passage, PassageLine, Transcript
from core_api.contracts.minutes import Answer, Citation, Evidence
from core_api.contracts.model import Language
from core_api.domain.evidence import true_quote
from core_api.language.words import fold
from core_api.store import documents, meetings
from core_api.store.database import Session
from core_api.usecases.answering.looking import Look

_AROUND = 2
"""Segments before and after a quote that are shown with it."""


def checked(
    session: Session, answer: Answer, passages: Iterable[Passage], look: Look, language: Language
) -> Answer:
    """The answer with those citations that are really there: verbatim, at that second, by that speaker.

    Nothing is left of an answer without any. Where somebody's own words were asked for and only others are quoted, it
    says so, and only that.
    """
    shown = {passage.id: passage for passage in passages}
    true = tuple(one for cited in answer.citations if (one := _true(session, cited, shown)) is not None)
    if answer.text is None or not true:
        return answer.model_copy(update={"text": None, "citations": (), "reported": False})
    own = [one for one in true if said_by(one, look.speakers)]
    if look.speakers and not own:
        text = "\n".join(_reported(one, language) for one in true)
        return answer.model_copy(update={"text": text, "citations": true, "reported": True})
    return answer.model_copy(update={"citations": true, "reported": False})


def said_by(citation: Citation, names: Iterable[str]) -> bool:
    """Whether one of these people (folded names) said it."""
    return " ".join(fold(citation.speaker).split()) in set(names)


def _reported(citation: Citation, language: Language) -> str:
    begins, ends = "«»" if language == "ru" else "“”"
    return f"{citation.speaker or citation.meeting_title}: {begins}{citation.evidence.quote}{ends}"


def _true(session: Session, cited: Citation, shown: Mapping[str, Passage]) -> Citation | None:
    if cited.kind == "card":
        return _on_card(cited, shown.get(cited.passage))
    if cited.kind == "document":
        return _in_document(session, cited, shown.get(cited.passage))
    return as_said(session, cited)


def as_said(session: Session, cited: Citation) -> Citation | None:
    """The words as they stand in their segment, with its own seconds and its own speaker; None: they do not."""
    transcript = meetings.transcript(session, cited.meeting_id)
    at = cited.evidence.segment
    segment = transcript.segments[at] if transcript and at < len(transcript.segments) else None
    words = true_quote(cited.evidence.quote, segment.text) if segment else None
    if transcript is None or segment is None or words is None:
        return None
    meeting = meetings.get(session, cited.meeting_id)
    evidence = Evidence(
        segment=at, start=segment.start, end=segment.end, speaker=segment.speaker, quote=words
    )
    told = {
        "meeting_title": meeting.title,
        "at": meeting.started_at,
        "board": meeting.board,
        "evidence": evidence,
        "speaker": transcript.name_of(segment.speaker) or "",
        "around": tuple(_lines(transcript, at)),
    }
    return cited.model_copy(update=told)


def _lines(transcript: Transcript, at: int) -> Iterable[PassageLine]:
    """What was said just before and just after."""
    for segment in transcript.segments[max(0, at - _AROUND) : at + _AROUND + 1]:
        name = transcript.name_of(segment.speaker) or ""
        yield PassageLine(
            segment=segment.index,
            start=segment.start,
            end=segment.end,
            speaker=segment.speaker,
            name=name,
            words=segment.text,
        )


def _on_card(cited: Citation, passage: Passage | None) -> Citation | None:
    quote = _written(cited, passage)
    if passage is None or quote is None:
        return None
    ref, _colon, card_id = passage.id.removeprefix("board:").rpartition(":")
    told = {
        "evidence": _unspoken(cited.evidence.segment, quote),
        "board": ref,
        "card": CardRef(id=card_id, name=passage.meeting_title),
        "at": passage.started_at if passage.started_at.year > 1970 else None,
        "around": passage.lines,
    }
    return cited.model_copy(update=told)


def _in_document(session: Session, cited: Citation, passage: Passage | None) -> Citation | None:
    quote = _written(cited, passage)
    if passage is None or quote is None:
        return None
    document_id, _colon, number = passage.id.removeprefix("document:").rpartition(":")
    document, parts = documents.get(session, document_id), documents.parts(session, document_id)
    part = parts[int(number)]
    told = {
        "meeting_title": document.title,
        "evidence": _unspoken(int(number), quote),
        "board": document.board,
        "document": document.id,
        "heading": part.heading,
        "page": part.page,
        "at": document.added_at,
        "around": passage.lines,
    }
    return cited.model_copy(update=told) if true_quote(quote, part.text) else None


def _written(cited: Citation, passage: Passage | None) -> str | None:
    """The words as they stand in a line of the passage."""
    lines = passage.lines if passage else ()
    found = (true_quote(cited.evidence.quote, line.words) for line in lines)
    return next((quote for quote in found if quote), None)


def _unspoken(number: int, quote: str) -> Evidence:
    return Evidence(segment=number, start=0.0, end=0.0, quote=quote)
