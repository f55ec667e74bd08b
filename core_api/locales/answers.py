"""Where an answer stands and where it was looked for, in words, the same on every surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core_api.locales import Translate
from core_api.locales.moments import clock, short_day

if TYPE_CHECKING:  # what only types name is not loaded for `boardscribe --help`
    from core_api.contracts.minutes import Answer, Citation, LaterWord, Scope

_SILENT = frozenset({"llm-not-configured", "llm-forbidden"})
"""Nothing is wrong then: it is how the installation, or the board, was set up."""


def source_words(citation: Citation, say: Translate) -> str:
    """`Weekly, Tue 3 March 2026, 12:31`; `Card “Payment page”`; `Document “Handbook” › Expenses, p. 3`."""
    if citation.kind == "card":
        return say("answer-on-card", title=citation.meeting_title)
    if citation.kind == "document":
        parts = [say("answer-in-document", title=citation.meeting_title)]
        heading = citation.heading.removeprefix(citation.meeting_title).removeprefix(" › ")
        parts += [f" › {heading}"] if heading else []
        parts += [", " + say("answer-page", page=citation.page)] if citation.page else []
        return "".join(parts)
    told = [citation.meeting_title]
    told += [short_day(citation.at.date(), say, 0)] if citation.at else []
    told += [clock(citation.evidence.start)] if citation.evidence.end else []
    return ", ".join(told)


def speaker_words(citation: Citation, say: Translate) -> str:
    """Who said it, by name or number; empty for what nobody said."""
    number = citation.evidence.speaker
    return citation.speaker or (say("speaker", number=number) if number is not None else "")


def note_words(answer: Answer, say: Translate) -> list[str]:
    """What was not available, and that the answer is made of quotes where no model gave it."""
    told = [say(f"degraded-{code}") for code in answer.notes if code not in _SILENT]
    return [say("answer-quotes-only"), *told] if answer.notes and answer.text is not None else told


def later_words(word: LaterWord, say: Translate) -> str:
    """What a later meeting decided, and which."""
    day = short_day(word.at.date(), say, 0)
    return say("answer-later", text=word.text, meeting=word.meeting_title, day=day)


def scope_words(scope: Scope, say: Translate) -> str:
    """Where it was looked for; empty where nothing narrowed it."""
    told = []
    if scope.people:
        told.append(say("answer-scope-people", names=", ".join(scope.people)))
    since = short_day(scope.since, say, 0) if scope.since else ""
    until = short_day(scope.until, say, 0) if scope.until else ""
    if since or until:
        between = "between" if since and until else "since" if since else "until"
        between = "day" if since == until else between
        told.append(say(f"answer-scope-{between}", since=since, until=until))
    if scope.meeting:
        told.append(say("answer-scope-meeting", title=scope.meeting))
    if scope.board:
        told.append(say("answer-scope-board", board=scope.board))
    return say("answer-scope", what="; ".join(told)) if told else ""
