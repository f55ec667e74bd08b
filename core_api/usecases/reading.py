"""Boards read through the store: a reading goes on where the last one ended, and tells what others changed.

A dry run does not come here: it neither reads history nor leaves any.
"""

from collections.abc import Iterable
from datetime import datetime

from core_api.changes import witness
from core_api.changes.site import ConnectorFor
from core_api.contracts.board import Board, Card
from core_api.contracts.history import Sighting
from core_api.contracts.proposal import Proposal
from core_api.domain.card_values import completed, kept, values_of
from core_api.store import copies, sightings
from core_api.store.database import Session
from core_api.usecases.findings import index_board, is_indexed
from core_api.usecases.installation import Installation
from core_api.usecases.stages import Detail


def read_board(installation: Installation, ref: str, *, background: bool = False) -> Board:
    """The board as it stands now; what others changed on watched cards is kept.

    Of a board that can tell what changed, a copy without checklists and comments is kept, from which the next reading
    goes on. Its cards can be found as they stand now. In the background it gives way to what people wait for. Raises as
    `Connector.snapshot` does.
    """
    connector, board_id = _door(installation, background=background)(ref)
    going_on = connector.capabilities.incremental
    with installation.database.reading() as session:
        known = copies.board(session, ref) if going_on else None
    begun = installation.clock()
    board = connector.snapshot(board_id, known)
    with installation.database.reading() as session:
        new = not is_indexed(session, ref, board)
    if new or (going_on and board != known):
        with installation.database.transaction() as session:
            if going_on and board != known:
                copies.keep(session, ref, board, known, begun)
            index_board(session, ref, board)
    _witness(installation, ref, board, begun)
    return board


def detail_of(installation: Installation, ref: str, *, background: bool = False) -> Detail:
    """Reads cards of the board in full."""
    door = _door(installation, background=background)

    def read(card_id: str) -> Card:
        connector, board_id = door(ref)
        return connector.card(board_id, card_id)

    return read


def watch(
    session: Session, installation: Installation, board: Board, named: Iterable[Proposal], at: datetime
) -> None:
    """Watch the cards that proposals name, as they were read for them at that time."""
    cards = {card.id: card for card in board.cards}
    refs = sorted({(one.card.id, one.board) for one in named if one.card and one.board})
    for card_id, ref in refs:
        if card_id in cards:
            look = witness.Look(ref, board, cards[card_id], at, "snapshot", installation.zone)
            witness.looked(session, look)


def _door(installation: Installation, *, background: bool) -> ConnectorFor:
    return installation.background_connector_for if background else installation.connector_for


def _witness(installation: Installation, ref: str, board: Board, at: datetime) -> None:
    """Keep what others changed on the board's watched cards; a board on which nothing did is only read."""
    with installation.database.reading() as session:
        watched = sightings.of_board(session, ref)
    cards = {card.id: card for card in board.cards}
    changed = [one for one in watched if _differs(one, cards.get(one.card_id))]
    if not changed:
        return
    with installation.database.transaction() as session:
        for one in changed:
            card = cards.get(one.card_id)
            look = witness.Look(ref, board, card or one.last, at, "snapshot", installation.zone)
            _ = witness.looked(session, look, begin=False) if card else witness.missed(session, look)


def _differs(one: Sighting, card: Card | None) -> bool:
    if card is None or one.gone:
        return (card is None) != one.gone
    own = [comment.id for comment in one.last.comments]
    now = kept(completed(card, one.last), own)
    return now.detailed != one.last.detailed or values_of(now) != values_of(one.last)
