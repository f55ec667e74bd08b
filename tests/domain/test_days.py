"""Due days and the moments that boards store, in zones far from UTC."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from core_api.contracts.board import Board, Card, CardRef, Column, Comment, Create, Due
from core_api.contracts.connector import Receipt
from core_api.contracts.proposal import Proposal, Verdict
from core_api.domain.days import dated, day_of, shows_by_day
from core_api.domain.fields import changes_of
from core_api.domain.fingerprint import inverse
from core_api.domain.retarget import retargeted

SIXTH = date(2026, 3, 6)
ZONES = [timezone(timedelta(hours=hours)) for hours in (12, 14, -11, 0)]


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_a_day_becomes_noon_of_it_where_they_met(zone: timezone) -> None:
    for operation in (Due(date=SIXTH), Create(name="Chairs", column_id="c1", date=SIXTH)):
        moment = dated(operation, zone).moment  # type: ignore[union-attr]
        assert moment == datetime(2026, 3, 6, 12, tzinfo=zone)


def test_what_has_a_moment_or_no_day_stays_as_it_is() -> None:
    at = datetime(2026, 3, 6, 18, 30, tzinfo=UTC)
    for operation in (Due(date=SIXTH, at=at), Due(date=None), Comment(text="done")):
        assert dated(operation, ZONES[0]) == operation


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_a_moment_that_comes_back_is_called_by_its_local_day(zone: timezone) -> None:
    old = datetime(2026, 3, 5, 11, 30, tzinfo=UTC)
    card = Card(id="k", name="Map", column_id="c1", due=old)
    back = inverse(card, dated(Due(date=SIXTH), zone), Receipt(card=card), zone)
    assert isinstance(back, Due)
    assert back.moment == old
    assert back.date == day_of(old, zone)
    after = card.model_copy(update={"due": dated(Due(date=SIXTH), zone).moment})  # type: ignore[union-attr]
    shown = changes_of(Board(id="b", name="B"), after, back, zone)
    assert [(item.before, item.after) for item in shown] == [("2026-03-06", day_of(old, zone).isoformat())]


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_another_card_that_is_due_that_local_day_needs_no_change(zone: timezone) -> None:
    late = datetime(2026, 3, 6, 23, 30, tzinfo=zone)
    due = Card(id="due", name="Due", column_id="c1", due=late)
    free = Card(id="free", name="Free", column_id="c1", due=late + timedelta(hours=1))
    board = Board(id="b", name="B", columns=(Column(id="c1", name="To do"),), cards=(due, free))
    proposal = Proposal(
        id="pr_1",
        meeting_id="m1",
        fact_id="f1",
        operation=Due(date=SIXTH),
        card=CardRef(id="other", name="Other"),
        claim="Due on the sixth",
        evidence=(),
        confidence=1.0,
        verdict=Verdict(route="review", rule="sure"),
    )
    assert shows_by_day(due, proposal.operation, zone)
    assert retargeted(proposal, due, board, zone) is None
    moved = retargeted(proposal, free, board, zone)
    assert moved is not None
    assert [(item.before, item.after) for item in moved.changes] == [("2026-03-07", "2026-03-06")]
