"""Tokens and stems in which Russian and English texts are compared.

Folding makes «Ёлка» and «елка» the same word; stemming makes «карточку» and «карточка» the same; identifiers
such as `#123`, `v16` and `EIP-1559` stay whole, and camelCase and snake_case are split beside the whole.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

from core_api.contracts.model import Language

_TOKEN = re.compile(r"#?\w+(?:[-.]\d+\w*|[-']\w+)*", re.UNICODE)
_CYRILLIC = re.compile(r"[а-я]")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_STEMMERS = {"ru": snowballstemmer.stemmer("russian"), "en": snowballstemmer.stemmer("english")}

STOP_WORDS: frozenset[str] = frozenset(
    "a an the and or but if so of to in on at for from by with as is are was were be been it its this that these those"
    " i you he she we they me him her us them my your our their do does did have has had will would can could should"
    " not no yes there here what which who when where how just also very about then than too up out now"
    " и а но или если то же ли бы не ни да нет в во на с со к ко по из за от до для о об у при над под без через"
    " я ты он она мы вы они меня тебя его ее нас вас их мне тебе ему ей нам вам им мой твой наш ваш свой это этот эта"
    " эти тот та те что как так там тут где когда кто чтобы уже еще только вот ну все всё был была было были быть есть"
    " надо нужно просто тоже очень".split()
)


def fold(text: str) -> str:
    """The text in lower case, in one Unicode form, with ё as е and without zero-width marks."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return "".join(char for char in plain if unicodedata.category(char) != "Cf")


def tokens(text: str) -> list[str]:
    """The words and identifiers of a text, folded, in order."""
    return [part for raw in _TOKEN.findall(unicodedata.normalize("NFKC", text)) for part in _parts(raw)]


@lru_cache(maxsize=100_000)
def _parts(raw: str) -> tuple[str, ...]:
    """A word or identifier, folded, and beside it what it is made of."""
    parts = [part for part in re.split(r"[_\-]", _CAMEL.sub("_", raw)) if part]
    return (fold(raw), *(map(fold, parts) if len(parts) > 1 else ()))


@lru_cache(maxsize=100_000)
def stem(token: str) -> str:
    """The stem of a folded token; identifiers with digits stay as they are."""
    if any(char.isdigit() for char in token):
        return token
    return str(_STEMMERS["ru" if _CYRILLIC.search(token) else "en"].stemWord(token))


def stems(text: str, *, stop_words: bool = False) -> list[str]:
    """The stems of a text, in order; without stop words unless they are asked for."""
    return [stem(token) for token in tokens(text) if stop_words or token not in STOP_WORDS]


def detect_language(text: str) -> Language:
    """`ru` when at least a third of the letters are Cyrillic, else `en`."""
    folded = fold(text)
    cyrillic = sum("а" <= char <= "я" for char in folded)
    latin = sum("a" <= char <= "z" for char in folded)
    return "ru" if cyrillic and cyrillic * 2 >= latin else "en"
