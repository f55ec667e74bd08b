"""The nightly sweep: what is on a board more than once, because a call that was given up arrived late, goes again.

The copy that is recorded stays; a later one is taken away as an undo would, with a record of its own, unless a person
worked on it: then it is only told.
"""

from dataclasses import dataclass
from datetime import datetime

from core_api.changes.allowance import forbidden
from core_api.changes.executor import carry_out
from core_api.changes.failures import CARD_GONE
from core_api.changes.reconcile import since_of
from core_api.changes.record import GATE, touched_by_undo
from core_api.changes.site import Site
from core_api.contracts.board import AddCheck, Archive, Card, CardRef, Comment, Create, Withdraw
from core_api.contracts.connector import Receipt
from core_api.contracts.model import Frozen
from core_api.contracts.problems import NotFound, Problem
from core_api.contracts.proposal import Actor, ChangeRecord, Intent
from core_api.domain.fingerprint import fingerprint, item_of
from core_api.domain.identity import operation_id
from core_api.store import changes, intents

RULE = "late-duplicate"


class Left(Frozen):
    """A copy that stays because a person worked on it, or because it could not be taken away now."""

    board: str
    card: CardRef
    kind: str
    """`create`, `comment` or `add_check`."""
    code: str
    """`duplicate-touched`, or the problem's."""


class Unread(Frozen):
    """A board that could not be asked: what is on it is not known."""

    board: str
    code: str


class Swept(Frozen):
    """What a sweep came to."""

    looked: int = 0
    """How many of our own things were asked for."""
    removed: tuple[ChangeRecord, ...] = ()
    left: tuple[Left, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class _Copies:
    """All that one write of ours left on its board, the recorded one first."""

    intent: Intent
    record: ChangeRecord
    found: tuple[Receipt, ...]
    by: Actor
    """Who asked for the sweep: the gate by night, which leaves boards in shadow mode alone."""


def sweep(site: Site, since: datetime, board: str | None = None, by: Actor = GATE) -> Swept:
    """Look for what was made since then (on one board, or on all) and is there twice; a board that is away is told."""
    total = Swept()
    with site.database.reading() as session:
        made = [one for one in intents.applied_since(session, since) if _makes(one, board)]
    away: set[str] = set()
    for intent in made:
        if intent.board in away:
            continue
        try:
            total = _added(total, _swept(site, intent, by))
        except Problem as problem:
            away.add(intent.board)
            total = _added(total, Swept(unread=(Unread(board=intent.board, code=problem.code),)))
    return total


def _makes(intent: Intent, board: str | None) -> bool:
    """True for what made something on the board; what was there before anything was written made nothing."""
    makes = isinstance(intent.operation, Create | Comment | AddCheck) and intent.error is None
    return makes and board in (None, intent.board)


def _added(total: Swept, more: Swept) -> Swept:
    return Swept(
        looked=total.looked + more.looked,
        removed=(*total.removed, *more.removed),
        left=(*total.left, *more.left),
        unread=(*total.unread, *more.unread),
    )


def _swept(site: Site, intent: Intent, by: Actor) -> Swept:
    connector, board_id = site.connector_for(intent.board)
    with site.database.reading() as session:
        record = changes.get(session, intent.id)
    # one card is read whole: what bears the key, and nothing like it
    since = since_of(intent) if isinstance(intent.operation, Create) else None
    try:
        found = connector.find(board_id, intent.card_id, intent.operation, intent.id, since)
    except NotFound as problem:
        if problem.code != CARD_GONE:
            raise
        return Swept(looked=1)  # the card is gone, and whatever was on it
    copies, total = _Copies(intent, record, found, by), Swept(looked=1)
    for late in _late(copies):
        total = _added(total, _taken_away(site, copies, late))
    return total


def _late(copies: _Copies) -> list[Receipt]:
    """The copies besides the recorded one; besides the first where that is gone; all where it was taken back."""
    recorded = next((one for one in copies.found if _made(one) == _recorded(copies)), None)
    kept = recorded or next(iter(copies.found if copies.record.undone_by is None else ()), None)
    return [one for one in copies.found if one is not kept]


def _made(receipt: Receipt) -> str:
    return receipt.remote_id or receipt.card.id


def _recorded(copies: _Copies) -> str | None:
    """The id of what the record tells of."""
    if isinstance(copies.intent.operation, Create):
        return copies.record.card.id
    back = copies.record.inverse
    return back.remote_id if isinstance(back, Withdraw) else None


def _taken_away(site: Site, copies: _Copies, late: Receipt) -> Swept:
    intent = _intent(copies, late)
    if intent is None:
        return Swept()
    if not _untouched(copies, late):
        return Swept(left=(_left(copies, late, "duplicate-touched"),))
    code = forbidden(site, intent)
    if code is not None:
        return Swept(left=(_left(copies, late, code),))
    with site.database.transaction(durable=True) as session:
        intents.plan(session, intent, site.clock())
    try:
        settled = carry_out(site, intent.id)
    except Problem as problem:
        return Swept(left=(_left(copies, late, problem.code),))
    if settled.state != "applied":
        return Swept(left=(_left(copies, late, settled.error or "not-shown"),))
    with site.database.reading() as session:
        return Swept(removed=(changes.get(session, intent.id),))


def _left(copies: _Copies, late: Receipt, code: str) -> Left:
    card = CardRef(id=late.card.id, name=late.card.name)
    return Left(board=copies.intent.board, card=card, kind=copies.intent.operation.kind, code=code)


def _intent(copies: _Copies, late: Receipt) -> Intent | None:
    """What takes the copy away; None where that was done, or where the board does not say what the copy is."""
    made = copies.intent
    back = _back(made, late)
    if back is None or (isinstance(back, Archive) and late.card.archived):
        return None
    return Intent(
        id=operation_id(made.meeting_id, f"{made.id}:{late.card.id}:{_made(late)}", 1, back),
        proposal_id=None,
        meeting_id=made.meeting_id,
        board=made.board,
        card_id=late.card.id,
        operation=back,
        before=fingerprint(late.card, touched_by_undo(made.operation, back)),
        guards=touched_by_undo(made.operation, back),
        by=copies.by,
        rule=RULE,
    )


def _back(made: Intent, late: Receipt) -> Archive | Withdraw | None:
    if isinstance(made.operation, Create):
        return Archive()
    if late.remote_id is None:
        return None
    if isinstance(made.operation, Comment):
        return Withdraw(what="comment", remote_id=late.remote_id)
    return Withdraw(what="check_item", remote_id=late.remote_id)


def _untouched(copies: _Copies, late: Receipt) -> bool:
    """True when the copy is as we made it: nobody edited, moved or commented it."""
    operation = copies.intent.operation
    if isinstance(operation, Create):
        added = late.card.comments or any(checklist.items for checklist in late.card.checklists)
        return not added and fingerprint(late.card, operation) == copies.record.after
    if isinstance(operation, AddCheck):
        item = item_of(late.card, late.remote_id or "")
        return item is not None and not item.done and item.name in {operation.name, *_names(copies)}
    texts = _texts(copies)
    return any(one.id == late.remote_id and one.text in texts for one in late.card.comments)


def _names(copies: _Copies) -> set[str]:
    """The item as the board tidied up its name, by the recorded one."""
    item = item_of(_card_of_record(copies), _recorded(copies) or "")
    return {item.name} if item else set()


def _texts(copies: _Copies) -> set[str]:
    """The comment's words as they were written, and as the board tidied them up."""
    operation = copies.intent.operation
    recorded = _recorded(copies)
    there = {one.text for one in _card_of_record(copies).comments if one.id == recorded}
    return there | ({operation.text} if isinstance(operation, Comment) else set())


def _card_of_record(copies: _Copies) -> Card:
    return next((one.card for one in copies.found if _made(one) == _recorded(copies)), copies.found[0].card)
