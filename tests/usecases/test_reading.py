"""Boards are read through the store: from where the last reading ended, and with an eye on what others changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core_api.contracts.board import Board, Card, CardRef, Comment, Due, Move, Rename
from core_api.contracts.connector import Capabilities
from core_api.contracts.matching import Candidate, Match
from core_api.contracts.minutes import Evidence, Fact, Request
from core_api.contracts.problems import NotFound, Unavailable
from core_api.contracts.proposal import FieldChange, Proposal, StoredProposal, Verdict
from core_api.domain.fingerprint import fingerprint
from core_api.domain.replay import replayed
from core_api.store import changes, copies, proposals, sightings
from core_api.usecases import boards, stages
from core_api.usecases.installation import Installation
from core_api.usecases.noticed import noticed
from core_api.usecases.reading import read_board
from core_api.usecases.report import report

REF = "local:team"


class VendorLike:
    """The local board as a vendor would give it: lists without details, going on from what is known."""

    capabilities = Capabilities(incremental=True, revisions=True)

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.known: list[Board | None] = []
        self.read: list[str] = []
        self.asked = 0
        self.away = False
        self.hidden = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def identify(self) -> Any:
        self.asked += 1
        return self.inner.identify()

    def snapshot(self, board_id: str, known: Board | None = None) -> Board:
        self.known.append(known)
        board = self.inner.snapshot(board_id)
        cards = tuple(
            card.model_copy(update={"checklists": (), "comments": (), "detailed": False})
            for card in board.cards
        )
        return board.model_copy(update={"cards": cards, "cursor": f"after {len(self.known)}"})

    def card(self, board_id: str, card_id: str) -> Card:
        if self.away:
            raise Unavailable("vendor-unreachable", vendor="Demo")
        if self.hidden:
            raise NotFound("board-not-found", board=board_id)
        self.read.append(card_id)
        return self.inner.card(board_id, card_id)


@pytest.fixture
def vendor(installation: Installation) -> VendorLike:
    return VendorLike(installation.connector_for(REF)[0])


@pytest.fixture
def there(installation: Installation, vendor: VendorLike) -> Installation:
    """The installation with the board as a vendor would give it."""

    def door(ref: str) -> tuple[Any, str]:
        return vendor, ref.partition(":")[2]

    return replace(installation, connector_for=door, background_connector_for=door)


def some_card(here: Installation) -> Card:
    return next(card for card in boards.look(here, REF)[0].cards if card.checklists or not card.detailed)


def by_hand(vendor: VendorLike, card_id: str, operation: Any) -> None:
    vendor.inner.apply("team", card_id, operation, f"hand-{operation.model_dump_json()}")


def ask_about(
    here: Installation, meeting_id: str, card: Card, operation: Any, change: FieldChange | None = None
) -> Proposal:
    """A question about a card that was looked at as it is now."""
    proposal = Proposal(
        id=f"pr_{operation.kind}",
        meeting_id=meeting_id,
        board=REF,
        fact_id="f1",
        claim="Said so.",
        operation=operation,
        card=CardRef(id=card.id, name=card.name),
        changes=(change,) if change else (),
        evidence=(Evidence(segment=0, start=0, end=1, quote="слова"),),
        confidence=0.8,
        verdict=Verdict(route="review", rule="not-outright"),
        seen=fingerprint(card, operation),
    )
    with here.database.transaction() as session:
        proposals.add(session, [proposal], "open", here.clock())
    return proposal


def stored(here: Installation, proposal: Proposal) -> StoredProposal:
    with here.database.reading() as session:
        return proposals.get(session, proposal.id)


def found(here: Installation, card_id: str) -> list[tuple[str, Any, Any, str]]:
    with here.database.reading() as session:
        changes_found = sightings.foreign(session, REF, card_id)
    return [(one.field, one.before, one.after, one.how) for one in changes_found]


def test_a_second_reading_goes_on_from_the_first(there: Installation, vendor: VendorLike) -> None:
    first = read_board(there, REF)
    by_hand(vendor, first.cards[0].id, Rename(name="Другое имя"))
    second = read_board(there, REF)
    read_board(there, REF)
    assert vendor.known[0] is None
    assert vendor.known[1] == first
    assert vendor.known[2] == second
    assert second.cards[0].name == "Другое имя"


def test_the_copy_keeps_no_comments_and_no_checklists(there: Installation, vendor: VendorLike) -> None:
    noted = next(card for card in vendor.inner.snapshot("team").cards if card.checklists)
    by_hand(vendor, noted.id, Comment(text="сказано между нами"))
    full = vendor.inner.snapshot("team")
    with there.database.transaction() as session:
        copies.keep(session, REF, full, None, there.clock())
        copy = copies.board(session, REF)
    assert copy is not None
    assert {card.id for card in copy.cards} == {card.id for card in full.cards}
    assert not any(card.checklists or card.comments or card.detailed for card in copy.cards)
    assert "сказано между нами" not in copy.model_dump_json()


def test_a_card_that_left_the_board_leaves_the_copy(there: Installation, vendor: VendorLike) -> None:
    board = read_board(there, REF)
    fewer = board.model_copy(update={"cards": board.cards[1:], "cursor": "later"})
    with there.database.transaction() as session:
        copies.keep(session, REF, fewer, board, there.clock())
    with there.database.reading() as session:
        assert copies.board(session, REF) == fewer
    with there.database.transaction() as session:
        copies.forget(session, REF)
        assert copies.board(session, REF) is None


def test_a_reading_that_ends_late_does_not_replace_a_later_one(there: Installation) -> None:
    early = there.clock()
    board = read_board(there, REF)
    with there.database.transaction() as session:
        copies.keep(session, REF, board.model_copy(update={"name": "old"}), None, early)
    with there.database.reading() as session:
        kept = copies.outline(session, REF)
    assert kept is not None
    assert kept.name == board.name


def test_a_local_board_is_not_copied(installation: Installation) -> None:
    read_board(installation, REF)
    with installation.database.reading() as session:
        assert copies.board(session, REF) is None
        assert sightings.of_board(session) == ()


def test_what_somebody_changed_is_found_at_the_next_reading(
    installation: Installation, hand_in: Callable[[], str], work: Callable[[], None]
) -> None:
    meeting = hand_in()
    work()
    change = report(installation, meeting).changes[0]
    connector, board_id = installation.connector_for(REF)
    connector.apply(board_id, change.card.id, Due(date=date(2026, 5, 1)), "by-hand")
    read_board(installation, REF)
    read_board(installation, REF)
    assert [one[0::3] for one in found(installation, change.card.id)] == [("due", "snapshot")]
    with installation.database.reading() as session:
        for seen in sightings.of_board(session, REF):
            ours = changes.for_card(session, REF, seen.card_id)
            assert replayed(seen, ours, sightings.foreign(session, REF, seen.card_id)) == ()


def test_the_cards_in_question_are_read_in_full_and_no_more(there: Installation, vendor: VendorLike) -> None:
    board = read_board(there, REF)
    first, second, third, *_rest = board.cards
    facts = [
        Fact(id="f1", kind="done", text="a", evidence=(), requests=(Request(kind="check", value="x"),)),
        Fact(id="f2", kind="nothing", text="b", evidence=()),
    ]
    candidates = tuple(Candidate(card_id=card.id, score=0.5) for card in (first, second, third))
    matches = [Match(query_id=name, candidates=candidates, confidence=0.9) for name in ("f1", "f2")]
    full = stages.with_details(board, facts, matches, lambda card_id: vendor.card("team", card_id))
    assert vendor.read == [first.id, second.id]
    assert [card.detailed for card in full.cards[:3]] == [True, True, False]
    assert full.cards[0] == vendor.inner.card("team", first.id)


def test_a_card_that_is_gone_before_it_is_read_in_full_is_no_candidate(there: Installation) -> None:
    board = read_board(there, REF)
    fact = Fact(id="f1", kind="done", text="a", evidence=(), requests=(Request(kind="archive"),))
    match = Match(
        query_id="f1", candidates=(Candidate(card_id=board.cards[0].id, score=0.5),), confidence=0.9
    )

    def gone(card_id: str) -> Card:
        raise NotFound("card-not-found", card=card_id)

    assert stages.with_details(board, [fact], [match], gone).cards == board.cards[1:]

    def hidden(card_id: str) -> Card:
        raise NotFound("board-not-found", board="team")

    with pytest.raises(NotFound, match="board-not-found"):
        stages.with_details(board, [fact], [match], hidden)


def test_a_whole_meeting_on_a_board_whose_lists_leave_out_parts(
    there: Installation, vendor: VendorLike, hand_in: Callable[[], str], settings: Any
) -> None:
    from core_api import wiring

    meeting = hand_in()
    wiring.build_worker(there, settings).run_until_idle()
    result = report(there, meeting)
    assert result.proposals
    assert {item.proposal.card.id for item in result.proposals if item.proposal.card} <= set(vendor.read)
    assert vendor.known[1] is not None


def test_a_hint_about_a_card_that_nobody_asked_about_costs_no_call(
    there: Installation, vendor: VendorLike
) -> None:
    card = some_card(there)
    assert not noticed(there, REF, card.id, "somebody", "event-1")
    assert (vendor.read, vendor.asked) == ([], 0)


def test_a_hint_has_the_question_looked_at_again(
    there: Installation, vendor: VendorLike, hand_in: Callable[[], str]
) -> None:
    card = vendor.inner.card("team", some_card(there).id)
    columns = [column for column in boards.look(there, REF)[0].columns if column.id != card.column_id]
    change = FieldChange(field="column", before="было", after=columns[0].name)
    moved = ask_about(there, hand_in(), card, Move(column_id=columns[0].id), change)
    by_hand(vendor, card.id, Move(column_id=columns[1].id))
    assert noticed(there, REF, card.id, "somebody", "event-1")
    now = stored(there, moved)
    assert (now.state, now.error, now.proposal.version) == ("open", "card-changed", 2)
    assert now.proposal.changes[0].before == columns[1].name
    assert now.proposal.meanwhile[0].was == "было"
    assert now.proposal.seen != moved.seen
    assert not noticed(there, REF, card.id, "somebody", "event-1")  # the same event again
    assert noticed(there, REF, card.id, "somebody", "event-2")
    assert stored(there, moved).proposal.version == 2  # nothing more has changed
    assert vendor.read == [card.id, card.id]


def test_a_hint_about_another_field_leaves_the_question_alone(
    there: Installation, vendor: VendorLike, hand_in: Callable[[], str]
) -> None:
    card = vendor.inner.card("team", some_card(there).id)
    asked = ask_about(there, hand_in(), card, Due(date=date(2026, 5, 1)))
    assert noticed(there, REF, card.id, "somebody")
    by_hand(vendor, card.id, Rename(name="Другое имя"))
    assert noticed(there, REF, card.id, "somebody")
    assert stored(there, asked).proposal.version == 1
    assert found(there, card.id) == [("name", card.name, "Другое имя", "webhook")]


def test_a_question_that_the_board_has_answered_is_closed(
    there: Installation, vendor: VendorLike, hand_in: Callable[[], str]
) -> None:
    card = vendor.inner.card("team", some_card(there).id)
    asked = ask_about(there, hand_in(), card, Rename(name="Другое имя"))
    by_hand(vendor, card.id, Rename(name="Другое имя"))
    assert noticed(there, REF, card.id, None)
    assert (stored(there, asked).state, stored(there, asked).error) == ("superseded", "already-there")


def test_a_question_about_a_card_that_is_gone_is_closed(
    there: Installation, vendor: VendorLike, hand_in: Callable[[], str]
) -> None:
    card = some_card(there).model_copy(update={"id": "gone"})
    asked = ask_about(there, hand_in(), card, Rename(name="Другое имя"))
    assert noticed(there, REF, "gone", None)
    assert (stored(there, asked).state, stored(there, asked).error) == ("expired", "card-not-found")


def test_a_board_that_we_may_not_see_any_more_says_nothing_of_its_cards(
    there: Installation, vendor: VendorLike, hand_in: Callable[[], str]
) -> None:
    card = some_card(there)
    asked = ask_about(there, hand_in(), card, Rename(name="Другое имя"))
    vendor.hidden = True
    with pytest.raises(NotFound, match="board-not-found"):
        noticed(there, REF, card.id, event_id="e1")
    assert (stored(there, asked).state, stored(there, asked).error) == ("open", None)
    vendor.hidden = False
    assert noticed(there, REF, card.id, event_id="e1"), "the hint may come again"


def test_our_own_echo_is_dropped_and_who_we_are_is_asked_once(
    there: Installation, vendor: VendorLike, hand_in: Callable[[], str]
) -> None:
    card = vendor.inner.card("team", some_card(there).id)
    ask_about(there, hand_in(), card, Rename(name="Другое имя"))
    us = vendor.inner.identify().id
    assert not noticed(there, REF, card.id, us, "event-1")
    assert not noticed(there, REF, card.id, us, "event-2")
    assert (vendor.read, vendor.asked) == ([], 1)


def test_a_hint_that_could_not_be_followed_may_come_again(
    there: Installation, vendor: VendorLike, hand_in: Callable[[], str]
) -> None:
    card = vendor.inner.card("team", some_card(there).id)
    ask_about(there, hand_in(), card, Rename(name="Другое имя"))
    vendor.away = True
    with pytest.raises(Unavailable):
        noticed(there, REF, card.id, "somebody", "event-1")
    vendor.away = False
    assert noticed(there, REF, card.id, "somebody", "event-1")
