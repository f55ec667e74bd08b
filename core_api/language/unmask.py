"""Words in disguise, made plain: letters of another alphabet, invisible marks, figures for letters, codes.

The result is for looking at by rules only; nobody ever reads it, and nothing in it is evidence.
"""

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from core_api.language.words import fold

_LATIN, _CYRILLIC = "aeopcyxkmhtbiju", "аеорсухкмнтвіју"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_FIGURES = str.maketrans("01345@$", "oieasas")
_FIGURES_RU = str.maketrans("0346", "оеаб")
_WORD = re.compile(r"[^\W_]+")
_HIDDEN = re.compile(
    "(?<=[^\\W\\d_])[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff](?=[^\\W\\d_])|[\u202a-\u202e\u2066-\u2069]"
)
_LETTERS_APART = re.compile(r"(?:(?<=\s)|^)(?:[^\W\d_]\s){3,}[^\W\d_](?=\W|$)")
_SPELLED_OUT = re.compile(r"(?:(?<=\s)|^)(?:[^\W\d_]\W{1,3}){8,}")
_FIGURED = re.compile(r"\b(?=\w{5,})(?=\w*[^\W\d_]{2})(?:\w*[^\W\d_]\d[^\W\d_]|\d[^\W\d_]{2,}\d)\w*")
_CODED = re.compile(r"(?<![\w/+])[A-Za-z0-9+/]{24,}={0,2}(?![\w/+])")
_HEX = re.compile(r"\b(?:[0-9a-f]{2}){12,}\b", re.IGNORECASE)
_STRANGE = re.compile(
    "[\u0530-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


@lru_cache(maxsize=4096)
def plainly(text: str) -> str:
    """The text folded, each word in one alphabet, without invisible marks, on one line."""
    flat = " ".join(fold(text).split())
    return _WORD.sub(lambda found: _in_one_alphabet(found.group()), flat)


@lru_cache(maxsize=4096)
def readings(text: str) -> tuple[str, ...]:
    """All that the text may be meant to say: as it stands and, where something is hidden, what that is."""
    return tuple(dict.fromkeys((plainly(text), *_spelled(text), *_decoded(text))))


@lru_cache(maxsize=4096)
def turned(text: str) -> tuple[str, ...]:
    """The text read from behind and, of Latin letters, shifted by thirteen: nearly always nonsense."""
    plain = plainly(text)
    shifted = any("a" <= char <= "z" for char in plain)
    return (plain[::-1], codecs.encode(plain, "rot13")) if shifted else (plain[::-1],)


def disguised(text: str) -> bool:
    """True when alphabets or figures mix in one word, or words are spelled out or hold unseen marks."""
    hidden = _HIDDEN.search(text) or _SPELLED_OUT.search(text) or len(_FIGURED.findall(text)) > 1
    return bool(hidden) or any(_mixed(word) for word in _WORD.findall(text))


def coded(text: str) -> bool:
    """True when a part of the text is another text in code."""
    return any(True for _ in _decoded(text))


def strange(text: str) -> bool:
    """True when the text is partly written in letters that are neither Latin nor Cyrillic."""
    return bool(_STRANGE.search(text))


def _mixed(word: str) -> bool:
    low = word.casefold()
    latin = [char for char in low if "a" <= char <= "z"]
    cyrillic = [char for char in low if "а" <= char <= "я" or char == "ё"]
    if not latin or not cyrillic:
        return False
    return all(char in _LATIN for char in latin) or all(char in _CYRILLIC for char in cyrillic)


def _in_one_alphabet(word: str) -> str:
    if not _mixed(word):
        return word
    latin = sum("a" <= char <= "z" and char not in _LATIN for char in word)
    cyrillic = sum("а" <= char <= "я" and char not in _CYRILLIC for char in word)
    if latin == cyrillic:
        latin = sum("a" <= char <= "z" for char in word)
        cyrillic = len(word) - latin
    return word.translate(_TO_LATIN if latin > cyrillic else _TO_CYRILLIC)


def _spelled(text: str) -> Iterator[str]:
    """Figures in words as letters, letters that stand apart as words."""
    plain = plainly(text)
    together = _LETTERS_APART.sub(lambda found: found.group().replace(" ", ""), fold(text))
    if together != fold(text):
        yield plainly(together)
    figured = _WORD.sub(lambda found: _as_letters(found.group()), plain)
    if figured != plain:
        yield figured


def _as_letters(word: str) -> str:
    if word.isdigit() or not any(char.isdigit() for char in word):
        return word
    cyrillic = any("а" <= char <= "я" for char in word)
    if cyrillic:
        return word.replace("3", "е" if word.count("3") == 1 else "3").translate(_FIGURES_RU)
    return word.translate(_FIGURES)


def _decoded(text: str) -> Iterator[str]:
    for found in _CODED.findall(text):
        try:
            raw = base64.b64decode(found + "=" * (-len(found) % 4), validate=True)
        except (binascii.Error, ValueError):
            continue
        yield from _readable(raw)
    for found in _HEX.findall(text):
        yield from _readable(bytes.fromhex(found))


def _readable(raw: bytes) -> Iterator[str]:
    try:
        said = raw.decode()
    except UnicodeDecodeError:
        return
    if " " in said and all(unicodedata.category(char)[0] in "LNPZ" for char in said):
        yield plainly(said)
