"""A folder that keeps files by what is in them (`contracts.ports.Blobs`).

Never holds a whole file in memory, and never shows a file that is not complete.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from core_api.contracts.problems import NotFound

_CHUNK = 1 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")


class FolderBlobs:
    """Files named by the SHA-256 of their content, in 256 folders by its first two digits."""

    def __init__(self, root: Path) -> None:
        """`root` is made when the first file comes."""
        self._root = root

    def put(self, path: Path) -> str:
        """Copy a file in; gives its digest (hex). The same content twice is kept once."""
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._root, prefix=".coming-")
        coming = Path(name)
        try:
            with os.fdopen(handle, "wb") as target:
                digest = _digest(path, target.write)
                target.flush()
                os.fsync(target.fileno())
            place = self._place(digest)
            place.parent.mkdir(exist_ok=True)
            coming.replace(place)
        finally:
            coming.unlink(missing_ok=True)
        return digest

    def path(self, digest: str) -> Path:
        """Where the content can be read. Raises NotFound `blob-not-found`."""
        if _DIGEST.fullmatch(digest) and self._place(digest).is_file():
            return self._place(digest)
        raise NotFound("blob-not-found", digest=digest)

    def _place(self, digest: str) -> Path:
        return self._root / digest[:2] / digest


def digest_of(path: Path) -> str:
    """The digest under which a file would be kept (SHA-256, hex)."""
    return _digest(path, len)


def _digest(path: Path, write: Callable[[bytes], object]) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            write(chunk)
    return digest.hexdigest()
