"""The composition root: the only place that picks implementations. Services are imported at their first use."""

import contextlib
import os
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from functools import cache, lru_cache, partial
from json import JSONDecodeError, loads
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core_api.changes.site import ConnectorFor
from core_api.checkup import Checkup, boards_service
from core_api.contracts.accounts import VENDOR_KINDS, Account, Accounts, VendorKind
from core_api.contracts.board import Board
from core_api.contracts.health import Check
from core_api.contracts.job import Job, JobKind, Progress
from core_api.contracts.model import Language
from core_api.contracts.ports import (
    Answerer,
    BoardShelf,
    Clock,
    Connector,
    Matcher,
    Report,
    Summarizer,
    Transcriber,
)
from core_api.contracts.problems import Invalid
from core_api.contracts.proposal import Actor
from core_api.jobs.schedule import Nightly, Schedule
from core_api.jobs.worker import Handler, Rhythm, Worker
from core_api.settings import Settings
from core_api.store import boards
from core_api.store.accounts import AccountsFile
from core_api.store.blobs import FolderBlobs
from core_api.store.boards import LocalBoards
from core_api.store.database import Database, connect, is_made
from core_api.store.pace import StoredBuckets
from core_api.usecases import hooks, sweep, vendors, work
from core_api.usecases.boards import expire_questions, may_replace
from core_api.usecases.deadlines import deadlines
from core_api.usecases.installation import Installation, Keyring, Services
from core_api.usecases.messenger import answering, delivering
from core_api.usecases.permissions import OWNER
from core_api.usecases.submit import ReadText

if TYPE_CHECKING:
    from fastapi import FastAPI

    from core_api.wire.service import Wire
    from kanban_connectors.pacing import Pacer

Listener = Callable[[Job, Progress], None]
"""Hears the progress of jobs that run in this process."""


def install(settings: Settings, *, migrate: bool = True) -> Installation:
    """The installation that the settings describe, with its database brought up to date.

    Without `migrate` nothing is made on the disk: a database that is not there is a throwaway one without tables.
    """
    if migrate:
        _make_home(settings.home)
    _hub_environment(settings)
    there = migrate or is_made(settings.store_url)
    database = connect(settings.store_url if there else "sqlite://")
    if migrate:
        database.migrate()
    resources = contextlib.ExitStack()
    resources.callback(database.dispose)
    clock = lambda: datetime.now(UTC)  # noqa: E731 - a one-line adapter of the clock port
    shelf = LocalBoards(database, clock)
    door, background = _boards(settings, database if there else None, shelf, clock, resources)
    return Installation(
        database=database,
        blobs=FolderBlobs(settings.blobs_folder),
        shelf=shelf,
        services=_services(settings),
        connector_for=door,
        background_connector_for=background,
        keyring=_keyring(settings, database, resources),
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


def post_of(settings: Settings) -> hooks.Post:
    """The way that vendors' deliveries come. The secret part of an address follows from the API's key."""
    from kanban_connectors import hooks as deliveries

    return hooks.Post(
        public_url=settings.public_url,
        secret=lambda kind: hooks.secret_of(api_token(settings), kind),
        read=lambda kind, url, body, given: deliveries.read(kind, accounts(settings), url, body, given),
        register=deliveries.register,
        unregister=deliveries.unregister,
        registered=deliveries.registered,
    )


def api_token(settings: Settings) -> str:
    """The API's key: the configured one, else the one kept in the home folder (made at the first call, mode 600)."""
    if settings.api_token:
        return settings.api_token.get_secret_value()
    from core_api.web.auth import kept_token

    _make_home(settings.home)
    return kept_token(settings.home / "api-token")


def _make_home(home: Path) -> None:
    """The folder of the installation, for its owner alone where it is new. Raises Invalid `home-unusable`."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise Invalid("home-unusable", path=str(home)) from error
    if not os.access(home, os.R_OK | os.W_OK | os.X_OK):
        raise Invalid("home-unusable", path=str(home))


def _services(settings: Settings) -> Services:
    @cache
    def transcriber(asr_model: str | None) -> Transcriber:
        from audio2text.fetch import ensure
        from audio2text.service import build

        model = asr_model or settings.asr_model
        if settings.allow_downloads:
            ensure(model, _fetched_models(settings), _hub_token(settings))
        return build(model, settings.diarizer, settings.models_folder)

    @cache
    def language_service() -> "Summarizer":
        from llm_service.service import build

        room, proxy = settings.llm_context_tokens, settings.llm_proxy
        return build(settings.llm_url, settings.llm_key, settings.llm_model, context_tokens=room, proxy=proxy)

    @cache
    def matcher() -> Matcher:
        from similarity.fetch import ensure
        from similarity.service import build

        if settings.allow_downloads:
            ensure(settings.embed_model, _fetched_models(settings), _hub_token(settings))
        return build(settings.embed_model, settings.models_folder)

    answerer: Callable[[], Answerer] = language_service  # type: ignore[assignment] # one object, both ports
    return Services(transcriber, language_service, answerer, matcher)


def _boards(
    settings: Settings,
    database: Database | None,
    shelf: BoardShelf,
    clock: Clock,
    resources: contextlib.ExitStack,
) -> tuple[ConnectorFor, ConnectorFor]:
    """The door to the boards for what a person waits for, and the one for the rest; each opened at its first use.

    All who work on the database share the vendors' limits; without one, this process counts alone. An account that is
    connected while a server runs opens the doors anew.
    """

    @cache
    def pacer() -> "Pacer":
        from kanban_connectors.pacing import MemoryPace, Pacer, SafeBuckets

        return Pacer(SafeBuckets(StoredBuckets(database))) if database else MemoryPace()

    kept = AccountsFile(settings.home)

    @cache
    def wire() -> "Wire":
        far = _far_boards(settings)
        resources.callback(far.close)
        return far

    @lru_cache(maxsize=4)
    def door(_stamp: object, *, urgent: bool) -> ConnectorFor:
        from kanban_connectors.service import Boards

        pace = pacer() if urgent else pacer().background()
        if settings.boards_url == "inproc://":
            near = Boards(shelf, accounts(settings), pace, clock)
            resources.callback(near.close)
            return near
        from kanban_connectors.remote import RemoteConnector

        vendors = lambda kind: RemoteConnector(wire(), kind, background=not urgent)  # noqa: E731 - at the first use
        return Boards(shelf, clock=clock, vendors=vendors)

    def opened(*, urgent: bool) -> ConnectorFor:
        return lambda ref: door(kept.stamp(), urgent=urgent)(ref)  # noqa: PLW0108 - opens at the first reference

    return opened(urgent=True), opened(urgent=False)


def checkup(installation: Installation, settings: Settings, *, migrate: bool = False) -> Checkup:
    """What looks at all that the installation depends on."""

    def boards() -> tuple[Check, ...]:
        far = settings.boards_url not in ("inproc://", "memory:")
        service = (boards_service(settings.boards_url, lambda: _ask_far_boards(settings)),) if far else ()
        return service + vendors.checks(installation) + hooks.checks(installation, post_of(settings))

    return Checkup(settings, installation.database, migrate=migrate, vendors=boards)


def _ask_far_boards(settings: Settings) -> None:
    from kanban_connectors.remote import ask

    with contextlib.closing(_far_boards(settings)) as far:
        ask(far)


def _far_boards(settings: Settings) -> "Wire":
    """The wire to the service of the vendors' boards. Raises Missing `service-url`, `service-tls`."""
    from core_api.wire.place import Place, open_wire, same_process
    from core_api.wire.service import Mount
    from kanban_connectors.actions import SERVICE

    if settings.boards_url == "memory:":
        from kanban_connectors.doors import memory_door
        from kanban_connectors.file.connector import load_board

        sample = load_board(Path(__file__).parent / "sample" / "board-en.json")
        return same_process(Mount(SERVICE, memory_door(sample.model_copy(update={"id": "demo"}))))
    place = Place(
        settings.boards_url,
        settings.boards_key,
        settings.boards_ca,
        settings.boards_cert,
        settings.boards_cert_key,
    )
    return open_wire(SERVICE, place)


def _keyring(settings: Settings, database: Database, resources: contextlib.ExitStack) -> Keyring:
    """The accounts of this installation; where another service has them, what is known of them from here."""
    kept, elsewhere = AccountsFile(settings.home), settings.boards_url != "inproc://"

    def attempt(account: Account) -> Connector:
        from kanban_connectors.service import alone

        tried = alone(account, settings)
        resources.callback(tried.close)
        return tried.vendor(account.kind)

    def kinds() -> tuple[VendorKind, ...]:
        if not elsewhere:
            return accounts(settings).kinds
        with database.reading() as session:
            refs = [ref for ref, _policy in boards.known(session)]
        return tuple(kind for kind in VENDOR_KINDS if any(ref.startswith(f"{kind}:") for ref in refs))

    return Keyring(
        kinds=kinds,
        elsewhere=elsewhere,
        from_settings=frozenset(_configured(settings).kinds),
        attempt=attempt,
        keep=kept.keep,
        path=kept.path,
    )


def accounts(settings: Settings) -> Accounts:
    """The accounts under which boards are reached: those of the environment, else those that were connected here."""
    return _configured(settings, AccountsFile(settings.home).read())


def _configured(settings: Settings, connected: Accounts | None = None) -> Accounts:
    """The accounts that the environment names, and those of the others of whose kind it names none."""
    from kanban_connectors.access import accounts_of

    return accounts_of(settings, connected)


def _heard(job: Job, report: Report, listen: Listener | None) -> Report:
    def both(progress: Progress) -> None:
        if listen:
            listen(job, progress)
        report(progress)

    return both


def _hub_environment(settings: Settings) -> None:
    """Model libraries read these: nothing is downloaded behind the operator's back."""
    if not settings.allow_downloads:
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["TRANSFORMERS_OFFLINE"] = "1"


def _fetched_models(settings: Settings) -> Path:
    """The folder that models are fetched into."""
    if settings.models_dir is None:
        _make_home(settings.home)
    return settings.models_folder


def _hub_token(settings: Settings) -> str | None:
    return settings.hf_token.get_secret_value() if settings.hf_token else None


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
