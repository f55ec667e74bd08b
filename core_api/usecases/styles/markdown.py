"""A document as Markdown (CommonMark with tables). Whatever people said is escaped, so that it stays text."""

import re

from core_api.usecases.styles.document import Block, Document, Heading, Listing, Paragraph, Run, Table, joined

_MARKUP = re.compile(r"([\\`*_\[\]<>|~$&])")
_LEADING = re.compile(r"^(\s*)([#+=-])")
_NUMBER = re.compile(r"^(\s*\d{1,9})([.)])")


def render(document: Document) -> str:
    """The document's source text."""
    return "\n\n".join(_block(block) for block in document.blocks) + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows to the letter, in one line, also where a line begins."""
    return _NUMBER.sub(r"\1\\\2", _LEADING.sub(r"\1\\\2", _within_line(text)))


def _within_line(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {joined(block.text, _inside)}"
        case Paragraph():
            return joined(block.text, _shown)
        case Listing():
            signs = (f"{number}." if block.numbered else "-" for number in range(1, len(block.items) + 1))
            lines = (f"{sign} {joined(item, _shown)}" for sign, item in zip(signs, block.items, strict=True))
            return "\n".join(lines)
        case Table():
            head, *rows = (
                "| " + " | ".join(joined(cell, _inside) for cell in row) + " |"
                for row in (block.head, *block.rows)
            )
            return "\n".join([head, "|" + " --- |" * len(block.head), *rows])


def _shown(run: Run) -> str:
    return _look(escape(run.text), run)


def _inside(run: Run) -> str:
    """In a heading or a cell no line begins."""
    return _look(_within_line(run.text), run)


def _look(text: str, run: Run) -> str:
    return f"**{text}**" if run.look == "bold" and text else text
