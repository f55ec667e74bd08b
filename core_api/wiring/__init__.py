"""The composition root: the only place that picks implementations. Services are imported at their first use."""

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from functools import cache, partial
from json import JSONDecodeError, loads
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core_api.checkup import Checkup, boards_service
from core_api.contracts.board import Board
from core_api.contracts.health import Check
from core_api.contracts.job import Job, JobKind, Progress
from core_api.contracts.model import Language
from core_api.contracts.ports import (
    Report,
)
from core_api.contracts.problems import Invalid
from core_api.contracts.proposal import Actor
from core_api.jobs.schedule import Nightly, Schedule
from core_api.jobs.worker import Handler, Rhythm, Worker
from core_api.settings import Settings
from core_api.store.blobs import FolderBlobs
from core_api.store.boards import LocalBoards
from core_api.store.database import connect, is_made
from core_api.usecases import hooks, sweep, vendors, work
from core_api.usecases.boards import expire_questions, may_replace
from core_api.usecases.deadlines import deadlines
from core_api.usecases.installation import Installation
from core_api.usecases.messenger import answering, delivering, errands
from core_api.usecases.messenger.receiving import Intake
from core_api.usecases.permissions import OWNER
from core_api.usecases.submit import ReadText
from core_api.wiring.boards import accounts, ask_far_boards, keyring, open_boards, post_of
from core_api.wiring.home import api_token, make_home
from core_api.wiring.services import hub_environment, services_of

__all__ = [
    "Listener",
    "accounts",
    "api_token",
    "build_schedule",
    "build_worker",
    "checkup",
    "import_board",
    "install",
    "post_of",
    "read_source",
    "web_app",
]

if TYPE_CHECKING:
    from fastapi import FastAPI


Listener = Callable[[Job, Progress], None]
"""Hears the progress of jobs that run in this process."""


def install(settings: Settings, *, migrate: bool = True) -> Installation:
    """The installation that the settings describe, with its database brought up to date.

    Without `migrate` nothing is made on the disk: a database that is not there is a throwaway one without tables.
    """
    if migrate:
        make_home(settings.home)
    hub_environment(settings)
    there = migrate or is_made(settings.store_url)
    database = connect(settings.store_url if there else "sqlite://")
    if migrate:
        database.migrate()
    resources = contextlib.ExitStack()
    resources.callback(database.dispose)
    clock = lambda: datetime.now(UTC)  # noqa: E731 - a one-line adapter of the clock port
    shelf = LocalBoards(database, clock)
    door, background = open_boards(settings, database if there else None, shelf, clock, resources)
    return Installation(
        database=database,
        blobs=FolderBlobs(settings.blobs_folder),
        shelf=shelf,
        services=services_of(settings),
        connector_for=door,
        background_connector_for=background,
        keyring=keyring(settings, database, resources),
        clock=clock,
        zone=_zone(settings.timezone),
        models=settings.models_allowed,
        glossary=_glossary(settings.glossary),
        resources=resources,
    )


def build_worker(installation: Installation, settings: Settings, listen: Listener | None = None) -> Worker:
    """A worker for every kind of job of this installation."""

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

    handlers: dict[JobKind, Handler] = {
        "advance": lambda job, report: runner()(job, report),  # noqa: PLW0108 - langgraph waits for the first job
        "transcribe": handler(work.transcribe),
        "summarize": handler(work.summarize),
        "apply": handler(work.apply),
        "sweep": handler(sweep.nightly),
        "notice": handler(hooks.notice),
        "answer": handler(answering.answer),
        "deliver": handler(delivering.deliver_letter),
        "errand": handler(partial(errands.run, intake=Intake(read_source, settings.home / "incoming"))),
    }
    return Worker(
        installation.database,
        handlers,
        installation.clock,
        deadlines(installation),
        Rhythm(lease=settings.lease_seconds),
    )


def build_schedule(installation: Installation) -> Schedule:
    """What is done once a night; whoever runs a worker asks it."""
    nightly = (Nightly("sweep"),)
    return Schedule(installation.database, installation.clock, installation.zone, nightly)


def read_source(path: Path, language: Language | None) -> ReadText | None:
    """The text of a source that is text already; None for a recording. Raises Invalid, Unsupported."""
    from core_api.sources.reading import read

    source = read(path, language)
    return ReadText(source.transcript, source.started_at) if source.transcript else None


def import_board(
    installation: Installation, path: Path, name: str | None, *, replace: bool = False, by: Actor = OWNER
) -> Board:
    """A local board made of an export. Raises Invalid, Conflict `board-exists`, Refused for who may not replace it."""
    from kanban_connectors import service

    allow = partial(may_replace, installation, by)
    board = service.import_board(installation.shelf, path, name, replace=replace, allow=allow)
    if replace:
        expire_questions(installation, f"local:{board.id}")
    return board


def web_app(installation: Installation, settings: Settings) -> "FastAPI":
    """The API of the installation."""
    from core_api.web.app import create_app

    look = checkup(installation, settings)
    return create_app(installation, api_token(settings), look, read_source, post_of(settings))


def checkup(installation: Installation, settings: Settings, *, migrate: bool = False) -> Checkup:
    """What looks at all that the installation depends on."""

    def boards() -> tuple[Check, ...]:
        far = settings.boards_url not in ("inproc://", "memory:")
        service = (boards_service(settings.boards_url, lambda: ask_far_boards(settings)),) if far else ()
        return service + vendors.checks(installation) + hooks.checks(installation, post_of(settings))

    return Checkup(settings, installation.database, migrate=migrate, vendors=boards)


def _heard(job: Job, report: Report, listen: Listener | None) -> Report:
    def both(progress: Progress) -> None:
        if listen:
            listen(job, progress)
        report(progress)

    return both


def _zone(name: str | None) -> tzinfo:
    if name is None:
        from tzlocal import get_localzone

        return get_localzone()
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Invalid("timezone-unknown", zone=name) from error


def _glossary(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        terms = loads(path.read_text(encoding="utf-8"))
    except (OSError, JSONDecodeError, UnicodeDecodeError) as error:
        raise Invalid("glossary-unreadable", path=str(path)) from error
    if not isinstance(terms, dict) or not all(isinstance(term, str) for term in terms.values()):
        raise Invalid("glossary-unreadable", path=str(path))
    return terms
