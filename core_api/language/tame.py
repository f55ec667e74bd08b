"""Texts that others will read, made harmless: no address that nobody said, no markup that runs, no shouts.

For what a model wrote or chose. Plain words stay as they are, to the letter.
"""

import re
import unicodedata

from core_api.language.controls import plain

_IMAGE = re.compile(r"!\[([^\]\n]*)\]\(\s*[^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]*)\]\(\s*<?([^)\s>]*)>?[^)\n]*\)")
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,9}://|\bwww\.|\b(?:javascript|data|mailto):)[^\s<>\"'«»)\]]*"
    r"|\b(?:[\w-]+\.)+(?:com|org|net|io|dev|app|info|biz|xyz|top|site|online|me|co|ru|su|рф|example|test|link|click)\b"
    r"(?:/[^\s<>\"'«»)\]]*)?"
    r"|\b(?:[\w-]+\.)+[a-z]{2,}/[^\s<>\"'«»)\]]+",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(?=[/!?a-zA-Z])([^<>\n]{0,400})>?")
_SHOUT = re.compile(r"(?<![\w.@])@(?=\w)")
_REFERENCE = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\S.*$", re.MULTILINE)
_SPACES = re.compile(r"[ \t]{2,}")


def tame(text: str, said: str) -> str:
    """The text with only those addresses that occur in what was said, and without markup, marks and mentions.

    >>> tame("See [here](https://lure.example/?d=1) ![x](https://lure.example/p.png) now", "see here")
    'See here x now'
    """
    shown = "".join(
        char for char in plain(text) if unicodedata.category(char) != "Cf" or char in "\u200d\ufe0f"
    )
    known = said.casefold()
    shown = _IMAGE.sub(lambda found: found.group(1), shown)
    shown = _LINK.sub(lambda found: found.group() if _known(found.group(2), known) else found.group(1), shown)
    shown = _REFERENCE.sub("", shown)
    shown = _ADDRESS.sub(lambda found: found.group() if _known(found.group(), known) else "", shown)
    shown = _TAG.sub(lambda found: f"‹{found.group(1)}›", shown)
    if "@" not in said:
        shown = _SHOUT.sub("", shown)
    return _SPACES.sub(" ", shown) if shown != text else text


def _known(address: str, said: str) -> bool:
    bare = address.casefold().rstrip(".,;:!?/")
    return bool(bare) and bare in said
