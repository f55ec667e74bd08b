"""Paragraphs of a document cut into the parts that are found and cited: one heading, one page, some 200 words.

Nothing here knows a kind of file.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from core_api.contracts.documents import DocumentPart, DocumentText
from core_api.contracts.problems import Invalid, TooLarge
from core_api.language.controls import plain

MOST_CHARACTERS = 4_000_000
"""Characters of text that a document may have: some 1,500 printed pages."""
_ENOUGH = 150
_MOST = 300
"""Words of a part, as in passages of meetings."""
_BETWEEN = " › "
_LONGEST_HEADING = 200
_SENTENCE = re.compile(r"(?<=[.!?…;])\s+")


@dataclass(frozen=True)
class Block:
    """A paragraph, or with a level (1 for the outermost) a heading."""

    text: str
    level: int = 0
    page: int | None = None


@dataclass
class _Open:
    """The part that is being filled."""

    heading: str = ""
    page: int | None = None
    paragraphs: list[str] = field(default_factory=list)
    words: int = 0

    def close(self) -> Iterator[DocumentPart]:
        """What it holds, if anything; it is empty afterwards."""
        if self.paragraphs:
            yield DocumentPart(text="\n".join(self.paragraphs), heading=self.heading, page=self.page)
        self.paragraphs, self.words = [], 0


def document_of(blocks: Iterable[Block], name: str, title: str = "") -> DocumentText:
    """The document in parts. Without a title of its own it has its only outermost heading's, if it begins with it.

    Raises Invalid `document-empty`, TooLarge `document-too-large`.
    """
    every = [Block(plain(block.text).strip(), block.level, block.page) for block in blocks]
    every = [block for block in every if block.text]
    if sum(len(block.text) for block in every) > MOST_CHARACTERS:
        raise TooLarge("document-too-large", name=name)
    parts = tuple(_parts(every))
    if not parts:
        raise Invalid("document-empty", name=name)
    first = every[0]
    own = plain(title).strip() or (first.text if first.level == 1 else "")
    return DocumentText(title=" ".join(own.split())[:_LONGEST_HEADING], parts=parts)


def _parts(blocks: Iterable[Block]) -> Iterator[DocumentPart]:
    part, above = _Open(), dict[int, str]()
    for block in blocks:
        if block.level:
            yield from part.close()
            above = {level: words for level, words in above.items() if level < block.level}
            above[block.level] = " ".join(block.text.split())[:_LONGEST_HEADING]
            continue
        heading = _BETWEEN.join(above[level] for level in sorted(above))
        for piece in _pieces(block.text):
            words = len(piece.split())
            moved = (part.heading, part.page) != (heading, block.page)
            if moved or part.words >= _ENOUGH or part.words + words > _MOST:
                yield from part.close()
            part.heading, part.page = heading, block.page
            part.paragraphs.append(piece)
            part.words += words
    yield from part.close()


def _pieces(paragraph: str) -> Iterator[str]:
    """A paragraph whole, or, where it is longer than a part, its sentences together as far as they fit."""
    if len(paragraph.split()) <= _MOST:
        yield paragraph
        return
    kept: list[str] = []
    for sentence in _SENTENCE.split(paragraph):
        for piece in _chopped(sentence):
            if kept and len(" ".join([*kept, piece]).split()) > _MOST:
                yield " ".join(kept)
                kept = []
            kept.append(piece)
    if kept:
        yield " ".join(kept)


def _chopped(sentence: str) -> Iterator[str]:
    words = sentence.split()
    if len(words) <= _MOST:
        yield sentence
        return
    for start in range(0, len(words), _MOST):
        yield " ".join(words[start : start + _MOST])
