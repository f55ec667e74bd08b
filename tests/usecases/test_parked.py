"""What was decided and cannot be written waits where people see it, says why, and goes on when they mended it.

And wherever a board is asked, its being away is told: it is never shown as a board with nothing on it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core_api import wiring
from core_api.checkup import Checkup
from core_api.contracts.board import Comment
from core_api.contracts.ports import Connector
from core_api.contracts.problems import (
    Forbidden,
    Malformed,
    Problem,
    RateLimited,
    Refused,
    Transient,
    Unauthorized,
    Unavailable,
)
from core_api.contracts.proposal import Actor, Decision
from core_api.jobs import ledger
from core_api.settings import Settings
from core_api.store import intents, proposals
from core_api.usecases import boards, parked, undo
from core_api.usecases.decide import decide
from core_api.usecases.history import changes
from core_api.usecases.installation import Installation
from core_api.usecases.other_card import prepare
from core_api.usecases.queue import waiting
from core_api.usecases.report import report
from core_api.usecases.revise import plan_again
from core_api.usecases.submit import Submission, submit
from core_api.usecases.work import board_of

REF = "local:team"
LEAD = Actor(name="lead")


class Away:
    """A board that answers everything with one problem, until it has none; and counts how often it is asked."""

    def __init__(self, inner: Connector) -> None:
        self.inner = inner
        self.capabilities = inner.capabilities
        self.problem: Problem | None = None
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        def call(*given: Any, **named: Any) -> Any:
            self.asked += 1
            if self.problem is not None:
                raise self.problem
            return getattr(self.inner, name)(*given, **named)

        return call


@dataclass
class Town:
    """An installation whose board can be away, and whose time runs by the minute."""

    here: Installation
    board: Away
    settings: Settings
    now: datetime

    def clock(self) -> datetime:
        self.now += timedelta(minutes=10)
        return self.now

    def work(self) -> None:
        wiring.build_worker(self.here, self.settings).run_until_idle()

    def approve_a_comment(self) -> str:
        """The lead approves one; gives the proposal's id."""
        chosen = next(
            item.stored.proposal
            for item in waiting(self.here)
            if item.stored.proposal.operation.kind == "comment"
        )
        self.approve(chosen.id)
        return chosen.id

    def approve(self, proposal_id: str) -> None:
        with self.here.database.reading() as session:
            one = proposals.get(session, proposal_id).proposal
        decide(
            self.here,
            Decision(proposal_id=one.id, version=one.version, answer="approve", by=LEAD, at=self.clock()),
        )

    def state_of(self, proposal_id: str) -> tuple[str, str | None]:
        with self.here.database.reading() as session:
            stored = proposals.get(session, proposal_id)
        return stored.state, stored.error


@pytest.fixture
def town(installation: Installation, settings: Settings, hand_in: Callable[[], str]) -> Iterator[Town]:
    """A meeting was handed in and asks; from now on the board can be taken away."""
    connector, board_id = installation.connector_for(REF)
    away = Away(connector)
    town = Town(installation, away, settings, installation.clock())
    door = lambda _ref: (away, board_id)  # noqa: E731 - a one-line adapter
    town.here = replace(installation, clock=town.clock, connector_for=door, background_connector_for=door)
    hand_in()
    town.work()
    yield town


def writes(town: Town) -> Any:
    return next(check for check in Checkup(town.settings, town.here.database)() if check.name == "writes")


@pytest.mark.parametrize(
    ("problem", "tries"),
    [
        (Unauthorized("vendor-unauthorized", vendor="Trello"), 1),
        (Forbidden("vendor-forbidden", vendor="Trello"), 1),
        (Transient("vendor-unreachable", vendor="Trello"), 5),
        (Malformed("vendor-answer", vendor="Trello"), 5),
        (RateLimited("vendor-busy", retry_after=30.0, vendor="Trello"), 20),
    ],
    ids=lambda value: getattr(value, "code", str(value)),
)
def test_waiting_has_an_end_and_then_it_is_shown_and_goes_on_when_mended(
    town: Town, problem: Problem, tries: int
) -> None:
    assert (parked.parked(town.here), writes(town).state) == ((), "ok")
    town.board.problem, town.board.asked = problem, 0
    chosen = town.approve_a_comment()
    town.work()
    assert town.board.asked == tries
    (waits,) = parked.parked(town.here, REF)
    assert (waits.code, waits.kind, waits.board, waits.state) == (problem.code, "comment", REF, "planned")
    assert waits.params["vendor"] == "Trello"
    assert waits.since <= town.now
    assert waits.card is not None
    assert parked.parked(town.here, "local:other") == ()
    assert (writes(town).state, writes(town).params["count"]) == ("degraded", 1)
    assert town.state_of(chosen) == ("approved", problem.code)

    town.work()
    assert town.board.asked == tries, "nobody tries it again by itself"

    town.board.problem = None
    assert parked.resume(town.here, "local:other") == 0
    assert parked.resume(town.here, REF) == 1
    assert parked.parked(town.here) == ()
    town.work()
    assert town.state_of(chosen) == ("applied", None)
    assert (parked.parked(town.here), writes(town).state) == ((), "ok")
    assert parked.resume(town.here) == 0


def test_what_a_vendor_asks_beyond_an_hour_is_not_waited(town: Town) -> None:
    town.board.problem, town.board.asked = RateLimited("vendor-busy", retry_after=86_400.0), 0
    town.approve_a_comment()
    asked = town.now
    for _ in range(30):
        town.work()
        town.now += timedelta(hours=1)
    (waits,) = parked.parked(town.here)
    assert town.board.asked == 20
    assert waits.since - asked < timedelta(days=3), "twenty times an hour, not twenty days"


def test_a_stopped_board_shows_what_it_holds_up_and_lets_it_go_on_by_itself(town: Town) -> None:
    boards.change_policy(town.here, REF, stopped=True)
    chosen = town.approve_a_comment()
    town.work()
    (waits,) = parked.parked(town.here)
    assert waits.code == "board-stopped"
    boards.change_policy(town.here, REF, stopped=False)
    town.work()
    assert town.state_of(chosen) == ("applied", None)


def test_an_undo_that_could_not_be_done_is_shown_and_left_to_ask_again(town: Town) -> None:
    town.approve_a_comment()
    town.work()
    change = changes(town.here)[0]
    boards.change_policy(town.here, REF, stopped=True)
    with pytest.raises(Refused, match="board-stopped"):
        undo.undo_change(town.here, change.id, LEAD)
    (waits,) = parked.parked(town.here)
    assert (waits.undoes, waits.card) == (change.id, change.card)
    boards.change_policy(town.here, REF, stopped=False)
    town.work()
    assert changes(town.here)[0].undoes is None, "nobody asked for it since"
    assert parked.resume(town.here) == 1
    town.work()
    assert changes(town.here)[0].undoes == change.id
    assert parked.parked(town.here) == ()


def test_what_somebody_is_writing_this_moment_waits_for_nobody(town: Town) -> None:
    town.approve_a_comment()
    assert parked.parked(town.here) == (), "a worker will take it"
    with town.here.database.reading() as session:
        (intent,) = intents.pending(session)
        now = town.here.clock()
        job = ledger.by_key(session, f"apply:{intent.id}")
    assert job is not None
    assert intent.created_at is not None
    with town.here.database.transaction() as session:
        by_hand = intent.model_copy(
            update={"id": "op_hand", "proposal_id": None, "operation": Comment(text="a")}
        )
        intents.plan(session, by_hand, now)
        assert parked.idle(session, now + timedelta(minutes=1)) == ()
        intents.claim(session, "op_hand")
        assert parked.idle(session, now + timedelta(minutes=1)) == ()
        assert [one.id for one, _job in parked.idle(session, now + timedelta(minutes=6))] == ["op_hand"]


# --- an outage is never an empty board --------------------------------------------------------------------------

ASKING: dict[str, Callable[[Town], object]] = {
    "look at a board": lambda town: boards.look(town.here, REF),
    "stale cards": lambda town: boards.stale(town.here, REF),
    "a meeting's board": lambda town: board_of(town.here, waiting(town.here)[0].meeting),
    "plan again": lambda town: plan_again(town.here, waiting(town.here)[0].meeting.id),
    "another card": lambda town: prepare(town.here, _other_card(town)),
    "an undo": lambda town: undo.undo_change(town.here, changes(town.here)[0].id, LEAD),
}


def _other_card(town: Town) -> Decision:
    one = waiting(town.here)[0].stored.proposal
    return Decision(
        proposal_id=one.id, version=one.version, answer="other_card", by=LEAD, at=town.now, card_id="c1"
    )


@pytest.mark.parametrize("asking", ASKING)
def test_a_board_that_is_away_is_told_to_be_away_and_nothing_is_lost(town: Town, asking: str) -> None:
    town.approve_a_comment()
    town.work()
    before = [item.stored for item in waiting(town.here)]
    town.board.problem = Transient("vendor-unreachable", vendor="Trello")
    with pytest.raises(Unavailable, match="vendor-unreachable"):
        ASKING[asking](town)
    assert [item.stored for item in waiting(town.here)] == before


def test_a_meeting_about_a_board_that_is_away_does_not_come_out_empty(town: Town, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Анна: Оплату переносим в «Готово».\n", encoding="utf-8")
    meeting = submit(town.here, Submission(path=other, board=REF), wiring.read_source(other, None)).id
    town.board.problem = Transient("vendor-unreachable", vendor="Trello")
    town.work()
    result = report(town.here, meeting)
    assert (result.stage, result.trouble and result.trouble.code) == ("failed", "vendor-unreachable")
    assert result.notes == ()
