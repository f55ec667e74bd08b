"""What a wire costs: a small call, a write, and a board of 5,000 cards, over each wire on this machine."""

import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

from core_api.contracts.board import Board, Card, Column, Rename
from core_api.wire.place import Place, open_wire, same_process
from core_api.wire.service import Mount, Wire
from core_api.wire.serving import Listen, running
from kanban_connectors.actions import SERVICE
from kanban_connectors.doors import memory_door
from kanban_connectors.remote import RemoteConnector

CARDS = 5000
CALLS = 200
WRITES = 20


def board() -> Board:
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    cards = (
        Card(
            id=f"card{number}",
            number=number,
            name=f"Card {number} with a name",
            description="words " * 60,
            column_id="todo",
            position=float(number),
            member_ids=("anna", "boris"),
            due=moment,
            last_activity=moment,
            revision="7",
        )
        for number in range(CARDS)
    )
    return Board(id="large", name="Large", columns=(Column(id="todo", name="To do"),), cards=tuple(cards))


def milliseconds(call: Callable[[], object], times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        call()
    return 1000 * (time.perf_counter() - began) / times


def measure(name: str, wire: Wire, large: Board) -> None:
    connector = RemoteConnector(wire, "trello")
    connector.card("large", "card7")
    card = milliseconds(lambda: connector.card("large", "card7"), CALLS)
    key = iter(range(WRITES))
    write = milliseconds(
        lambda: connector.apply("large", "card7", Rename(name="n"), f"{name}{next(key)}"), WRITES
    )
    whole = milliseconds(lambda: connector.snapshot("large"), 3)
    again = milliseconds(lambda: connector.snapshot("large", large), 3)
    print(
        f"{name:7} card {card:6.2f} ms  write {write:6.2f} ms  board {whole:6.0f} ms  board again {again:6.0f} ms"
    )


def main() -> None:
    large = board()
    mount = Mount(SERVICE, memory_door(large))
    print(f"a board of {CARDS} cards, {len(large.model_dump_json()) / 2**20:.1f} MiB as JSON")
    measure("inproc", same_process(mount), large)
    with running((mount,), Listen()) as ports:
        for kind, port in (("http", ports.http), ("grpc", ports.grpc)):
            with closing(open_wire(SERVICE, Place(f"{kind}://127.0.0.1:{port}"))) as wire:
                measure(kind, wire, large)


if __name__ == "__main__":
    main()
