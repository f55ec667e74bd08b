"""What of minutes, boards and documents can be found, as entries. Pure; what was said is cut in `passages`.

A fact and a decision are found by their own words and cited by those that were said: they carry the segments that
they rest on. What rests on nothing that was said is not found.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from core_api.contracts.board import Board, Card
from core_api.contracts.documents import Document, DocumentPart
from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.minutes import Evidence, Minutes
from core_api.contracts.search import Entry, EntryKind

_LONGEST_TEXT = 6_000
"""Characters of one card that are found by; the rest of a very long description is not."""


def minutes_id(meeting_id: str) -> str:
    """The id of a meeting's minutes as a source of entries."""
    return f"minutes:{meeting_id}"


def board_id(ref: str) -> str:
    """The id of a board's cards as a source of entries."""
    return f"board:{ref}"


def document_id(document: str) -> str:
    """The id of a document as a source of entries."""
    return f"document:{document}"


def of_minutes(meeting: Meeting, transcript: Transcript, minutes: Minutes) -> tuple[Entry, ...]:
    """The facts, decisions, promises and topics of a meeting."""
    made = _Maker(meeting, transcript)
    for fact in minutes.facts:
        text = f"{fact.mention}: {fact.text}" if fact.mention else fact.text
        made.add("fact", fact.id, text, fact.evidence)
    for number, decision in enumerate(minutes.decisions):
        made.add("minutes", f"decision-{number}", decision.text, decision.evidence)
    for number, item in enumerate(minutes.action_items):
        made.add("minutes", f"action-{number}", item.text, item.evidence, owner=item.owner)
    for number, topic in enumerate(minutes.topics):
        made.add("minutes", f"topic-{number}", f"{topic.title}. {topic.text}", topic.evidence)
    return tuple(made.entries)


class _Maker:
    """Entries of one meeting's minutes, numbered in order."""

    def __init__(self, meeting: Meeting, transcript: Transcript) -> None:
        self._meeting = meeting
        self._transcript = transcript
        self.entries: list[Entry] = []

    def add(
        self,
        kind: EntryKind,
        reference: str,
        text: str,
        evidence: Sequence[Evidence],
        owner: str | None = None,
    ) -> None:
        """One more, if it rests on anything that was said."""
        if not evidence or not text.strip():
            return
        names = [owner, *(self._name(one.segment) for one in evidence)]
        entry = Entry(
            id=f"{minutes_id(self._meeting.id)}:{reference}",
            kind=kind,
            source=minutes_id(self._meeting.id),
            number=len(self.entries),
            title=self._meeting.title,
            text=text,
            meeting_id=self._meeting.id,
            board=self._meeting.board,
            people=tuple(dict.fromkeys(name for name in names if name)),
            at=self._meeting.started_at,
            reference=reference,
            first_segment=min(one.segment for one in evidence),
            last_segment=max(one.segment for one in evidence),
            start=min(one.start for one in evidence),
            end=max(one.end for one in evidence),
        )
        self.entries.append(entry)

    def _name(self, segment: int) -> str | None:
        """Who said a segment."""
        said = self._transcript.segments
        return self._transcript.name_of(said[segment].speaker) if segment < len(said) else None


def of_board(ref: str, board: Board) -> tuple[Entry, ...]:
    """The board's cards, those in the archive too."""
    columns = {column.id: column.name for column in board.columns}
    members = {member.id: member.name for member in board.members}
    labels = {label.id: label.name for label in board.labels}
    return tuple(
        Entry(
            id=f"{board_id(ref)}:{card.id}",
            kind="card",
            source=board_id(ref),
            number=number,
            title=f"#{card.number} {card.name}" if card.number is not None else card.name,
            text="\n".join(card_lines(card, columns, members, labels))[:_LONGEST_TEXT] or card.name,
            board=ref,
            people=tuple(members[one] for one in card.member_ids if one in members),
            at=card.last_activity,
            reference=card.id,
        )
        for number, card in enumerate(board.cards)
    )


def card_lines(
    card: Card, columns: dict[str, str], members: dict[str, str], labels: dict[str, str]
) -> Iterable[str]:
    """A card as lines that can be quoted: where it lies, whose it is, until when, and what stands on it."""
    heads = (
        columns.get(card.column_id, ""),
        ", ".join(members[one] for one in card.member_ids if one in members),
        ", ".join(labels[one] for one in card.label_ids if one in labels),
        card.due.date().isoformat() if card.due else "",
    )
    yield " | ".join(" ".join(head.split()) for head in heads if head)
    for line in card.description.split("\n"):
        if line.strip():
            yield " ".join(line.split())
    for checklist in card.checklists:
        for item in checklist.items:
            yield f"[{'x' if item.done else ' '}] {' '.join(item.name.split())}"


def of_document(document: Document, parts: Iterable[DocumentPart]) -> tuple[Entry, ...]:
    """The parts of a document, each below its headings."""
    return tuple(
        Entry(
            id=f"{document_id(document.id)}:{number}",
            kind="document",
            source=document_id(document.id),
            number=number,
            title=_above(document, part),
            text=part.text,
            board=document.board,
            reference=document.id,
        )
        for number, part in enumerate(parts)
    )


def _above(document: Document, part: DocumentPart) -> str:
    """The document's title and the headings, the title once."""
    first, _between, rest = part.heading.partition(" › ")
    below = rest if first == document.title else part.heading
    return f"{document.title} › {below}" if below else document.title


def version(entries: Iterable[Entry]) -> str:
    """Tells whether entries say the same as those that were made before."""
    digest = sha256()
    for entry in entries:
        digest.update(entry.model_dump_json().encode())
    return digest.hexdigest()[:20]
