"""`kill -9` in the middle of `boardscribe process`, then the same command again: the same board, nothing twice.

The lease is an hour, so a second run that waited for the dead process's lease would never come to its end.
"""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parents[2] / "core_api" / "sample"
COMMAND = [sys.executable, "-c", "from core_api.cli import main; main()"]
PATIENCE = 60.0
LOOK = 0.002
"""Seconds between two looks at how far it is: short beside any moment, long beside a look."""

MOMENTS = {
    "handed in": "select count(*) from meeting",
    "minutes asked for": "select count(*) from job where kind = 'summarize'",
    "minutes there": "select count(*) from minutes",
    "proposals stored": "select count(*) from proposal",
    "a write under way": "select count(*) from intent where state != 'planned'",
    "a change recorded": "select count(*) from change",
}
"""How far the first run has come when it is killed: as soon as the query gives more than zero."""


def environment(home: Path) -> dict[str, str]:
    return os.environ | {
        "BOARDSCRIBE_HOME": str(home),
        "BOARDSCRIBE_LANGUAGE": "en",
        "BOARDSCRIBE_LEASE_SECONDS": "3600",
        "BOARDSCRIBE_TIMEZONE": "UTC",
    }


def run(home: Path, *arguments: str) -> str:
    done = subprocess.run(
        [*COMMAND, *arguments],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


META = json.loads((SAMPLE / "meetings.json").read_text(encoding="utf-8"))["ru"]
PROCESS = [
    *("process", str(SAMPLE / META["recording"]), "--board", "local:team"),
    *("--started-at", META["started_at"], "--json"),
]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the board that every test copies: nothing was killed in it yet."""
    home = tmp_path_factory.mktemp("prepared") / "home"
    run(home, "board", "import", str(SAMPLE / META["board"]), "--name", "team")
    run(home, "board", "mode", "local:team", "live")
    return home


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Path:
    return shutil.copytree(prepared, tmp_path / "home")


def content(home: Path) -> Any:
    """What a person sees on the board, and how many changes are on record."""
    board = json.loads(run(home, "board", "show", "local:team", "--json"))["board"]
    cards = sorted(
        (
            card["name"],
            card["column_id"],
            card["due"],
            card["member_ids"],
            [note["text"] for note in card["comments"]],
        )
        for card in board["cards"]
    )
    with contextlib.closing(sqlite3.connect(home / "app.db")) as rows:
        return cards, rows.execute("select count(*) from change").fetchone()


def reached(database: Path, query: str) -> bool:
    try:
        with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=1)) as rows:
            return bool(rows.execute(query).fetchone()[0])
    except sqlite3.OperationalError:
        return False


@pytest.fixture(scope="module")
def undisturbed(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    home = shutil.copytree(prepared, tmp_path_factory.mktemp("undisturbed") / "home")
    run(home, *PROCESS)
    return content(home)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_run_is_finished_by_the_same_command(moment: str, home: Path, undisturbed: Any) -> None:
    child = subprocess.Popen(
        [*COMMAND, *PROCESS], env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + PATIENCE
    while not reached(home / "app.db", MOMENTS[moment]) and child.poll() is None:
        assert time.monotonic() < deadline, f"never came to: {moment}"
        time.sleep(LOOK)
    child.send_signal(signal.SIGKILL)
    child.wait()
    run(home, *PROCESS)
    assert content(home) == undisturbed
    run(home, *PROCESS)
    assert content(home) == undisturbed, "a third run of the same command changes nothing either"


def test_the_undisturbed_run_changes_the_board(undisturbed: Any) -> None:
    assert undisturbed[1] >= (2,), "the two plain changes of the sample go through by themselves"
