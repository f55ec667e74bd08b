"""Texts from outside without what steers a screen: terminal escapes, bells, and marks that turn the reading order."""

import re

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85]")
_STEERING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    r"""The text without control characters and bidirectional embeddings, overrides and isolates.

    Line ends of every kind become one newline; tabs stay. The rest stays as it is, to the letter.

    >>> plain("Pay \x1b[31mpage\u202e\r\n")
    'Pay [31mpage\n'
    """
    return _STEERING.sub("", _LINE_ENDS.sub("\n", text))
