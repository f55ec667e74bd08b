"""One script for Russian and English words by sound: «кейклок» and Keycloak, «эсэмэс» and SMS look alike.

The result is for comparing only; nobody ever reads it. The weights of `similarity` were learned with these tables.
"""

import re
import unicodedata
from functools import lru_cache

_TO_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "й": "i",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
        "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e",
        "ю": "u", "я": "a",
    }
)  # fmt: skip

_SPELLINGS = (
    ("tch", "ch"), ("sch", "sh"), ("tion", "shn"), ("ight", "ait"), ("oa", "o"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("ea", "i"), ("ph", "f"), ("ck", "k"), ("qu", "kv"), ("wh", "v"), ("th", "t"), ("dzh", "j"), ("dj", "j"),
    ("ch", "\x01"), ("sh", "\x02"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("q", "k"), ("w", "v"),
    ("x", "ks"), ("y", "i"), ("dge", "j"), ("ge", "je"), ("\x01", "ch"), ("\x02", "sh"),
)  # fmt: skip
"""Latin spellings by sound, applied in this order."""

_LETTER_NAMES = {
    "a": "ei", "b": "bi", "c": "si", "d": "di", "e": "i", "f": "ef", "g": "ji", "h": "eich", "i": "ai", "j": "jei",
    "k": "kei", "l": "el", "m": "em", "n": "en", "o": "o", "p": "pi", "q": "kiu", "r": "ar", "s": "es", "t": "ti",
    "u": "iu", "v": "vi", "w": "dabliu", "x": "eks", "y": "vai", "z": "zet",
    "а": "a", "б": "be", "в": "ve", "г": "ge", "д": "de", "е": "e", "ж": "je", "з": "ze", "и": "i", "к": "ka",
    "л": "el", "м": "em", "н": "en", "о": "o", "п": "pe", "р": "er", "с": "es", "т": "te", "у": "u", "ф": "ef",
    "х": "ha", "ц": "tse", "ч": "che", "ш": "sha", "щ": "sha", "э": "e", "ю": "u", "я": "a",
    "1": "odin", "2": "dva", "3": "tri",
}  # fmt: skip

_ACRONYM = re.compile(r"\b[A-ZА-Я1-3]{2,5}\b")
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=100_000)
def sound(token: str) -> str:
    """A folded token in Latin letters by sound; digits and signs stay.

    >>> sound("кейклок") == sound("keycloak")
    True
    """
    latin = token.translate(_TO_LATIN)
    plain = "".join(char for char in unicodedata.normalize("NFD", latin) if not unicodedata.combining(char))
    for spelling, heard in _SPELLINGS:
        plain = plain.replace(spelling, heard)
    return _DOUBLE.sub(r"\1", plain)


def spoken_acronyms(text: str) -> list[str]:
    """How the acronyms of a text sound when they are spelled out: SMS → esemes."""
    found = [word for word in _ACRONYM.findall(text) if not word.isdigit()]
    return [
        _DOUBLE.sub(r"\1", "".join(_LETTER_NAMES.get(char, "") for char in word.lower())) for word in found
    ]


def likeness(left: str, right: str) -> float:
    """How much two words in one script share, by pairs and triples of letters: 0–1."""
    ours, theirs = _grams(left), _grams(right)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


@lru_cache(maxsize=100_000)
def _grams(word: str) -> frozenset[str]:
    padded = f"^{word}$"
    return frozenset(padded[at : at + size] for size in (2, 3) for at in range(len(padded) - size + 1))
