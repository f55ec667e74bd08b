"""A card is removed for good only by a person who typed its name, where it is allowed; and it is on record."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from core_api.changes.undo import take_back
from core_api.contracts.board import Card, Rename
from core_api.contracts.connector import Capabilities, Delete, Receipt
from core_api.contracts.problems import (
    Conflict,
    Invalid,
    NotFound,
    OutcomeUnknown,
    Problem,
    Refused,
    Transient,
    Unavailable,
)
from core_api.contracts.proposal import Actor
from core_api.domain.replay import replayed
from core_api.store import changes, intents, sightings
from core_api.usecases import parked
from core_api.usecases.installation import Installation
from core_api.usecases.remove import card_to_remove, remove_card

REF = "local:team"
LEAD = Actor(name="lead")


class Deleting:
    """The local boards, with cards that can be removed; and troubles on demand."""

    capabilities = Capabilities(hard_delete=True)

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.gone: set[str] = set()
        self.before: Problem | None = None
        self.after: Problem | None = None
        self.again: Callable[[], None] = lambda: None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def card(self, board_id: str, card_id: str) -> Card:
        if card_id in self.gone:
            raise NotFound("card-not-found", card=card_id)
        found: Card = self.inner.card(board_id, card_id)
        return found

    def apply(self, board_id: str, card_id: str, write: Any, key: str, seen: Any = None) -> Receipt:
        if not isinstance(write, Delete):
            written: Receipt = self.inner.apply(board_id, card_id, write, key, seen)
            return written
        if self.before is not None:
            raise self.before
        card = self.card(board_id, card_id)
        self.gone.add(card_id)
        if self.after is not None:
            lost, self.after = self.after, None
            raise lost
        return Receipt(card=card)


@pytest.fixture
def board(installation: Installation) -> Deleting:
    return Deleting(installation.connector_for(REF)[0])


@pytest.fixture
def here(installation: Installation, board: Deleting) -> Installation:
    door: Any = lambda ref: (board, ref.partition(":")[2])  # noqa: E731 - a one-line adapter
    return replace(installation, connector_for=door)


@pytest.fixture
def card(installation: Installation) -> Card:
    connector, board_id = installation.connector_for(REF)
    return connector.snapshot(board_id).cards[0]


def test_a_removed_card_is_gone_and_on_record_and_nothing_takes_it_back(
    here: Installation, board: Deleting, card: Card
) -> None:
    assert card_to_remove(here, REF, card.id).id == card.id
    record = remove_card(here, REF, card.id, f" {card.name} ", LEAD)
    assert board.gone == {card.id}
    assert (record.operation, record.by.name, record.rule) == (Delete(), "lead", "removed")
    assert [(one.field, one.before, one.after) for one in record.changes] == [("card", card.name, None)]
    assert (record.inverse, record.meeting_id) == (None, "")
    with pytest.raises(Conflict, match="nothing-to-undo"):
        take_back(here.site(), record.id, LEAD)
    with pytest.raises(NotFound, match="card-not-found"):
        remove_card(here, REF, card.id, card.name, LEAD)
    with here.database.reading() as session:
        sighting = sightings.get(session, REF, card.id)
        records = changes.for_card(session, REF, card.id)
        others = sightings.foreign(session, REF, card.id)
    assert sighting is not None
    assert sighting.gone
    assert (replayed(sighting, records, others), others) == ((), ())


def test_the_number_names_an_archived_card_too(here: Installation, card: Card) -> None:
    assert card_to_remove(here, REF, f"#{card.number}").name == card.name
    with pytest.raises(NotFound, match="card-not-found"):
        card_to_remove(here, REF, "#9999")


@pytest.mark.parametrize("typed", ["", "yes", "y"])
def test_without_the_name_nothing_is_removed(
    here: Installation, board: Deleting, card: Card, typed: str
) -> None:
    with pytest.raises(Invalid, match="delete-name-differs"):
        remove_card(here, REF, card.id, typed, LEAD)
    assert board.gone == set()


def test_no_machine_removes_a_card(here: Installation, board: Deleting, card: Card) -> None:
    gate = Actor(name="gate", kind="gate", channel="gate")
    with pytest.raises(Refused, match="delete-by-people"):
        remove_card(here, REF, card.id, card.name, gate)
    assert board.gone == set()


def test_where_it_is_not_allowed_nothing_is_removed(installation: Installation, card: Card) -> None:
    with pytest.raises(Refused, match="delete-not-allowed"):
        remove_card(installation, REF, card.id, card.name, LEAD)
    with installation.database.reading() as session:
        assert intents.pending(session) == ()


def test_a_removal_whose_answer_was_lost_is_looked_up(
    here: Installation, board: Deleting, card: Card
) -> None:
    board.after = OutcomeUnknown("write-unsure")
    assert remove_card(here, REF, card.id, card.name, LEAD).operation == Delete()
    assert board.gone == {card.id}


def test_a_removal_never_waits(here: Installation, board: Deleting, card: Card) -> None:
    board.before = Transient("vendor-unreachable", vendor="Trello")
    with pytest.raises(Unavailable):
        remove_card(here, REF, card.id, card.name, LEAD)
    assert parked.parked(here) == ()
    assert parked.resume(here) == 0
    board.before = None
    remove_card(here, REF, card.id, card.name, LEAD)
    assert board.gone == {card.id}


def test_a_card_that_changed_in_that_moment_stays(
    here: Installation, board: Deleting, card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []
    read = board.card

    def busy(board_id: str, card_id: str) -> Card:
        if len(looks) == 1:
            board.inner.apply(board_id, card_id, Rename(name="Needed after all"), "hand")
        looks.append(card_id)
        return read(board_id, card_id)

    monkeypatch.setattr(board, "card", busy)
    with pytest.raises(Conflict, match="card-changed"):
        remove_card(here, REF, card.id, card.name, LEAD)
    assert board.gone == set()
