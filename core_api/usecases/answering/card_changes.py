"""Why a card changed, answered from the audit: what was changed when, who decided, and in whose words. No model."""

from datetime import tzinfo

from core_api.contracts.board import CardRef
from core_api.contracts.history import CardHistory, ForeignChange, HistoryEntry, Occasion
from core_api.contracts.minutes import Answer, Citation
from core_api.contracts.model import Language
from core_api.contracts.proposal import ChangeRecord, FieldChange
from core_api.domain.card_questions import KnownCard, asks_for_changes, meant
from core_api.locales import Translate, translator
from core_api.locales.moments import clock, short_moment
from core_api.store.database import Session
from core_api.usecases.answering.checking import as_said
from core_api.usecases.answering.looking import Look
from core_api.usecases.card_history import told, watched_cards
from core_api.usecases.installation import Installation

_TOLD = 3
"""So many changes, the newest first."""
_QUOTES = 2


def answer(installation: Installation, session: Session, look: Look, language: Language) -> Answer | None:
    """What the audit says; None where no card's changes are asked for, or nothing is kept of the card's."""
    if not asks_for_changes(look.question):
        return None
    access = look.filters.access
    cards = {
        (one.board, one.card.id): one
        for one in watched_cards(session)
        if access is None or one.board in access.boards
        if not look.filters.boards or one.board in look.filters.boards
    }
    known = [KnownCard(one.board, one.card.id, one.card.name, one.number) for one in cards.values()]
    card = meant(look.question, known)
    history = told(session, cards[card.board, card.id]) if card else None
    if history is None or not history.entries:
        return None
    say = translator(language)
    entries = history.entries[:_TOLD]
    zone = installation.zone
    told_lines = [_line(history, one, zone, say) for one in entries]
    quoted = [cited for entry in entries for cited in _citations(history, entry)]
    citations = tuple(as_said(session, cited) or cited for cited in quoted)
    scope = look.scope.model_copy(update={"card": history.card, "board": history.board})
    return Answer(
        text="\n".join([say("answer-card", card=history.card.name), *told_lines]),
        citations=citations,
        scope=scope,
    )


def _line(history: CardHistory, entry: HistoryEntry, zone: tzinfo, say: Translate) -> str:
    at = short_moment(entry.at.astimezone(zone), say, year=0)
    if entry.foreign is not None:
        return say("answer-change", at=at, what=_foreign(entry.foreign, say))
    if entry.change is None:
        return ""
    record = entry.change
    what = say("answer-change", at=at, what=_what(record, say))
    return " ".join(part for part in (what, _said(history, record, say), _decided(record, say)) if part)


def _what(record: ChangeRecord, say: Translate) -> str:
    steps = "; ".join(_step(one, say) for one in record.changes)
    named = say(f"operation-{record.operation.kind}")
    return f"{named}: {steps}" if steps else named


def _foreign(one: ForeignChange, say: Translate) -> str:
    words = say("history-foreign", field=one.words.field)
    return f"{words}: {_step(one.words, say)}" if one.words.before or one.words.after else words


def _step(change: FieldChange, say: Translate) -> str:
    before, after = change.before or say("nothing"), change.after or say("nothing")
    return f"{before} → {after}" if change.before else after


def _said(history: CardHistory, record: ChangeRecord, say: Translate) -> str:
    """Who said it where, in the very words."""
    meeting = _meeting(history, record)
    if not record.evidence or meeting is None:
        return ""
    first = record.evidence[0]
    name = _speaker(meeting, first.speaker)
    told = {"name": name, "meeting": meeting.title, "quote": first.quote, "at": clock(first.start)}
    known = {(True, True): "", (False, True): "-unnamed", (True, False): "-untimed", (False, False): "-bare"}
    return say("answer-change-said" + known[bool(name), meeting.timed], **told)


def _decided(record: ChangeRecord, say: Translate) -> str:
    if record.by.kind == "gate":
        return say("history-by-gate")
    kind = "undo" if record.undoes else "approved" if record.proposal_id else "done"
    where = say("decided-where", channel=record.by.channel)
    return say(f"history-{kind}", name=record.by.name, where=where)


def _citations(history: CardHistory, entry: HistoryEntry) -> list[Citation]:
    record = entry.change
    meeting = _meeting(history, record) if record else None
    if record is None or meeting is None:
        return []
    return [
        Citation(
            meeting_id=meeting.id,
            meeting_title=meeting.title,
            evidence=evidence,
            at=meeting.started_at,
            speaker=_speaker(meeting, evidence.speaker),
            board=history.board,
            card=CardRef(id=history.card.id, name=history.card.name),
        )
        for evidence in record.evidence[:_QUOTES]
    ]


def _meeting(history: CardHistory, record: ChangeRecord) -> Occasion | None:
    return next((one for one in history.meetings if one.id == record.meeting_id), None)


def _speaker(meeting: Occasion, number: int | None) -> str:
    return next((one.name or "" for one in meeting.speakers if one.number == number), "")
