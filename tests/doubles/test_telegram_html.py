"""The strict reader of Telegram's HTML reads what is right and says what is wrong."""

import re

import pytest

from tests.doubles.telegram_html import Piece, pieces, units, visible

RIGHT = {
    "plain\nlines": "plain\nlines",
    "<b>bold <i>both</i></b> &lt;tag&gt; &amp; &quot;x&quot; &#1071;&#x42f;": 'bold both <tag> & "x" ЯЯ',
    "<blockquote expandable>long <b>quote</b></blockquote>": "long quote",
    '<a href="https://board.example/c/1?a=1&amp;b=2">card</a>': "card",
    '<span class="tg-spoiler">s</span> <tg-spoiler>t</tg-spoiler>': "s t",
    '<pre><code class="language-python">x</code></pre>': "x",
}
WRONG = {
    "<b>open": 'Can\'t find end tag corresponding to start tag "b"',
    "<b><i>x</b></i>": 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    "я</b>": "Unexpected end tag at byte offset 2",
    "<p>x</p>": 'Unsupported start tag "p" at byte offset 0',
    "<br>": 'Unsupported start tag "br"',
    "a < b": "Unclosed start tag at byte offset 2",
    "a > b": "Character '>' is reserved",
    "R&D": "Character '&' is reserved",
    "&nbsp;": "Character '&' is reserved",
    "&#0;": "Unsupported entity",
    "<blockquote><blockquote>x</blockquote></blockquote>": "can't be nested",
    "<code><b>x</b></code>": "can't be nested",
    '<a href="javascript:alert(1)">x</a>': 'Tag "a" leads nowhere',
    '<a href="https://x.example/?a=1&b=2">x</a>': "Character '&' is reserved",
    "<a>x</a>": 'Tag "a" leads nowhere',
    '<b onclick="x">x</b>': "unsupported attribute",
    "<b": "Unclosed start tag",
    "x</b": "Unclosed end tag",
    "\ud800": "encoded in UTF-8",
}


@pytest.mark.parametrize("html", RIGHT)
def test_what_is_right_shows_its_text(html: str) -> None:
    assert visible(html) == RIGHT[html]


@pytest.mark.parametrize("html", WRONG)
def test_what_is_wrong_is_refused_with_the_reason(html: str) -> None:
    with pytest.raises(ValueError, match=re.escape(WRONG[html])):
        visible(html)


def test_pieces_know_the_tags_around_them() -> None:
    assert pieces("a<b>b<i>c</i></b>") == [Piece("a"), Piece("b", ("b",)), Piece("c", ("b", "i"))]


def test_length_is_in_utf_16_units() -> None:
    assert units("я👍🏽") == 5
