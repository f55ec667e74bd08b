"""Boards of 5,000 cards: how many requests and how much memory the first and the second reading take.

Each board is read by a process of its own, whose whole memory counts. The Kanboard is real; the doubles of Trello and
Kaiten page as the vendors do. Between the readings one card is changed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr

from core_api.contracts.accounts import Accounts, KaitenAccount
from core_api.contracts.board import Board, Card, Column, Label, Member, Rename
from kanban_connectors.local.shelf import MemoryShelf
from kanban_connectors.pacing import MemoryPace
from kanban_connectors.service import Boards
from tests.conformance.boards.kanboard import TOKEN, open_team
from tests.doubles.faults import Faults, served
from tests.doubles.kaiten import BASE, Kaiten, busy
from tests.doubles.kaiten_world import TOKEN as KAITEN_TOKEN
from tests.doubles.trello import TrelloDouble
from tests.doubles.trello_board import account_at, put_board
from tests.proofs.figures import Figures

REQUESTS, MEGABYTES, AGAIN = 60, 200, 10
"""The most of a first reading, of a process that reads, and of a second reading ("a handful")."""
_WORDS = "Оплата картой на сайте: проверить возврат, письмо клиенту и сверку с банком. "


@dataclass(frozen=True)
class Place:
    """A board somewhere, and the accounts that reach it."""

    ref: str
    accounts: Accounts


def prove(folder: Path, cards: int, names: tuple[str, ...]) -> Figures:
    """Read a board of so many cards in each of these places; the figures."""
    places: dict[str, Callable[[], AbstractContextManager[Place]]] = {
        "kanboard": lambda: _kanboard(folder, cards),
        "trello": lambda: _trello(cards),
        "kaiten": lambda: _kaiten(cards),
    }
    figures = Figures(f"A board of {cards} cards")
    for name in names:
        with places[name]() as place:
            first, second = _read(place)
        figures.note(f"{name}: seconds, first and second reading", f"{first['seconds']}, {second['seconds']}")
        figures.equal(f"{name}: cards", first["cards"], cards)
        figures.at_most(f"{name}: requests of the first reading", first["requests"], REQUESTS)
        figures.at_most(f"{name}: requests after one change", second["requests"], AGAIN)
        figures.equal(f"{name}: the change is seen", second["changed"], 1)
        figures.note(f"{name}: megabytes before reading", first["before"])
        figures.at_most(f"{name}: megabytes at most", max(first["most"], second["most"]), MEGABYTES)
    return figures


def _read(place: Place) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a process of its own says of its first and its second reading, one card being changed between them."""
    secrets = place.accounts.model_dump_json(exclude_none=True)
    shown = json.dumps(_shown(json.loads(secrets), place.accounts))
    command = [sys.executable, "-m", "tests.proofs.size", "--read", place.ref]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        reader.stdin.write(shown + "\n")
        reader.stdin.flush()
        first = json.loads(reader.stdout.readline())
        with closing(Boards(MemoryShelf(), place.accounts, MemoryPace())) as boards:
            connector, board_id = boards(place.ref)
            connector.apply(board_id, first["card"], Rename(name="Changed meanwhile"), "op_size")
        reader.stdin.write("again\n")
        reader.stdin.flush()
        second = json.loads(reader.stdout.readline())
    return first, second


def _shown(fields: dict[str, Any], accounts: Accounts) -> dict[str, Any]:
    """The accounts with their secrets, for the reader's ears only."""
    for kind, account in fields.items():
        for name in account if isinstance(account, dict) else ():
            value = getattr(getattr(accounts, kind), name)
            account[name] = value.get_secret_value() if isinstance(value, SecretStr) else value
    return fields


def read(ref: str) -> None:
    """The reading process: tells of the first reading, waits for a word, tells of the second."""
    accounts = Accounts.model_validate_json(sys.stdin.readline())
    connector, board_id = Boards(MemoryShelf(), accounts, MemoryPace())(ref)
    requests, send = [0], httpx.Client.send

    def counting(self: httpx.Client, *arguments: Any, **named: Any) -> httpx.Response:
        requests[0] += 1
        return send(self, *arguments, **named)

    httpx.Client.send = counting  # type: ignore[method-assign]
    before, known = _megabytes(), None
    for _ in range(2):
        begun, requests[0] = time.monotonic(), 0
        known = connector.snapshot(board_id, known)
        told = {
            "seconds": round(time.monotonic() - begun, 1),
            "requests": requests[0],
            "cards": len(known.cards),
            "changed": sum(card.name == "Changed meanwhile" for card in known.cards),
            "card": known.cards[len(known.cards) // 2].id,
            "before": before,
            "most": _megabytes(),
        }
        print(json.dumps(told), flush=True)
        sys.stdin.readline()


def _megabytes() -> int:
    """The most that this process ever held. `getrusage` would count whoever started it, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def _large(cards: int) -> Board:
    """A team's board after some years: most of it is done, each card has a text, a person and a label."""
    columns = tuple(
        Column(id=f"c{place}", name=name, position=float(place))
        for place, name in enumerate(("Backlog", "To do", "Doing", "Review", "Done"), start=1)
    )
    members = tuple(Member(id=name, name=name.capitalize()) for name in ("anna", "boris", "vera", "gleb"))
    labels = tuple(Label(id=f"l{place}", name=f"Label {place}") for place in range(8))
    made = tuple(
        Card(
            id=f"k{number}",
            number=number + 1,
            name=f"Карточка {number}: {_WORDS[: 20 + number % 40]}",
            description=_WORDS * (1 + number % 8),
            column_id=columns[number % len(columns)].id,
            position=float(number),
            member_ids=(members[number % len(members)].id,),
            label_ids=(labels[number % len(labels)].id,),
            due=datetime(2026, 1 + number % 12, 1 + number % 28, 12, tzinfo=UTC) if number % 3 else None,
        )
        for number in range(cards)
    )
    return Board(id="large", name="Large", columns=columns, cards=made, members=members, labels=labels)


@contextmanager
def _kanboard(folder: Path, cards: int) -> Iterator[Place]:
    with open_team(folder / "kanboard") as team:
        project, board = team.project("Large"), _large(cards)
        columns = [int(one["id"]) for one in team.server.call("getColumns", project_id=project)]
        users = list(team.users.values())
        wanted = [
            {
                "title": card.name,
                "project_id": project,
                "description": card.description,
                "column_id": columns[number % len(columns)],
                "owner_id": users[number % len(users)],
                "tags": [f"Label {number % 8}"],
                "date_due": f"{card.due:%Y-%m-%d %H:%M}" if card.due else "",
            }
            for number, card in enumerate(board.cards)
        ]
        for start in range(0, cards, 100):
            team.server.calls([("createTask", task) for task in wanted[start : start + 100]])
        account = team.server.account("boardscribe", TOKEN)
        yield Place(f"kanboard:{project}", Accounts(kanboard=account))


@contextmanager
def _trello(cards: int) -> Iterator[Place]:
    double = TrelloDouble()
    names = put_board(double, _large(cards))
    with double.served() as url:
        yield Place(f"trello:{names.board}", Accounts(trello=account_at(url)))


@contextmanager
def _kaiten(cards: int) -> Iterator[Place]:
    double, board = Kaiten(), _large(cards)
    store = double.store
    bot = store.user("Boardscribe", token=KAITEN_TOKEN)
    members = {member.id: store.user(member.name) for member in board.members}
    made = store.board(board.name, store.space("Team", bot, *members.values()))
    columns = {
        column.id: store.column(made, column.name, 3 if column.name == "Done" else 1)
        for column in board.columns
    }
    labels = {label.id: store.tag(label.name) for label in board.labels}
    for card in board.cards:
        store.card(
            made,
            columns[card.column_id],
            card.name,
            description=card.description,
            members={members[id_]: 2 for id_ in card.member_ids},
            tags=[labels[id_] for id_ in card.label_ids],
            due_date=card.due,
            due_date_time_present=card.due is not None,
            updated=store.now() - timedelta(days=1),  # nobody writes 5,000 cards in a minute
        )
    with served(Faults(double, busy)) as url:
        account = KaitenAccount(url=url + BASE, token=SecretStr(KAITEN_TOKEN))
        yield Place(f"kaiten:{made}", Accounts(kaiten=account))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=5000)
    parser.add_argument("--read", help="for the reading process")
    parser.add_argument("places", nargs="*", default=("kanboard", "trello", "kaiten"))
    said = parser.parse_args()
    if said.read:
        read(said.read)
    else:
        with tempfile.TemporaryDirectory(prefix="prove-size-") as place:
            sys.exit(prove(Path(place), said.cards, tuple(said.places)).show())
