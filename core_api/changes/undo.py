"""Takes changes back, from their records: an undo is an intent of its own, with a record of its own."""

from datetime import timedelta

from core_api.changes.executor import carry_out
from core_api.changes.record import touched_by_undo
from core_api.changes.site import Site
from core_api.contracts.board import Card, Check, Create, Inverse, Withdraw
from core_api.contracts.problems import Conflict, NotFound, Problem
from core_api.contracts.proposal import Actor, CardField, ChangeRecord, Intent
from core_api.domain.fingerprint import fingerprint, shows
from core_api.domain.identity import operation_id
from core_api.store import changes, intents
from core_api.store.database import Session

KEPT = timedelta(days=30)
"""For so long a change is taken back without more ado; later only with force, because the board has moved on."""

_FIELDS: dict[str, CardField] = {
    "comment": "comments",
    "move": "column",
    "due": "due",
    "assign": "members",
    "unassign": "members",
    "check": "check",
    "uncheck": "check",
    "add_check": "checklist",
    "label": "labels",
    "unlabel": "labels",
    "rename": "name",
    "describe": "description",
    "create": "card",
    "archive": "archived",
    "restore": "archived",
    "withdraw": "card",
}
"""Kind of operation → the field that an undo of it must find as it was left."""


def take_back(site: Site, change_id: str, actor: Actor, *, force: bool = False) -> ChangeRecord:
    """Take one change back; gives the record of that.

    Raises NotFound for the change or its card; Conflict `already-undone`, `nothing-to-undo`, `changed-since` with
    the field and the card and `undo-too-old` (unless `force`), `undo-running`; and what `carry_out` raises: run
    again, it goes on.
    """
    with site.database.reading() as session:
        record = changes.get(session, change_id)
    if record.undone_by is not None:
        raise Conflict("already-undone", change=change_id)
    if record.inverse is None:
        raise Conflict("nothing-to-undo", change=change_id)
    if not force and site.clock() - record.at > KEPT:
        raise Conflict("undo-too-old", card=record.card.name, days=KEPT.days, change=change_id)
    connector, board_id = site.connector_for(record.board)
    card = connector.card(board_id, record.card.id)
    intent = _begun(site, record) or _planned(site, record, record.inverse, card, actor, force=force)
    site.boundary("undo-planned")
    return _outcome(site, record, carry_out(site, intent.id))


def undo_meeting(
    site: Site, meeting_id: str, actor: Actor, *, force: bool = False
) -> tuple[tuple[ChangeRecord, ChangeRecord | Problem], ...]:
    """Take all standing changes of a meeting back, the newest first: each with its undo, or why there is none."""
    with site.database.reading() as session:
        records = changes.for_meeting(session, meeting_id)
    outcomes: list[tuple[ChangeRecord, ChangeRecord | Problem]] = []
    for record in reversed(records):
        if record.undoes is None and record.undone_by is None and record.inverse is not None:
            try:
                outcomes.append((record, take_back(site, record.id, actor, force=force)))
            except Problem as problem:
                outcomes.append((record, problem))
    return tuple(outcomes)


def _begun(site: Site, record: ChangeRecord) -> Intent | None:
    """An undo of this change that was sent and of which nobody knows the end: it goes on, no second one begins."""
    with site.database.reading() as session:
        last = _last_try(session, record)
    return last if last and last.state in ("sending", "unknown") else None


def _planned(
    site: Site, record: ChangeRecord, back: Inverse, card: Card, actor: Actor, *, force: bool
) -> Intent:
    """The stored intent to take the change back. Raises Conflict `changed-since`, `already-undone`."""
    if not force and (_worked_on(site, record, card) or not _as_left(record, back, card)):
        raise _changed_since(record, card.name)
    with site.database.transaction(durable=True) as session:
        if changes.get(session, record.id).undone_by is not None:
            raise Conflict("already-undone", change=record.id)
        last = _last_try(session, record)
        if last and last.state == "planned":
            intents.set_state(session, last.id, "failed", expected="planned", error="undo-running")
        intent = Intent(
            id=_id(record, _tries(session, record) + 1),
            proposal_id=None,
            undoes=record.id,
            meeting_id=record.meeting_id,
            board=record.board,
            card_id=record.card.id,
            operation=back,
            before=None if force else fingerprint(card, touched_by_undo(record.operation, back)),
            guards=None if force else touched_by_undo(record.operation, back),
            by=actor,
        )
        return intents.plan(session, intent, site.clock())


def _as_left(record: ChangeRecord, back: Inverse, card: Card) -> bool:
    """True when nobody changed the field since, or somebody took it back by hand."""
    if record.after is None or shows(card, back):
        return True
    return fingerprint(card, touched_by_undo(record.operation, back)) == record.after


def _worked_on(site: Site, record: ChangeRecord, card: Card) -> bool:
    """True for a card of ours on which somebody commented or ticked something off."""
    if not isinstance(record.operation, Create) or card.archived:
        return False
    with site.database.reading() as session:
        records = changes.for_card(session, record.board, card.id)
    ours = {one.inverse.remote_id for one in records if isinstance(one.inverse, Withdraw)}
    ticked = {one.operation.item_id for one in records if isinstance(one.operation, Check)}
    items = (item for checklist in card.checklists for item in checklist.items)
    return any(one.id not in ours for one in card.comments) or any(
        item.done and item.id not in ticked for item in items
    )


def _changed_since(record: ChangeRecord, card: str) -> Conflict:
    return Conflict("changed-since", field=_FIELDS[record.operation.kind], card=card, change=record.id)


def _outcome(site: Site, record: ChangeRecord, intent: Intent) -> ChangeRecord:
    if intent.state == "applied":
        with site.database.reading() as session:
            return changes.get(session, intent.id)
    if intent.error == "card-changed":
        raise _changed_since(record, intent.seen.name if intent.seen else record.card.name)
    raise Conflict(
        intent.error or "not-shown",
        card=record.card.name,
        change=record.id,
        board=record.board,
        kind=intent.operation.kind,
    )


def _id(record: ChangeRecord, number: int) -> str:
    return operation_id(record.meeting_id, record.id, number, record.inverse or record.operation)


def _tries(session: Session, record: ChangeRecord) -> int:
    """How many times this change was to be taken back before."""
    number = 0
    while True:
        try:
            intents.get(session, _id(record, number + 1))
        except NotFound:
            return number
        number += 1


def _last_try(session: Session, record: ChangeRecord) -> Intent | None:
    number = _tries(session, record)
    return intents.get(session, _id(record, number)) if number else None
