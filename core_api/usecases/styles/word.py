"""A document as a Word file (.docx): text and tables only, never a field, a link or a macro."""

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from core_api.usecases.styles.document import Block, Document, Heading, Listing, Paragraph, Run, Table, Text

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

_LANGUAGES = {"ru": "ru-RU", "en": "en-US"}
_AUTHOR = "Boardscribe"


def render(document: Document, made: datetime) -> bytes:
    """The file's content; `made` is the day it bears, so that equal minutes are equal files."""
    import docx

    file = docx.Document()
    about = file.core_properties
    about.title, about.author, about.last_modified_by = document.title[:255], _AUTHOR, _AUTHOR
    about.language, about.comments = _LANGUAGES[document.language], ""
    about.created = about.modified = made.astimezone(UTC).replace(tzinfo=None)
    for block in document.blocks:
        _add(file, block)
    kept = BytesIO()
    file.save(kept)
    return kept.getvalue()


def _add(file: "WordDocument", block: Block) -> None:
    match block:
        case Heading():
            _write(file.add_heading(level=min(block.level - 1, 4)), block.text)
        case Paragraph():
            _write(file.add_paragraph(), block.text)
        case Listing():
            for number, item in enumerate(block.items, 1):
                # Word's own numbering runs on from list to list: the numbers are ours.
                if block.numbered:
                    _write(file.add_paragraph(), (Run(f"{number}."), *item))
                else:
                    _write(file.add_paragraph(style="List Bullet"), item)
        case Table():
            _add_table(file, block)


def _add_table(file: "WordDocument", block: Table) -> None:
    table = file.add_table(rows=1, cols=len(block.head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, block.head, strict=True):
        _write(cell.paragraphs[0], tuple(Run(one.text, "bold") for one in text))
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _write(cell.paragraphs[0], text)
    file.add_paragraph()


def _write(paragraph: "WordParagraph", text: Text) -> None:
    from docx.shared import RGBColor

    for place, one in enumerate(text):
        added = paragraph.add_run((" " if place else "") + one.text)
        added.bold = True if one.look == "bold" else None
        if one.look == "dim":
            added.font.color.rgb = RGBColor(0x5F, 0x67, 0x71)
