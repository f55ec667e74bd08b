"""A meeting about a board, and the shortest words for deciding, changing the board by hand and looking at it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest

from core_api.changes.executor import carry_out
from core_api.changes.intents import plan_intent
from core_api.changes.site import Site
from core_api.changes.undo import take_back
from core_api.contracts.board import (
    Board,
    Card,
    CardRef,
    CheckItem,
    Checklist,
    Column,
    Create,
    Label,
    Member,
    Operation,
)
from core_api.contracts.connector import Capabilities, Identity, Receipt, Write
from core_api.contracts.meeting import Meeting
from core_api.contracts.minutes import Evidence
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.ports import Connector
from core_api.contracts.proposal import (
    Actor,
    ChangeRecord,
    Decision,
    Intent,
    Proposal,
    StoredProposal,
    Verdict,
)
from core_api.domain.fields import changes_of
from core_api.domain.fingerprint import fingerprint
from core_api.store import boards, intents, meetings, proposals
from core_api.store.database import Database, connect
from kanban_connectors.local.connector import LocalConnector
from kanban_connectors.local.shelf import MemoryShelf

BOARD = Board(
    id="demo",
    name="Demo",
    columns=(
        Column(id="todo", name="To do", position=1.0),
        Column(id="doing", name="Doing", position=2.0, role="working"),
        Column(id="done", name="Done", position=3.0, role="done"),
    ),
    cards=(
        Card(
            id="pay",
            number=7,
            name="Pay page",
            description="With cards",
            column_id="todo",
            position=10.0,
            member_ids=("anna",),
            label_ids=("bug",),
            due=datetime(2026, 3, 1, 21, 30, tzinfo=UTC),
            checklists=(Checklist(id="steps", name="Steps", items=(CheckItem(id="one", name="One"),)),),
        ),
        Card(id="login", number=8, name="Login", column_id="doing", position=20.0),
    ),
    members=(Member(id="anna", name="Anna Orlova"), Member(id="boris", name="Boris Lem")),
    labels=(Label(id="bug", name="Bug"), Label(id="new", name="New")),
)
REF = "local:demo"
ANNA = Actor(name="Anna", channel="dashboard")
EVIDENCE = Evidence(segment=3, start=12.0, end=15.5, speaker=1, quote="двигаем оплату")


class TroubledConnector:
    """A board that does as it is told to do wrong: one trouble a call, then it behaves."""

    def __init__(self, inner: Connector) -> None:
        self.inner = inner
        self.capabilities: Capabilities = inner.capabilities
        self.troubles: dict[str, list[Callable[[], None]]] = {}
        self.lose_next_answer: Exception | None = None
        self.ignore_writes = False
        self.writes = 0

    def trouble(self, call: str, action: Callable[[], None]) -> None:
        self.troubles.setdefault(call, []).append(action)

    def _meet(self, call: str) -> None:
        if self.troubles.get(call):
            self.troubles[call].pop(0)()

    def boards(self):  # type: ignore[no-untyped-def]
        return self.inner.boards()

    def identify(self) -> Identity:
        return self.inner.identify()

    def outline(self, board_id: str) -> Board:
        self._meet("outline")
        return self.inner.outline(board_id)

    def snapshot(self, board_id: str, known: Board | None = None) -> Board:
        self._meet("snapshot")
        return self.inner.snapshot(board_id, known)

    def card(self, board_id: str, card_id: str) -> Card:
        self._meet("card")
        return self.inner.card(board_id, card_id)

    def apply(
        self, board_id: str, card_id: str | None, write: Write, key: str, seen: Card | None = None
    ) -> Receipt:
        self._meet("apply")
        if self.ignore_writes:
            return Receipt(card=self.inner.card(board_id, card_id or ""), remote_id=None)
        receipt = self.inner.apply(board_id, card_id, write, key, seen)
        self.writes += 1
        if self.lose_next_answer:
            lost, self.lose_next_answer = self.lose_next_answer, None
            raise lost
        return receipt

    def find(
        self, board_id: str, card_id: str | None, write: Write, key: str, since: datetime | None = None
    ) -> tuple[Receipt, ...]:
        self._meet("find")
        return self.inner.find(board_id, card_id, write, key, since)


@dataclass
class Desk:
    """One installation with one meeting and one board."""

    database: Database
    connector: TroubledConnector
    meeting_id: str = "mtg_1"
    minutes: int = field(default=0)

    def clock(self) -> datetime:
        self.minutes += 1
        return datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(minutes=self.minutes)

    def connector_for(self, ref: str) -> tuple[Connector, str]:
        return self.connector, ref.partition(":")[2]

    def add_meeting(self, meeting_id: str) -> None:
        meeting = Meeting(
            id=meeting_id,
            title="Standup",
            started_at=datetime(2026, 3, 2, 10, tzinfo=timezone(timedelta(hours=3))),
            board=REF,
            source="standup.vtt",
            blob="0" * 64,
        )
        with self.database.transaction() as session:
            meetings.add(session, meeting, meeting_id)

    def propose(
        self, operation: Operation, card_id: str | None = "pay", meeting_id: str = "mtg_1"
    ) -> Proposal:
        """A proposal as it would be stored, seen on the board as it stands now."""
        card = None if isinstance(operation, Create) else self.card(card_id or "")
        proposal = Proposal(
            id=f"prp_{self.meeting_id}_{self.clock().isoformat()}",
            meeting_id=meeting_id or self.meeting_id,
            board=REF,
            fact_id="f1",
            claim="The pay page moves on.",
            operation=operation,
            card=CardRef(id=card.id, name=card.name) if card else None,
            evidence=(EVIDENCE,),
            confidence=0.94,
            verdict=Verdict(route="review", rule="asks-first"),
            changes=changes_of(BOARD, card, operation, timezone(timedelta(hours=3))),
            seen=fingerprint(card, operation) if card else None,
            model="test-model",
            prompt_version="v1",
        )
        with self.database.transaction() as session:
            proposals.add(session, [proposal], "open", self.clock())
        return proposal

    def approve(self, proposal: Proposal, operation: Operation | None = None, by: Actor = ANNA) -> Intent:
        """Anna approves it (or edits it to another operation); the intent is stored."""
        decision = Decision(
            proposal_id=proposal.id, version=proposal.version, answer="approve", by=by, at=self.clock()
        )
        with self.database.transaction() as session:
            proposals.decide(session, decision)
            proposals.set_state(session, proposal.id, proposal.version, "approved")
            return intents.plan(session, plan_intent(proposal, operation or proposal.operation), self.clock())

    def site(self) -> Site:
        """What a process that just began works with."""
        return Site(self.database, self.connector_for, self.clock)

    def run(self, intent: Intent) -> Intent:
        return carry_out(self.site(), intent.id)

    def apply(self, operation: Operation, card_id: str | None = "pay") -> Intent:
        """Proposed, approved and carried out."""
        return self.run(self.approve(self.propose(operation, card_id)))

    def undo(self, change_id: str, *, force: bool = False) -> ChangeRecord:
        return take_back(self.site(), change_id, ANNA, force=force)

    def by_hand(self, operation: Operation, card_id: str | None = "pay") -> None:
        """A person changes the board without us."""
        self.connector.inner.apply("demo", card_id, operation, f"hand-{self.clock().isoformat()}")

    def card(self, card_id: str = "pay") -> Card:
        return self.connector.inner.card("demo", card_id)

    def board(self) -> Board:
        return self.connector.inner.snapshot("demo")

    def stored(self, proposal: Proposal) -> StoredProposal:
        with self.database.reading() as session:
            return proposals.get(session, proposal.id)

    def intent(self, intent: Intent) -> Intent:
        with self.database.reading() as session:
            return intents.get(session, intent.id)

    def policy(self, policy: BoardPolicy) -> None:
        with self.database.transaction() as session:
            boards.save_policy(session, REF, policy)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file to copy, because migrating takes longer than a test."""
    path = tmp_path_factory.mktemp("empty") / "app.db"
    database = connect(f"sqlite:///{path}")
    database.migrate()
    database.dispose()
    return path


@pytest.fixture
def make_desk(empty_database: Path, tmp_path: Path) -> Iterator[Callable[[Board], Desk]]:
    """Makes a desk over any board, with a meeting of its own; all share one database file."""
    path = tmp_path / "app.db"
    path.write_bytes(empty_database.read_bytes())
    database = connect(f"sqlite:///{path}")

    numbers = count(1)

    def make(board: Board) -> Desk:
        connector = TroubledConnector(LocalConnector(MemoryShelf(board)))
        desk = Desk(database, connector, meeting_id=f"mtg_{next(numbers)}")
        desk.add_meeting(desk.meeting_id)
        return desk

    yield make
    database.dispose()


@pytest.fixture
def desk(make_desk: Callable[[Board], Desk]) -> Desk:
    """A live board and a meeting about it."""
    return make_desk(BOARD)
