"""The very words in rich text: who, when in the recording, and the quote itself."""

from collections.abc import Sequence
from itertools import groupby

from core_api.contracts.messages import Quote
from core_api.locales.moments import clock
from notifier.wording import marks
from notifier.wording.reader import Reader
from notifier.wording.rich import Line, Part, Span, Weight, block, line, ours, theirs, written
from notifier.wording.text import one_line

_SHOWN = 3


def quote_parts(reader: Reader, quotes: Sequence[Quote]) -> list[Part]:
    """The first quotes, each with its speaker and time; how many more there are.

    What somebody said in one breath stands below one name.
    """
    breaths = groupby(quotes[:_SHOWN], key=lambda quote: _head(reader, quote))
    parts = [
        Part((line(*head), *(one for quote in some for one in _words(reader, quote))), Weight.QUOTE)
        for head, some in breaths
    ]
    if len(quotes) > _SHOWN:
        rest = reader.say("dashboard-more-quotes", count=len(quotes) - _SHOWN)
        parts.append(Part((line(ours(rest, "italic")),), Weight.QUOTE, apart=False))
    return parts


def quote_lines(reader: Reader, quote: Quote, *before: Span) -> list[Line]:
    """`🎙 Anna, 27:41–28:05`, and the words in a block."""
    return [line(*_head(reader, quote, *before)), *_words(reader, quote)]


def _head(reader: Reader, quote: Quote, *before: Span) -> tuple[Span, ...]:
    head = [ours(f"{marks.SAID} "), *before]
    told = [
        *([theirs(quote.speaker)] if quote.speaker else []),
        *([ours(_times(quote))] if quote.timed else []),
    ]
    for number, span in enumerate(told):
        head += [ours(", "), span] if number or before else [span]
    if not told and not before:
        head.append(ours(reader.say("message-said")))
    return tuple(head)


def _words(reader: Reader, quote: Quote) -> list[Line]:
    said = one_line(quote.text)
    return [block(*reader.phrase("quoted", text=written(quote.text)))] if said else []


def _times(quote: Quote) -> str:
    begin, end = clock(quote.start), clock(quote.end)
    return f"{begin}–{end}" if quote.end > quote.start and end != begin else begin
