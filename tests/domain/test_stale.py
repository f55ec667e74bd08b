"""Which cards a meeting spoke of: news is never silence, and what we wrote ourselves is neither."""

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core_api.contracts.board import Board, CardComment
from core_api.contracts.minutes import Evidence, Fact, FactKind, Veto
from core_api.contracts.proposal import StaleCard
from core_api.domain.stale import Attention, attention, silence, touched
from core_api.language.titles import Title, index_of
from tests.scenarios.talk import board_of, talk_of

BOARD = board_of(
    {
        "To do": "1 Privacy notice",
        "Doing": "3 Account page\n4 Search by title",
        "Review": "6 Map of the branches",
        "Done": "5 Old help page",
    },
    labels=("no news",),
)
TALK = talk_of("Ann: It crashed twice today.\nBob: Still thinking about the map of the branches.", "en")
INDEX = index_of(Title(card.id, card.name, card.number) for card in BOARD.cards)
START = datetime(2026, 3, 3, 10, tzinfo=UTC)
CARDS = st.sampled_from([card.id for card in BOARD.cards])


def fact(card: str, kind: FactKind = "progress", vetoes: tuple[Veto, ...] = ()) -> Fact:
    return Fact(
        id=f"f-{card}-{kind}",
        kind=kind,
        text="It crashed twice today.",
        evidence=(Evidence(segment=0, start=0, end=1, quote="It crashed twice today."),),
        card_hint=card,
        vetoes=vetoes,
    )


def seen(*facts: Fact, board: Board = BOARD) -> Attention:
    return attention(board, TALK, facts, {}, INDEX)


FACTS = st.lists(
    st.builds(
        fact,
        CARDS,
        st.sampled_from(get_args(FactKind)),
        st.lists(st.sampled_from(get_args(Veto)), max_size=2, unique=True).map(tuple),
    ),
    max_size=6,
)


@given(FACTS)
@settings(max_examples=25)
def test_a_card_is_stale_or_spoken_of_and_one_with_news_is_never_stale(facts: list[Fact]) -> None:
    found = seen(*facts)
    stale = {one.card.id for one in found.stale}
    assert not stale & {one.card.id for one in found.discussed}
    for one in facts:
        if one.kind in {"progress", "done", "blocked", "decision", "commitment"} and not one.vetoes:
            assert next(card.news for card in found.discussed if card.card.id == one.card_hint)


@given(FACTS, CARDS, st.integers(0, 3))
@settings(max_examples=25)
def test_what_we_wrote_on_a_card_is_no_news_of_it(facts: list[Fact], card_id: str, comments: int) -> None:
    """A comment that names every card, our mark, and the moment of our writing change nothing."""
    ours = tuple(CardComment(id=str(n), text="Account page: it is done!") for n in range(comments))
    cards = tuple(
        card.model_copy(update={"comments": ours, "label_ids": ("l1",), "last_activity": START})
        if card.id == card_id
        else card
        for card in BOARD.cards
    )
    assert seen(*facts, board=BOARD.model_copy(update={"cards": cards})) == seen(*facts)


@pytest.mark.parametrize(
    ("kind", "vetoes", "wanted"),
    [
        ("progress", (), True),
        ("progress", ("hedged",), True),
        ("question", (), False),
        ("nothing", (), False),
        ("progress", ("hypothetical",), False),
        ("progress", ("injected",), None),
    ],
)
def test_talk_without_news_is_told_from_news(
    kind: FactKind, vetoes: tuple[Veto, ...], wanted: bool | None
) -> None:
    """What was read aloud as an order is not even talk; a title that was only said is talk."""
    found = {one.card.id: one.news for one in seen(fact("k3", kind, vetoes)).discussed}
    assert found.get("k3") is wanted
    assert found["k6"] is False


@given(st.timedeltas(timedelta(0), timedelta(days=9)), st.timedeltas(timedelta(0), timedelta(days=9)))
def test_people_touched_a_card_only_where_its_last_change_is_not_ours(
    last: timedelta, written: timedelta
) -> None:
    card = BOARD.cards[0].model_copy(update={"last_activity": START + last})
    theirs = touched(card, START + written)
    assert (theirs is None) == (last <= written + timedelta(minutes=2))
    assert touched(card, None) == START + last


def in_a_row(*days: dict[str, Any] | None) -> int:
    """The silence of a card over meetings a day apart, the latest first; None: it was spoken of."""
    ref = {"card": {"id": "k3", "name": "Account page"}, "reason": "working"}
    return silence(
        "k3",
        [
            (
                START - timedelta(days=back),
                {} if one is None else {"k3": StaleCard.model_validate(ref | one)},
            )
            for back, one in enumerate(days)
        ],
    )


def test_silence_counts_meetings_until_somebody_speaks_or_acts() -> None:
    quiet: dict[str, Any] = {}
    assert in_a_row(quiet) == 1
    assert in_a_row(quiet, quiet, quiet) == 3
    assert in_a_row(quiet, None, quiet) == 1
    assert in_a_row({"touched_at": START - timedelta(hours=3)}, quiet) == 1, "somebody moved it in between"
    assert in_a_row({"touched_at": START - timedelta(days=5)}, quiet, quiet) == 3
