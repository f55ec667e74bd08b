"""Word documents (.docx): headings, paragraphs and tables. Never macros, links or pictures."""

import re
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from core_api.contracts.documents import DocumentText
from core_api.contracts.problems import Invalid, TooLarge
from core_api.sources.documents.cutting import Block, document_of
from core_api.sources.word import DAMAGE, packed_too_large

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_ROWS = 20_000


def read_word(path: Path) -> DocumentText:
    """The document's words in parts. Raises Invalid `document-damaged`, `document-empty`, TooLarge."""
    try:
        if packed_too_large(path):
            raise TooLarge("document-too-large", name=path.name)
        with path.open("rb") as file:
            document = Document(file)
            title = str(document.core_properties.title or "")
            blocks = list(_blocks(document.iter_inner_content()))
    except DAMAGE as error:
        raise Invalid("document-damaged", name=path.name) from error
    return document_of(blocks, path.name, title)


def _blocks(content: Iterator[Paragraph | Table]) -> Iterator[Block]:
    for block in content:
        if isinstance(block, Table):
            for row in block.rows[:_ROWS]:
                cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
                yield Block(" | ".join(cell for cell in cells if cell))
        else:
            yield Block(" ".join(block.text.split()), _level(block))


def _level(paragraph: Paragraph) -> int:
    """1 to 9 for a heading, 1 for a title; the styles that Word brings have English names in every language."""
    style = (paragraph.style.name if paragraph.style else "") or ""
    found = _HEADING.match(style)
    if found:
        return int(found[1])
    return 1 if style.casefold() == "title" else 0
