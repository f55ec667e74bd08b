"""Looks at everything an installation depends on, for `boardscribe doctor` and for `/ready`."""

import logging
import os
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Literal

from core_api.contracts.health import Check
from core_api.contracts.problems import Problem, Unauthorized
from core_api.settings import Settings
from core_api.store import boards
from core_api.store.database import Database
from core_api.usecases import minutes_export, parked
from core_api.wire import outage as outages
from core_api.wire.place import Place
from core_api.wire.reachable import answers, host_and_port

_LEAST_FREE_BYTES = 1_000_000_000
_PROBE_LASTS = 15.0
_VENDORS_LAST = 60.0
_DATABASE_TELLS = frozenset({"database-damaged", "database-newer"})
_LOG = logging.getLogger(__name__)


class Checkup:
    """Looks when it is called. Of a question to another server the answer is kept a while: anybody may call often."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        seconds: Callable[[], float] = time.monotonic,
        *,
        migrate: bool = False,
        vendors: Callable[[], tuple[Check, ...]] = tuple,
    ) -> None:
        """`seconds` is a clock that only goes forward; with `migrate` the database is brought up to date first.

        `vendors` looks at the boards that are connected; it is asked once in a while.
        """
        self._settings = settings
        self._database = database
        self._migrate = migrate
        self._seconds = seconds
        self._lock = Lock()
        self._asked: tuple[float, Check] | None = None
        self._vendors = vendors
        self._boards: tuple[float, tuple[Check, ...]] | None = None

    def __call__(self) -> tuple[Check, ...]:
        """One check a dependency, in the order in which a meeting meets them."""
        settings = self._settings
        database = _database(self._database, migrate=self._migrate)
        return (
            database,
            _disk(settings),
            _speech(settings),
            _speakers(settings),
            # What a service in another process depends on, it says itself.
            *(() if Place(settings.minutes_url).remote else (self._model(),)),
            *(() if Place(settings.matching_url).remote else (_embedder(settings),)),
            _dashboard(),
            *_template(settings.minutes_template),
            *(_writes(self._database) if database.state == "ok" else ()),
            *self._connected(),
        )

    def _model(self) -> Check:
        with self._lock:
            now = self._seconds()
            if self._asked is None or now - self._asked[0] >= _PROBE_LASTS:
                self._asked = self._seconds(), _model(self._settings)
            return self._asked[1]

    def _connected(self) -> tuple[Check, ...]:
        with self._lock:
            now = self._seconds()
            if self._boards is None or now - self._boards[0] >= _VENDORS_LAST:
                self._boards = self._seconds(), self._vendors()
            return self._boards[1]


def service_at(name: Literal["boards", "matching", "minutes"], url: str, ask: Callable[[], None]) -> Check:
    """How the service at the address is; `ask` raises a Problem unless it answers us."""
    params: dict[str, str | int | float] = {"url": host_and_port(url)}
    try:
        ask()
    except Unauthorized:
        return Check(name=name, state="down", code=f"{name}-key", params=params)
    except Problem as problem:
        _LOG.info("the %s service: %s", name, problem)
        return Check(name=name, state="down", code=f"{name}-down", params=params)
    return Check(name=name, state="ok", code=f"{name}-ok", params=params)


def _database(database: Database, *, migrate: bool) -> Check:
    try:
        if migrate:
            database.migrate()
        with database.reading() as session:
            boards.known(session)
    except Problem as problem:
        code = problem.code if problem.code in _DATABASE_TELLS else "database-down"
        return Check(name="database", state="down", code=code)
    except Exception:
        _LOG.warning("the database cannot be used", exc_info=True)
        return Check(name="database", state="down", code="database-down")
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[database.dialect]
    return Check(name="database", state="ok", code="database-ok", params={"kind": kind})


def _writes(database: Database) -> tuple[Check, ...]:
    """What was decided and waits, asked of a database that can be read."""
    try:
        with database.reading() as session:
            waits = parked.idle(session, datetime.now(UTC))
    except Exception:
        _LOG.warning("what waits cannot be told", exc_info=True)
        return ()
    if not waits:
        return (Check(name="writes", state="ok", code="writes-ok"),)
    since = min((intent.created_at for intent, _job in waits if intent.created_at), default=None)
    params: dict[str, str | int | float] = {
        "count": len(waits),
        "since": f"{since:%Y-%m-%d %H:%M} UTC" if since else "?",
    }
    return (Check(name="writes", state="degraded", code="writes-waiting", params=params),)


def _disk(settings: Settings) -> Check:
    home = settings.home.absolute()
    place = next(folder for folder in (home, *home.parents) if folder.exists())
    if not (place.is_dir() and os.access(place, os.W_OK | os.X_OK)):
        return Check(name="disk", state="down", code="disk-unusable", params={"path": str(home)})
    free = shutil.disk_usage(place).free
    params: dict[str, str | int | float] = {"free": round(free / 1e9, 1), "path": str(settings.home)}
    if free < _LEAST_FREE_BYTES:
        return Check(name="disk", state="degraded", code="disk-low", params=params)
    return Check(name="disk", state="ok", code="disk-ok", params=params)


def _speech(settings: Settings) -> Check:
    model = settings.asr_model
    if model is None:
        return Check(
            name="speech", state="degraded", code="speech-none", params={"path": str(settings.models_folder)}
        )
    if model == "demo-en":
        installed = find_spec("pocketsphinx") is not None
        return Check(
            name="speech",
            state="degraded" if installed else "down",
            code="speech-demo" if installed else "speech-demo-missing",
        )
    folder = Path(model).expanduser()
    places = (folder, settings.models_folder / "whisper" / model, settings.models_folder / model)
    if settings.allow_downloads or any((place / "model.bin").is_file() for place in places):
        return Check(name="speech", state="ok", code="speech-ok", params={"model": model})
    missing: dict[str, str | int | float] = {
        "model": model,
        "path": str(settings.models_folder / "whisper" / model),
    }
    return Check(name="speech", state="down", code="speech-missing", params=missing)


def _speakers(settings: Settings) -> Check:
    if settings.diarizer == "basic" and find_spec("resemblyzer") is None:
        return Check(name="speakers", state="down", code="speakers-missing")
    return Check(name="speakers", state="ok", code="speakers-ok", params={"diarizer": settings.diarizer})


def _model(settings: Settings) -> Check:
    if settings.llm_url is None or settings.llm_model is None or settings.models_allowed == "none":
        return Check(name="model", state="degraded", code="model-none")
    params: dict[str, str | int | float] = {
        "url": host_and_port(settings.llm_url),
        "model": settings.llm_model,
    }
    now = datetime.now(UTC)
    outage = outages.told(settings.model_folder, str(params["url"]), settings.llm_model, now)
    if outage is not None:
        params["seconds"] = round((outage.until - now).total_seconds())
        return Check(name="model", state="degraded", code="model-resting", params=params)
    if not answers(settings.llm_url, settings.llm_key, settings.llm_proxy):
        return Check(name="model", state="down", code="model-down", params=params)
    return Check(name="model", state="ok", code="model-ok", params=params)


def _embedder(settings: Settings) -> Check:
    if settings.embed_model is None:
        return Check(name="embedder", state="degraded", code="embedder-none")
    if settings.embed_url is None and find_spec("sentence_transformers") is None:
        return Check(
            name="embedder", state="down", code="embedder-missing", params={"model": settings.embed_model}
        )
    return Check(name="embedder", state="ok", code="embedder-ok", params={"model": settings.embed_model})


def _template(path: Path | None) -> tuple[Check, ...]:
    """The people's own template of minutes, filled once. A wrong one keeps only itself from working."""
    if path is None:
        return ()
    try:
        minutes_export.template_of(path)
    except Problem as problem:
        params = problem.params | {"problem": problem.code}
        return (Check(name="template", state="degraded", code="template-wrong", params=params),)
    return (Check(name="template", state="ok", code="template-ok", params={"name": path.name}),)


def _dashboard() -> Check:
    if find_spec("streamlit") is None:
        return Check(name="dashboard", state="down", code="dashboard-absent")
    return Check(name="dashboard", state="ok", code="dashboard-ok")
