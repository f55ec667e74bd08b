"""A letter as a page: its words, in the messenger's markup and within its limits."""

import base64
from datetime import UTC, datetime

from core_api.contracts.messages import ChannelCapabilities, Clip, Digest, Letter, Notice, Question, Toast
from core_api.locales import has
from notifier.channel import Page
from notifier.wording.digest import digest
from notifier.wording.fitting import fit
from notifier.wording.keys import keys, legend
from notifier.wording.markup import Markup, render, shown, without_links
from notifier.wording.notice import clip, notice
from notifier.wording.question import question
from notifier.wording.reader import Reader, reader
from notifier.wording.rich import Part, Parts, line, ours
from notifier.wording.text import units

CAPTION = 1024
"""Units of the text below a voice note."""


def compose(letter: Letter, capabilities: ChannelCapabilities, *, year: int = 0) -> Page:
    """The page of a letter for a messenger that can do this. The same letter always gives the same page.

    Args:
        letter: what is said, and to whom.
        capabilities: what the messenger can do.
        year: the present year, which days of notices and digests leave out; 0: they have theirs.
    """
    view, can = letter.view, capabilities
    who = _reader(letter, year)
    rows = keys(who, letter.rows, can)
    parts = (*_parts(who, letter), *legend(who, rows, can))
    if not shown(parts, "plain").strip():
        parts = (Part((line(ours("…")),)),)
    limit = min(can.text_limit, CAPTION) if isinstance(view, Clip) and can.voice else can.text_limit
    fitted = _fitted(parts, limit, can.markup)
    bare = fit(fitted, limit, lambda tried: units(without_links(tried)))
    return Page(
        key=letter.key,
        text=render(fitted, can.markup),
        plain=without_links(bare) if can.markup != "plain" else render(fitted, "plain"),
        rows=rows,
        voice=base64.b64decode(view.ogg) if isinstance(view, Clip) and can.voice else None,
        seconds=view.seconds if isinstance(view, Clip) else 0.0,
        asks_reply=letter.asks_reply,
        silent=letter.silent,
        answers=letter.answers,
    )


def compose_now(letter: Letter, capabilities: ChannelCapabilities) -> Page:
    """The page of a letter that goes out now: days of the present year go without it."""
    return compose(letter, capabilities, year=datetime.now(UTC).year)


def toast_text(toast: Toast, limit: int) -> str:
    """The words of a toast within so many characters."""
    who = reader(toast.language, "UTC")
    code = f"toast-{toast.code}"
    said = who.told(code if has(code, toast.language) else "toast-shown", toast.params)
    return shown(_fitted((Part((line(said),)),), limit, "plain"), "plain")


def _fitted(parts: Parts, limit: int, markup: Markup) -> Parts:
    return fit(parts, limit, lambda tried: units(shown(tried, markup)))


def _reader(letter: Letter, year: int) -> Reader:
    view = letter.view
    at = view.meeting_at if isinstance(view, Question | Digest) else None
    return reader(letter.language, letter.zone, at.year if at else year)


def _parts(who: Reader, letter: Letter) -> Parts:
    view = letter.view
    match view:
        case Question():
            return question(who, view)
        case Digest():
            return digest(who, view)
        case Clip():
            return clip(who, view)
        case Notice():
            return notice(who, view)
