"""Tells our changes of a card from those of others, whenever a card is looked at, and keeps both in one order.

A card is watched from the moment that a proposal names it or that we write to it. Nothing is read from a board or
written to one here; every function belongs into the transaction of what the look was for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo

from pydantic import JsonValue

from core_api.contracts.board import Board, Card, CardRef, Create
from core_api.contracts.history import ForeignChange, Observed, Sighting
from core_api.contracts.proposal import ChangeRecord, FieldValue
from core_api.domain.card_values import (
    WHOLE,
    Shown,
    Values,
    completed,
    differences,
    kept,
    values_of,
    written,
)
from core_api.domain.card_words import words_of
from core_api.store import changes, sightings
from core_api.store.database import Session


@dataclass(frozen=True)
class Look:
    """A card as a board showed it."""

    ref: str
    """The board's reference."""
    board: Board
    """Tells the names of columns, members and labels."""
    card: Card
    at: datetime
    """When the reading began."""
    how: Observed
    zone: tzinfo = UTC
    """Whose days are shown."""


@dataclass
class _Pen:
    """Writes changes of others into one card's history."""

    session: Session
    look: Look
    sequence: int
    noted: list[ForeignChange] = field(default_factory=list)

    def note(self, values: Iterable[FieldValue]) -> None:
        for value in values:
            self.sequence += 1
            card = self.look.card
            change = ForeignChange(
                board=self.look.ref,
                card=CardRef(id=card.id, name=card.name),
                field=value.field,
                before=value.before,
                after=value.after,
                words=words_of(self.look.board, value, card.name, self.look.zone),
                observed_at=self.look.at,
                how=self.look.how,
                sequence=self.sequence,
            )
            sightings.note(self.session, change)
            self.noted.append(change)


def watch(session: Session, look: Look) -> None:
    """Watch the card from now on; one that is watched already stays as it is."""
    sightings.add(session, _first(session, look, ()))


def looked(session: Session, look: Look, *, begin: bool = True) -> tuple[ForeignChange, ...]:
    """Keep what others changed on the card since it was looked at last.

    A look that began before the last one tells nothing. With `begin` a card that is not watched is from now on.
    """
    known = sightings.get(session, look.ref, look.card.id, lock=True)
    if known is None:
        if begin:
            watch(session, look)
        return ()
    if look.at < known.last_at:
        return ()
    card = kept(completed(look.card, known.last), _own(known))
    first = _detailed_first(known, card)
    pen = _Pen(session, look, known.events)
    if known.gone:
        pen.note((FieldValue(field=WHOLE, before=None, after=True),))
    pen.note(differences(values_of(_comparable(known.last, card)), values_of(card)))
    sightings.save(
        session,
        known.model_copy(
            update={"first": first, "last": card, "last_at": look.at, "events": pen.sequence, "gone": False}
        ),
    )
    return tuple(pen.noted)


def missed(session: Session, look: Look) -> tuple[ForeignChange, ...]:
    """The board does not have this card any more (`look.card`: as it was seen last)."""
    known = sightings.get(session, look.ref, look.card.id, lock=True)
    if known is None or known.gone or look.at < known.last_at:
        return ()
    pen = _Pen(session, look, known.events)
    pen.note((FieldValue(field=WHOLE, before=True, after=None),))
    sightings.save(
        session, known.model_copy(update={"events": pen.sequence, "last_at": look.at, "gone": True})
    )
    return tuple(pen.noted)


def removed(session: Session, record: ChangeRecord, look: Look) -> ChangeRecord:
    """The record of a card that we removed for good, in its place in the card's history, which ends here."""
    known = sightings.get(session, look.ref, look.card.id, lock=True) or _first(session, look, ())
    sightings.add(session, known)
    sightings.save(
        session, known.model_copy(update={"events": known.events + 1, "gone": True, "last_at": look.at})
    )
    ours = (FieldValue(field=WHOLE, before=True, after=None),)
    return record.model_copy(update={"values": ours, "sequence": known.events + 1})


def wrote(session: Session, record: ChangeRecord, look: Look, shown: Shown) -> ChangeRecord:
    """The record with the values that are ours and its place; what else the look shows is kept as others' doing.

    Args:
        session: of the transaction that stores the record.
        record: of the write.
        look: the card as it was read back.
        shown: what was made, the card before, and whether the card shows the write (`values` are filled in here).
    """
    made = {shown.made} if shown.made and record.operation.kind == "comment" else set()
    known = sightings.get(session, look.ref, look.card.id, lock=True)
    if known is None:
        known = _first(session, look, made)
        sightings.add(session, known)
        if not isinstance(record.operation, Create):
            return _placed(session, record, known, ())
    fresh = look.at >= known.last_at
    own = kept(completed(look.card, known.last), {*_own(known), *made})
    now = own if fresh else _with_comments(known.last, own)
    base = {} if isinstance(record.operation, Create) else values_of(_comparable(known.last, now))
    shown = replace(shown, values=values_of(now), ours=shown.ours and fresh)
    meant = written(record.operation, shown.seen or base, shown)
    ours, rest = _divided(session, known, meant, base, shown)
    others = [] if isinstance(record.operation, Create) else differences(base, shown.values)
    rest += [one for one in others if one.field not in meant]
    pen = _Pen(session, look, known.events + 1)
    pen.note(rest)
    update = {"events": pen.sequence, "last": now, "first": _detailed_first(known, now), "gone": False}
    sightings.save(session, known.model_copy(update=update | ({"last_at": look.at} if fresh else {})))
    return record.model_copy(update={"values": ours, "sequence": known.events + 1})


def placed(session: Session, record: ChangeRecord) -> ChangeRecord:
    """The record of a decision that changed nothing, in its place in the card's history."""
    known = sightings.get(session, record.board, record.card.id, lock=True)
    return record if known is None else _placed(session, record, known, ())


def _placed(
    session: Session, record: ChangeRecord, known: Sighting, values: tuple[FieldValue, ...]
) -> ChangeRecord:
    sightings.save(session, known.model_copy(update={"events": known.events + 1}))
    return record.model_copy(update={"values": values, "sequence": known.events + 1})


def _divided(
    session: Session, known: Sighting, meant: Values, base: Values, shown: Shown
) -> tuple[tuple[FieldValue, ...], list[FieldValue]]:
    """What we changed, and what of it somebody had changed again before we looked."""
    ours: list[FieldValue] = []
    rest: list[FieldValue] = []
    for name, wanted in meant.items():
        before, now = base.get(name), shown.values.get(name)
        after = now if shown.ours else wanted
        if before == now:  # another look of ours may have come between the write and its record
            before = _taken_back(
                session, known, FieldValue(field=name, before=shown.seen.get(name), after=now)
            )
        ours.append(FieldValue(field=name, before=before, after=after))
        if after != now:
            rest.append(FieldValue(field=name, before=after, after=now))
    return tuple(ours), rest


def _taken_back(session: Session, known: Sighting, value: FieldValue) -> JsonValue:
    """What was before this change, which was taken for somebody else's; it is theirs no more."""
    theirs = sightings.foreign(session, known.board, known.card_id)
    last = next((one for one in reversed(theirs) if one.field == value.field), None)
    if last is None or last.after != value.after:
        return value.after
    if last.before != value.before and not value.field.startswith("comment:"):
        return value.after  # of a time before the write
    sightings.take_off(session, last)
    return last.before


def _first(session: Session, look: Look, own: Iterable[str]) -> Sighting:
    """The card as it is seen first; its history goes on where an earlier one, which was forgotten, ended."""
    card = kept(look.card, own)
    return Sighting(
        board=look.ref,
        card_id=card.id,
        first=card,
        first_at=look.at,
        last=card,
        last_at=look.at,
        events=changes.last_place(session, look.ref, card.id),
    )


def _own(known: Sighting) -> set[str]:
    return {comment.id for comment in known.last.comments}


def _with_comments(last: Card, own: Card) -> Card:
    """The last look with a comment of ours in it that it took for somebody else's."""
    there = {comment.id for comment in last.comments}
    new = tuple(comment for comment in own.comments if comment.id not in there)
    return last.model_copy(update={"comments": (*last.comments, *new)})


def _comparable(last: Card, now: Card) -> Card:
    """The last look, with the checklists of the one now where the last one had none to see."""
    if last.detailed or not now.detailed:
        return last
    return last.model_copy(update={"checklists": now.checklists, "detailed": True})


def _detailed_first(known: Sighting, now: Card) -> Card:
    return _comparable(known.first, now) if known.first.detailed != now.detailed else known.first
