"""Nothing that came in is lost before it is confirmed, and nothing is taken twice."""

import asyncio
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core_api.contracts.messages import Arrival, Arrivals
from core_api.contracts.problems import Missing
from notifier.journal import Journal
from notifier.keeping import Keeper
from tests.notifier.arrivals import came

ROOT = Path(__file__).parents[2]


class Clock:
    now = 1_773_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(params=["file", "memory"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    made = Journal(tmp_path / "home" / "journal.db" if request.param == "file" else None)
    yield made
    made.close()


def ids(found: Arrivals) -> list[str]:
    return [one.id for one in found.items]


def test_what_came_stays_in_its_order_until_it_is_confirmed(journal: Journal) -> None:
    journal.keep((came(1), came(2)))
    journal.keep((came(3),))
    first = journal.after(0, limit=2)
    assert ids(first) == ["1", "2"]
    assert ids(journal.after(first.last)) == ["3"]
    assert journal.after(0).items[0] == came(1)
    journal.confirm(first.last)
    assert ids(journal.after(0)) == ["3"]


def test_the_same_twice_is_once_also_after_it_was_confirmed(journal: Journal) -> None:
    journal.keep((came(1), came(1, "changed")))
    journal.keep((came(1), came(2)))
    assert [(one.id, one.text) for one in journal.after(0).items] == [("1", "hello"), ("2", "hello")]
    journal.confirm(journal.after(0).last)
    journal.keep((came(1), came(2)))
    assert journal.after(0).items == ()
    other = came(1).model_copy(update={"channel": "vk"})
    journal.keep((other,))
    assert journal.after(0).items == (other,)


def test_ids_are_forgotten_after_a_day_and_what_waits_never_is() -> None:
    clock = Clock()
    journal = Journal(seconds=clock)
    journal.keep((came(1),))
    place = journal.after(0).last
    journal.confirm(place)
    journal.keep((came(2),))
    clock.now += 23 * 3600
    journal.confirm(place)
    journal.keep((came(1),))
    assert ids(journal.after(place)) == ["2"]
    clock.now += 2 * 3600
    journal.confirm(place)
    journal.keep((came(1),))
    assert ids(journal.after(place)) == ["2", "1"]
    journal.close()


def test_whoever_waits_hears_at_once_and_waiting_confirms(journal: Journal) -> None:
    journal.keep((came(1),))
    first = journal.receive(0, 0)
    found: list[Arrivals] = []
    waiter = threading.Thread(target=lambda: found.append(journal.receive(first.last, 60)))
    waiter.start()
    journal.keep((came(2),))
    waiter.join(20)
    assert ids(found[0]) == ["2"]
    assert found[0].last > first.last
    assert ids(journal.after(0)) == ["2"]


def test_nobody_waits_for_a_journal_that_is_released(journal: Journal) -> None:
    found: list[Arrivals] = []
    waiter = threading.Thread(target=lambda: found.append(journal.receive(0, 60)))
    waiter.start()
    journal.release()
    waiter.join(20)
    assert found == [Arrivals(items=(), last=0)]


def test_a_place_of_another_journal_confirms_nothing(journal: Journal) -> None:
    journal.keep((came(1),))
    far = journal.after(0).last + 10_000
    assert ids(journal.receive(far, 0)) == ["1"]
    assert ids(journal.after(0)) == ["1"]


def test_a_journal_begun_anew_goes_on_after_the_old_ones_places() -> None:
    clock = Clock()
    old = Journal(seconds=clock)
    old.keep(tuple(came(number) for number in range(50)))
    clock.now += 1
    new = Journal(seconds=clock)
    new.keep((came(99),))
    assert ids(new.receive(old.after(0).last, 0)) == ["99"]
    old.close()
    new.close()


def test_marks_outlive_the_process(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.db")
    assert journal.get("max") == ""
    journal.put("max", "one")
    journal.put("max", "two")
    journal.close()
    journal = Journal(tmp_path / "journal.db")
    assert (journal.get("max"), journal.get("vk")) == ("two", "")
    journal.close()


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "home" / "journal.db"
    journal = Journal(path)
    journal.keep((came(1),))
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, file.name
    journal.close()


def test_a_file_that_is_no_journal_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(Missing) as refused:
        Journal(path)
    assert refused.value.code == "journal-unusable"


def test_what_was_said_to_be_kept_is_there_after_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    said = 0
    for _round in range(3):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.notifier.kill_me", str(path), str(said)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        for _ in range(20):
            said = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        said = max([said, *map(int, process.stdout.read().split())])
        process.stdout.close()
        process.wait(20)
        journal = Journal(path)
        kept = [int(one) for one in ids(journal.after(0, limit=100_000))]
        journal.close()
        assert kept[: len(range(1, said + 1))] == [*range(1, said + 1)]
        said = kept[-1]


def test_what_comes_together_is_written_together() -> None:
    writes: list[int] = []
    held = threading.Event()

    def write(arrivals: tuple[Arrival, ...]) -> None:
        held.wait(20)
        writes.append(len(arrivals))

    async def fifty() -> None:
        keeper = Keeper(write)
        tasks = [asyncio.create_task(keeper((came(number),))) for number in range(50)]
        await asyncio.sleep(0)
        held.set()
        await asyncio.gather(*tasks)

    asyncio.run(fifty())
    assert sum(writes) == 50
    assert len(writes) <= 2


def test_what_could_not_be_written_is_said_to_all_who_brought_it() -> None:
    def full(_arrivals: tuple[Arrival, ...]) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    async def some() -> list[object]:
        keeper = Keeper(full)
        return [*await asyncio.gather(keeper((came(1),)), keeper((came(2),)), return_exceptions=True)]

    assert [type(one) for one in asyncio.run(some())] == [sqlite3.OperationalError] * 2
