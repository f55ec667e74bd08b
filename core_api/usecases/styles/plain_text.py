"""A document as plain text, in lines that a mail or a terminal holds."""

from textwrap import wrap

from core_api.usecases.styles.document import (
    Block,
    Document,
    Heading,
    Listing,
    Paragraph,
    Table,
    Text,
    joined,
)

_WIDTH = 100


def render(document: Document) -> str:
    """The text, with an empty line between blocks."""
    return "\n\n".join(_block(block) for block in document.blocks) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            text = _said(block.text)
            return f"{text}\n{('=' if block.level == 1 else '-') * min(len(text), _WIDTH)}"
        case Paragraph():
            return _folded(_said(block.text))
        case Listing():
            signs = (f"{number}." if block.numbered else "-" for number in range(1, len(block.items) + 1))
            lines = (_folded(_said(item), f"{sign} ") for sign, item in zip(signs, block.items, strict=True))
            return "\n".join(lines)
        case Table():
            return "\n".join(_row(block.head, row) for row in block.rows)


def _row(head: tuple[Text, ...], row: tuple[Text, ...]) -> str:
    """A row with the names of its columns: columns side by side are no good in narrow lines."""
    first, *rest = (_said(cell) for cell in row)
    named = [f"   {_said(name)}: {cell}" for name, cell in zip(head[2:], rest[1:], strict=True) if cell]
    return "\n".join([_folded(rest[0] if rest else "", f"{first}. "), *named])


def _folded(text: str, sign: str = "") -> str:
    lines = wrap(text, _WIDTH, initial_indent=sign, subsequent_indent=" " * len(sign), break_on_hyphens=False)
    return "\n".join(lines)


def _said(text: Text) -> str:
    return joined(text, lambda run: run.text)
