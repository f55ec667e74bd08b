"""What a process tells the others on this machine of a server that it leaves alone for a while.

A small file; nothing depends on it but what people are told.
"""

import contextlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from core_api.contracts.model import Frozen, Moment

_NAME = "outage.json"


class Outage(Frozen):
    """A server that failed too often."""

    url: str
    model: str
    failures: int
    until: Moment
    """Until then nobody asks it."""


def tell(folder: Path, outage: Outage | None) -> None:
    """Say it, or that it is over. A folder that cannot be written is no reason to stop."""
    path = folder / _NAME
    with contextlib.suppress(OSError):
        if outage is None:
            path.unlink(missing_ok=True)
            return
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".coming-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(outage.model_dump_json())
        Path(name).replace(path)


def told(folder: Path, url: str, model: str, now: datetime) -> Outage | None:
    """What was said of that model on that server, while it is true."""
    try:
        outage = Outage.model_validate_json((folder / _NAME).read_text(encoding="utf-8"))
    except (OSError, ValidationError, UnicodeDecodeError):
        return None
    return outage if (outage.url, outage.model) == (url, model) and now < outage.until else None
