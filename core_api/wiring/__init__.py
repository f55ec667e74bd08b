"""The composition root: the only place that picks implementations. Services are imported at their first use."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from functools import partial
from json import JSONDecodeError, loads
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core_api.checkup import Checkup
from core_api.contracts.board import Board
from core_api.contracts.health import Check
from core_api.contracts.job import JobKind
from core_api.contracts.problems import Invalid
from core_api.contracts.proposal import Actor
from core_api.jobs.steady import Staff
from core_api.locales.terminal import interface_language
from core_api.settings import Settings
from core_api.store.blobs import FolderBlobs
from core_api.store.boards import LocalBoards
from core_api.store.database import Database, connect, is_made
from core_api.usecases import hooks, reindexing, reliability, vendors
from core_api.usecases.boards import expire_questions, may_replace
from core_api.usecases.installation import Installation, Manner, Services
from core_api.usecases.messenger import channels, undelivered
from core_api.usecases.permissions import OWNER
from core_api.wiring.boards import accounts, keyring, open_boards, post_of
from core_api.wiring.far import far_services
from core_api.wiring.home import api_token, make_home
from core_api.wiring.meaning import embeds, meaning_of
from core_api.wiring.office import Office, gate_of, wording_of
from core_api.wiring.reading import read_document, read_source
from core_api.wiring.services import hub_environment, services_of
from core_api.wiring.workers import (
    EVERY_KIND,
    MESSENGER_KINDS,
    Listener,
    build_schedule,
    build_staff,
    build_worker,
)

__all__ = [
    "Listener",
    "accounts",
    "api_token",
    "build_schedule",
    "build_staff",
    "build_worker",
    "checkup",
    "far_staff",
    "import_board",
    "install",
    "kinds_of_workers",
    "post_of",
    "read_document",
    "read_source",
    "web_app",
]

if TYPE_CHECKING:
    from fastapi import FastAPI

    from core_api.store.search import StoredIndex
    from similarity.actions import Matching


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
    office = Office(settings)
    resources.callback(office.end)
    services = replace(services_of(settings, resources, keep=migrate), notifier=office)
    return Installation(
        database=database,
        blobs=FolderBlobs(settings.blobs_folder),
        index=_index(database, settings, services),
        embeds=embeds(settings),
        shelf=shelf,
        services=services,
        connector_for=door,
        background_connector_for=background,
        keyring=keyring(settings, database, resources),
        clock=clock,
        zone=_zone(settings.timezone),
        models=settings.models_allowed,
        language=settings.language or ("ru" if interface_language() == "ru" else "en"),
        manner=Manner(settings.minutes_language, settings.minutes_tone, settings.minutes_template),
        public_url=settings.public_url,
        glossary=_glossary(settings.glossary),
        resources=resources,
    )


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


def web_app(installation: Installation, settings: Settings, *, staffed: bool = True) -> "FastAPI":
    """The API of the installation; the messengers of this process live in it while it serves.

    With `staffed` people are asked and heard here also where a service of their own reaches the messengers.
    """
    from core_api.web.app import Doors, create_app

    office = installation.services.notifier
    gate = gate_of(office) if isinstance(office, Office) else None
    doors = Doors(post_of(settings), gate, wording_of(), read_document)
    look = checkup(installation, settings)
    life = partial(_in_the_loop, installation, settings, staffed=staffed)
    return create_app(installation, api_token(settings), look, read_source, doors, life)


def kinds_of_workers(installation: Installation) -> frozenset[JobKind]:
    """The kinds of jobs that a worker does beside the staff; all where there is none. Raises what opening raises."""
    staffed = installation.services.notifier() is not None
    return EVERY_KIND - MESSENGER_KINDS if staffed else EVERY_KIND


def far_staff(installation: Installation, settings: Settings) -> Staff | None:
    """The staff, for any process: None where the messengers live in the API's, or none is set up."""
    office = installation.services.notifier
    elsewhere = isinstance(office, Office) and office.elsewhere
    return build_staff(installation, settings) if elsewhere else None


@contextlib.asynccontextmanager
async def _in_the_loop(
    installation: Installation, settings: Settings, _app: "FastAPI", *, staffed: bool
) -> AsyncIterator[None]:
    """The messengers and their staff, for as long as the API serves."""
    office = installation.services.notifier
    staff = None
    if isinstance(office, Office):
        office.begin(asyncio.get_running_loop())
        if staffed or not office.elsewhere:
            staff = build_staff(installation, settings, office.leave)
    if staff is not None:
        staff.start()
    try:
        yield
    finally:
        if staff is not None:
            await asyncio.to_thread(staff.stop)
        if isinstance(office, Office):
            await asyncio.to_thread(office.end)


def checkup(installation: Installation, settings: Settings, *, migrate: bool = False) -> Checkup:
    """What looks at all that the installation depends on."""

    def boards() -> tuple[Check, ...]:
        return (
            *far_services(settings),
            *vendors.checks(installation),
            *hooks.checks(installation, post_of(settings)),
            *channels.checks(installation),
            *undelivered.check(installation),
            *reliability.checks(installation),
            *reindexing.checks(installation),
        )

    return Checkup(settings, installation.database, migrate=migrate, vendors=boards)


def _index(database: Database, settings: Settings, services: Services) -> "StoredIndex":
    from core_api.store.search import StoredIndex

    matcher: Callable[[], Matching] = services.matcher  # type: ignore[assignment] # each of ours gives vectors too
    return StoredIndex(database, meaning_of(settings, matcher))


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
