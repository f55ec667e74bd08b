"""What each board allows, and the local boards themselves.

The connector of local boards gets `LocalBoards` handed over; it does not know that this is a database.
"""

from collections.abc import Callable

from sqlalchemy import and_, delete, func
from sqlmodel import col, select

from core_api.contracts.board import Board, BoardSummary, Card
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.ports import Clock
from core_api.contracts.problems import Conflict, NotFound
from core_api.store.database import Database, Session
from core_api.store.rows import add_once, one, put
from core_api.store.tables import BoardPolicyRow, LocalBoardRow, LocalCardRow, LocalKeyRow

Change = Callable[[Board, Card | None], Card]


def policy(session: Session, board_ref: str, *, lock: bool = False) -> BoardPolicy:
    """The policy of a board, such as `local:demo`; shadow mode for a board that is new. `lock` is for changing it."""
    row = one(session, BoardPolicyRow, BoardPolicyRow.board == board_ref, lock=lock)
    return row.body if row else BoardPolicy()


def is_known(session: Session, board_ref: str) -> bool:
    """True for a board that has a policy."""
    return one(session, BoardPolicyRow, BoardPolicyRow.board == board_ref) is not None


def save_policy(session: Session, board_ref: str, policy: BoardPolicy) -> None:
    """Keep the policy of a board."""
    row = one(session, BoardPolicyRow, BoardPolicyRow.board == board_ref)
    put(session, BoardPolicyRow(board=board_ref, name=row.name if row else None, body=policy))


def known(session: Session) -> tuple[tuple[str, BoardPolicy], ...]:
    """The boards that have a policy, by their reference."""
    rows = session.exec(select(BoardPolicyRow).order_by(BoardPolicyRow.board))
    return tuple((row.board, row.body) for row in rows)


def names(session: Session) -> dict[str, str]:
    """What the known boards are called, by their reference, as far as it was seen."""
    rows = session.exec(select(BoardPolicyRow.board, BoardPolicyRow.name))
    return {board: name for board, name in rows if name is not None}


def local_outline(session: Session, board_id: str) -> Board | None:
    """A local board without its cards; None when there is none."""
    row = one(session, LocalBoardRow, LocalBoardRow.id == board_id)
    return row.body if row else None


def local(session: Session) -> tuple[Board, ...]:
    """The local boards with their cards."""
    return tuple(_board(session, board_id) for board_id in session.exec(select(LocalBoardRow.id)).all())


def local_outlines(session: Session) -> tuple[Board, ...]:
    """The local boards without their cards."""
    return tuple(row.body for row in session.exec(select(LocalBoardRow)))


def call(session: Session, board_ref: str, name: str) -> None:
    """Remember what a known board is called."""
    row = one(session, BoardPolicyRow, BoardPolicyRow.board == board_ref, lock=True)
    if row is not None:
        row.name = name


class LocalBoards:
    """The shelf of local boards (`contracts.ports.BoardShelf`): one row a card, one transaction a change."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """`clock` dates the changes."""
        self._database = database
        self._clock = clock

    def boards(self) -> tuple[BoardSummary, ...]:
        """The stored boards by name; archived cards are not counted."""
        counted = func.count(col(LocalCardRow.id))
        query = (
            select(LocalBoardRow, counted)
            .outerjoin(
                LocalCardRow,
                and_(col(LocalCardRow.board_id) == LocalBoardRow.id, ~col(LocalCardRow.archived)),
            )
            .group_by(col(LocalBoardRow.id))
            .order_by(LocalBoardRow.name, LocalBoardRow.id)
        )
        with self._database.reading() as session:
            return tuple(
                BoardSummary(id=row.id, name=row.name, cards=cards, url=row.body.url)
                for row, cards in session.exec(query)
            )

    def load(self, board_id: str) -> Board:
        """The whole board with the comments of its cards. Raises NotFound `board-not-found`."""
        with self._database.reading() as session:
            return _board(session, board_id)

    def create(self, board: Board) -> None:
        """Put a new board on the shelf. Raises Conflict `board-exists`."""
        with self._database.transaction() as session:
            row = LocalBoardRow(id=board.id, name=board.name, body=board.model_copy(update={"cards": ()}))
            if not add_once(session, row):
                raise Conflict("board-exists", board=board.id)
            _store_cards(session, board, {})

    def replace(self, board: Board) -> None:
        """Put the board in the place of the stored one; keys are forgotten. Raises NotFound."""
        with self._database.transaction() as session:
            row = _board_row(session, board.id, lock=True)
            row.name, row.body = board.name, board.model_copy(update={"cards": ()})
            session.flush()
            cards = session.exec(select(LocalCardRow).where(LocalCardRow.board_id == board.id))
            revisions = {card.id: card.revision for card in cards}
            for kind in (LocalCardRow, LocalKeyRow):
                session.exec(delete(kind).where(col(kind.board_id) == board.id))
            session.expunge_all()
            _store_cards(session, board, revisions)

    def update(
        self,
        board_id: str,
        card_id: str | None,
        change: Change,
        *,
        key: str | None = None,
        remote_id: str | None = None,
    ) -> Card:
        """Read, change and store one card as a single transaction; see `BoardShelf.update`."""
        with self._database.transaction() as session:
            _board_row(session, board_id, lock=True)
            made = _key_row(session, board_id, key)
            if made is not None:
                return _card_row(session, board_id, made.card_id).body
            old = _card_row(session, board_id, card_id) if card_id is not None else None
            card = change(_board(session, board_id), old.body if old else None)
            stored = self._store(session, board_id, old, card)
            if key is not None:
                session.add(LocalKeyRow(board_id=board_id, key=key, card_id=stored.id, remote_id=remote_id))
            return stored

    def made(self, board_id: str, key: str) -> tuple[str, str | None] | None:
        """The card and the remote id that were stored under the key; None: nothing ever was."""
        with self._database.reading() as session:
            row = _key_row(session, board_id, key)
            return (row.card_id, row.remote_id) if row else None

    def _store(self, session: Session, board_id: str, old: LocalCardRow | None, card: Card) -> Card:
        if old is not None and card == old.body:
            return card
        revision = old.revision + 1 if old else 1
        stored = card.model_copy(update={"revision": str(revision), "last_activity": self._clock()})
        if old is None:
            last = select(func.coalesce(func.max(LocalCardRow.place), -1)).where(
                LocalCardRow.board_id == board_id
            )
            if not add_once(session, _row_of(board_id, stored, session.exec(last).one() + 1, revision)):
                raise Conflict("card-exists", card=card.id)
        elif card.id != old.id:
            raise ValueError(f"a change of card {old.id} gave card {card.id}")
        else:
            old.body, old.archived, old.revision = stored, stored.archived, revision
        return stored


def _row_of(board_id: str, card: Card, place: int, revision: int) -> LocalCardRow:
    return LocalCardRow(
        board_id=board_id, id=card.id, place=place, revision=revision, archived=card.archived, body=card
    )


def _store_cards(session: Session, board: Board, revisions: dict[str, int]) -> None:
    for place, card in enumerate(board.cards):
        revision = revisions.get(card.id, 0) + 1
        session.add(_row_of(board.id, card.model_copy(update={"revision": str(revision)}), place, revision))


def _board(session: Session, board_id: str) -> Board:
    row = _board_row(session, board_id)
    query = select(LocalCardRow).where(LocalCardRow.board_id == board_id).order_by(col(LocalCardRow.place))
    return row.body.model_copy(update={"cards": tuple(card.body for card in session.exec(query))})


def _board_row(session: Session, board_id: str, *, lock: bool = False) -> LocalBoardRow:
    row = one(session, LocalBoardRow, LocalBoardRow.id == board_id, lock=lock)
    if row is None:
        raise NotFound("board-not-found", board=board_id)
    return row


def _card_row(session: Session, board_id: str, card_id: str) -> LocalCardRow:
    row = one(session, LocalCardRow, LocalCardRow.board_id == board_id, LocalCardRow.id == card_id)
    if row is None:
        raise NotFound("card-not-found", card=card_id)
    return row


def _key_row(session: Session, board_id: str, key: str | None) -> LocalKeyRow | None:
    if key is None:
        return None
    return one(session, LocalKeyRow, LocalKeyRow.board_id == board_id, LocalKeyRow.key == key)
