"""A page's markup as HTML is written everywhere but in Telegram: line ends are tags, and no quote is folded."""

import re

_FOLDED = re.compile(r"<blockquote[^>]*>")
_BEFORE_QUOTE = re.compile(r"\n(?=<blockquote>)")
_AFTER_QUOTE = re.compile(r"(?<=</blockquote>)\n")


def html(markup: str) -> str:
    """The same with tags for line ends; a quote stands in lines of its own without them."""
    plain_quotes = _FOLDED.sub("<blockquote>", markup)
    return _AFTER_QUOTE.sub("", _BEFORE_QUOTE.sub("", plain_quotes)).replace("\n", "<br>")
