"""Who may do which job, for how long, and what becomes of it: on both databases, under a clock that a test moves."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from core_api.contracts.job import Job, JobKind, Progress
from core_api.contracts.problems import Cancelled, Conflict, Invalid, NotFound, Unavailable
from core_api.jobs import ledger
from core_api.jobs.owner import is_dead, this_process
from core_api.store.database import Database

KINDS: tuple[JobKind, ...] = ("advance", "transcribe", "summarize", "apply")
LEASE = timedelta(seconds=30)
Watch = Any
Ask = Callable[..., Job]


@pytest.fixture
def ask(database: Database, watch: Watch) -> Ask:
    def submit(key: str, kind: JobKind = "transcribe", meeting: str | None = None, **args: str) -> Job:
        with database.transaction() as session:
            return ledger.submit(session, kind, key, meeting_id=meeting, args=args, now=watch())

    return submit


@pytest.fixture
def take(database: Database, watch: Watch) -> Callable[..., Job | None]:
    def claim(
        owner: str = "me", kinds: tuple[JobKind, ...] = KINDS, meeting: str | None = None
    ) -> Job | None:
        return ledger.claim(database, kinds, owner, watch(), LEASE, meeting)

    return claim


def stands(database: Database, job: Job) -> Job:
    with database.reading() as session:
        return ledger.get(session, job.id)


def meeting_jobs(database: Database, meeting: str) -> dict[str, str]:
    with database.reading() as session:
        return {job.kind: job.state for job in ledger.for_meeting(session, meeting)}


def test_the_same_key_is_the_same_job(ask: Ask, database: Database) -> None:
    first = ask("transcribe:mtg_1", meeting="mtg_1", path="a.ogg")
    assert ask("transcribe:mtg_1", meeting="mtg_1", path="b.ogg") == first
    assert first.args == {"path": "a.ogg"}
    assert stands(database, first) == first


def test_an_unknown_job_is_said_to_be_unknown(database: Database) -> None:
    for ask_for in (ledger.get, ledger.cancel, ledger.retry):
        with database.transaction() as session, pytest.raises(NotFound, match="job-not-found"):
            ask_for(session, "job_x")


def test_what_people_wait_for_goes_first_then_the_oldest(ask: Ask, take: Any, watch: Watch) -> None:
    for key, kind in (
        ("t1", "transcribe"),
        ("t2", "transcribe"),
        ("s", "summarize"),
        ("a", "apply"),
        ("v", "advance"),
    ):
        ask(key, kind)
        watch.forward(1)
    assert [take().key for _ in range(5)] == ["a", "v", "t1", "t2", "s"]
    assert take() is None


def test_what_was_asked_for_at_the_same_moment_goes_in_the_order_it_was_asked(
    ask: Ask, take: Any, watch: Watch
) -> None:
    keys = [f"a{number}" for number in range(20)]
    for key in keys:
        ask(key, "apply")
    assert [take().key for _ in keys] == keys


def test_a_worker_takes_only_what_it_can_do(ask: Ask, take: Any) -> None:
    ask("t1", meeting="mtg_1")
    assert take(kinds=("apply",)) is None
    assert take(meeting="mtg_2") is None
    assert take(meeting="mtg_1").key == "t1"


def test_a_meetings_jobs_of_one_kind_go_one_at_a_time(
    ask: Ask, take: Any, database: Database, watch: Watch
) -> None:
    ask("a1", "apply", "mtg_1")
    ask("a2", "apply", "mtg_1")
    ask("b1", "apply", "mtg_2")
    first, second = take(), take()
    assert (first.key, second.key) == ("a1", "b1")
    assert take() is None
    ledger.finish(database, first, None, watch())
    assert take(kinds=("apply",)).key == "a2"


def test_a_job_is_taken_over_when_its_lease_is_over_and_the_zombie_changes_nothing(
    ask: Ask, take: Any, database: Database, watch: Watch
) -> None:
    job = ask("t1")
    zombie = take("first")
    watch.forward(20)
    ledger.heartbeat(database, zombie, None, watch(), LEASE)
    watch.forward(20)
    assert take("second") is None
    watch.forward(11)
    heir = take("second")
    assert (heir.id, heir.attempt) == (job.id, 2)
    assert heir.fence > zombie.fence
    for act in (
        lambda: ledger.finish(database, zombie, "tr_zombie", watch()),
        lambda: ledger.fail(database, zombie, Invalid("x"), watch()),
        lambda: ledger.release(database, zombie, watch()),
        lambda: ledger.heartbeat(database, zombie, None, watch(), LEASE),
    ):
        with pytest.raises(Conflict, match="fence-lost"):
            act()
    with pytest.raises(Conflict, match="fence-lost"), database.transaction() as session:
        ledger.hold(session, zombie)
    assert stands(database, job).state == "running"
    assert ledger.finish(database, heir, "tr_heir", watch()).result == "tr_heir"
    with pytest.raises(Conflict, match="fence-lost"):
        ledger.finish(database, heir, "again", watch())


def test_progress_is_seen_and_stays_when_nothing_new_is_said(
    ask: Ask, take: Any, database: Database, watch: Watch
) -> None:
    job = ask("t1")
    held = take()
    progress = Progress(stage="hearing", done=5, total=10, unit="seconds")
    ledger.heartbeat(database, held, progress, watch(), LEASE)
    ledger.heartbeat(database, held, None, watch(), LEASE)
    assert stands(database, job).progress == progress


def test_a_waiting_job_is_cancelled_now_and_a_running_one_at_its_next_word(
    ask: Ask, take: Any, database: Database, watch: Watch
) -> None:
    waiting, running = ask("t1"), ask("a1", "apply")
    held = take()
    with database.transaction() as session:
        assert ledger.cancel(session, waiting.id, watch()).state == "cancelled"
        assert ledger.cancel(session, running.id, watch()).cancel_requested
    with pytest.raises(Cancelled):
        ledger.heartbeat(database, held, None, watch(), LEASE)
    assert ledger.fail(database, held, Cancelled("cancelled"), watch()).state == "cancelled"
    assert take() is None


def test_what_may_pass_is_tried_again_after_growing_pauses(
    ask: Ask, take: Any, database: Database, watch: Watch
) -> None:
    job = ask("t1")
    away = Unavailable("board-unreachable", detail="no route")
    for pause in (2, 4):
        assert ledger.fail(database, take(), away, watch()).state == "queued"
        waiting = stands(database, job)
        assert waiting.trouble is not None
        assert (waiting.error, waiting.trouble.params) == ("board-unreachable", {"detail": "no route"})
        assert take() is None
        assert ledger.pause(database, KINDS, watch()) == pause
        watch.forward(pause)
    assert ledger.fail(database, take(), away, watch()).state == "failed"
    watch.forward(3600)
    assert take() is None
    with database.transaction() as session:
        fresh = ledger.retry(session, job.id, watch())
    assert (fresh.state, fresh.attempt, fresh.error) == ("queued", 0, None)
    assert take().id == job.id


def test_a_board_that_names_its_pause_is_given_it(
    ask: Ask, take: Any, database: Database, watch: Watch
) -> None:
    ask("t1")
    ledger.fail(database, take(), Unavailable("board-busy", retry_after=90.0), watch())
    assert ledger.pause(database, KINDS, watch()) == 90


def test_what_no_time_heals_fails_at_once_and_visibly(
    ask: Ask, take: Any, database: Database, watch: Watch
) -> None:
    job = ask("t1", meeting="mtg_1")
    ledger.fail(database, take(), Invalid("file-unreadable", name="a.ogg"), watch())
    with database.reading() as session:
        (seen,) = (each for each in ledger.for_meeting(session, "mtg_1") if each.id == job.id)
    assert (seen.state, seen.error, seen.finished_at) == ("failed", "file-unreadable", watch())
    assert seen.trouble is not None
    assert seen.trouble.params == {"name": "a.ogg"}


def test_a_job_that_takes_its_workers_down_is_not_tried_for_ever(
    ask: Ask, take: Any, database: Database, watch: Watch
) -> None:
    job = ask("t1")
    for _ in range(job.max_attempts):
        assert take() is not None
        watch.forward(31)
    assert take() is None
    seen = stands(database, job)
    assert (seen.state, seen.error) == ("failed", "worker-lost")


def test_an_orphan_that_was_to_stop_is_cancelled(
    ask: Ask, take: Any, database: Database, watch: Watch
) -> None:
    job = ask("t1")
    take()
    with database.transaction() as session:
        ledger.cancel(session, job.id, watch())
    watch.forward(31)
    assert take() is None
    assert stands(database, job).state == "cancelled"


def test_a_job_that_is_given_back_loses_no_attempt(
    ask: Ask, take: Any, database: Database, watch: Watch
) -> None:
    ask("t1")
    first = take()
    ledger.release(database, first, watch())
    second = take()
    assert second.attempt == first.attempt
    assert second.fence > first.fence


def test_a_meeting_is_rung_once_however_often_it_is_rung(database: Database, take: Any, watch: Watch) -> None:
    with database.transaction() as session:
        jobs = {ledger.ring(session, "mtg_1", watch()).id for _ in range(3)}
    assert len(jobs) == 1
    held = take()
    assert (held.kind, held.meeting_id) == ("advance", "mtg_1")
    assert take() is None


def test_a_meeting_that_is_rung_while_it_runs_runs_once_more(
    database: Database, take: Any, watch: Watch
) -> None:
    def ring() -> None:
        with database.transaction() as session:
            ledger.ring(session, "mtg_1", watch())

    ring()
    held = take()
    ring()
    ring()
    assert ledger.finish(database, held, None, watch()).state == "queued"
    again = take()
    assert ledger.finish(database, again, None, watch()).state == "done"
    assert take() is None
    ring()
    assert take().id == held.id


@pytest.mark.parametrize("end", ["done", "failed", "cancelled"])
def test_a_meeting_is_rung_when_its_work_is_settled(
    ask: Ask, take: Any, database: Database, watch: Watch, end: str
) -> None:
    job = ask("t1", meeting="mtg_1")
    if end == "cancelled":
        with database.transaction() as session:
            ledger.cancel(session, job.id, watch())
    elif end == "done":
        ledger.finish(database, take(), "tr_1", watch())
    else:
        ledger.fail(database, take(), Invalid("file-unreadable"), watch())
    assert meeting_jobs(database, "mtg_1") == {"transcribe": end, "advance": "queued"}


def test_nothing_is_open_when_all_is_settled(ask: Ask, take: Any, database: Database, watch: Watch) -> None:
    assert ledger.pause(database, KINDS, watch()) is None
    ask("t1")
    held = take()
    assert ledger.pause(database, KINDS, watch()) == 0
    assert ledger.pause(database, ("apply",), watch()) is None
    ledger.finish(database, held, None, watch())
    assert ledger.pause(database, KINDS, watch()) is None


def test_the_job_of_a_process_that_died_is_taken_at_once(ask: Ask, take: Any) -> None:
    ask("t1")
    code = "from core_api.jobs.owner import this_process; print(this_process())"
    gone = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.strip()
    assert take(gone) is not None
    heir = take("heir")
    assert heir is not None
    assert heir.attempt == 2


def test_the_job_of_a_process_that_lives_or_that_nobody_here_knows_is_left_alone(ask: Ask, take: Any) -> None:
    host, _number, began = this_process().split("|")
    owners = (this_process(), f"elsewhere/1/2|{os.getpid()}|{began}", "me", f"{host}|x|y")
    for owner in owners:
        ask(owner)
        assert take(owner) is not None
        assert not is_dead(owner)
    assert take("heir") is None


def test_a_number_that_another_process_has_now_is_no_sign_of_life() -> None:
    host, number, _began = this_process().split("|")
    assert is_dead(f"{host}|{number}|1")


def test_a_process_that_was_killed_is_dead_before_it_is_buried() -> None:
    code = "from core_api.jobs.owner import this_process; print(this_process(), flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        owner = process.stdout.readline().strip()
        assert not is_dead(owner)
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # dead, and still a zombie
        assert is_dead(owner)


def test_times_of_a_job_are_utc(ask: Ask, take: Any, database: Database, watch: Watch) -> None:
    job = ask("t1")
    held = take()
    watch.forward(5)
    done = ledger.finish(database, held, None, watch())
    assert done.started_at is not None
    assert done.finished_at is not None
    assert (done.finished_at - done.started_at).total_seconds() == 5
    assert stands(database, job).created_at.utcoffset() == timedelta(0)
    assert isinstance(done.finished_at, datetime)
