"""Pieces of HTML for `st.html`. Whatever a person said or wrote goes through `text`, so that it is shown, never run.

Streamlit reads Markdown in most other elements: nothing from a meeting or a board may go into those.
"""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from html import escape

_LONG = 48
"""Texts above this many characters are compared word by word."""
_AROUND = 6
"""Words that are kept on each side of a difference."""
_COMMAND = re.compile(r"`([^`<>]+)`")


def text(words: str) -> str:
    """Any text, escaped, and kept from turning the direction of what stands around it."""
    return f"<bdi>{escape(words)}</bdi>"


def block(name: str, *inner: str) -> str:
    """A division with a class of the style sheet."""
    return f'<div class="bs-{name}">{"".join(inner)}</div>'


def span(name: str, inner: str) -> str:
    """A run of text with a class of the style sheet."""
    return f'<span class="bs-{name}">{inner}</span>'


def note(kind: str, message: str, next_step: str = "") -> str:
    """A notice: `bad`, `warn`, `good` or `calm`. What stands between backticks in the next step is a command."""
    step = span("next", _COMMAND.sub(r"<code>\1</code>", text(next_step))) if next_step else ""
    role = "alert" if kind in {"bad", "warn"} else "status"
    return f'<div class="bs-note bs-{kind}" role="{role}"><div>{text(message)}</div>{step}</div>'


def empty(title: str, hint: str) -> str:
    """A page with nothing on it yet: what that means, and the next step."""
    return block("empty", block("empty-title", text(title)), block("empty-hint", text(hint)))


def fold(summary: str, *inner: str) -> str:
    """Details that open on a click, without asking the server."""
    return f"<details class='bs-fold'><summary>{text(summary)}</summary>{''.join(inner)}</details>"


def bullets(lines: Iterable[str]) -> str:
    """A list of ready-made lines."""
    return "<ul class='bs-list'>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def table(head: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """A table of texts; each row with a class of the style sheet, or none."""
    titles = "".join(f"<th scope='col'>{text(one)}</th>" for one in head)
    body = "".join(
        f"<tr class='bs-row {f'bs-{look}-row' if look else ''}'>"
        + "".join(f"<td>{text(cell)}</td>" for cell in cells)
        + "</tr>"
        for look, cells in rows
    )
    return f"<table class='bs-table'><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"


def arrow(before: str | None, after: str | None, nothing: str) -> str:
    """Before → after; long texts word by word, with what stays the same shortened."""
    if before and after and max(len(before), len(after)) > _LONG:
        return span("new bs-compared", _compared(before.split(), after.split()))
    if not before and after and len(after) > _LONG:
        return span("new", text(after))
    old = f"<del>{text(before)}</del>" if before else ""
    sign = '<span class="bs-arrow" aria-hidden="true">→</span>' if before else ""
    new = f"<ins>{text(after)}</ins>" if after else span("none", text(nothing))
    return f"{old}{sign}{new}"


def _compared(before: Sequence[str], after: Sequence[str]) -> str:
    pieces = []
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for number, (step, from_old, to_old, from_new, to_new) in enumerate(steps):
        if step == "equal":
            pieces.append(_same(before[from_old:to_old], first=number == 0, last=number == len(steps) - 1))
            continue
        if to_old > from_old:
            pieces.append(f"<del>{text(' '.join(before[from_old:to_old]))}</del>")
        if to_new > from_new:
            pieces.append(f"<ins>{text(' '.join(after[from_new:to_new]))}</ins>")
    return " ".join(pieces)


def _same(words: Sequence[str], *, first: bool, last: bool) -> str:
    """What did not change: only the words next to a difference."""
    head = [] if first else words[:_AROUND]
    tail = [] if last else words[-_AROUND:]
    if len(words) <= len(head) + len(tail):
        return text(" ".join(words))
    return text(" ".join((*head, "…", *tail)))
