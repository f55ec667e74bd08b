"""Creates and edits with faults on a real Kanboard, by several worker processes: nothing is lost, nothing is twice.

The real path: proposals that people approved, the ledger, `boardscribe work` as processes that are killed with
`kill -9`, and between them and the board a proxy that cuts the answer after the board has done what it was told, says
429 or 5xx, or answers a page. What is counted is counted on the board, past the proxy.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sqlmodel import col, select
from starlette.responses import PlainTextResponse, Response

from core_api import wiring
from core_api.contracts.board import AddCheck, Card, Comment, Create, Describe, Operation, Rename
from core_api.contracts.proposal import Intent
from core_api.jobs import ledger
from core_api.settings import Settings
from core_api.store.database import Database
from core_api.store.tables import JobRow
from kanban_connectors.kanboard.connector import KanboardConnector, build
from kanban_connectors.pacing import MemoryPace
from tests.doubles.faults import Asked, Fault, Faults, served
from tests.proofs.figures import Figures
from tests.proofs.office import Crew, Office, now
from tests.proofs.proxy import forward
from tests.servers.kanboard import KanboardServer

WORKERS = 4
_EDITS = 4
"""Edits a card, of as many kinds."""
_WRITES = (
    b"createTask",
    b"updateTask",
    b"createComment",
    b"createSubtask",
    b"moveTaskPosition",
    b"closeTask",
)
_FAULTS = (
    *[Fault("lost")] * 3,
    Fault("unheard"),
    Fault("torn"),
    Fault("cut"),
    Fault("page"),
    *[Fault("busy")] * 2,
    Fault("before", status=503),
    Fault("before", status=500),
    Fault("after", status=502),
    Fault("after", status=504),
)


def writes(asked: Asked) -> bool:
    """JSON-RPC posts everything; a call that changes something is told by its name."""
    return any(name in asked.body for name in _WRITES)


def busy() -> Response:
    return PlainTextResponse("slow down", status_code=429, headers={"Retry-After": "0"})


def prove(folder: Path, creates: int, edits: int, seed: int, seconds_between_crashes: float) -> Figures:
    """Run it; the figures."""
    server = KanboardServer(folder / "kanboard", workers=WORKERS)
    faults = Faults(forward(server.url.rpartition("/")[0]), busy)
    try:
        with served(faults) as address:
            return _prove(folder, server, faults, address, (creates, edits, seed, seconds_between_crashes))
    finally:
        server.stop()


def _prove(
    folder: Path, server: KanboardServer, faults: Faults, address: str, size: tuple[int, int, int, float]
) -> Figures:
    creates, edits, seed, pause = size
    project, cards = _board(server, edits // _EDITS)
    environment = {
        "BOARDSCRIBE_HOME": str(folder / "home"),
        "BOARDSCRIBE_KANBOARD_URL": f"{address}/jsonrpc.php",
        "BOARDSCRIBE_KANBOARD_TOKEN": server.token,
        "BOARDSCRIBE_MODELS_ALLOWED": "none",
    }
    installation = wiring.install(Settings(home=folder / "home", _env_file=None))  # type: ignore[call-arg]
    office = Office(installation.database, f"kanboard:{project}")
    plain = build(server.account(), MemoryPace(), allow_delete=False)
    begun = time.monotonic()
    wanted = _wanted(plain, str(project), cards, creates)
    intents = office.decide(wanted, queued=True)
    faults.storm(_FAULTS, 0.15, seed=seed, when=writes)
    crew = Crew(environment, folder)
    try:
        _work(installation.database, crew, random.Random(seed), pause)
        by_hand = _by_hand(installation.database, crew, faults)
    finally:
        crew.dismiss()
    figures = Figures(f"Exactly once on Kanboard {server.version}, {WORKERS} workers")
    figures.note("seconds", round(time.monotonic() - begun))
    figures.note("requests", len(faults.asked))
    figures.note("workers killed with -9", crew.killed)
    figures.note("brought on by hand after too many faults", by_hand)
    _count(figures, server, office.intents(intents), plain.snapshot(str(project)).cards)
    installation.close()
    return figures


def _board(server: KanboardServer, number: int) -> tuple[int, list[int]]:
    project = int(server.call("createProject", name="Once"))
    made = [
        ("createTask", {"title": f"Card {place}", "project_id": project, "description": "As it was"})
        for place in range(number)
    ]
    cards: list[int] = []
    for start in range(0, number, 100):
        cards += map(int, server.calls(made[start : start + 100]))
    return project, cards


def _wanted(
    connector: KanboardConnector, project: str, cards: Sequence[int], creates: int
) -> list[tuple[Operation, Card | None]]:
    board = connector.snapshot(project)
    there = {card.id: card for card in board.cards}
    wanted: list[tuple[Operation, Card | None]] = [
        (Create(name=f"New {number}", column_id=board.columns[number % 4].id, text="Why"), None)
        for number in range(creates)
    ]
    for number in cards:
        card = there[str(number)]
        wanted += [
            (Comment(text=f"Said of {number}"), card),
            (AddCheck(name=f"To do of {number}"), card),
            (Describe(text=f"Added to {number}"), card),
            (Rename(name=f"Renamed {number}"), card),
        ]
    random.Random(0).shuffle(wanted)
    return wanted


def _work(database: Database, crew: Crew, dice: random.Random, pause: float) -> None:
    """Until nothing is queued or running; every now and then a worker dies."""
    for _ in range(WORKERS):
        crew.hire()
    crash_at = time.monotonic() + pause
    while _left(database):
        time.sleep(0.5)
        if time.monotonic() >= crash_at:
            crew.crash(dice.randrange(WORKERS))
            crash_at = time.monotonic() + pause


def _by_hand(database: Database, crew: Crew, faults: Faults) -> int:
    """What met too many faults waits for a person, who has it tried again when the board is well."""
    faults.calm()
    with database.transaction() as session:
        failed = session.exec(select(JobRow.id).where(JobRow.state == "failed")).all()
        for job_id in failed:
            ledger.retry(session, job_id, now())
    while _left(database):
        time.sleep(0.5)
    return len(failed)


def _left(database: Database) -> bool:
    with database.reading() as session:
        waiting = select(JobRow.id).where(col(JobRow.state).in_(("queued", "running"))).limit(1)
        return session.exec(waiting).first() is not None


def _count(
    figures: Figures, server: KanboardServer, intents: Sequence[Intent], cards: Sequence[Card]
) -> None:
    """How often each thing stands on the board that was to stand there once."""
    states = Counter(f"{intent.state} {intent.error or ''}".strip() for intent in intents)
    open_cards = Counter(card.name for card in cards if not card.archived)
    texts = _texts(server, [card for card in cards if not card.name.startswith("New ")])
    times = [_times(intent.operation, open_cards, texts) for intent in intents]
    figures.note("intents", json.dumps(states))
    figures.equal(
        "creates",
        sum(isinstance(one.operation, Create) for one in intents),
        sum(isinstance(one.operation, Create) for one in intents if one.state == "applied"),
    )
    figures.equal(
        "edits",
        sum(not isinstance(one.operation, Create) for one in intents),
        sum(not isinstance(one.operation, Create) for one in intents if one.state == "applied"),
    )
    figures.equal("lost", sum(number == 0 for number in times), 0)
    figures.equal("twice", sum(number > 1 for number in times), 0)


def _texts(server: KanboardServer, cards: Sequence[Card]) -> Counter[str]:
    """All comments, subtasks and paragraphs of the edited cards."""
    found: Counter[str] = Counter()
    for start in range(0, len(cards), 50):
        ids = [int(card.id) for card in cards[start : start + 50]]
        for comments in server.calls([("getAllComments", {"task_id": id_}) for id_ in ids]):
            found.update(comment["comment"] for comment in comments)
        for subtasks in server.calls([("getAllSubtasks", {"task_id": id_}) for id_ in ids]):
            found.update(subtask["title"] for subtask in subtasks)
    for card in cards:
        found.update(card.description.split("\n\n"))
    return found


def _times(operation: object, names: Counter[str], texts: Counter[str]) -> int:
    match operation:
        case Create() | Rename():
            return names[operation.name]
        case Comment() | Describe():
            return texts[operation.text]
        case AddCheck():
            return texts[operation.name]
        case _:
            raise AssertionError(operation)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--creates", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--crash-every", type=float, default=20.0, help="seconds")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="prove-once-") as place:
        sys.exit(prove(Path(place), said.creates, said.edits, said.seed, said.crash_every).show())
