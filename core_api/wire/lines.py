"""JSON lines, as batch commands read and write them: one object a line, each with an `id`."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from core_api.contracts.problems import Invalid

Line = dict[str, Any]


def read(path: Path) -> list[Line]:
    """The objects of a file. Raises Invalid `lines-missing`, `lines-unreadable`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid("lines-missing", path=str(path)) from error
    # Not `splitlines`: a text may hold U+2028, which ends no line of JSON.
    rows = enumerate(text.split("\n"), start=1)
    return [_object(line, path, number) for number, line in rows if line.strip()]


def written(lines: Sequence[Line]) -> Iterator[str]:
    """Each as one line of JSON."""
    return (json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _object(line: str, path: Path, number: int) -> Line:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise Invalid("lines-unreadable", path=str(path), line=number) from error
    if not isinstance(row, dict) or not isinstance(row.get("id"), str):
        raise Invalid("lines-unreadable", path=str(path), line=number)
    return row
