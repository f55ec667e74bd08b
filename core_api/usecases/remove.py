"""Remove a card for good: only a person does, who typed its name, and only where the installation allows it.

Nothing takes it back, no meeting can ask for it, and it never waits: what cannot be done at once is asked for again.
"""

from core_api.changes.executor import carry_out
from core_api.contracts.board import Card, CardRef
from core_api.contracts.connector import Delete
from core_api.contracts.problems import Conflict, Invalid, NotFound, Problem, Refused
from core_api.contracts.proposal import NO_MEETING, Actor, ChangeRecord, Intent
from core_api.domain.fingerprint import fingerprint
from core_api.domain.identity import operation_id
from core_api.store import changes, intents
from core_api.store.database import Session
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import allow_rules
from core_api.usecases.reading import read_board

_RULE = "removed"


def card_to_remove(installation: Installation, ref: str, text: str) -> CardRef:
    """The card that is meant, archived or not: by its id, else by its number. Raises NotFound."""
    connector, board_id = installation.connector_for(ref)
    try:
        card = connector.card(board_id, text)
    except NotFound:
        number = text.strip().removeprefix("#")
        cards = read_board(installation, ref).cards if number.isdecimal() else ()
        numbered = [card for card in cards if str(card.number) == number]
        if len(numbered) != 1:
            raise
        card = numbered[0]
    return CardRef(id=card.id, name=card.name)


def remove_card(installation: Installation, ref: str, card_id: str, typed: str, by: Actor) -> ChangeRecord:
    """Remove the card; gives the record of that.

    Raises Refused `delete-by-people` for who is no person, `not-an-admin`, `delete-not-allowed`; NotFound for the
    card; Invalid `delete-name-differs` when the typed name is not the card's; Conflict when the card changed since;
    and what stands between us and the board.
    """
    if by.kind != "person":
        raise Refused("delete-by-people")
    with installation.database.reading() as session:
        by = allow_rules(session, by, (ref,))
    connector, board_id = installation.connector_for(ref)
    if not connector.capabilities.hard_delete:
        raise Refused("delete-not-allowed", board=ref)
    card = connector.card(board_id, card_id)
    if " ".join(typed.split()) != " ".join(card.name.split()):
        raise Invalid("delete-name-differs", card=card.name)
    with installation.database.transaction(durable=True) as session:
        intent = _planned(session, installation, ref, card, by)
    return _removed(installation, intent)


def _removed(installation: Installation, intent: Intent) -> ChangeRecord:
    try:
        settled = carry_out(installation.site(), intent.id)
    except Problem as problem:
        with installation.database.transaction(durable=True) as session:
            intents.set_state(session, intent.id, "failed", expected="planned", error=problem.code)
        raise
    if settled.state != "applied":
        card = intent.seen.name if intent.seen else intent.card_id or ""
        raise Conflict(settled.error or "not-shown", card=card, board=intent.board, kind="delete")
    with installation.database.reading() as session:
        return changes.get(session, settled.id)


def _planned(session: Session, installation: Installation, ref: str, card: Card, by: Actor) -> Intent:
    """The stored intent: one of which nobody knows the end goes on, one that failed is followed by another."""
    number = 1
    while True:
        intent = Intent(
            id=operation_id(NO_MEETING, f"remove:{ref}:{card.id}", number, Delete()),
            proposal_id=None,
            meeting_id=NO_MEETING,
            board=ref,
            card_id=card.id,
            operation=Delete(),
            before=fingerprint(card, Delete()),
            by=by,
            rule=_RULE,
            seen=card.model_copy(update={"comments": ()}),
        )
        stored = intents.plan(session, intent, installation.clock())
        if stored.state not in ("failed", "applied"):
            return stored
        number += 1
