"""Transactions are all or nothing, the schema keeps itself up to date, and what goes wrong is said in words."""

import inspect
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError

from core_api import jobs as jobs_package
from core_api import store as store_package
from core_api.contracts.meeting import Meeting
from core_api.contracts.problems import Invalid, Problem, Unavailable
from core_api.locales import has
from core_api.store import meetings
from core_api.store.database import Database, connect
from core_api.store.metadata import METADATA
from core_api.store.migrate import settings
from core_api.store.migrations import HEAD
from core_api.store.tables import JobRow

Open = Callable[[], Database]
Make = Callable[..., Meeting]


class DisasterError(Exception):
    """Something that goes wrong half-way."""


def test_a_transaction_that_fails_leaves_nothing(database: Database, make_meeting: Make) -> None:
    with pytest.raises(DisasterError), database.transaction() as session:
        meetings.add(session, make_meeting(), "key")
        raise DisasterError
    with database.reading() as session:
        assert meetings.recent(session) == ()


def test_a_reader_sees_one_moment_and_cannot_write(
    database: Database, meeting: Meeting, make_meeting: Make
) -> None:
    with database.reading() as session:
        assert len(meetings.recent(session)) == 1
        with database.transaction() as other:
            meetings.add(other, make_meeting("mtg_2"), "key-2")
        assert len(meetings.recent(session)) == 1
    with pytest.raises((DBAPIError, Unavailable)), database.reading() as session:
        meetings.set_stage(session, meeting.id, "done")


def test_what_is_committed_durably_is_there_for_everybody(
    database: Database, open_database: Open, make_meeting: Make
) -> None:
    with database.transaction(durable=True) as session:
        meetings.add(session, make_meeting(), "key")
    with open_database().reading() as session:
        assert meetings.get(session, "mtg_1") == make_meeting()


def test_sqlite_syncs_a_durable_transaction_to_the_disk(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path / 'new' / 'app.db'}")
    synced = {}
    for durable in (False, True):
        with database.transaction(durable=durable) as session:
            synced[durable] = session.connection().execute(text("PRAGMA synchronous")).scalar()
    with database.reading() as session:
        assert session.connection().execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert session.connection().execute(text("PRAGMA foreign_keys")).scalar() == 1
    assert synced == {False: 1, True: 2}
    database.dispose()


def test_moments_come_back_in_utc_and_a_moment_without_a_zone_is_refused(
    database: Database, make_meeting: Make
) -> None:
    vladivostok = datetime(2026, 3, 2, 1, 30, 0, 123456, tzinfo=timezone(timedelta(hours=10)))
    row = {"kind": "apply", "key": "k", "args": {}, "run_after": vladivostok, "created_at": vladivostok}
    with database.transaction() as session:
        session.add(JobRow(id="job_1", **row))
    with database.reading() as session:
        found = session.get_one(JobRow, "job_1").run_after
        assert found == vladivostok
        assert found.tzinfo is UTC
    with pytest.raises(StatementError, match="no time zone"), database.transaction() as session:
        meetings.add(session, make_meeting("mtg_9"), "key-9", datetime(2026, 3, 2))  # noqa: DTZ001


def test_the_tables_are_what_the_migrations_make(empty_url: str) -> None:
    database = connect(empty_url)
    database.migrate()
    config = settings()
    with database.transaction() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]
    database.dispose()


def test_plans_of_an_older_version_learn_their_board_and_day(
    empty_url: str, make_meeting: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was stored before 0008 is compared with later meetings about the same board too."""
    old = make_meeting(board="local:team", started_at=datetime.fromisoformat("2026-03-03T23:30:00+03:00"))
    database = connect(empty_url)
    with monkeypatch.context() as before:
        to_head = command.upgrade
        before.setattr(command, "upgrade", lambda config, _head: to_head(config, "0007"))
        database.migrate()
    with database.transaction() as session:
        meetings.add(session, old, "key")
        plan = "INSERT INTO plan (meeting_id, heard, stale, notes) VALUES (:id, '[]', '[]', '[]')"
        session.connection().execute(text(plan), {"id": old.id})
    database.migrate()
    with database.reading() as session:
        (told,) = meetings.told(session, "local:team")
    assert (told.meeting_id, told.started_at, told.discussed) == (old.id, old.started_at, ())
    database.dispose()


def test_several_processes_may_start_on_an_empty_database_at_once(empty_url: str) -> None:
    code = (
        "import sys; from core_api.store.database import connect; from core_api.store import meetings\n"
        "database = connect(sys.argv[1]); database.migrate()\n"
        "with database.reading() as session: meetings.recent(session)\n"
        "database.dispose()"
    )
    starts = [
        subprocess.Popen([sys.executable, "-W", "error", "-c", code, empty_url], stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [start.communicate()[1].decode() for start in starts]
    assert [start.returncode for start in starts] == [0] * 3, said


def test_a_start_with_the_newest_schema_does_not_load_alembic(url: str) -> None:
    code = (
        "import sys; from core_api.store.database import connect\n"
        "database = connect(sys.argv[1]); database.migrate(); database.dispose()\n"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, url], check=False).returncode == 0


def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    with database.transaction() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Invalid, match="database-newer"):
        database.migrate()
    with database.transaction() as session:
        found = session.connection().execute(text("SELECT version_num FROM alembic_version")).scalar()
        session.connection().execute(text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})
    assert found == "9999"


@pytest.mark.parametrize(
    "address",
    ["postgresql://postgres@/app?host=/nowhere/at/all", "sqlite:////proc/nowhere.db"],
)
def test_a_database_that_cannot_be_reached_is_said_to_be_unreachable(address: str) -> None:
    database = connect(address)
    for attempt in (database.ping, database.migrate):
        with pytest.raises(Unavailable, match="database-unreachable"):
            attempt()
    database.dispose()


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "app.db").write_bytes(b"This is a letter, not a database. " * 99)
    database = connect(f"sqlite:///{tmp_path / 'app.db'}")
    with pytest.raises(Invalid, match="database-damaged"):
        database.migrate()
    database.dispose()


def test_a_writer_that_waited_too_long_is_told_that_the_database_is_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_meeting: Make
) -> None:
    monkeypatch.setattr("core_api.store.engines.BUSY_SECONDS", 0.05)
    database = connect(f"sqlite:///{tmp_path / 'app.db'}")
    database.migrate()
    with database.transaction() as holder:
        meetings.add(holder, make_meeting(), "key")
        with pytest.raises(Unavailable, match="database-busy"), database.transaction() as other:
            meetings.recent(other)
    database.dispose()


def test_a_full_disk_is_said_to_be_full_and_nothing_is_half_written(
    tmp_path: Path, make_meeting: Make
) -> None:
    database = connect(f"sqlite:///{tmp_path / 'app.db'}")
    database.migrate()
    with pytest.raises(Unavailable, match="database-full"), database.transaction() as session:
        session.connection().execute(text("PRAGMA max_page_count = 1"))
        meetings.add(session, make_meeting("mtg_1"), "key-1")
        meetings.add(session, make_meeting("mtg_2", title="long " * 100_000), "key-2")
    with database.reading() as session:
        assert meetings.recent(session) == ()
    database.dispose()


@pytest.mark.parametrize("address", ["", "nonsense", "mysql://root@host/db", "sqlite:///"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(Invalid, match="database-url"):
        connect(address)


def test_a_throwaway_database_leaves_nothing_behind() -> None:
    database = connect("sqlite://")
    database.migrate()
    with database.reading() as session:
        path = Path(session.connection().execute(text("PRAGMA database_list")).one()[2])
    assert path.exists()
    database.dispose()
    assert not path.parent.exists()


def test_many_who_read_and_then_write_wait_for_each_other(open_database: Open, make_meeting: Make) -> None:
    troubles: list[Problem] = []

    def hammer(mine: Database, number: int) -> None:
        for turn in range(15):
            try:
                with mine.transaction() as session:
                    meetings.recent(session)
                    meetings.add(session, make_meeting(f"mtg_{number}_{turn}"), f"{number}:{turn}")
            except Problem as problem:
                troubles.append(problem)

    writers = [threading.Thread(target=hammer, args=(open_database(), number)) for number in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert troubles == []
    with open_database().reading() as session:
        assert len(meetings.recent(session, 200)) == 90


def _codes(package: ModuleType) -> set[str]:
    folder = Path(inspect.getfile(package)).parent
    raised = re.compile(r"(?:NotFound|Conflict|Invalid|Unavailable|Internal|Cancelled)\(\s*\"([a-z-]+)\"")
    return {
        code for path in folder.rglob("*.py") for code in raised.findall(path.read_text(encoding="utf-8"))
    }


def test_every_problem_has_its_words_in_both_languages() -> None:
    codes = (
        _codes(store_package)
        | _codes(jobs_package)
        | {"database-busy", "database-full", "database-unreachable"}
    )
    assert len(codes) > 15
    missing = [
        (code, language)
        for code in codes
        for language in ("ru", "en")
        if not (has(f"problem-{code}", language) and has(f"problem-{code}-next", language))
    ]
    assert missing == []
