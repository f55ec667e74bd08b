"""From what the index finds to passages: talk with what is around it, cards, parts of documents.

A fact or a decision that is found is read where it was said; the words of the minutes come along as a note.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core_api.contracts.meeting import Meeting, Passage, PassageLine, Transcript
from core_api.contracts.minutes import Evidence, Minutes
from core_api.contracts.search import Entry, Filters
from core_api.language.questions import is_of_a_kind
from core_api.language.words import fold
from core_api.store import documents, meetings
from core_api.store.database import Session
from core_api.usecases.answering.looking import Look
from core_api.usecases.installation import Installation

_FOUND = 24
"""Entries that are looked at."""
_PASSAGES = 8
_LISTED = 12
"""Promises or decisions that are shown where all are asked for."""
_AROUND = 3
"""Segments before and after what was found, which say what it is about."""
_NOTES = 4
_COMMITTED = frozenset({"commitment"})
_DECIDED = frozenset({"decision", "retraction"})


@dataclass
class Stretch:
    """Segments of one meeting that are read together."""

    meeting_id: str
    first: int
    last: int
    score: float = 0.0
    notes: list[str] = field(default_factory=list)
    focus: set[int] = field(default_factory=set)

    def takes_in(self, other: "Stretch") -> bool:
        """Whether the other one overlaps it, and is part of it now."""
        if self.meeting_id != other.meeting_id or other.first > self.last or other.last < self.first:
            return False
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)
        self.notes += [note for note in other.notes if note not in self.notes]
        self.focus |= other.focus
        return True


def gather(installation: Installation, session: Session, look: Look) -> tuple[tuple[Passage, ...], bool]:
    """The passages that fit best, best first; and whether they are all of a kind that was asked for."""
    if look.inquiry.wanted and is_of_a_kind(look.inquiry.text):
        listed = _all_of_a_kind(session, look)
        if listed:
            return tuple(passages(session, listed, whole=True)), True
    found = found_by(installation, session, look.inquiry.text or look.question, look.filters)
    if not found and look.speakers:
        others = look.filters.model_copy(update={"people": frozenset(), "kinds": frozenset()})
        found = found_by(installation, session, look.question, others)
    return found, False


def found_by(
    installation: Installation, session: Session, words: str, filters: Filters
) -> tuple[Passage, ...]:
    """The passages that fit the words best, best first."""
    stretches: list[Stretch] = []
    others: list[tuple[float, Passage]] = []
    minutes = _MinutesRead(session)
    for one in installation.index.search(words, filters, _FOUND):
        entry = one.entry
        if entry.kind == "card":
            others.append((one.score, _card(entry, one.score)))
        elif entry.kind == "document":
            others += [(one.score, passage) for passage in _document(session, entry, one.score)]
        else:
            for stretch in _stretches(entry, one.score, minutes):
                if not any(each.takes_in(stretch) for each in stretches):
                    stretches.append(stretch)
    talk = [(passage.score, passage) for passage in passages(session, stretches)]
    ranked = sorted([*talk, *others], key=lambda pair: (-pair[0], pair[1].id))
    return tuple(passage for _score, passage in ranked[:_PASSAGES])


def passages(session: Session, stretches: Iterable[Stretch], *, whole: bool = False) -> Iterable[Passage]:
    """The stretches as passages, in their order. `whole` shows them as they are, with nothing around."""
    read: dict[str, tuple[Meeting, Transcript] | None] = {}
    for stretch in stretches:
        if stretch.meeting_id not in read:
            transcript = meetings.transcript(session, stretch.meeting_id)
            read[stretch.meeting_id] = (
                (meetings.get(session, stretch.meeting_id), transcript) if transcript else None
            )
        heard = read[stretch.meeting_id]
        passage = _talk(*heard, stretch, 1 if whole else _AROUND) if heard else None
        if passage is not None:
            yield passage


def around(meeting_id: str, evidence: Iterable[Evidence], note: str, score: float = 0.0) -> list[Stretch]:
    """Where evidence stands, as stretches of which these segments are in focus; far ones apart."""
    found: list[Stretch] = []
    for at in sorted({one.segment for one in evidence}):
        if found and at - found[-1].last <= _AROUND:
            found[-1].last = at
            found[-1].focus.add(at)
        else:
            found.append(Stretch(meeting_id, at, at, score, [note] if note else [], {at}))
    return found


class _MinutesRead:
    """The minutes of meetings, each read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: dict[str, Minutes | None] = {}

    def evidence(self, entry: Entry) -> tuple[Evidence, ...]:
        """What an entry of minutes rests on."""
        meeting_id = entry.meeting_id or ""
        if meeting_id not in self._read:
            self._read[meeting_id] = meetings.minutes(self._session, meeting_id)
        minutes = self._read[meeting_id]
        return evidence_of(minutes, entry.reference or "") if minutes else ()


def evidence_of(minutes: Minutes, reference: str) -> tuple[Evidence, ...]:
    """What a fact (`f1`), a decision, an action item or a topic (`decision-0`, …) rests on."""
    name, _dash, number = reference.partition("-")
    lists: dict[str, Sequence[object]] = {
        "decision": minutes.decisions,
        "action": minutes.action_items,
        "topic": minutes.topics,
    }
    if name in lists and number.isdecimal():
        rest = lists[name][int(number) : int(number) + 1]
        return tuple(one for each in rest for one in getattr(each, "evidence", ()))
    return next((fact.evidence for fact in minutes.facts if fact.id == reference), ())


def _stretches(entry: Entry, score: float, minutes: _MinutesRead) -> list[Stretch]:
    if entry.kind == "speech":
        return [Stretch(entry.meeting_id or "", entry.first_segment or 0, entry.last_segment or 0, score)]
    return around(entry.meeting_id or "", minutes.evidence(entry), entry.text, score)


def _talk(meeting: Meeting, transcript: Transcript, stretch: Stretch, more: int) -> Passage | None:
    shown = [
        segment
        for segment in transcript.segments
        if stretch.first - more <= segment.index <= stretch.last + more and segment.text.strip()
    ]
    if not shown:
        return None
    lines = tuple(
        PassageLine(
            segment=segment.index,
            start=segment.start,
            end=segment.end,
            speaker=segment.speaker,
            name=transcript.name_of(segment.speaker) or "",
            words=" ".join(segment.text.split()),
        )
        for segment in shown
    )
    return Passage(
        id=f"{meeting.id}:{shown[0].index}-{shown[-1].index}",
        meeting_id=meeting.id,
        meeting_title=meeting.title,
        started_at=meeting.started_at,
        first_segment=shown[0].index,
        last_segment=shown[-1].index,
        start=min(segment.start for segment in shown),
        end=max(segment.end for segment in shown),
        text="\n".join(f"{line.name}: {line.words}" if line.name else line.words for line in lines),
        score=stretch.score,
        lines=lines,
        notes=tuple(stretch.notes[:_NOTES]),
        focus=tuple(sorted(stretch.focus)),
        board=meeting.board,
    )


def _card(entry: Entry, score: float) -> Passage:
    said = [entry.title, *entry.text.split("\n")]
    return _written("card", entry, score, tuple(PassageLine(segment=n, words=w) for n, w in enumerate(said)))


def _document(session: Session, entry: Entry, score: float) -> list[Passage]:
    """The part as one line a paragraph, all of them of its number."""
    document = documents.get(session, entry.reference or "")
    lines = (PassageLine(segment=entry.number, words=words) for words in entry.text.split("\n") if words)
    dated = entry.model_copy(update={"at": document.added_at})
    return [_written("document", dated, score, tuple(lines))]


def _written(kind: str, entry: Entry, score: float, lines: tuple[PassageLine, ...]) -> Passage:
    return Passage.model_validate(
        {
            "id": entry.id,
            "kind": kind,
            "meeting_id": "",
            "meeting_title": entry.title,
            "started_at": entry.at or "1970-01-01T00:00:00Z",
            "first_segment": lines[0].segment,
            "last_segment": lines[-1].segment,
            "start": 0.0,
            "end": 0.0,
            "text": "\n".join(line.words for line in lines),
            "score": score,
            "lines": [line.model_dump() for line in lines],
            "board": entry.board,
        }
    )


def _all_of_a_kind(session: Session, look: Look) -> list[Stretch]:
    """Where all that was promised, or decided, was said: the newest meeting first."""
    found: list[Stretch] = []
    for meeting in look.heard(session):
        minutes, heard = meetings.minutes(session, meeting.id), meetings.transcript(session, meeting.id)
        if minutes is None or heard is None:
            continue
        for text, evidence, whose in _items(minutes, heard, look.inquiry.wanted == "promises"):
            if look.speakers and whose and not _is_called(whose, look.speakers):
                continue
            theirs = [one for one in evidence if _is_theirs(heard, one, look.speakers)]
            for stretch in around(meeting.id, theirs, text):
                if not any(each.takes_in(stretch) for each in found):
                    found.append(stretch)
        if len(found) >= _LISTED:
            break
    return found[:_LISTED]


def _items(
    minutes: Minutes, heard: Transcript, promises: bool
) -> Iterable[tuple[str, tuple[Evidence, ...], str]]:
    """The promises or the decisions of a meeting: the words, what they rest on, and who it is that promised."""
    kinds = _COMMITTED if promises else _DECIDED
    for fact in minutes.facts:
        if fact.kind in kinds:
            yield fact.text, fact.evidence, (heard.name_of(fact.speaker) or "") if promises else ""
    for item in minutes.action_items if promises else ():
        yield item.text, item.evidence, item.owner or ""
    for decision in minutes.decisions if not promises else ():
        yield decision.text, decision.evidence, ""


def _is_called(name: str, speakers: Sequence[str]) -> bool:
    """Whether a name, perhaps only a first name, is one of these people's."""
    words = set(fold(name).split())
    return any(words <= set(known.split()) or set(known.split()) <= words for known in speakers)


def _is_theirs(heard: Transcript, evidence: Evidence, speakers: Sequence[str]) -> bool:
    """Whether one of these people said it; true where nobody in particular is asked for."""
    if not speakers:
        return True
    at = evidence.segment
    number = heard.segments[at].speaker if at < len(heard.segments) else None
    return " ".join(fold(heard.name_of(number) or "").split()) in speakers
