"""Where a messenger's news were read to: a mark a channel, kept in a small file, for messengers that do not keep it.

The arrivals themselves are the journal's. A mark is put down only after what lies before it is kept, so what is read
twice after a crash is at most the last batch.
"""

import os
from pathlib import Path
from typing import Protocol

from core_api.contracts.messages import ChannelName


class Marks(Protocol):
    """Keeps a mark a channel."""

    def get(self, channel: ChannelName) -> str:
        """The last mark; empty when there is none."""
        ...

    def put(self, channel: ChannelName, mark: str) -> None:
        """Keep the mark."""
        ...


class FileMarks:
    """Marks in a folder, each in a file of its own."""

    def __init__(self, folder: Path) -> None:
        """The folder is made with the first mark."""
        self._folder = folder

    def get(self, channel: ChannelName) -> str:
        """The last mark; empty when there is none, or none that can be read."""
        try:
            return self._path(channel).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def put(self, channel: ChannelName, mark: str) -> None:
        """Keep the mark: the file is exchanged as a whole, so that a crash leaves the old one or the new one."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(channel)
        fresh = path.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as opened:
            opened.write(mark)
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(path)

    def _path(self, channel: ChannelName) -> Path:
        return self._folder / f"{channel}.mark"


class NoMarks:
    """Forgets everything with the process: where there is no folder of ours."""

    def __init__(self) -> None:
        """Empty."""
        self._marks: dict[ChannelName, str] = {}

    def get(self, channel: ChannelName) -> str:
        """The last mark of this process."""
        return self._marks.get(channel, "")

    def put(self, channel: ChannelName, mark: str) -> None:
        """Remember the mark."""
        self._marks[channel] = mark
