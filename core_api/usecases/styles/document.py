"""A document neutral between formats: headings, paragraphs, lists and tables of runs of text. No words, no markup.

What people said stands in runs like everything else; each format escapes all of them, so that none is read as markup.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from core_api.contracts.model import Language
from core_api.language.controls import plain

Look = Literal["plain", "bold", "dim"]


@dataclass(frozen=True)
class Run:
    """A stretch of text in one look."""

    text: str
    look: Look = "plain"


Text = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; the title is of level 1."""

    text: Text
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Some sentences."""

    text: Text


@dataclass(frozen=True)
class Listing:
    """A list, numbered or not."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a head."""

    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


Block = Heading | Paragraph | Listing | Table


@dataclass(frozen=True)
class Document:
    """Blocks from top to bottom."""

    title: str
    language: Language
    blocks: tuple[Block, ...]


def run(text: str, look: Look = "plain") -> Run:
    """The text in one line, without what steers a screen."""
    return Run(" ".join(plain(text).split()), look)


def words(text: str, note: str = "", look: Look = "plain") -> Text:
    """A text, with a note behind it where there is one."""
    return (run(text, look), run(f"— {note}", "dim")) if note else (run(text, look),)


def joined(text: Text, show: Callable[[Run], str]) -> str:
    """The runs of a text with blanks between, each as the format shows it."""
    return " ".join(shown for one in text if (shown := show(one)))


def paragraphs(text: str) -> Iterable[Paragraph]:
    """A text with its own paragraphs."""
    return [Paragraph(words(part)) for part in plain(text).split("\n") if part.strip()]
