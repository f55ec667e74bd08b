"""Files that come with a request: written to a folder that is gone afterwards, byte by byte counted."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi import UploadFile

from core_api.contracts.problems import Problem
from core_api.usecases.file_names import safe_name

_CHUNK = 1 << 20


@contextmanager
def received(file: UploadFile, largest: int, refusal: Problem) -> Iterator[Path]:
    """The file under its own name. Raises the refusal for more bytes: a declared length proves nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / safe_name(file.filename or "")
        came = 0
        with path.open("wb") as target:
            while chunk := file.file.read(_CHUNK):
                came += len(chunk)
                if came > largest:
                    raise refusal
                target.write(chunk)
        yield path
