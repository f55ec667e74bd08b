"""Words of ours with lines below, and the caption of a voice note, in rich text."""

from core_api.contracts.messages import Clip, Item, Notice
from notifier.wording import marks
from notifier.wording.quoting import quote_lines
from notifier.wording.reader import Reader
from notifier.wording.rich import Line, Part, Parts, Span, Weight, line, ours, theirs, written
from notifier.wording.text import one_line

_WRITTEN = {"answer"}
"""Parameters that are whole texts: their lines stay."""


def notice(reader: Reader, view: Notice) -> Parts:
    """The message, the problem in it, the items."""
    texts = {name: written(str(view.params[name]), least=400) for name in _WRITTEN & set(view.params)}
    spans = reader.told(f"message-{view.code}", view.params, **texts)
    return (
        Part(tuple(_lines(spans, titled=bool(view.items or view.problem))), apart=False),
        *_problem(reader, view),
        *_items(reader, view),
    )


def clip(reader: Reader, view: Clip) -> Parts:
    """Who is heard, when, and the words."""
    return (Part(tuple(quote_lines(reader, view.quote)), Weight.QUOTE),)


def _lines(spans: tuple[Span, ...], *, titled: bool) -> list[Line]:
    """The lines of a message; the first one is a heading where something follows it."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *rest = span.text.split("\n") if span.least is None else [span.text]
        lines[-1].append(_like(span, first))
        lines += [[_like(span, text)] for text in rest]
    headed = len(lines) > 1 or titled
    headed = headed and any(span.least is None for span in lines[0])
    return [
        Line(tuple(_bold(span) for span in spans) if headed and not number else tuple(spans))
        for number, spans in enumerate(lines)
    ]


def _like(span: Span, text: str) -> Span:
    return Span(text, span.style, span.url, span.least)


def _bold(span: Span) -> Span:
    return Span(span.text, "bold", span.url, span.least)


def _problem(reader: Reader, view: Notice) -> list[Part]:
    if not view.problem:
        return []
    lines = (
        line(ours(f"{marks.WARNS} "), reader.problem(view.problem, view.params)),
        line(reader.problem(view.problem, view.params, step=True)),
    )
    return [Part(lines)]


def _items(reader: Reader, view: Notice) -> list[Part]:
    """With quotes a part each, else one list."""
    if not view.items:
        return []

    def more(count: int) -> Line:
        return line(ours(reader.say("message-more", count=count), "italic"))

    if not any(item.quote for item in view.items):
        lines = tuple(line(ours("• "), _item(reader, item)) for item in view.items)
        return [Part(lines, Weight.LIST, apart=False, more=more)]
    return [Part(tuple(_quoted(reader, item)), Weight.QUOTE) for item in view.items]


def _quoted(reader: Reader, item: Item) -> list[Line]:
    if item.quote is None:
        return [line(ours("• "), _item(reader, item))]
    return (
        quote_lines(reader, item.quote, *_item(reader, item))
        if _says(item)
        else quote_lines(reader, item.quote)
    )


def _says(item: Item) -> bool:
    return bool(item.code or one_line(item.text))


def _item(reader: Reader, item: Item) -> tuple[Span, ...]:
    text = theirs(item.text, url=item.url, least=48)
    if not item.code:
        return (text,)
    return reader.told(f"message-item-{item.code}", item.params, text=text)
