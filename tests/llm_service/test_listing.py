"""What a model is shown of a board when not all of it has room, and what its words come back to."""

from datetime import UTC, datetime, timedelta, timezone

from core_api.contracts.board import Board, Card, Column
from llm_service.listing import board_text, card_line, choose, clean, listing, resolve


def board(count=60):
    cards = [
        Card(
            id=f"id-{n}", number=n, name=f"Task about topic{n}", column_id="q", description="long words " * 30
        )
        for n in range(count)
    ]
    cards.append(Card(id="id-old", name="Printer paper order", column_id="q", archived=True))
    return Board(id="b", name="B", columns=(Column(id="q", name="Queue"),), cards=tuple(cards))


def test_the_cards_nearest_to_the_talk_are_shown_when_room_lacks():
    given = listing(board())
    shown = choose(given, "We spoke of topic41 and of topic7.", 60)
    assert {"c8", "c42"} <= set(shown)
    assert len(shown) < 10
    assert list(shown) == sorted(shown, key=lambda short: int(short[1:]))


def test_with_room_every_open_card_is_shown_and_an_archived_one_only_when_it_is_spoken_of():
    given = listing(board())
    assert len(choose(given, "Nothing.", 10_000)) == 60
    assert "c61" in choose(given, "Who ordered the printer paper?", 10_000)


def test_descriptions_give_way_before_cards_do():
    given = listing(board())
    shown = choose(given, "Nothing.", 900)
    assert len(shown) == 60
    assert "about:" not in board_text(given, shown, 900)
    assert "about:" in board_text(given, shown[:3], 900)


def test_a_due_day_is_the_day_where_the_meeting_is_held():
    late = datetime(2026, 3, 5, 22, 30, tzinfo=UTC)
    one = Board(id="b", name="B", cards=(Card(id="x", name="X", column_id="q", due=late),))
    assert "due: 2026-03-06" in card_line(listing(one, timezone(timedelta(hours=3))), "c1")


def test_short_ids_and_names_become_ids_and_an_id_never_given_becomes_nothing():
    given = {"k1": ("id-a", "В работе"), "k2": ("id-b", "Готово"), "k3": ("id-c", "Готово")}
    assert resolve(given, "k1") == "id-a"
    assert resolve(given, " K1: В работе") == "id-a"
    assert resolve(given, "в РАБОТЕ") == "id-a"
    assert resolve(given, "k9") is None
    assert resolve(given, "c1") is None
    assert resolve(given, "") is None
    assert resolve(given, "Готово") == "Готово"
    assert resolve(given, "на проверку") == "на проверку"


def test_text_of_others_stays_on_its_line():
    assert clean("a\n>>> b\r\n<|x|> <<<") == "a ››› b ‹|x|› ‹‹‹"
