"""The `kaiten` board: Kaiten's API under one user's key, as a `Connector`.

Only the order of things lives here: look, compare, write, look again. What a request says is in `bodies`, what an
answer means in `reading`. No request leaves by another way than `kanban_connectors.http`.
"""

import time
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

import httpx

from core_api.contracts.accounts import KaitenAccount
from core_api.contracts.board import AddCheck, Board, BoardSummary, Card, Comment, Create, Due, Withdraw
from core_api.contracts.connector import Capabilities, Delete, Edit, Identity, Rate, Receipt, Write
from core_api.contracts.ports import Pace
from core_api.contracts.problems import Unauthorized, Unsupported
from core_api.wire.way import way_to
from kanban_connectors.http import TIMEOUT, Api, Lesson, Scope, Vendor, unsure_after_write
from kanban_connectors.kaiten.bodies import LIMITS, check_texts
from kanban_connectors.kaiten.cards import Cards
from kanban_connectors.kaiten.fetching import NAME, Fetcher, told_at
from kanban_connectors.kaiten.making import Maker
from kanban_connectors.kaiten.shapes import CardShape
from kanban_connectors.kaiten.snapshot import Snapshots
from kanban_connectors.kaiten.writing import Writer, refuse_changed
from kanban_connectors.pacing import scope_name
from kanban_connectors.shown import shows

PUBLISHED = Rate(calls=5, seconds=1.0)
OURS = Rate(calls=5, seconds=10 / 9)
"""4.5 a second, a tenth below what Kaiten publishes: its seconds are not ours."""
_LONGEST_LESSON = 60.0
"""Seconds."""


class KaitenConnector:
    """A `Connector` to the boards that one Kaiten user sees. Safe to share between threads."""

    def __init__(self, api: Api, origin: str, *, allow_delete: bool = False) -> None:
        """Boards through `api`; `origin` begins the addresses that people open."""
        self.capabilities = Capabilities(
            lanes=True,
            revisions=True,
            native_key=True,
            incremental=True,
            hard_delete=allow_delete,
            webhooks="unsigned",
            body="markdown",
            limits=LIMITS,
            rates=(PUBLISHED,),
        )
        self._api = api
        self._fetcher = Fetcher(api)
        self._snapshots = Snapshots(self._fetcher, origin)
        self._cards = Cards(self._fetcher, self._snapshots, origin)
        self._writer = Writer(api, self._cards)
        self._maker = Maker(api, self._cards, self._own_id)
        self._me: str | None = None

    def close(self) -> None:
        """Let go of the connections; nothing can be asked afterwards."""
        self._api.close()

    def identify(self) -> Identity:
        """The user whose key it is. Raises Unauthorized `vendor-other-user` when that is another than before."""
        user = self._fetcher.me()
        if not user.activated:
            raise Unauthorized("vendor-unauthorized", vendor=NAME)
        self._me = self._me or str(user.id)
        if self._me != str(user.id):
            raise Unauthorized("vendor-other-user", vendor=NAME)
        return Identity(id=self._me, name=user.full_name or user.username, username=user.username)

    def boards(self) -> tuple[BoardSummary, ...]:
        """The boards of all spaces that we see; `place` is the space."""
        return self._snapshots.summaries()

    def outline(self, board_id: str) -> Board:
        """The board without its cards."""
        return self._snapshots.outline(board_id)

    def snapshot(self, board_id: str, known: Board | None = None) -> Board:
        """The whole board; with `known`, what changed since is read and put into it."""
        return self._snapshots.snapshot(board_id, known)

    def card(self, board_id: str, card_id: str) -> Card:
        """One card with checklists and comments."""
        return self._cards.whole(self._cards.current(board_id, card_id))

    def apply(
        self, board_id: str, card_id: str | None, write: Write, key: str, seen: Card | None = None
    ) -> Receipt:
        """Make one change. Kaiten compares nothing, so the version is compared here, just before the write."""
        if isinstance(write, Delete) and not self.capabilities.hard_delete:
            raise Unsupported("board-cannot", board=board_id, kind=write.kind)
        check_texts(write)
        if isinstance(write, Create):
            return self._maker.create(board_id, write, key)
        card = self._cards.current(board_id, card_id)
        refuse_changed(card, seen)
        if isinstance(write, Comment):
            return self._maker.comment(card, write, key)
        if isinstance(write, AddCheck):
            return self._maker.item(card, write, key)
        before = self._enough(card, write)
        if _holds(before, write):
            return Receipt(card=self._cards.whole(card))
        self._writer.change(board_id, card, write)
        with unsure_after_write(NAME):
            return Receipt(card=before if isinstance(write, Delete) else self.card(board_id, str(card.id)))

    def find(
        self, board_id: str, card_id: str | None, write: Write, key: str, since: datetime | None = None
    ) -> tuple[Receipt, ...]:
        """What writes with this key left: cards by `external_id`, comments and items by their marks."""
        if isinstance(write, Create):
            return self._maker.created(key)
        card = self._cards.current(board_id, card_id)
        if isinstance(write, Comment):
            return self._maker.commented(card, write, key, since)
        if isinstance(write, AddCheck):
            return self._maker.added(card, write, key, since)
        whole = self._cards.whole(card)
        return (Receipt(card=whole),) if _holds(whole, write) else ()

    def _enough(self, card: CardShape, write: Write) -> Card:
        """The neutral card with as much as the write needs."""
        if isinstance(write, Delete) or (isinstance(write, Withdraw) and write.what == "comment"):
            return self._cards.whole(card)
        return self._cards.without_comments(card)

    def _own_id(self) -> str:
        return self._me or self.identify().id


def _holds(card: Card, write: Write) -> bool:
    """Whether the card shows the write to the letter: Kaiten keeps times, so a day is not any moment of it."""
    due = write.due if isinstance(write, Edit) else write if isinstance(write, Due) else None
    return shows(card, write) and (due is None or card.due == due.moment)


def build(
    account: KaitenAccount,
    pace: Pace,
    *,
    allow_delete: bool,
    sleep: Callable[[float], None] = time.sleep,
) -> KaitenConnector:
    """The connector of an account. Nothing is asked of Kaiten yet.

    Args:
        account: whose boards.
        pace: shared by all who use this account.
        allow_delete: whether a person may have cards removed for good.
        sleep: waits between tries.
    """
    client = httpx.Client(
        base_url=account.url,
        headers={
            "Authorization": f"Bearer {account.token.get_secret_value()}",
            "Accept": "application/json",
        },
        timeout=TIMEOUT,
        follow_redirects=False,
        **way_to(account.url, account.proxy),
    )
    parts = urlsplit(account.url)
    scope = Scope(scope_name("kaiten", account.token), (OURS,))

    def lessons(response: httpx.Response) -> tuple[Lesson, ...]:
        return learnt(scope.name, response, time.time())

    vendor = Vendor(NAME, (scope,), lessons)
    return KaitenConnector(
        Api(vendor, client, pace, sleep=sleep), f"{parts.scheme}://{parts.netloc}", allow_delete=allow_delete
    )


def learnt(scope: str, response: httpx.Response, now: float) -> tuple[Lesson, ...]:
    """What `X-RateLimit-Remaining` and `-Reset` (seconds since 1970) say.

    `now` is our clock: it is finer than the whole seconds of the server's, and is believed where it agrees with it.
    """
    try:
        left = int(response.headers["x-ratelimit-remaining"])
        ends = float(response.headers["x-ratelimit-reset"])
    except (KeyError, ValueError):
        return ()
    theirs = told_at(response).timestamp() + 0.5
    seconds = ends - (now if abs(now - theirs) <= 1 else theirs)
    return (Lesson(scope, max(0, left), min(max(0.0, seconds), _LONGEST_LESSON)),)
