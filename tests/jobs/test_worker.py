"""What a worker does with a job: done, failed, tried again, stopped, given back; and what people see of it."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core_api.contracts.job import Job, JobKind, Progress
from core_api.contracts.ports import Report
from core_api.contracts.problems import Cancelled, Conflict, Invalid, NotFound, Unavailable
from core_api.jobs import ledger
from core_api.jobs.worker import Handler, Rhythm, Worker
from core_api.store.database import Database

QUICK = Rhythm(lease=0.6, poll=0.02, fresh=0.0, grace=5.0, patience=60.0)
KINDS: tuple[JobKind, ...] = ("advance", "transcribe", "summarize", "apply")


def clock() -> datetime:
    return datetime.now(UTC)


class Hurrying:
    """A clock that runs a second with every look, so that no test waits out a pause."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


@pytest.fixture
def ask(database: Database) -> Callable[..., Job]:
    def submit(key: str = "t1", kind: JobKind = "transcribe", meeting: str | None = None) -> Job:
        with database.transaction() as session:
            moment = datetime(2026, 3, 2, tzinfo=UTC)
            return ledger.submit(session, kind, key, meeting_id=meeting, args={}, now=moment)

    return submit


def work(database: Database, handler: Handler, **options: Any) -> Worker:
    return Worker(
        database,
        {"transcribe": handler, "advance": lambda job, report: None},
        clock,
        **{"rhythm": QUICK, **options},
    )


def stands(database: Database, job: Job) -> Job:
    with database.reading() as session:
        return ledger.get(session, job.id)


def until_told_to_stop(report: Report, started: threading.Event) -> None:
    """A handler's long work: it says how far it is until the report tells it to stop."""
    while True:
        report(Progress(stage="hearing", done=1, total=2, unit="seconds"))
        started.set()
        threading.Event().wait(0.005)


def test_a_job_is_done_and_its_result_kept(database: Database, ask: Callable[..., Job]) -> None:
    seen: list[str] = []

    def transcribe(job: Job, report: Report) -> str:
        report(Progress(stage="hearing"))
        seen.append(job.key)
        return "tr_1"

    job = ask(meeting="mtg_1")
    assert work(database, transcribe).run_until_idle() == 2  # and the meeting's script once
    found = stands(database, job)
    assert (seen, found.state, found.result, found.attempt) == (["t1"], "done", "tr_1", 1)
    assert work(database, transcribe).run_until_idle() == 0


def test_a_worker_may_be_kept_to_one_meeting(database: Database, ask: Callable[..., Job]) -> None:
    mine, other = ask("t1", meeting="mtg_1"), ask("t2", meeting="mtg_2")
    work(database, lambda job, report: None).run_until_idle("mtg_1")
    assert (stands(database, mine).state, stands(database, other).state) == ("done", "queued")


def test_a_short_outage_is_waited_out(database: Database, ask: Callable[..., Job]) -> None:
    def transcribe(job: Job, report: Report) -> str:
        if job.attempt < 3:
            raise Unavailable("board-unreachable")
        return "tr_1"

    job = ask()
    Worker(database, {"transcribe": transcribe}, Hurrying(), rhythm=QUICK).run_until_idle()
    found = stands(database, job)
    assert (found.state, found.attempt, found.error) == ("done", 3, None)


def test_a_long_outage_is_not_waited_out(database: Database, ask: Callable[..., Job]) -> None:
    def transcribe(job: Job, report: Report) -> str:
        raise Unavailable("board-busy", retry_after=3600)

    job = ask()
    work(database, transcribe).run_until_idle()
    assert stands(database, job).state == "queued"


def test_a_problem_is_kept_with_what_its_words_need(database: Database, ask: Callable[..., Job]) -> None:
    def transcribe(job: Job, report: Report) -> str:
        raise Invalid("file-unreadable", name="a.ogg")

    job = ask()
    work(database, transcribe).run_until_idle()
    found = stands(database, job)
    assert found.trouble is not None
    assert (found.state, found.trouble.kind, found.trouble.params) == ("failed", "Invalid", {"name": "a.ogg"})


def test_our_own_fault_fails_the_job_and_not_the_worker(
    database: Database, ask: Callable[..., Job], caplog: pytest.LogCaptureFixture
) -> None:
    def transcribe(job: Job, report: Report) -> str:
        if job.key == "t1":
            raise ZeroDivisionError("by nought")
        return "tr_2"

    broken, sound = ask("t1"), ask("t2")
    work(database, transcribe).run_until_idle()
    found = stands(database, broken)
    assert (found.state, found.error) == ("failed", "internal")
    assert found.trouble is not None
    assert "by nought" in str(found.trouble.params)
    assert stands(database, sound).state == "done"
    assert "ZeroDivisionError" in caplog.text


def test_progress_is_visible_while_the_job_runs_and_a_cancel_stops_it(
    database: Database, ask: Callable[..., Job]
) -> None:
    job, started = ask(), threading.Event()

    def transcribe(held: Job, report: Report) -> str:
        until_told_to_stop(report, started)
        return "never"

    worker = threading.Thread(target=work(database, transcribe).run_until_idle)
    worker.start()
    assert started.wait(20)
    while stands(database, job).progress is None:
        threading.Event().wait(0.01)
    with database.transaction() as session:
        ledger.cancel(session, job.id, clock())
    worker.join(30)
    found = stands(database, job)
    assert (found.state, found.error, found.result) == ("cancelled", "cancelled", None)
    assert found.progress == Progress(stage="hearing", done=1, total=2, unit="seconds")


def test_a_stage_that_takes_too_long_is_stopped_and_tried_again(
    database: Database, ask: Callable[..., Job]
) -> None:
    def transcribe(job: Job, report: Report) -> str:
        if job.attempt == 1:
            until_told_to_stop(report, threading.Event())
        return "tr_1"

    deadlines = {"transcribe": lambda job: 0.2 if job.attempt == 1 else 60.0}
    job = ask()
    handlers = {"transcribe": transcribe}
    worker = Worker(database, handlers, Hurrying(), deadlines, QUICK)
    worker.run_until_idle()
    assert (stands(database, job).state, stands(database, job).attempt) == ("done", 2)


def test_a_stage_that_hangs_is_left_behind_and_cannot_speak_any_more(
    database: Database, ask: Callable[..., Job]
) -> None:
    release, heard = threading.Event(), []

    def transcribe(job: Job, report: Report) -> str:
        release.wait(60)
        try:
            report(Progress(stage="late"))
        except Unavailable as problem:
            heard.append(problem.code)
            raise
        return "late"

    job = ask()
    impatient = Rhythm(lease=0.6, poll=0.02, grace=0.1, patience=0.0)
    Worker(
        database, {"transcribe": transcribe}, clock, {"transcribe": lambda job: 0.05}, impatient
    ).run_until_idle()
    found = stands(database, job)
    assert (found.state, found.error) == ("queued", "stage-timeout")
    release.set()
    (thread,) = [each for each in threading.enumerate() if each.name == job.id]
    thread.join(10)
    assert heard == ["stage-timeout"]


def test_a_worker_that_is_stopped_gives_its_job_back(database: Database, ask: Callable[..., Job]) -> None:
    job, started, stop = ask(), threading.Event(), threading.Event()

    def transcribe(held: Job, report: Report) -> str:
        until_told_to_stop(report, started)
        return "never"

    worker = threading.Thread(target=work(database, transcribe).run_forever, args=(stop,))
    worker.start()
    assert started.wait(20)
    stop.set()
    worker.join(30)
    found = stands(database, job)
    assert (found.state, found.attempt) == ("queued", 0)
    work(database, lambda held, report: "tr_1").run_until_idle()
    assert stands(database, job).result == "tr_1"


def test_a_job_that_is_nearly_done_is_finished_before_the_worker_stops(
    database: Database, ask: Callable[..., Job]
) -> None:
    job, started, stop = ask(), threading.Event(), threading.Event()

    def transcribe(held: Job, report: Report) -> str:
        started.set()
        stop.wait(20)
        return "tr_1"

    worker = threading.Thread(target=work(database, transcribe).run_forever, args=(stop,))
    worker.start()
    assert started.wait(20)
    stop.set()
    worker.join(30)
    assert stands(database, job).result == "tr_1"


def test_a_long_job_keeps_its_lease(database: Database, ask: Callable[..., Job]) -> None:
    job, beats = ask(), threading.Semaphore(0)
    real = ledger.heartbeat

    def transcribe(held: Job, report: Report) -> str:
        for _ in range(3):
            assert beats.acquire(timeout=20)
        return "tr_1"

    def counted(*args: Any) -> None:
        real(*args)
        beats.release()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger, "heartbeat", counted)
        work(database, transcribe).run_until_idle()
    assert (stands(database, job).state, stands(database, job).fence) == ("done", 1)


def test_a_worker_that_lost_its_job_writes_nothing(database: Database, ask: Callable[..., Job]) -> None:
    job = ask()

    def transcribe(held: Job, report: Report) -> str:
        later = clock() + timedelta(hours=1)  # as if this process had slept through its lease
        heir = ledger.claim(database, KINDS, "heir", later)
        assert heir is not None
        ledger.finish(database, heir, "tr_heir", later)
        return "tr_zombie"

    work(database, transcribe).run_until_idle()
    assert stands(database, job).result == "tr_heir"


def test_a_handler_that_finds_its_job_lost_is_dropped(database: Database, ask: Callable[..., Job]) -> None:
    job = ask()

    def transcribe(held: Job, report: Report) -> str:
        raise Conflict("fence-lost", id=held.id)

    impatient = Rhythm(lease=0.6, poll=0.02, patience=0.0)
    worker = Worker(database, {"transcribe": transcribe}, clock, rhythm=impatient)
    stop = threading.Event()
    thread = threading.Thread(target=worker.run_forever, args=(stop,))
    thread.start()
    while stands(database, job).fence < 2:  # dropped, and taken again when its lease was over
        threading.Event().wait(0.01)
    stop.set()
    thread.join(30)
    assert stands(database, job).error is None


def test_an_outcome_waits_for_a_database_that_is_away(database: Database, ask: Callable[..., Job]) -> None:
    job, real, outages = ask(), ledger.finish, iter((True, True))

    def shaky(*args: Any) -> Job:
        if next(outages, False):
            raise Unavailable("database-unreachable", detail="gone")
        return real(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger, "finish", shaky)
        work(database, lambda held, report: "tr_1").run_until_idle()
    assert (stands(database, job).result, stands(database, job).fence) == ("tr_1", 1)


def test_an_interrupted_worker_gives_its_job_back_at_once(
    database: Database, ask: Callable[..., Job]
) -> None:
    job, hold = ask(), threading.Event()

    def interrupted(*_args: Any) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger, "heartbeat", interrupted)
        with pytest.raises(KeyboardInterrupt):
            work(database, lambda held, report: str(hold.wait(20))).run_until_idle()
    hold.set()
    found = stands(database, job)
    assert (found.state, found.attempt) == ("queued", 0)


def test_idle_means_that_other_workers_are_done_too(database: Database, ask: Callable[..., Job]) -> None:
    job, started, hold = ask(), threading.Event(), threading.Event()

    def transcribe(held: Job, report: Report) -> str:
        started.set()
        hold.wait(20)
        return "tr_1"

    patient = replace(QUICK, lease=60.0)  # on a busy machine it must not be taken for dead
    other = threading.Thread(target=work(database, transcribe, rhythm=patient).run_until_idle)
    other.start()
    assert started.wait(20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core_api.jobs.worker.time.sleep", lambda seconds: hold.set())
        assert work(database, transcribe, rhythm=patient).run_until_idle() == 0
    assert stands(database, job).state == "done"
    other.join(20)


def test_cancelled_by_its_own_handler_is_cancelled(database: Database, ask: Callable[..., Job]) -> None:
    def transcribe(held: Job, report: Report) -> str:
        raise Cancelled("cancelled")

    job = ask()
    work(database, transcribe).run_until_idle()
    assert stands(database, job).state == "cancelled"


def test_a_job_whose_work_is_not_there_fails_at_once_instead_of_being_held(
    database: Database, ask: Callable[..., Job]
) -> None:
    def gone(_job: Job) -> float:
        raise NotFound("blob-not-found", digest="0" * 64)

    job = ask()
    worker = work(database, lambda _job, _report: "tr_1", deadlines={"transcribe": gone})
    assert worker.run_until_idle() == 1
    found = stands(database, job)
    assert (found.state, found.attempt, found.error) == ("failed", 1, "blob-not-found")
