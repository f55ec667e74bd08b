"""One model on one server, as far as all meetings share it: the way there, and what is known of what it understands.

What is known is remembered on the disk, by address and model, and found out anew after a while.
"""

import hashlib
import json
import logging
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from core_api.contracts.problems import Problem
from core_api.wire.outage import Outage
from core_api.wire.outage import tell as tell_outage
from core_api.wire.reachable import host_and_port
from llm_service import keeping, learning
from llm_service.dialect import Dialect, Engine, Mode
from llm_service.discovery import Found, discover, document
from llm_service.reply import BadAnswerError, Reply, read
from llm_service.terms import Terms
from llm_service.transport import Address, Means, Patience, Response, Sender
from llm_service.turnstile import Turnstile
from llm_service.window import DEFAULT_CONTEXT

REMEMBERED = 7 * 86_400.0
"""Seconds for which what was found out is taken for true."""
_DOUBTS = 2
"""Answers that got stuck before forms are asked for in the prompt alone."""
_NATIVE = "/api/chat"

_log = logging.getLogger(__name__)


class Known(BaseModel):
    """What is remembered of a server."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    engine: Engine
    mode: Mode
    quiet: bool
    without: tuple[str, ...]
    at: float


class Server:
    """Safe to share between threads."""

    def __init__(self, to: Address, model: str, patience: Patience, means: Means, terms: Terms) -> None:
        """Nothing is sent yet."""
        self.to = to
        self.model = model
        self.patience = patience
        self.means = means
        self.terms = terms
        self.turnstile = Turnstile(terms.at_once, to.host, self._heard, means.monotonic)
        self.sender = Sender(to, patience, means, self.turnstile)
        self._dialect = Dialect()
        self._found: Found | None = None
        self._doubts = 0
        self._lock = threading.RLock()

    @property
    def dialect(self) -> Dialect:
        """What the server is known to understand by now."""
        return self._dialect

    @property
    def context(self) -> int:
        """The tokens of the context that may be used: what the server told, never more than the settings say."""
        found = self._found.context if self._found else None
        wanted = self.terms.context
        return min(found, wanted) if found and wanted else found or wanted or DEFAULT_CONTEXT

    def learn(self, *, anew: bool = False) -> None:
        """Find out what the server understands, unless that is known; with `anew` in any case. Raises nothing."""
        with self._lock:
            if self._found is not None and self._found.reached and not anew:
                return
            self._found = discover(self._document, self.model, self.terms.context)
            if not self._found.reached and not anew:
                return
            known = None if anew else self._remembered()
            engine = self._found.engine
            context = self._found.context if engine == "ollama" else None
            if known is not None and known.engine == engine:
                without = frozenset(known.without)
                self._dialect = Dialect(known.mode, without, engine, known.quiet, context)
                return
            self._dialect = self._probed(Dialect(engine=engine, context=context), anew=anew)

    def taken(self, dialect: Dialect) -> None:
        """A request in this dialect was understood."""
        with self._lock:
            if dialect != self._dialect:
                self._dialect = dialect
                self._remember()

    def doubt(self, dialect: Dialect) -> None:
        """An answer in this dialect got stuck. After another one no grammar is asked for any more."""
        with self._lock:
            self._doubts += 1
            if self._doubts >= _DOUBTS:
                _log.info("answers get stuck, so forms are asked for in the prompt alone from now on")
                self._doubts = 0
                self.taken(dialect.unbound())

    def post(self, sender: Sender, dialect: Dialect, body: bytes, limit: float) -> Response:
        """What the server says to a request in that dialect. Raises what `Sender.post` raises."""
        return sender.post(_NATIVE if dialect.engine == "ollama" else "chat/completions", body, limit)

    def _probed(self, start: Dialect, *, anew: bool) -> Dialect:
        probing = self.terms.probing
        faulty = self._found is not None and self._found.faulty
        if probing == "never" or (probing == "auto" and not faulty and not anew):
            return start
        try:
            self._dialect = learning.best(start, self._try, thinking=self.terms.thinking)
        except Problem as problem:
            _log.info("what the model's server understands could not be found out: %s", problem.code)
            return start
        self._remember()
        return self._dialect

    def _try(self, dialect: Dialect) -> Reply | None:
        while True:
            request = dialect.request(self.model, learning.UNTOLD, learning.FORM, learning.TOKENS)
            body = encode(request)
            limit = self.patience.limit(len(body), learning.TOKENS)
            response = self.post(self.sender, dialect, body, limit)
            if response.status == 200:
                break
            simpler = dialect.simpler(response.body)
            if simpler is None or simpler.mode != dialect.mode or simpler.quiet != dialect.quiet:
                return None
            dialect = simpler
        try:
            return read(response.body)
        except BadAnswerError:
            return Reply("", "", cut_short=False)

    def _document(self, path: str, body: dict[str, Any] | None = None) -> Any:
        response = self.sender.ask(path, None if body is None else encode(body))
        return document(response.body) if response is not None and response.status == 200 else None

    def _remembered(self) -> Known | None:
        path = self._path
        try:
            known = Known.model_validate_json((keeping.read(path) if path else None) or b"")
        except ValidationError:
            return None
        return known if 0 <= time.time() - known.at < REMEMBERED else None

    def _remember(self) -> None:
        if self._path is None or self._found is None:
            return
        ours = self._dialect
        known = Known(
            engine=ours.engine,
            mode=ours.mode,
            quiet=ours.quiet,
            without=tuple(sorted(ours.without)),
            at=time.time(),
        )
        keeping.write(self._path, known.model_dump_json().encode())

    @property
    def _path(self) -> Path | None:
        folder = self.terms.keeping.folder
        name = hashlib.sha256(f"{self.to.url}\n{self.model}".encode("utf-8", "replace")).hexdigest()
        return folder / "servers" / f"{name}.json" if folder else None

    def _heard(self, failures: int, seconds: float) -> None:
        if not failures:
            _log.warning("the model's server answers again: %s", self.to.host)
        else:
            _log.warning(
                "the model's server failed %d times, and rests %.0f s: %s", failures, seconds, self.to.host
            )
        if self.terms.keeping.folder is None:
            return
        until = datetime.now(UTC) + timedelta(seconds=seconds)
        place = host_and_port(self.to.url)
        outage = Outage(url=place, model=self.model, failures=failures, until=until) if failures else None
        tell_outage(self.terms.keeping.folder, outage)


def encode(body: dict[str, object]) -> bytes:
    """The bytes of a request. Keys keep their order: in a schema it is the order of writing."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
