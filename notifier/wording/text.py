"""Text to the letter: how long it is for a messenger, and where it may be cut. No words of ours here."""

import regex

from core_api.language.controls import plain

_CLUSTER = regex.compile(r"\X")
_TWO_LETTERS = regex.compile(r"(?r)[ -~Ѐ-ҁҊ-ԯ]{2}")
"""From the right. Nothing joins two of these, Latin or Cyrillic, into one character."""
_NOTHING = regex.compile(r"[\p{Surrogate}\p{Noncharacter_Code_Point}]")
_BLANKS = regex.compile(r"\s+")
_RIGHT_TO_LEFT = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}\p{Bidi_Class=AN}]")
_FIRST_STRONG, _END = "\u2068", "\u2069"
_NEAR = 14
"""A cut goes back to the space before it where that costs no more units than this."""


def units(text: str) -> int:
    """The length in UTF-16 code units, as messengers count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clusters(text: str) -> list[str]:
    """What a reader takes for single characters: letters with their marks, whole emoji, flags."""
    return [str(found[0]) for found in _CLUSTER.finditer(text)]


def cut(text: str, most: int) -> str:
    """At most so many units with the `…` at the end, never inside what a reader takes for one character."""
    if units(text) <= most:
        return text
    last = _within(text, max(most - 1, 0))
    end = _surely(text, last)
    for found in _CLUSTER.finditer(text, end):
        if found.end() > last:
            break
        end = found.end()
    head = text[:end]
    whole = head.rpartition(" ")[0]
    if whole and units(head) - units(whole) <= _NEAR:
        head = whole
    return head.rstrip() + "…" if most > 0 else ""


def _within(text: str, most: int) -> int:
    """How many code points of the text are so many units."""
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * most].decode("utf-16-le", "surrogatepass")
    return len(kept) - ("\ud800" <= kept[-1:] < "\udc00")  # one that is cut in two is not kept


def _surely(text: str, last: int) -> int:
    """A place there or before where a reader sees a character begin, whatever comes before: long texts are not read."""
    found = _TWO_LETTERS.search(text, 0, last + 1)
    return found.start() + 1 if found else 0


def one_line(text: str) -> str:
    """Others' words without what steers a screen, in one line."""
    return str(_BLANKS.sub(" ", _kept(text))).strip()


def paragraphs(text: str) -> str:
    """Others' words without what steers a screen; their lines stay, empty ones do not."""
    lines = (one_line(line) for line in _kept(text).splitlines())
    return "\n".join(line for line in lines if line)


def isolated(text: str) -> str:
    """The text, line by line kept from turning the order of what stands around it where it runs right to left.

    What is kept so already stays as it is: others' words never bring such marks, they are taken out of them.
    """
    return "\n".join(_isolated(line) for line in text.split("\n"))


def _isolated(line: str) -> str:
    turns = _FIRST_STRONG not in line and _RIGHT_TO_LEFT.search(line)
    return f"{_FIRST_STRONG}{line}{_END}" if turns else line


def _kept(text: str) -> str:
    """Without controls, lone surrogates and what Unicode says is no character."""
    return str(_NOTHING.sub("", plain(text)))
