"""What may be found: entries of the search index, what they were made of, and how a search is narrowed."""

from typing import Literal

from core_api.contracts.model import Frozen, Moment, Seconds

EntryKind = Literal["speech", "fact", "minutes", "card", "document"]
"""What was said, what it came to, what was written of it, a board's card, a document that people put in."""


class Source(Frozen):
    """What entries are made of and replaced with as a whole: a meeting's talk, its facts, a board, a document."""

    id: str
    """Such as `speech:MEETING`; the same at every version."""
    version: str
    """Tells whether the entries are those of today: a digest, a transcript's id, a moment."""
    meeting_id: str | None = None
    """The meeting that it goes away with."""


class Entry(Frozen):
    """One thing that is found as a whole, and cited."""

    id: str
    """The same after every new indexing of the same thing; no two entries share one."""
    kind: EntryKind
    source: str
    """The id of its source."""
    number: int = 0
    """Its place in its source: those next to it say what it is about."""
    title: str = ""
    """What stands above it: the meeting's title, a topic, a card's name. It is searched too."""
    text: str
    meeting_id: str | None = None
    board: str | None = None
    people: tuple[str, ...] = ()
    """Whose words or whose matter it is, by name."""
    at: Moment | None = None
    """When it was said or written."""
    superseded: bool = False
    """Whether something later took its place; it is found all the same, and shown as such."""
    reference: str | None = None
    """The id of the fact, the card or the document."""
    first_segment: int | None = None
    last_segment: int | None = None
    start: Seconds | None = None
    end: Seconds | None = None


class Access(Frozen):
    """What somebody may read: an entry of one of these meetings; without a meeting, of one of these boards.

    An entry with neither is for everybody.
    """

    meetings: frozenset[str] = frozenset()
    boards: frozenset[str] = frozenset()


class Filters(Frozen):
    """What a search is kept to; an empty set keeps to nothing in particular."""

    kinds: frozenset[EntryKind] = frozenset()
    people: frozenset[str] = frozenset()
    """Names as in `Entry.people`, in any case of letters: entries of any of them."""
    boards: frozenset[str] = frozenset()
    meetings: frozenset[str] = frozenset()
    since: Moment | None = None
    until: Moment | None = None
    """Up to and without this moment. An entry without a moment fits no span."""
    superseded: bool = True
    """False: only what nothing took the place of."""
    access: Access | None = None
    """None: everything may be read."""


class Found(Frozen):
    """An entry that fits a question."""

    entry: Entry
    score: float
    """Above 0, and comparable within one search only."""


class Freshness(Frozen):
    """How far the index is up to date."""

    entries: int
    """What can be found."""
    model: str | None = None
    """The embedder's name and version; None: there is none, or it cannot be used now."""
    embedded: int = 0
    """Entries with a vector of that model."""
    waiting: int = 0
    """Entries in a language of that model that have none yet."""
