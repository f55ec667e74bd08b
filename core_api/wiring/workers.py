"""Who does the jobs of an installation: workers, and the staff that asks people in messengers and hears them."""

from collections.abc import Callable, Collection
from functools import cache, partial
from typing import get_args

from core_api.contracts.job import Job, JobKind, Progress
from core_api.contracts.ports import Report
from core_api.jobs.schedule import Nightly, Schedule
from core_api.jobs.steady import Duty, Staff
from core_api.jobs.worker import Handler, Rhythm, Worker
from core_api.settings import Settings
from core_api.usecases import hooks, reindexing, sweep, work
from core_api.usecases.deadlines import deadlines
from core_api.usecases.installation import Installation
from core_api.usecases.messenger import answering, asking, delivering, errands, unanswered
from core_api.usecases.messenger.receiving import Intake
from core_api.usecases.messenger.reception import Calm, Reception
from core_api.wiring.reading import read_source

Listener = Callable[[Job, Progress], None]
"""Hears the progress of jobs that run in this process."""

EVERY_KIND: frozenset[JobKind] = frozenset(get_args(JobKind))
MESSENGER_KINDS: frozenset[JobKind] = frozenset({"answer", "deliver", "errand"})
"""What the staff does where there is one: people wait for it, and a long meeting must not be before it."""
_DELIVERING = 3
"""Letters go out in so many threads: a messenger that is slow holds up no other."""
_LOOK = 0.2
"""Seconds between two looks for what people wait for."""
_TICK = 1.0
_GRACE = 5.0
"""Seconds that a letter in somebody's hands may still take when all end."""


def build_worker(
    installation: Installation,
    settings: Settings,
    listen: Listener | None = None,
    *,
    kinds: Collection[JobKind] = EVERY_KIND,
    rhythm: Rhythm | None = None,
) -> Worker:
    """A worker for these kinds of jobs of this installation."""
    handlers = _handlers(installation, settings, listen)
    return Worker(
        installation.database,
        {kind: do for kind, do in handlers.items() if kind in kinds},
        installation.clock,
        deadlines(installation),
        rhythm or Rhythm(lease=settings.lease_seconds),
    )


def build_schedule(installation: Installation) -> Schedule:
    """What is done once a night; whoever runs a worker asks it."""
    nightly = (Nightly("sweep"), Nightly("index"))
    return Schedule(installation.database, installation.clock, installation.zone, nightly)


def build_staff(
    installation: Installation, settings: Settings, leave: Callable[[], None] = lambda: None
) -> Staff | None:
    """Those who ask people in messengers, hear them and work on what they say; None: no messenger is set up.

    `leave` frees the one who waits for what comes.
    """
    notifier = installation.services.notifier()
    if notifier is None:
        return None
    calm = Calm()
    reception = Reception(installation, notifier, calm)

    def worker(kind: JobKind) -> Worker:
        do = _handlers(installation, settings, None)[kind]

        def in_calm(job: Job, report: Report) -> str | None:
            calm.wait()
            return do(job, report)

        rhythm = Rhythm(lease=settings.lease_seconds, poll=_LOOK, grace=_GRACE)
        return Worker(installation.database, {kind: in_calm}, installation.clock, rhythm=rhythm)

    def tick() -> None:
        asking.tick(installation)
        delivering.refresh(installation)
        unanswered.try_again(installation)

    return Staff(
        (
            Duty("receiving", lambda _stop: reception.take()),
            Duty("answering", worker("answer").run_forever),
            *(Duty(f"delivering-{at}", worker("deliver").run_forever) for at in range(_DELIVERING)),
            Duty("errands", worker("errand").run_forever),
            Duty("asking", lambda _stop: tick(), every=_TICK),
        ),
        leave,
    )


def _handlers(
    installation: Installation, settings: Settings, listen: Listener | None
) -> dict[JobKind, Handler]:
    def handler(do: Callable[[Installation, Job, Report], str]) -> Handler:
        return lambda job, report: do(installation, job, _heard(job, report, listen))

    @cache
    def runner() -> "Callable[[Job, Report], str]":
        from core_api.flow.checkpoints import open_checkpoints
        from core_api.flow.desk import StoreDesk
        from core_api.flow.runner import Runner

        checkpoints = installation.resources.enter_context(
            open_checkpoints(settings.store_url, settings.home)
        )
        return Runner(StoreDesk(installation), checkpoints).advance

    return {
        "advance": lambda job, report: runner()(job, report),  # noqa: PLW0108 - langgraph waits for the first job
        "transcribe": handler(work.transcribe),
        "summarize": handler(work.summarize),
        "propose": handler(work.propose),
        "apply": handler(work.apply),
        "sweep": handler(sweep.nightly),
        "index": handler(reindexing.keep_up),
        "notice": handler(hooks.notice),
        "answer": handler(answering.answer),
        "deliver": handler(delivering.deliver_letter),
        "errand": handler(partial(errands.run, intake=Intake(read_source, settings.home / "incoming"))),
    }


def _heard(job: Job, report: Report, listen: Listener | None) -> Report:
    def both(progress: Progress) -> None:
        if listen:
            listen(job, progress)
        report(progress)

    return both
