"""Why is this card as it is? All that we changed on it and all that we saw others change; and whether that adds up."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from core_api.contracts.board import Board, CardRef
from core_api.contracts.history import CardHistory, ForeignChange, HistoryEntry, Occasion
from core_api.contracts.meeting import Speaker
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import ChangeRecord
from core_api.domain.replay import Gap, replayed
from core_api.language.words import fold
from core_api.store import changes, meetings, sightings
from core_api.store.database import Session
from core_api.usecases.installation import Installation
from core_api.usecases.reading import read_board


@dataclass(frozen=True)
class Found:
    """A card that somebody named."""

    board: str
    card: CardRef
    number: int | None = None


@dataclass(frozen=True)
class Checked:
    """A watched card whose records were replayed."""

    board: str
    card: CardRef
    changes: int
    foreign: int
    gaps: tuple[Gap, ...]


def history(installation: Installation, text: str, board: str | None = None) -> CardHistory:
    """The history of the one card that is meant: by its id or number, its name, or a part of its name.

    Told from what is kept here: the board itself is asked only for a card that nobody knows yet, where it is named.
    Raises NotFound `card-unknown`, `card-not-named` when several fit; and what reading the board raises.
    """
    with installation.database.reading() as session:
        known = _named(text, _known(session, text, board))
        if known is not None:
            return told(session, known)
    if board is None:
        raise NotFound("card-unknown", text=text)
    found = _named(text, _of_board(board, read_board(installation, board)))
    if found is None:
        raise NotFound("card-unknown", text=text)
    return CardHistory(board=found.board, card=found.card, number=found.number)


def check(installation: Installation, board: str | None = None) -> tuple[Checked, ...]:
    """Every watched card with what its records do not explain: nothing, unless something is wrong."""
    with installation.database.reading() as session:
        watched = [(one.board, one.card_id) for one in sightings.of_board(session, board)]
    return tuple(_checked(installation, ref, card_id) for ref, card_id in watched)


def _checked(installation: Installation, ref: str, card_id: str) -> Checked:
    with installation.database.reading() as session:
        seen = sightings.get(session, ref, card_id)
        if seen is None:
            return Checked(ref, CardRef(id=card_id, name=card_id), 0, 0, ())
        ours, theirs = changes.for_card(session, ref, card_id), sightings.foreign(session, ref, card_id)
    card = CardRef(id=card_id, name=seen.last.name)
    return Checked(ref, card, len(ours), len(theirs), replayed(seen, ours, theirs))


def watched_cards(session: Session, board: str | None = None) -> list[Found]:
    """The cards that are watched, on one board or on all."""
    return [
        Found(one.board, CardRef(id=one.card_id, name=one.last.name), one.last.number)
        for one in sightings.of_board(session, board)
    ]


def _known(session: Session, text: str, board: str | None) -> list[Found]:
    """The watched cards, and the one of this id that was changed before cards were watched."""
    watched = watched_cards(session, board)
    there = {(one.board, one.card.id) for one in watched}
    older = changes.of_card_id(session, text.strip())
    refs = {(one.board, one.card.id): Found(one.board, one.card) for one in older}
    return watched + [
        found for ref, found in refs.items() if ref not in there and board in {None, found.board}
    ]


def _of_board(ref: str, board: Board) -> list[Found]:
    return [Found(ref, CardRef(id=card.id, name=card.name), card.number) for card in board.cards]


def _named(text: str, cards: Sequence[Found]) -> Found | None:
    """The one card that is meant. Raises NotFound `card-not-named` when several fit equally well."""
    wanted = fold(text).strip()
    number = wanted.lstrip("#")
    tries: tuple[Callable[[Found], bool], ...] = (
        lambda one: one.card.id == text.strip(),
        lambda one: one.number is not None and str(one.number) == number,
        lambda one: fold(one.card.name).strip() == wanted,
        lambda one: bool(wanted) and wanted in fold(one.card.name),
    )
    fitting = next((some for some in ([one for one in cards if fits(one)] for fits in tries) if some), [])
    if len(fitting) > 1:
        raise NotFound("card-not-named", text=text, found=len(fitting))
    return fitting[0] if fitting else None


def told(session: Session, found: Found) -> CardHistory:
    """All that is kept of the card."""
    ours = changes.for_card(session, found.board, found.card.id)
    theirs = sightings.foreign(session, found.board, found.card.id)
    ids = dict.fromkeys(record.meeting_id for record in ours if record.meeting_id)
    return CardHistory(
        board=found.board,
        card=found.card,
        number=found.number,
        entries=_ordered(ours, theirs),
        meetings=tuple(_occasion(session, one, ours) for one in ids),
    )


def _ordered(ours: Iterable[ChangeRecord], theirs: Iterable[ForeignChange]) -> tuple[HistoryEntry, ...]:
    """The newest first. What has no place in the order is older than cards were watched."""
    entries = [
        *(HistoryEntry(change=one) for one in ours),
        *(HistoryEntry(foreign=one) for one in theirs),
    ]

    def place(entry: HistoryEntry) -> tuple[int, float]:
        told = entry.change or entry.foreign
        return (told.sequence or 0) if told else 0, entry.at.timestamp()

    return tuple(sorted(entries, key=place, reverse=True))


def _occasion(session: Session, meeting_id: str, records: Iterable[ChangeRecord]) -> Occasion:
    """The meeting as it is, or as far as the records remember one that is gone."""
    try:
        meeting = meetings.get(session, meeting_id)
    except NotFound:
        told = [record for record in records if record.meeting_id == meeting_id]
        names = {number: name for record in told for number, name in record.speakers.items()}
        speakers = tuple(Speaker(number=number, name=name) for number, name in sorted(names.items()))
        return Occasion(id=meeting_id, title=told[0].meeting_title, speakers=speakers)
    heard = meetings.transcript(session, meeting_id)
    return Occasion(
        id=meeting_id,
        title=meeting.title,
        started_at=meeting.started_at,
        speakers=heard.speakers if heard else (),
        timed=heard.timed if heard else True,
    )
