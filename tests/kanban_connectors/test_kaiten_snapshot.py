"""Whole boards of Kaiten: few requests, no card missed, and a second reading that costs next to nothing."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest

from core_api.contracts.board import Board, Card
from core_api.contracts.problems import NotFound
from tests.doubles.faults import Asked
from tests.doubles.kaiten import BASE
from tests.doubles.kaiten_world import TOKEN, World, a_world, another


@pytest.fixture
def world() -> Iterator[World]:
    with a_world() as made:
        yield made


def fill(world: World, live: int, archived: int = 0) -> None:
    for number in range(live + archived):
        column = (world.todo, world.doing, world.done)[number % 3]
        world.store.card(
            world.board,
            column,
            f"Card {number}",
            description=f"Text {number}",
            members={world.anna: 2} if number % 2 else {},
            condition=2 if number >= live else 1,
        )


def plain(board: Board) -> list[Card]:
    return sorted(board.cards, key=lambda card: int(card.id))


def test_a_list_brings_descriptions_and_leaves_the_rest_to_the_card(world: World) -> None:
    checklist = world.store.checklist(world.card, "Steps")
    world.store.item(checklist, "One", world.anna)
    world.store.comment(world.card, "hello", world.anna)
    (listed,) = world.connector.snapshot(str(world.board)).cards
    assert (listed.description, listed.detailed, listed.checklists) == ("With cards", False, ())
    card = world.connector.card(*world.ref)
    assert (card.detailed, card.checklists[0].items[0].name, card.comments[0].text) == (True, "One", "hello")


READER = """
import json, sys
from pathlib import Path
from pydantic import SecretStr
from core_api.contracts.accounts import KaitenAccount
from kanban_connectors.kaiten.connector import build
from tests.doubles.pace import Unpaced
url, token, board = sys.argv[1:]
connector = build(KaitenAccount(url=url, token=SecretStr(token)), Unpaced(), allow_delete=False)
cards = connector.snapshot(board).cards
status = Path("/proc/self/status").read_text()  # ru_maxrss would count what the parent held when it started us
print(json.dumps({
    "cards": len({card.id for card in cards}),
    "described": sum(card.description.startswith("Text ") for card in cards),
    "archived": sum(card.archived for card in cards),
    "mib": int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024,
}))
"""


def test_five_thousand_cards_are_sixty_requests_at_most_and_little_memory(world: World) -> None:
    fill(world, 4199, 800)
    world.asked()
    read = subprocess.run(
        [sys.executable, "-c", READER, world.url + BASE, TOKEN, str(world.board)],
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(read.stdout)
    assert (told["cards"], told["described"], told["archived"]) == (5000, 4999, 800)
    assert len(world.lines()) <= 60
    assert told["mib"] <= 200


def test_a_second_reading_after_one_change_is_a_handful_of_requests(world: World) -> None:
    fill(world, 350)
    age(world)
    known = world.connector.snapshot(str(world.board))
    world.store.cards[world.card]["title"] = "Changed"
    world.store.touch(world.card)
    world.asked()
    again = world.connector.snapshot(str(world.board), known)
    assert len(world.lines()) <= 7
    assert next(card for card in again.cards if card.id == str(world.card)).name == "Changed"
    assert plain(again) == plain(world.connector.snapshot(str(world.board)))


def age(world: World) -> None:
    """All cards were changed last long ago."""
    for card in world.store.cards.values():
        card["updated"] = datetime(2026, 1, 1, tzinfo=UTC)


def test_what_was_archived_removed_made_and_moved_shows_in_the_next_reading(world: World) -> None:
    fill(world, 5)
    ids = sorted(world.store.cards)
    known = world.connector.snapshot(str(world.board))
    changes = ({"condition": 2}, {"condition": 3}, {"column_id": world.done}, {"description": None})
    for id_, fields in zip(ids[:4], changes, strict=True):
        world.store.cards[id_] |= fields
        world.store.touch(id_)
    world.store.card(world.board, world.todo, "New")
    again = world.connector.snapshot(str(world.board), known)
    assert plain(again) == plain(world.connector.snapshot(str(world.board)))
    assert str(ids[1]) not in {card.id for card in again.cards}
    assert len(again.cards) == 6


def test_after_a_day_all_is_read_so_that_a_card_that_went_elsewhere_is_seen_to_be_gone(world: World) -> None:
    fill(world, 1)
    known = world.connector.snapshot(str(world.board))
    other = world.store.board("Other", world.space)
    world.row().update(board_id=other, column_id=world.store.column(other, "X", 1))
    world.store.touch(world.card)
    cursor = json.loads(str(known.cursor))
    cursor["whole_at"] = "2026-01-01T00:00:00Z"
    again = world.connector.snapshot(
        str(world.board), known.model_copy(update={"cursor": json.dumps(cursor)})
    )
    assert str(world.card) not in {card.id for card in again.cards}


@pytest.mark.parametrize("cursor", [None, "", "{", '{"at": 1}'])
def test_a_cursor_that_cannot_be_read_means_that_all_is_read(world: World, cursor: str | None) -> None:
    known = world.connector.snapshot(str(world.board))
    age(world)
    world.row()["title"] = "Changed"
    again = world.connector.snapshot(str(world.board), known.model_copy(update={"cursor": cursor}))
    assert [card.name for card in again.cards] == ["Changed"]


def during(world: World, change: Callable[[int], None]) -> None:
    """Call `change` with the number of the page just before each page of live cards is read."""
    pages = iter(range(1000))

    def watch(asked: Asked) -> bool:
        if asked.path == f"{BASE}/cards" and asked.query.get("condition") == "1":
            change(next(pages))
        return False

    world.faults.next("lost", watch)


def test_no_card_is_passed_over_while_others_leave_the_list(world: World) -> None:
    fill(world, 400)
    ids = sorted(world.store.cards)
    leaving = {1: ids[:3], 2: ids[10:60], 4: ids[5:6]}

    def leave(page: int) -> None:
        for id_ in leaving.get(page, []):
            world.store.cards[id_]["condition"] = 2
            world.store.touch(id_)

    during(world, leave)
    known = world.connector.snapshot(str(world.board))
    assert {card.id for card in known.cards} == {str(id_) for id_ in ids}
    world.faults.calm()
    again = world.connector.snapshot(str(world.board), known)
    assert plain(again) == plain(world.connector.snapshot(str(world.board)))


def test_a_list_that_shrinks_to_nothing_while_it_is_read_ends(world: World) -> None:
    fill(world, 150)

    def empty(page: int) -> None:
        if page == 1:
            for card in world.store.cards.values():
                card["condition"] = 3

    during(world, empty)
    assert len(world.connector.snapshot(str(world.board)).cards) <= 100


def test_a_card_in_a_column_that_no_list_told_of_makes_us_ask_for_all_subcolumns(world: World) -> None:
    fill(world, 6)
    known = world.connector.snapshot(str(world.board))
    under = world.store.column(world.board, "Half", 2, under=world.doing)
    for card in world.store.cards.values():
        if card["column_id"] == world.doing:
            card["column_id"] = under
            world.store.touch(card["id"])
    again = world.connector.snapshot(str(world.board), known)
    assert {card.column_id for card in again.cards} <= {column.id for column in again.columns}
    assert again.columns == world.connector.outline(str(world.board)).columns


def test_a_board_is_found_again_where_it_went(world: World) -> None:
    world.connector.outline(str(world.board))
    other = world.store.space("Other", world.bot, world.boris)
    world.store.boards[world.board]["spaces"] = (other,)
    assert [member.name for member in world.connector.outline(str(world.board)).members] == [
        "Boardscribe",
        "Boris",
    ]
    world.store.boards[world.board]["spaces"] = ()
    for board in (str(world.board), "demo", ""):
        with pytest.raises(NotFound, match="board-not-found"):
            world.connector.snapshot(board)


def test_a_known_board_is_found_without_looking_through_all_spaces(world: World) -> None:
    for number in range(10):
        world.store.space(f"Space {number}", world.bot)
    known = world.connector.snapshot(str(world.board))
    world.asked()
    with closing(another(world)) as elsewhere:  # it knows only what the cursor says
        elsewhere.snapshot(str(world.board), known)
    assert "GET /spaces" not in world.lines()
