"""Trello boards behind the port: when is read, what is looked at before a write and after it.

How Trello is asked is in `reading`, `writing`, `finding` and `library`; its limits and refusals are in `api`.
"""

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from core_api.contracts.accounts import TrelloAccount
from core_api.contracts.board import AddCheck, Board, BoardSummary, Card, Comment, Create
from core_api.contracts.connector import Capabilities, Delete, Edit, Identity, Receipt, Write
from core_api.contracts.ports import Clock, Connector, Pace
from core_api.contracts.problems import Invalid, NotFound, Unsupported
from kanban_connectors.http import Api, Params, absent_is, unsure_after_write
from kanban_connectors.local.shelf import system_clock
from kanban_connectors.shown import shows
from kanban_connectors.trello import finding, reading, writing
from kanban_connectors.trello.api import NAME, OWN_TOKEN, RATES, client_of, vendor_of
from kanban_connectors.trello.library import Library
from kanban_connectors.trello.shapes import MeShape, PlacedShape, TokenShape, shaped

_ID = re.compile(r"[0-9a-fA-F]{24}")
_SHORT = re.compile(r"[0-9A-Za-z]{8}")
_LOOK_BACK = timedelta(days=30)
"""Before a card is made, so far back is looked whether it was: whoever tries again later says since when."""


def build(account: TrelloAccount, pace: Pace, *, allow_delete: bool) -> Connector:
    """The connector for an account."""
    return TrelloConnector(account, pace, allow_delete=allow_delete)


class TrelloConnector:
    """A `Connector` to Trello under one account. Safe to share between threads."""

    def __init__(
        self,
        account: TrelloAccount,
        pace: Pace,
        *,
        allow_delete: bool = False,
        clock: Clock = system_clock,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`sleep` waits between tries; `clock` says how far back to look for what was made already."""
        self._client = client_of(account)
        self.api = Api(vendor_of(account), self._client, pace, sleep=sleep)
        self._members = Api(vendor_of(account, members=True), self._client, pace, sleep=sleep)
        self._hands = writing.Hands(self.api, Library(self.api))
        self._clock = clock
        self._me = ""
        self._full_ids: dict[str, str] = {}
        self.capabilities = Capabilities(
            closed_columns=True,
            revisions=True,
            incremental=True,
            hard_delete=allow_delete,
            webhooks="signed" if account.secret else "none",
            body="markdown",
            limits=writing.LIMITS,
            rates=RATES,
        )

    def close(self) -> None:
        """Close the connections; nothing can be asked afterwards."""
        self._client.close()

    def identify(self) -> Identity:
        """Who the token belongs to, what it may do and until when. Two calls."""
        me = shaped(MeShape, self._members.get("/members/me"))
        self._me = me.id
        return reading.identity_of(me, shaped(TokenShape, self.api.get(OWN_TOKEN)))

    def boards(self) -> tuple[BoardSummary, ...]:
        """The open boards of our member."""
        params: Params = {"filter": "open", "organization": True}
        return reading.summaries(self._members.get(f"/members/{self._own_id()}/boards", params))

    def outline(self, board_id: str) -> Board:
        """The board without its cards, in one call. Raises NotFound."""
        with absent_is(NotFound("board-not-found", board=board_id)):
            return reading.outline(self.api, _checked(board_id))

    def snapshot(self, board_id: str, known: Board | None = None) -> Board:
        """The whole board without checklists and comments. Raises NotFound.

        Going on from `known`, descriptions are read only of the cards that changed since.
        """
        board = self.outline(board_id)
        with absent_is(NotFound("board-not-found", board=board_id)):
            cards = self._going_on(board, known) if known and known.cursor else self._listed(board)
        return board.model_copy(update={"cards": cards, "cursor": reading.cursor_of(cards)})

    def card(self, board_id: str, card_id: str) -> Card:
        """One card with everything, in one call. Raises NotFound."""
        return reading.read_whole(self._shape(self._full_id(board_id), card_id))

    def apply(
        self, board_id: str, card_id: str | None, write: Write, key: str, seen: Card | None = None
    ) -> Receipt:
        """Make one change, once per key. Raises as the port says; Trello itself compares nothing with `seen`."""
        self._offered(board_id, write)
        if isinstance(write, Create):
            return self._create(board_id, write, key)
        board = self._full_id(board_id)
        shape = self._shape(board, card_id or "")
        writing.check_lengths(write, shape)
        writing.check_item(shape, write)
        before = reading.read_whole(shape)
        if shows(before, write):
            return Receipt(card=before)
        made = self._made_on(shape, write, key, None)
        if made:
            return Receipt(card=before, remote_id=made[0])
        if writing.needs_parts(write):
            writing.check_parts(self.outline(board), shape, write)
        remote = self._performed(shape, write, key)
        if isinstance(write, Delete):
            return Receipt(card=before)
        with unsure_after_write(NAME):
            return Receipt(card=self.card(board, shape.id), remote_id=remote)

    def find(
        self, board_id: str, card_id: str | None, write: Write, key: str, since: datetime | None = None
    ) -> tuple[Receipt, ...]:
        """All that earlier writes with this key left, the oldest first. Raises NotFound."""
        board = self._full_id(board_id)
        if isinstance(write, Create):
            cards = [self.card(board, one) for one in self._made_cards(board, write, key, since)]
            return tuple(Receipt(card=card, remote_id=card.id) for card in cards)
        try:
            shape = self._shape(board, card_id or "")
        except NotFound:
            if isinstance(write, Delete) and card_id:
                return (Receipt(card=Card(id=card_id, name=card_id, column_id="", archived=True)),)
            raise
        card = reading.read_whole(shape)
        if isinstance(write, Comment | AddCheck):
            made = self._made_on(shape, write, key, since)
            return tuple(Receipt(card=card, remote_id=one) for one in made)
        return (Receipt(card=card),) if shows(card, write) else ()

    def _performed(self, shape: PlacedShape, write: Write, key: str) -> str | None:
        with absent_is(NotFound("card-not-found", card=shape.id, board=shape.idBoard)):
            try:
                return writing.perform(self._hands, shape, write, key)
            except Invalid:
                if shows(self.card(shape.idBoard, shape.id), write):
                    return (
                        None  # somebody was quicker: Trello refuses a label or a member that is there already
                    )
                raise

    def _create(self, board_id: str, write: Create, key: str) -> Receipt:
        writing.check_lengths(write, None)
        board = self.outline(board_id)
        writing.check_parts(board, None, write)
        found = finding.made_cards(self.api, board.id, key, self._clock() - _LOOK_BACK)
        made = found[0] if found else writing.create(self.api, write, key)
        with unsure_after_write(NAME):
            return Receipt(card=self.card(board.id, made), remote_id=made)

    def _made_cards(self, board: str, write: Create, key: str, since: datetime | None) -> list[str]:
        with absent_is(NotFound("board-not-found", board=board)):
            found = finding.made_cards(self.api, board, key, since)
            if found or since is None:
                return [*found[:1], *(one for one in found[1:] if not finding.is_copy(self.api, one))]
            bared = finding.bared_cards(self.api, board, write, self._own_id(), since)
            return [one for one in bared if self._is_bare(one)]

    def _is_bare(self, card_id: str) -> bool:
        try:
            return finding.is_bare(reading.whole_card(self.api, card_id))
        except NotFound:
            return False  # deleted since

    def _made_on(self, shape: PlacedShape, write: Write, key: str, since: datetime | None) -> list[str]:
        """The comments or items of the card that the key made."""
        if isinstance(write, Comment):
            return finding.made_comments(shape, key)
        if isinstance(write, AddCheck):
            return finding.made_items(shape, write, key, since)
        return []

    def _listed(self, board: Board) -> tuple[Card, ...]:
        closed = reading.closed_columns(board)
        found: dict[str, Card] = {}
        for page in reading.pages(self.api, board.id, reading.FULL):
            found |= {shape.id: reading.read_listed(shape, closed) for shape in page}
        return tuple(found.values())

    def _going_on(self, board: Board, known: Board) -> tuple[Card, ...]:
        closed = reading.closed_columns(board)
        old = {card.id: card for card in known.cards}
        now: dict[str, Card] = {}
        for page in reading.pages(self.api, board.id, reading.SLIM):
            now |= {shape.id: reading.read_listed(shape, closed) for shape in page}
        changed = [card.id for card in now.values() if card.id not in old or _moved_on(card, old[card.id])]
        if len(changed) > reading.BATCHED:
            return self._listed(board)
        fresh = reading.some_cards(self.api, changed)
        kept = (card for card in now.values() if card.id in fresh or card.id not in changed)
        return tuple(
            reading.read_listed(fresh[card.id], closed)
            if card.id in fresh
            else _with_details(card, old[card.id])
            for card in kept
        )

    def _shape(self, board: str, card_id: str) -> PlacedShape:
        """The card with everything. Raises NotFound, also for a card of another board."""
        with absent_is(NotFound("card-not-found", card=card_id, board=board)):
            shape = reading.whole_card(self.api, _checked(card_id))
            if shape.idBoard != board:
                raise NotFound("vendor-not-found", vendor=NAME)
            return shape

    def _full_id(self, board_id: str) -> str:
        """The long id of a board: an address in the browser has the short one."""
        if _ID.fullmatch(board_id):
            return board_id
        if board_id not in self._full_ids:
            self._full_ids[board_id] = self.outline(board_id).id
        return self._full_ids[board_id]

    def _own_id(self) -> str:
        """Our member's id: a token never changes hands."""
        if not self._me:
            self._me = shaped(MeShape, self._members.get("/members/me")).id
        return self._me

    def _offered(self, board_id: str, write: Write) -> None:
        laned = isinstance(write, Edit) and write.lane_id is not None
        if laned or (isinstance(write, Delete) and not self.capabilities.hard_delete):
            raise Unsupported("board-cannot", board=board_id, kind=write.kind)


def _checked(object_id: str) -> str:
    """An id that may stand in a path. Raises NotFound: nothing else names anything."""
    if not (_ID.fullmatch(object_id) or _SHORT.fullmatch(object_id)):
        raise NotFound("vendor-not-found", vendor=NAME)
    return object_id


def _moved_on(card: Card, old: Card) -> bool:
    return card.revision is None or card.revision != old.revision


def _with_details(card: Card, old: Card) -> Card:
    """A card that did not change, with what the short list leaves out."""
    return card.model_copy(
        update={
            "description": old.description,
            "checklists": old.checklists,
            "comments": old.comments,
            "detailed": old.detailed,
        }
    )
