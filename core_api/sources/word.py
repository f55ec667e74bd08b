"""Word documents (.docx): paragraphs and tables as lines, which `plain` then reads. Never macros, links or pictures."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph

from core_api.contracts.problems import Invalid
from core_api.sources.draft import Draft
from core_api.sources.plain import read_lines

_UNPACKED_LIMIT = 200_000_000
"""The most bytes that a document may unpack to."""
_ENTRIES_LIMIT = 5_000
DAMAGE = (
    BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    OSError,
    EOFError,
    SyntaxError,
    RuntimeError,
    OpcError,
)
"""What the library raises for a file that is no Word document, or half of one."""
_TIME = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d+)?")


def read_docx(path: Path) -> Draft:
    """The document's words in order. Raises Invalid when it is damaged, or unpacks to more than a document may."""
    try:
        if packed_too_large(path):
            raise Invalid("source-too-large", name=path.name, limit=_UNPACKED_LIMIT // 1_000_000)
        with path.open("rb") as file:
            document = Document(file)
            return read_lines(list(_lines(document.iter_inner_content())))
    except DAMAGE as error:
        raise Invalid("source-damaged", name=path.name) from error


def packed_too_large(path: Path) -> bool:
    """Whether it would unpack to more than a document may: a small file can hold gigabytes of zeros."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    return len(entries) > _ENTRIES_LIMIT or sum(entry.file_size for entry in entries) > _UNPACKED_LIMIT


def _lines(blocks: Iterator[Paragraph | Table]) -> Iterator[str]:
    """Each paragraph's lines, then an empty one."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from (_row([cell.text for cell in row.cells]), "")
        else:
            yield from block.text.split("\n")
            yield ""


def _row(cells: list[str]) -> str:
    """A row as one line; [time,] name, words become the line that a person would write."""
    texts = [" ".join(cell.split()) for cell in dict.fromkeys(cells)]
    texts = [text for text in texts if text]
    times = [text for text in texts if _TIME.fullmatch(text)]
    words = [text for text in texts if not _TIME.fullmatch(text)]
    line = f"{words[0]}: {' '.join(words[1:])}" if len(words) > 1 else " ".join(words)
    return f"[{times[0]}] {line}" if times else line
