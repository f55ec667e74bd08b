"""Logging, set up once by each program of ours: where it goes, in what form, and without secrets.

`configure` for the core's commands and for a service's own server alike; what is logged is for each module to say.
"""

import logging
import sys
from collections.abc import Iterable
from typing import Literal, TextIO

from core_api.observe.redaction import Redactor

Form = Literal["text", "json"]

TALKATIVE = ("httpcore", "httpx", "multipart", "python_multipart", "sqlalchemy", "telegram", "urllib3")
"""Libraries that log addresses with tokens in them, the parameters of every query, or every byte of an upload."""


class Redacting(logging.Formatter):
    """Another formatter's lines, messages and tracebacks alike, without secrets."""

    def __init__(self, inner: logging.Formatter, redact: Redactor) -> None:
        super().__init__()
        self._inner = inner
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return self._redact(self._inner.format(record))


def configure(
    level: str, secrets: Iterable[str] = (), form: Form = "text", stream: TextIO | None = None
) -> None:
    """Log to standard error (or `stream`), one line or one JSON object a record; a log that is set up stays as it is.

    Args:
        level: the least that is logged: `debug`, `info`, `warning`, `error`.
        secrets: the values of the secrets that this program was given; they are hidden wherever they stand.
        form: `text` for people, `json` for machines.
        stream: where to.
    """
    quieten()
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Redacting(_formatter(form), Redactor(secrets)))
    logging.basicConfig(level=level.upper(), handlers=[handler])


def quieten() -> None:
    """Keep talkative libraries to what goes wrong."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def _formatter(form: Form) -> logging.Formatter:
    if form == "text":
        return logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    import structlog

    before: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
