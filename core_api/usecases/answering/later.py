"""Decisions that a later meeting decided otherwise: found when somebody asks, so that they are always of today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core_api.contracts.meeting import Meeting, Passage
from core_api.contracts.minutes import Citation, Evidence, LaterWord, Minutes
from core_api.contracts.search import EntryKind, Filters, Found
from core_api.domain.superseding import supersedes
from core_api.store import meetings, proposals
from core_api.store.database import Session
from core_api.usecases.answering.gathering import evidence_of
from core_api.usecases.answering.looking import Look
from core_api.usecases.installation import Installation

_DECISIONS = 8
"""So many decisions of one answer are looked after."""
_CANDIDATES = 8
_BESIDE = 1
"""Segments between a citation and a decision's own words that still make it a citation of the decision."""
_KINDS: frozenset[EntryKind] = frozenset({"fact", "minutes"})
_DECIDING = frozenset({"decision", "retraction"})


@dataclass(frozen=True)
class Overtaken:
    """A decision, and what a later meeting decided on the same matter."""

    meeting_id: str
    evidence: tuple[Evidence, ...]
    later: LaterWord

    def covers(self, meeting_id: str, first: int, last: int) -> bool:
        """Whether these segments are of the decision."""
        near = (first - _BESIDE <= one.segment <= last + _BESIDE for one in self.evidence)
        return meeting_id == self.meeting_id and any(near)


@dataclass(frozen=True)
class _Decision:
    text: str
    evidence: tuple[Evidence, ...]
    card: str | None


def overtaken(
    installation: Installation, session: Session, look: Look, passages: Sequence[Passage]
) -> tuple[Overtaken, ...]:
    """Which decisions of these passages a later meeting decided otherwise."""
    talk = [passage for passage in passages if passage.kind == "speech"]
    found: list[Overtaken] = []
    for meeting_id in dict.fromkeys(passage.meeting_id for passage in talk):
        meeting, minutes = meetings.get(session, meeting_id), meetings.minutes(session, meeting_id)
        if minutes is None:
            continue
        spans = [(one.first_segment, one.last_segment) for one in talk if one.meeting_id == meeting_id]
        here = [one for one in _decisions(session, meeting, minutes) if _within(one.evidence, spans)]
        for decision in here[: _DECISIONS - len(found)]:
            word = _later(installation, session, look, meeting, decision)
            if word is not None:
                found.append(Overtaken(meeting_id, decision.evidence, word))
    return tuple(found)


def marked(passages: Iterable[Passage], gone: Sequence[Overtaken]) -> tuple[Passage, ...]:
    """The passages, those with a decision that a later one took the place of marked."""
    return tuple(
        passage.model_copy(update={"superseded": True})
        if any(one.covers(passage.meeting_id, passage.first_segment, passage.last_segment) for one in gone)
        else passage
        for passage in passages
    )


def with_later(citation: Citation, gone: Sequence[Overtaken]) -> Citation:
    """The citation with the later decision, if it is of one that has a later one."""
    at = citation.evidence.segment
    word = next((one.later for one in gone if one.covers(citation.meeting_id, at, at)), None)
    return citation.model_copy(update={"later": word}) if word and citation.kind == "speech" else citation


def _decisions(session: Session, meeting: Meeting, minutes: Minutes) -> list[_Decision]:
    """The decisions of a meeting, with the card of each where a proposal tells it."""
    cards = {
        stored.proposal.fact_id: stored.proposal.card.id
        for stored in proposals.for_meeting(session, meeting.id)
        if stored.proposal.card is not None
    }
    facts = [
        _Decision(fact.text, fact.evidence, cards.get(fact.id))
        for fact in minutes.facts
        if fact.kind in _DECIDING
    ]
    known = {one.segment for fact in facts for one in fact.evidence}
    rest = [
        _Decision(one.text, one.evidence, None)
        for one in minutes.decisions
        if not known & {each.segment for each in one.evidence}
    ]
    return [*facts, *rest]


def _within(evidence: Iterable[Evidence], spans: Iterable[tuple[int, int]]) -> bool:
    ranges = list(spans)
    return any(first <= one.segment <= last for one in evidence for first, last in ranges)


def _later(
    installation: Installation, session: Session, look: Look, meeting: Meeting, decision: _Decision
) -> LaterWord | None:
    """The last decision on the same matter that a later meeting of the same board took."""
    filters = Filters(
        kinds=_KINDS,
        boards=frozenset({meeting.board} if meeting.board else ()),
        since=meeting.started_at,
        access=look.filters.access,
    )
    words = [
        word
        for found in installation.index.search(decision.text, filters, _CANDIDATES)
        if found.entry.meeting_id not in {None, meeting.id}
        for word in _told(session, found, meeting, decision)
    ]
    return max(words, key=lambda word: word.at, default=None)


def _told(session: Session, found: Found, meeting: Meeting, decision: _Decision) -> Iterable[LaterWord]:
    entry = found.entry
    minutes = meetings.minutes(session, entry.meeting_id or "")
    other = meetings.get(session, entry.meeting_id or "")
    if minutes is None or other.started_at <= meeting.started_at or other.board != meeting.board:
        return
    evidence = evidence_of(minutes, entry.reference or "")
    at = {one.segment for one in evidence}
    for one in _decisions(session, other, minutes):
        same_card = one.card is not None and one.card == decision.card
        if at & {each.segment for each in one.evidence} and supersedes(
            one.text, decision.text, same_card=same_card
        ):
            yield LaterWord(
                meeting_id=other.id,
                meeting_title=other.title,
                at=other.started_at,
                text=one.text,
                evidence=one.evidence[0],
            )
