"""One meeting in one look, or all that waits for somebody, in rich text."""

from collections.abc import Sequence

from core_api.contracts.messages import Digest, DigestLine
from notifier.wording import marks
from notifier.wording.changes import change_inline
from notifier.wording.reader import Reader
from notifier.wording.rich import Line, Part, Parts, Span, Weight, block, line, ours, theirs, written

_NAMED = 3
"""Cards gone silent that a digest names."""


def digest(reader: Reader, view: Digest) -> Parts:
    """The meeting, what was changed by itself, what waits, who else is asked."""
    parts = [
        Part(tuple(_head(reader, view)), apart=False),
        Part(
            (block(written(view.overview), fold_above=320),) if view.overview.strip() else (), Weight.OVERVIEW
        ),
        _done(reader, view.done),
        _asks(reader, view),
        _others(reader, view),
        _unmentioned(reader, view),
    ]
    return tuple(part for part in parts if part.lines)


def _head(reader: Reader, view: Digest) -> list[Line]:
    title = reader.say(f"message-digest-{view.occasion}", count=_waiting(view))
    lines = [line(ours(f"{marks.OCCASIONS[view.occasion]} "), ours(title, "bold"))]
    about = []
    if view.meeting_title and view.meeting_at:
        at = view.meeting_at.isoformat()
        about += [ours(" · "), *reader.told("message-of-meeting", {"title": view.meeting_title, "at": at})]
    elif view.meeting_title:
        about += [ours(" · "), *reader.phrase("quoted", text=theirs(view.meeting_title))]
    if view.board:
        about += [ours(" · "), *reader.phrase("message-board", name=theirs(view.board))]
    return [*lines, line(*about[1:])] if about else lines


def _waiting(view: Digest) -> int:
    return sum(1 for one in view.asks if one.outcome is None)


def _done(reader: Reader, done: Sequence[DigestLine]) -> Part:
    if not done:
        return Part(())
    head = line(ours(reader.say("message-digest-done", count=len(done)), "bold"))
    lines = [_line(reader, "• ", one, "undone" if _undone(one) else "") for one in done]
    return Part((head, *lines), Weight.LIST, more=lambda count: _more(reader, count), first=1)


def _undone(one: DigestLine) -> bool:
    return one.outcome is not None and one.outcome.code == "undone"


def _asks(reader: Reader, view: Digest) -> Part:
    waits = _waiting(view)
    head = line(ours(reader.say("message-digest-asks", count=waits, total=len(view.asks)), "bold"))
    lines = [
        _line(reader, f"{number}. ", one, one.outcome.code if one.outcome else "")
        for number, one in enumerate(view.asks, start=1)
    ]
    return Part((head, *lines), Weight.LIST, more=lambda count: _more(reader, count), first=1)


def _line(reader: Reader, before: str, one: DigestLine, outcome: str) -> Line:
    """`3. ✅ Card · Due: … → …`."""
    sign = f"{marks.OUTCOMES[outcome]} " if outcome else ""
    name = theirs(_name(reader, one), "bold", least=24)
    return line(ours(f"{before}{sign}"), name, ours(" · "), change_inline(reader, one.operation, one.changes))


def _name(reader: Reader, one: DigestLine) -> str:
    """The card's name, also of one that is to be made."""
    if one.card:
        return one.card
    named = (change.after for change in one.changes if change.field == "card" and change.after)
    return next(named, reader.say("new-card"))


def _others(reader: Reader, view: Digest) -> Part:
    if not view.others:
        return Part(())
    return Part(
        (line(ours(reader.say("message-digest-others", count=view.others), "italic")),), Weight.DETAIL
    )


def _unmentioned(reader: Reader, view: Digest) -> Part:
    """How many cards at work nobody spoke of, and which have gone silent, in one line."""
    if not view.unmentioned:
        return Part(())
    said = reader.say("message-digest-unmentioned", count=view.unmentioned)
    spans: list[Span | tuple[Span, ...]] = [ours(f"{marks.SILENT} {said}")]
    for place, name in enumerate(view.silent[:_NAMED]):
        spans.append(ours(", " if place else f"; {reader.say('message-digest-silent')}: "))
        spans.append(reader.phrase("quoted", text=theirs(name)))
    if len(view.silent) > _NAMED:
        spans.append(ours(" " + reader.say("message-digest-silent-more", count=len(view.silent) - _NAMED)))
    return Part((line(*spans),), Weight.DETAIL)


def _more(reader: Reader, count: int) -> Line:
    return line(ours(reader.say("message-more", count=count), "italic"))
