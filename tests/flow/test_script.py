"""The script of a meeting over a desk in memory: it parks, resumes once, steps back and keeps thin checkpoints."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from langgraph.checkpoint.sqlite import SqliteSaver

from core_api.contracts.job import Job
from core_api.flow.runner import Runner
from core_api.flow.state import Ticket

NOW = datetime(2026, 3, 3, tzinfo=UTC)


class MemoryDesk:
    """A desk whose outcomes the test sets by hand."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.outcomes: dict[str, str] = {"apply": "done"}
        self.text = False

    def has_transcript(self, meeting_id: str) -> bool:
        return self.text

    def order(self, meeting_id: str, work: str) -> None:
        self.log.append(f"order {work}")

    def reconsider(self, meeting_id: str, done: list[str]) -> list[str]:
        self.log.append("reconsider")
        self.outcomes.pop("people")
        return [*done, "prp_1"]

    def mark(self, meeting_id: str, stage: str) -> None:
        self.log.append(stage)

    def settled(self, ticket: Ticket) -> str | None:
        assert ticket["meeting_id"] == "mtg_1"
        return self.outcomes.get(ticket["waits_for"])


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk()


def runner(desk: MemoryDesk, path: Path) -> Runner:
    saver = SqliteSaver(sqlite3.connect(path, check_same_thread=False))
    return Runner(desk, saver)


def advance(runner: Runner) -> None:
    runner.advance(
        Job(id="job_1", kind="advance", key="advance:mtg_1", meeting_id="mtg_1", created_at=NOW), print
    )


def test_a_recording_parks_until_it_is_text(desk: MemoryDesk, tmp_path: Path) -> None:
    script = runner(desk, tmp_path / "flow.db")
    advance(script)
    advance(script)
    assert desk.log == ["transcribing", "order transcribe"], "nothing is answered before its outcome is there"
    desk.outcomes["transcribe"] = "done"
    advance(script)
    assert desk.log[-2:] == ["summarizing", "order summarize"]


def test_a_transcript_is_not_transcribed(desk: MemoryDesk, tmp_path: Path) -> None:
    desk.text = True
    advance(runner(desk, tmp_path / "flow.db"))
    assert desk.log == ["summarizing", "order summarize"]


def test_the_whole_story_survives_a_new_process_at_each_step(desk: MemoryDesk, tmp_path: Path) -> None:
    path = tmp_path / "flow.db"
    for outcome in (None, "transcribe", "summarize", "propose", "people"):
        if outcome:
            desk.outcomes[outcome] = "closed" if outcome == "people" else "done"
        advance(runner(desk, path))
    assert "order propose" in desk.log
    assert desk.log[-1] == "done"
    again = list(desk.log)
    advance(runner(desk, path))
    assert desk.log == again, "a finished meeting is not run again"


def test_a_rejected_card_goes_back_and_is_asked_again(desk: MemoryDesk, tmp_path: Path) -> None:
    desk.outcomes |= {"transcribe": "done", "summarize": "done", "propose": "done", "people": "reconsider"}
    script = runner(desk, tmp_path / "flow.db")
    advance(script)
    assert desk.log[-2:] == ["reconsider", "asking"]
    desk.outcomes["people"] = "closed"
    advance(script)
    assert desk.log[-1] == "done"


def test_a_finished_meeting_that_asks_again_is_taken_up_again(desk: MemoryDesk, tmp_path: Path) -> None:
    desk.outcomes |= {"transcribe": "done", "summarize": "done", "propose": "done", "people": "closed"}
    script = runner(desk, tmp_path / "flow.db")
    advance(script)
    desk.outcomes["people"] = "reconsider"
    advance(script)
    assert desk.log[-2:] == ["reconsider", "asking"], "planned again after the end, then a card was rejected"
    desk.outcomes["people"] = "closed"
    advance(script)
    assert desk.log[-1] == "done"


def test_checkpoints_of_a_meeting_stay_thin(desk: MemoryDesk, tmp_path: Path) -> None:
    path = tmp_path / "flow.db"
    script = runner(desk, path)
    advance(script)
    for outcome in ("transcribe", "summarize", "propose"):
        desk.outcomes[outcome] = "done"
        advance(script)
    for _ in range(4):  # as many steps back as are taken
        desk.outcomes["people"] = "reconsider"
        advance(script)
    desk.outcomes["people"] = "closed"
    advance(script)
    with sqlite3.connect(path) as rows:
        size = sum(
            sum(len(value) for value in row if isinstance(value, bytes | str))
            for table in ("checkpoints", "writes")
            for row in rows.execute(f"select * from {table}")  # noqa: S608 - a fixed name
        )
    assert size <= 64 * 1024


def test_checkpoints_hold_plain_values_only(desk: MemoryDesk, tmp_path: Path) -> None:
    import os

    advance(runner(desk, tmp_path / "flow.db"))
    assert os.environ["LANGGRAPH_STRICT_MSGPACK"] == "true"
