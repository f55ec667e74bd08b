"""Makes rich text fit a messenger's limit by shortening what matters least first. No words, no markup."""

from collections.abc import Callable
from dataclasses import replace

from notifier.wording.rich import Line, Part, Parts, Span, Weight
from notifier.wording.text import cut, units

Size = Callable[[Parts], int]


def fit(parts: Parts, limit: int, size: Size) -> Parts:
    """The parts within the limit.

    Weight by weight others' words are cut, then lines of a list are left out, then whole parts. Our own words and
    what is essential stay; only where even these do not fit is the rest of the lines left out.
    """
    for weight in Weight:
        # No span is shown longer than the limit: cut so far at once, the search below stays quick.
        parts = _capped(parts, weight, limit)
    for weight in Weight:
        for shorten in (_cut, _leave_out, _drop):
            if size(parts) <= limit:
                return parts
            parts = shorten(parts, weight, limit, size)
    if size(parts) > limit:
        parts = _cut(_yielding(parts), Weight.ESSENTIAL, limit, size)
    return parts if size(parts) <= limit else _hard(parts, limit, size)


def _yielding(parts: Parts) -> Parts:
    """The parts with others' words that may be cut to almost nothing."""

    def line(one: Line) -> Line:
        return replace(
            one, spans=tuple(span if span.least is None else replace(span, least=2) for span in one.spans)
        )

    return tuple(replace(part, lines=tuple(line(one) for one in part.lines)) for part in parts)


def _cut(parts: Parts, weight: Weight, limit: int, size: Size) -> Parts:
    """Others' words of that weight, cut to the greatest length with which all fits, or as far as they may be."""
    low = 0
    high = max(
        (
            units(span.text)
            for part in parts
            if part.weight == weight
            for one in part.lines
            for span in one.spans
        ),
        default=0,
    )
    while low < high:
        middle = (low + high + 1) // 2
        if size(_capped(parts, weight, middle)) <= limit:
            low = middle
        else:
            high = middle - 1
    return _capped(parts, weight, low)


def _capped(parts: Parts, weight: Weight, most: int) -> Parts:
    return tuple(
        replace(part, lines=tuple(_capped_line(one, most) for one in part.lines))
        if part.weight == weight
        else part
        for part in parts
    )


def _capped_line(one: Line, most: int) -> Line:
    def capped(span: Span) -> Span:
        return span if span.least is None else replace(span, text=cut(span.text, max(most, span.least)))

    return replace(one, spans=tuple(capped(span) for span in one.spans))


def _leave_out(parts: Parts, weight: Weight, limit: int, size: Size) -> Parts:
    """Lists of that weight, the last one first, with the last lines left out and counted."""
    for place in reversed(range(len(parts))):
        part = parts[place]
        if part.weight != weight or part.more is None:
            continue
        low, high = 0, len(part.lines) - part.first
        while low < high:
            middle = (low + high + 1) // 2
            if size(_swapped(parts, place, _first(part, middle))) <= limit:
                low = middle
            else:
                high = middle - 1
        parts = _swapped(parts, place, _first(part, low))
        if size(parts) <= limit:
            break
    return parts


def _first(part: Part, kept: int) -> Part:
    """The list with so many of its lines."""
    listed = part.lines[part.first :]
    if part.more is None or kept >= len(listed):
        return part
    return replace(
        part, lines=(*part.lines[: part.first], *listed[:kept], part.more(len(listed) - kept)), more=None
    )


def _drop(parts: Parts, weight: Weight, limit: int, size: Size) -> Parts:
    for place in reversed(range(len(parts))):
        if parts[place].weight == weight and parts[place].droppable:
            parts = (*parts[:place], *parts[place + 1 :])
            if size(parts) <= limit:
                break
    return parts


def _swapped(parts: Parts, place: int, part: Part) -> Parts:
    return (*parts[:place], part, *parts[place + 1 :])


def _hard(parts: Parts, limit: int, size: Size) -> Parts:
    """The first lines, as many as fit; the words in them whole."""
    kept: Parts = ()
    for part in parts:
        for count in range(len(part.lines), 0, -1):
            more = (*kept, replace(part, lines=part.lines[:count]))
            if size(more) <= limit:
                kept = more
                break
        if not kept or kept[-1].lines != part.lines:
            break
    return kept
