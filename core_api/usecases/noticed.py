"""A board's own hint that a card changed: a webhook, or whatever else brings the card's id.

Only a hint: the card is read, and what the hint said of it is not believed. Writes do not depend on it, because each
reads its card first.
"""

from datetime import timedelta

from core_api.changes import witness
from core_api.changes.failures import CARD_GONE
from core_api.contracts.board import Board, Card, Comment
from core_api.contracts.ports import Connector
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import ProposalState, StoredProposal
from core_api.domain.fingerprint import fingerprint, shows
from core_api.domain.reopen import reopened
from core_api.domain.rewind import without
from core_api.jobs import ledger
from core_api.store import changes, copies, meetings, proposals, sightings
from core_api.store.database import Session
from core_api.usecases.installation import Installation

_KEPT = timedelta(days=30)
"""How long events are remembered, so that one that is sent again is not taken again."""
_ASKED_AGAIN = timedelta(days=1)
"""How long we take a board's word for who we are."""


def noticed(
    installation: Installation,
    ref: str,
    card_id: str,
    author_id: str | None = None,
    event_id: str | None = None,
) -> bool:
    """Read the card that a hint is about, keep what others changed, and have open questions about it looked at again.

    False when nothing had to be done: the event was taken before, we made the change ourselves, or nobody asks
    anything about this card and it was never written to. Raises what reading the card raises: the hint may be sent
    again then.

    Args:
        installation: where the board is known.
        ref: the board's reference.
        card_id: the card.
        author_id: who made the change, by the board's id of them; None where it does not tell.
        event_id: the vendor's id of the event, which is taken once.
    """
    if _known_or_strange(installation, ref, card_id, event_id):
        return False
    connector, board_id = installation.background_connector_for(ref)
    if author_id is not None and author_id == _us(installation, connector, ref):
        _taken(installation, ref, event_id)
        return False
    begun = installation.clock()
    try:
        card: Card | None = connector.card(board_id, card_id)
    except NotFound as problem:
        if problem.code != CARD_GONE:  # a board that we may not see any more says nothing of its cards
            raise
        card = None
    with installation.database.reading() as session:
        board = copies.outline(session, ref)
    board = board or connector.outline(board_id)
    with installation.database.transaction() as session:
        _look_again(installation, session, ref, board, card_id=card_id, card=card)
    with installation.database.transaction() as session:
        last = sightings.get(session, ref, card_id)
        if card is not None:
            look = witness.Look(ref, board, card, begun, "webhook", installation.zone)
            witness.looked(session, look)
        elif last is not None:
            witness.missed(session, witness.Look(ref, board, last.last, begun, "webhook", installation.zone))
    _taken(installation, ref, event_id)
    return True


def _known_or_strange(installation: Installation, ref: str, card_id: str, event_id: str | None) -> bool:
    """True for an event that was taken before, and for a card that is nothing to us."""
    with installation.database.reading() as session:
        if event_id is not None and sightings.is_taken(session, ref, event_id):
            return True
        return sightings.get(session, ref, card_id) is None and not _asked(session, ref, card_id)


def _taken(installation: Installation, ref: str, event_id: str | None) -> None:
    if event_id is not None:
        now = installation.clock()
        with installation.database.transaction() as session:
            sightings.take_event(session, ref, event_id, now, now - _KEPT)


def _us(installation: Installation, connector: Connector, ref: str) -> str:
    """Our id on that kind of board, asked once a day."""
    kind, now = ref.partition(":")[0], installation.clock()
    with installation.database.reading() as session:
        known = copies.us(session, kind)
    if known is not None and now - known[1] < _ASKED_AGAIN:
        return known[0].id
    identity = connector.identify()
    with installation.database.transaction() as session:
        copies.keep_us(session, kind, identity, now)
    return identity.id


def _asked(session: Session, ref: str, card_id: str) -> list[StoredProposal]:
    """What waits for a person's word about this card."""
    waiting = proposals.queue(session, ref, limit=10_000)
    return [item for item in waiting if item.proposal.card and item.proposal.card.id == card_id]


def _look_again(
    installation: Installation, session: Session, ref: str, board: Board, *, card_id: str, card: Card | None
) -> None:
    """Each open question about the card is asked anew if what it touches changed, or closed if it is answered."""
    for item in _asked(session, ref, card_id):
        stored = proposals.get(session, item.proposal.id, lock=True)
        if stored.state not in proposals.WAITING:
            continue
        one = stored.proposal
        if card is None:
            _close(session, stored, "expired", "card-not-found")
        elif not isinstance(one.operation, Comment) and shows(card, one.operation):
            _close(session, stored, "superseded", "already-there")
        elif _touched(session, stored, card):
            zone = meetings.get(session, one.meeting_id).started_at.tzinfo or installation.zone
            fresh = reopened(one, one.operation, board, card, zone)
            proposals.replace(session, fresh, stored.state)
            proposals.set_state(session, fresh.id, fresh.version, stored.state, "card-changed")
        else:
            continue
        ledger.ring(session, one.meeting_id, installation.clock())


def _touched(session: Session, stored: StoredProposal, card: Card) -> bool:
    """True when somebody changed what the proposal touches, apart from what its own meeting changed."""
    one = stored.proposal
    if one.seen is None or fingerprint(card, one.operation) == one.seen:
        return False
    records = changes.for_card(session, one.board or "", card.id)
    return fingerprint(without(card, records, one.meeting_id), one.operation) != one.seen


def _close(session: Session, stored: StoredProposal, state: ProposalState, code: str) -> None:
    one = stored.proposal
    proposals.set_state(session, one.id, one.version, state, code)
