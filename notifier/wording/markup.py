"""Rich text as HTML, Markdown or plain text: always escaped, always closed. No words, no limits.

HTML is Telegram's subset: line ends are newlines, a quote is a `blockquote`. Markdown is that of chats: line ends are
newlines there too.
"""

import re
from collections.abc import Callable
from html import escape
from itertools import groupby
from typing import Literal

from notifier.wording.rich import Line, Part, Parts, Span
from notifier.wording.text import isolated

Markup = Literal["html", "markdown", "plain"]
_TAGS = {"bold": "b", "italic": "i", "struck": "s", "code": "code"}
_MARKS = {"bold": "**", "italic": "_", "struck": "~~", "code": ""}
_SPECIAL = re.compile(r"([\\`*_\[\]<>~|]|&(?=#?\w+;))")
_LINE_START = re.compile(r"^(\s*)([#+=-]|\d+[.)](?=\s))", re.MULTILINE)
_URL = re.compile(r"https?://[^\s<>\"'()\[\]\\`]+")


def render(parts: Parts, markup: Markup) -> str:
    """The text in a messenger's markup."""
    if markup == "html":
        return _joined(parts, _html_span, _html_quote)
    if markup == "markdown":
        return _joined(parts, _markdown_span, _prefixed)
    return _joined(parts, _plain_span, _prefixed)


def shown(parts: Parts, markup: Markup) -> str:
    """What a reader sees of it, which is what the limits of messengers count."""
    if markup == "html":
        return _joined(parts, _bare_span, lambda text, _long: text)
    return render(parts, markup)


def without_links(parts: Parts) -> str:
    """Plain text without the addresses behind it."""
    return _joined(parts, _bare_span, _prefixed)


def is_address(url: str) -> bool:
    """An address that may be linked to."""
    return _URL.fullmatch(url) is not None


def _joined(parts: Parts, span: Callable[[Span], str], quote: Callable[[str, bool], str]) -> str:
    text = ""
    for part in parts:
        body = _lines(part, span, quote)
        if text and body:
            text += "\n\n" if part.apart else "\n"
        text += body
    return text


def _lines(part: Part, span: Callable[[Span], str], quote: Callable[[str, bool], str]) -> str:
    found: list[str] = []
    for kind, group in groupby(part.lines, key=lambda one: one.quote):
        text = "\n".join(_line(one, span) for one in group)
        found.append(quote(text, kind == "long") if kind else text)
    return "\n".join(found)


def _line(one: Line, span: Callable[[Span], str]) -> str:
    return "".join(span(each) for each in one.spans if each.text)


def _bare_span(span: Span) -> str:
    return isolated(span.text)


def _html_span(span: Span) -> str:
    text = escape(isolated(span.text), quote=False)
    if span.style in _TAGS:
        tag = _TAGS[span.style]
        text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{escape(span.url)}">{text}</a>' if is_address(span.url) else text


def _html_quote(text: str, long: bool) -> str:
    return f"<blockquote{' expandable' if long else ''}>{text}</blockquote>"


def _markdown_span(span: Span) -> str:
    text = _SPECIAL.sub(r"\\\1", isolated(span.text))
    if span.least is not None:
        text = _LINE_START.sub(r"\1\\\2", text)
    mark = _MARKS.get(span.style, "")
    if mark and text.strip():
        # A mark counts only where it touches a letter.
        bare = text.strip()
        before, _bare, after = text.partition(bare)
        text = f"{before}{mark}{bare}{mark}{after}"
    return f"[{text}]({span.url})" if is_address(span.url) else text


def _plain_span(span: Span) -> str:
    text = isolated(span.text)
    return f"{text} ({span.url})" if is_address(span.url) and span.url != span.text else text


def _prefixed(text: str, _long: bool) -> str:
    return "\n".join(f"> {one}" for one in text.split("\n"))
