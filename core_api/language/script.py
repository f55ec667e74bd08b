"""Words in one script by sound, so that a misheard or transliterated term still looks like its spelling.

The result is for comparing only; nobody ever reads it.
"""

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = "абвгдезийклмнопрстуфхъыьэюя"
_LATIN = "a b v g d e z i i k l m n o p r s t u f h _ i _ e u a".split()
_TO_LATIN = {ord(char): latin.strip("_") for char, latin in zip(_CYRILLIC, _LATIN, strict=True)} | {
    ord("ж"): "j",
    ord("ц"): "ts",
    ord("ч"): "ch",
    ord("ш"): "sh",
    ord("щ"): "sh",
}
_SPELLINGS = (
    ("tion", "shn"), ("ight", "ait"), ("oo", "u"), ("ee", "i"), ("ea", "i"), ("ph", "f"), ("ck", "k"),
    ("qu", "kv"), ("ch", "\1"), ("sh", "\2"), ("ce", "se"), ("ci", "si"), ("c", "k"), ("w", "v"), ("x", "ks"),
    ("y", "i"), ("\1", "ch"), ("\2", "sh"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=100_000)
def sound(token: str) -> str:
    """A folded token in Latin letters by sound; digits stay."""
    latin = token.translate(_TO_LATIN)
    plain = "".join(char for char in unicodedata.normalize("NFD", latin) if not unicodedata.combining(char))
    for spelling, heard in _SPELLINGS:
        plain = plain.replace(spelling, heard)
    return _DOUBLE.sub(r"\1", plain)


def likeness(left: str, right: str) -> float:
    """How much two words in one script share, by pairs and triples of letters: 0–1."""
    ours, theirs = _grams(left), _grams(right)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


@lru_cache(maxsize=100_000)
def _grams(word: str) -> frozenset[str]:
    padded = f"^{word}$"
    return frozenset(padded[at : at + size] for size in (2, 3) for at in range(len(padded) - size + 1))
