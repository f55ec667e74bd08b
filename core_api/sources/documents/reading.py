"""The door to the readers of documents: what a file is, told by its content, and its text in parts."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from core_api.contracts.documents import DocumentText
from core_api.contracts.problems import Invalid, TooLarge, Unsupported
from core_api.sources.documents.cutting import Block, document_of
from core_api.sources.encoding import decode, looks_binary
from core_api.sources.kinds import begin

LARGEST = 50_000_000
"""The greatest size of a document's file, in bytes."""
_MARKDOWN = frozenset({".md", ".markdown"})
_TEXT = _MARKDOWN | {".txt", ".text"}
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_ALONE = re.compile(r"\s*(?:[-*+>|]|\d+[.)])\s*\S")
_ITEM = re.compile(r"^\s*[-*+>]\s+")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_MARKS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_FOREIGN = re.compile(r"\s*(?:<!doctype|<html|<\?xml|\{\\rtf)", re.IGNORECASE)

Kind = Literal["text", "docx", "pdf"]


def read_document(path: Path) -> DocumentText:
    """The document in parts. Its name only serves to refuse what claims to be something else.

    Raises NotFound `source-missing`; Invalid `source-unreadable`, `source-empty`, `source-mislabelled`,
    `document-damaged`, `document-empty`, `document-locked`; TooLarge `document-too-large`; Unsupported
    `document-unsupported`.
    """
    kind = _kind(path)
    if kind == "pdf":
        from core_api.sources.documents.pdf import read_pdf

        return read_pdf(path)
    if kind == "docx":
        from core_api.sources.documents.word import read_word

        return read_word(path)
    text = decode(path.read_bytes()).text
    if _FOREIGN.match(text):
        raise Unsupported("document-unsupported", name=path.name)
    blocks = _markdown(text) if path.suffix.lower() in _MARKDOWN else _paragraphs(text)
    return document_of(blocks, path.name)


def _kind(path: Path) -> Kind:
    size, head = begin(path)
    if size == 0:
        raise Invalid("source-empty", name=path.name)
    if size > LARGEST:
        raise TooLarge("document-too-large", name=path.name)
    kind: Kind = "text"
    if head.lstrip()[:5] == b"%PDF-":
        kind = "pdf"
    elif head.startswith(b"PK\x03\x04"):
        kind = _of_zip(path)
    elif looks_binary(head):
        raise Unsupported("document-unsupported", name=path.name)
    suffix = path.suffix.lower()
    claimed = {".pdf": "pdf", ".docx": "docx"}.get(suffix, "text" if suffix in _TEXT else kind)
    if claimed != kind:
        raise Invalid("source-mislabelled", name=path.name, found=kind)
    return kind


def _of_zip(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Invalid("document-damaged", name=path.name) from error
    if "word/document.xml" not in names:
        raise Unsupported("document-unsupported", name=path.name)
    return "docx"


def _paragraphs(text: str) -> Iterator[Block]:
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        yield Block(" ".join(paragraph.split()))


def _markdown(text: str) -> Iterator[Block]:
    """Headings and paragraphs; list items and the lines of a table or of code stand alone, marks are taken out."""
    waiting: list[str] = []
    fenced = ""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        fence = _FENCE.match(line)
        if fence and (not fenced or fence[1].startswith(fenced)):
            yield from _flush(waiting)
            fenced = "" if fenced else fence[1]
            continue
        if not fenced and (found := _HEADING.match(line)):
            yield from _flush(waiting)
            yield Block(_bare(found[2]), len(found[1]))
        elif not fenced and len(waiting) == 1 and _UNDERLINE.match(line):
            yield Block(_bare(waiting.pop()), 1 if "=" in line else 2)
        else:
            if fenced or not line.strip() or _ALONE.match(line):
                yield from _flush(waiting)
            if line.strip():
                waiting.append(line if fenced else _ITEM.sub("", line))
    yield from _flush(waiting)


def _flush(waiting: list[str]) -> Iterator[Block]:
    text = _bare(" ".join(waiting))
    waiting.clear()
    if re.search(r"\w", text):
        yield Block(text)


def _bare(text: str) -> str:
    """Without the marks of links and of emphasis; the words stay."""
    return " ".join(_MARKS.sub(r"\2", _LINK.sub(r"\1", text)).split())
