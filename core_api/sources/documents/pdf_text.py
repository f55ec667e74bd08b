"""The text of a PDF, page by page, as a program of its own: `python pdf_text.py FILE` writes JSON.

It knows nothing of Boardscribe and is run apart from it (see `pdf`). Exit codes: 0 read, 3 locked, 4 damaged;
anything else: it took more than it may.
"""

import json
import re
import resource
import sys
from typing import Any

LOCKED, DAMAGED, TOO_LARGE = 3, 4, 5
_MEMORY = 2 << 30
_PROCESSOR = 90
"""Bytes and seconds that it may take."""
_PAGES = 3_000
_CHARACTERS = 8_000_000
_BROKEN_WORD = re.compile(r"(?<=[a-zа-яё])[-‐\u00ad]\n(?=[a-zа-яё])")
_BREAK = re.compile(r"\n\s*\n|(?<=[.!?…:])\n(?=[A-ZА-ЯЁ\d•\-–—])")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a page: lines joined, words that were parted at a line's end made whole."""
    whole = _BROKEN_WORD.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [" ".join(part.split()) for part in _BREAK.split(whole) if part.strip()]


def _main(path: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR, _PROCESSOR))
    import logging

    from pypdf import PdfReader
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return LOCKED
        told = _told(reader)
    except DependencyError:  # an encryption that needs a library we do without
        return LOCKED
    except (LimitReachedError, MemoryError, RecursionError):
        return TOO_LARGE
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, OSError):
        return DAMAGED
    if told is None:
        return TOO_LARGE
    sys.stdout.write(json.dumps(told))
    return 0


def _told(reader: Any) -> dict[str, object] | None:
    """The title and the pages; None for more than a document may have."""
    if len(reader.pages) > _PAGES:
        return None
    headings = _headings(reader)
    pages, size = [], 0
    for number, page in enumerate(reader.pages):
        text = page.extract_text() or ""
        size += len(text)
        if size > _CHARACTERS:
            return None
        pages.append({"text": text, "heading": headings.get(number, "")})
    return {"title": _title(reader), "pages": pages}


def _title(reader: Any) -> str:
    title = reader.metadata.title if reader.metadata else None
    return title if isinstance(title, str) else ""


def _headings(reader: Any) -> dict[int, str]:
    """The last entry of the outline that begins on each page; a broken outline is none."""
    found: dict[int, str] = {}

    def walk(entries: list[Any], deep: int = 0) -> None:
        for entry in entries[:_PAGES]:
            if isinstance(entry, list):
                if deep < 8:
                    walk(entry, deep + 1)
            else:
                page = reader.get_destination_page_number(entry)
                if isinstance(page, int) and page >= 0 and isinstance(entry.title, str):
                    found.setdefault(page, entry.title)

    try:
        walk(reader.outline)
    except Exception:  # whatever is wrong with the outline, the text is worth having without it
        return {}
    return found


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1]))
