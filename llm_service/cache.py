"""Answers that a model gave before, by the digest of what was asked: working on a meeting again costs nothing.

Only answers that filled in their form are kept, never a question. They grow old, and the oldest go when there are too
many. Who may be asked at all is decided elsewhere, and before this.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from llm_service import keeping
from llm_service.terms import Keeping

_BETWEEN = 64
"""Answers that are kept between two looks at how much there is."""
_DRAFT_LASTS = 3600.0
"""Seconds after which what was never finished is nobody's any more."""


class Cache:
    """The answers under one folder. Safe to share between threads and processes."""

    def __init__(self, terms: Keeping, now: Callable[[], float] = time.time) -> None:
        """Nothing is made on the disk before there is something to keep."""
        self._folder = terms.folder / "answers" if terms.folder and terms.answers else None
        self._oldest = terms.days * 86_400
        self._largest = terms.mebibytes << 20
        self._now = now
        self._lock = threading.Lock()
        self._put = 0

    def get(self, digest: str) -> str | None:
        """The answer to what has this digest; None when none is kept, or it is too old."""
        if self._folder is None:
            return None
        path = self._path(self._folder, digest)
        try:
            fresh = self._now() - path.stat().st_mtime < self._oldest
        except OSError:
            return None
        if not fresh:
            keeping.remove(path)
            return None
        data = keeping.read(path)
        return None if data is None else data.decode("utf-8", "replace")

    def put(self, digest: str, answer: str) -> None:
        """Keep the answer."""
        if self._folder is None:
            return
        keeping.write(self._path(self._folder, digest), answer.encode("utf-8", "replace"))
        with self._lock:
            tidy = self._put % _BETWEEN == 0
            self._put += 1
        if tidy:
            self._tidy(self._folder)

    def _path(self, folder: Path, digest: str) -> Path:
        return folder / digest[:2] / digest

    def _tidy(self, folder: Path) -> None:
        """Remove what is too old, then the oldest until the rest has room."""
        found: list[tuple[float, int, Path]] = []
        for path in folder.glob("*/*"):
            try:
                about = path.stat()
            except OSError:
                continue
            lasts = _DRAFT_LASTS if path.name.startswith(".") else self._oldest
            if self._now() - about.st_mtime >= lasts:
                keeping.remove(path)
            else:
                found.append((about.st_mtime, about.st_size, path))
        size = sum(size for _at, size, _path in found)
        for _at, bytes_of, path in sorted(found):
            if size <= self._largest:
                break
            keeping.remove(path)
            size -= bytes_of
