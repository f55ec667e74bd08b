"""A small part of Markdown read as a document: what a person's template gives, before another format is made of it.

Headings, paragraphs, lists, tables and bold; everything else is text. An escaped sign is never markup.
"""

import re
from collections.abc import Iterator

from core_api.contracts.model import Language
from core_api.usecases.styles.document import Block, Document, Heading, Listing, Paragraph, Run, Table, Text

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BULLET = re.compile(r"\s*[-*+]\s+(.*)$")
_NUMBERED = re.compile(r"\s*\d{1,9}[.)]\s+(.*)$")
_RULE = re.compile(r"\s*(?:\|?\s*:?-{3,}:?\s*)+\|?\s*$")
_SIGN = re.compile(r"\\([!-/:-@\[-`{-~])|(\*\*|__)|([*_`])")


def read(source: str, title: str, language: Language) -> Document:
    """The document that the source describes."""
    groups = (_block(lines) for lines in _groups(source))
    return Document(title, language, tuple(block for block in groups if block is not None))


def _groups(source: str) -> Iterator[list[str]]:
    """The lines of each block."""
    group: list[str] = []
    kind = ""
    for line in source.splitlines():
        now = _kind(line)
        joins = (
            bool(group)
            and now not in {"", "heading"}
            and (now == kind or (now == "text" and kind != "table"))
        )
        if not joins:
            if group:
                yield group
            group, kind = [], now
        if now:
            group.append(line)
    if group:
        yield group


def _kind(line: str) -> str:
    if not line.strip():
        return ""
    if _HEADING.match(line):
        return "heading"
    if line.lstrip().startswith("|"):
        return "table"
    if _RULE.match(line):
        return ""
    return "bullets" if _BULLET.match(line) else "numbers" if _NUMBERED.match(line) else "text"


def _block(lines: list[str]) -> Block | None:
    kind = _kind(lines[0])
    if kind == "heading" and (found := _HEADING.match(lines[0])):
        return Heading(inline(found[2]), level=len(found[1]))
    if kind == "table":
        rows = [_cells(line) for line in lines if not _RULE.match(line)]
        return _table(rows)
    if kind in {"bullets", "numbers"}:
        return Listing(tuple(inline(item) for item in _items(lines)), numbered=kind == "numbers")
    return Paragraph(inline(" ".join(line.strip() for line in lines)))


def _items(lines: list[str]) -> Iterator[str]:
    item = ""
    for line in lines:
        found = _BULLET.match(line) or _NUMBERED.match(line)
        if found and item:
            yield item
        item = found[1] if found else f"{item} {line.strip()}"
    yield item


def _cells(line: str) -> tuple[Text, ...]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(inline(cell.strip()) for cell in re.split(r"(?<!\\)\|", inner))


def _table(rows: list[tuple[Text, ...]]) -> Table | None:
    if not rows:
        return None
    width = len(rows[0])
    filled = [(*row, *[()] * width)[:width] for row in rows[1:]]
    return Table(rows[0], tuple(filled))


def inline(text: str) -> Text:
    """The runs of a line: bold where it is marked, everything else as it stands."""
    runs: list[Run] = []
    kept, bold, at = "", False, 0
    for found in _SIGN.finditer(text):
        kept += text[at : found.start()] + (found[1] or "")
        at = found.end()
        if found[2]:
            runs.append(Run(kept.strip(), "bold" if bold else "plain"))
            kept, bold = "", not bold
    runs.append(Run((kept + text[at:]).strip(), "bold" if bold else "plain"))
    return tuple(one for one in runs if one.text)
