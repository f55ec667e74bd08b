"""What changes on a card, in rich text: a line a field, before → after, as the terminal and the dashboard say it."""

from collections.abc import Sequence
from dataclasses import replace

from core_api.contracts.board import OperationKind
from core_api.contracts.proposal import CardField, FieldChange, ThreeWay
from notifier.wording.reader import Reader
from notifier.wording.rich import Line, Span, Style, block, line, ours, theirs, written
from notifier.wording.text import cut

_LONG = 160
"""Values above this many characters stand in a block of their own."""
_INLINE = 80
"""So much of a value is shown in a list, where all shall be seen in one look."""
_SPOKEN = ("comments", "description")
"""Fields whose values are sentences, not names."""
_BOX_ONLY = {"☐", "☑"}


def change_lines(reader: Reader, kind: OperationKind, changes: Sequence[FieldChange]) -> list[Line]:
    """The operation in words, with what changes behind it or, where several fields do, a line each below it."""
    title, told = reader.say(f"operation-{kind}"), [change for change in changes if _tells(change)]
    if len(told) != 1:
        lines = [line(ours(title, "bold"))]
        for change in told:
            lines += _field(reader, change, ours(f"• {reader.say(f'field-{change.field}')}: "))
        return lines
    return _field(reader, told[0], ours(f"{title}: ", "bold"))


def change_inline(reader: Reader, kind: OperationKind, changes: Sequence[FieldChange]) -> tuple[Span, ...]:
    """The same in a few words, for a list."""
    title, told = reader.say(f"operation-{kind}"), [change for change in changes if _tells(change)]
    if not told or kind == "create":
        return (ours(title),)
    sides = (
        replace(span, style="plain", text=cut(span.text, _INLINE))
        for span in _sides(reader, told[0], least=16)
    )
    return (ours(f"{title}: "), *sides)


def meanwhile_lines(reader: Reader, views: Sequence[ThreeWay]) -> list[Line]:
    """What stood there when it was proposed, what stands there now, what we would write."""
    lines: list[Line] = []
    for view in views:
        lines.append(line(ours(reader.say(f"field-{view.field}"), "bold")))
        for name, value in (("was", view.was), ("now", view.now), ("ours", view.ours)):
            side = _value(reader, view.field, value, "bold" if name == "now" else "plain")
            lines.append(line(ours(f"• {reader.say(f'meanwhile-{name}')} "), side))
    return lines


def _tells(change: FieldChange) -> bool:
    """A change that says more than the operation's own name does."""
    sides = {change.before, change.after} - {None, ""}
    return bool(sides) and not sides <= _BOX_ONLY


def _field(reader: Reader, change: FieldChange, head: Span) -> list[Line]:
    added = _added(change)
    if change.after and change.field in _SPOKEN and len(added) > _LONG:
        return [line(head), block(written(added))]
    return [line(head, *_sides(reader, change, least=32))]


def _sides(reader: Reader, change: FieldChange, *, least: int) -> tuple[Span, ...]:
    """Before → after; where something is only added, what is added."""
    before, after = change.before, change.after
    if change.field in _SPOKEN and after and after.startswith(before or ""):
        return reader.phrase("quoted", text=theirs(_added(change), least=least))
    if not before or (change.field == "check" and after):
        return (_value(reader, change.field, after, "bold", least),)
    gone = _value(reader, change.field, before, "struck", least)
    return (gone, ours(" → "), _value(reader, change.field, after, "bold", least))


def _added(change: FieldChange) -> str:
    """What is written, without what stood there before."""
    return (change.after or "").removeprefix(change.before or "").strip()


def _value(reader: Reader, field: CardField, value: str | None, style: Style, least: int = 24) -> Span:
    return theirs(reader.value(field, value), style, least=least)
