"""Abbreviations spelled out, as recognisers write them: "c d c", "gee bee f s", «си ди эн», «эс эм эс».

Only runs of letters and names of letters are put together; whether the result names anything the caller decides.
"""

from collections.abc import Sequence

from core_api.language.spans import Token

_NAMES = {
    "bee": "b", "cee": "c", "dee": "d", "gee": "g", "jay": "j", "kay": "k", "pee": "p", "cue": "q",
    "tee": "t", "vee": "v", "zee": "z", "zed": "z", "ess": "s", "ef": "f", "el": "l", "em": "m", "en": "n",
    "ar": "r", "ex": "x", "ay": "a", "эй": "a", "би": "b", "си": "c", "ди": "d", "эф": "f", "джи": "g",
    "эйч": "h", "ай": "i", "джей": "j", "кей": "k", "эл": "l", "эль": "l", "эм": "m", "эн": "n", "оу": "o",
    "пи": "p", "кью": "q", "ар": "r", "эс": "s", "ти": "t", "ю": "u", "ви": "v", "икс": "x", "уай": "y",
    "зет": "z",
}  # fmt: skip
_RUSSIAN = {
    "бэ": "б", "вэ": "в", "гэ": "г", "дэ": "д", "ка": "к", "эль": "л", "эл": "л", "эм": "м", "эн": "н",
    "пэ": "п", "эр": "р", "эс": "с", "тэ": "т", "эф": "ф", "ха": "х", "цэ": "ц", "че": "ч", "ша": "ш",
}  # fmt: skip
_LEAST, _MOST = 2, 6


def spelled(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The abbreviations that runs of letters make, in Latin and in Cyrillic; shorter ones inside a run too."""
    found: list[Token] = []
    for names in (_NAMES, _RUSSIAN):
        letters = [names.get(token.word) or _alone(token.word) for token in tokens]
        for first in range(len(letters)):
            word = ""
            for stop in range(first, min(first + _MOST, len(letters))):
                letter = letters[stop]
                if letter is None:
                    break
                word += letter
                if len(word) > _LEAST:
                    found.append(Token(word, tokens[first].start, tokens[stop].end))
    return tuple(found)


def _alone(word: str) -> str | None:
    return word if len(word) == 1 and word.isalpha() else None
