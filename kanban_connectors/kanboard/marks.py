"""How what we made on Kanboard is known again by the key of its operation.

A card and a comment have a field for it, the reference, which Kanboard neither shows to be unique nor lists for
comments. A subtask has none: before it is made, its key and the newest subtask of that moment are noted beside the
card, in the same request; after it is made, its id. So a note without an id says that it was perhaps made, and no
note that it surely was not.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kanban_connectors.kanboard.shapes import SubtaskShape

_PLAIN = re.compile(r"[\w.-]{1,100}", re.ASCII)
_PREFIX = "boardscribe."
_NOTE = re.compile(r"after (\d+)(?: is (\d+))?")


def reference_of(key: str) -> str:
    """What stands in the field: the key itself, so that people can look it up; a digest where it would not fit."""
    return key if _PLAIN.fullmatch(key) else _digest(key)


def note_name(key: str) -> str:
    """The name of the note beside a card."""
    return _PREFIX + _digest(key)


@dataclass(frozen=True)
class Note:
    """A subtask was to be made after all those with smaller ids; `made` is its own, once it is known."""

    after: int
    made: str | None = None

    @property
    def text(self) -> str:
        """As it is kept."""
        return f"after {self.after}" + (f" is {self.made}" if self.made else "")


def note_of(marks: dict[str, str], key: str) -> Note | None:
    """The note of a key; None: nothing was ever tried."""
    return _read(marks.get(note_name(key), ""))


def made_under(
    marks: dict[str, str], key: str, title: str, subtasks: Sequence[SubtaskShape]
) -> tuple[str, ...]:
    """The ids of the subtasks that were made under the key and are still there, the oldest first."""
    note = note_of(marks, key)
    if note is None:
        return ()
    if note.made:
        return tuple(one.id for one in subtasks if one.id == note.made)
    others = {read.made for name, kept in marks.items() if name.startswith(_PREFIX) and (read := _read(kept))}
    found = (
        one.id for one in subtasks if int(one.id) > note.after and one.title == title and one.id not in others
    )
    return tuple(sorted(found, key=int))


def _read(text: str) -> Note | None:
    found = _NOTE.fullmatch(text)
    return Note(int(found[1]), found[2]) if found else None


def _digest(key: str) -> str:
    return hashlib.sha256(f"boardscribe\0{key}".encode()).hexdigest()[:24]
