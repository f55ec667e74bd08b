"""The names of files that come from outside, as names that a folder can hold."""

from pathlib import Path

_LONGEST = 200
"""Bytes of a file's name; file systems take 255."""


def safe_name(name: str) -> str:
    """The user's name of a file without a path, with nothing unprintable, not too long."""
    name = "".join(
        letter for letter in name.replace("\\", "/").split("/")[-1] if letter.isprintable()
    ).strip()
    stem, suffix = Path(name).stem, Path(name).suffix
    while len((stem + suffix).encode()) > _LONGEST:
        stem, suffix = (stem[:-1], suffix) if stem else (suffix[: _LONGEST // 4], "")
    return "meeting" if stem in {"", ".", ".."} else stem + suffix
