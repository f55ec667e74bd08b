"""Numbers as people say them, cardinal and ordinal, Russian (inflected) and English, from 0 to 9999.

Pure tables and one small grammar; what a number stands for (a day, a card, a version) is decided by the caller.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from core_api.language.spans import Token

_RU_SIMPLE = {
    0: "ноль нуль ноля нуля нолю нулю нолем нулем",
    1: "один одна одно одного одной одному одну одним одном раз",
    2: "два две двух двум двумя",
    3: "три трех трем тремя",
    4: "четыре четырех четырем четырьмя",
    8: "восемь восьми восемью восьмью",
    40: "сорок сорока",
    90: "девяносто девяноста",
    100: "сто ста",
    200: "двести двухсот двумстам двумястами двухстах",
    300: "триста трехсот тремстам тремястами трехстах",
    400: "четыреста четырехсот четыремстам четырьмястами четырехстах",
    1000: "тысяча тысячи тысяче тысячу тысячей тысячью тысяч тысячам тысячами тысячах",
}
_RU_SOFT = {5: "пят", 6: "шест", 7: "сем", 9: "девят", 10: "десят", 20: "двадцат", 30: "тридцат"}
_RU_TEENS = "одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат".split()
_RU_FIVES = {
    5: ("пят", "пяти"),
    6: ("шест", "шести"),
    7: ("сем", "семи"),
    8: ("восем", "восьми"),
    9: ("девят", "девяти"),
}
_RU_ORDINAL = {
    1: "перв", 2: "втор", 4: "четверт", 5: "пят", 6: "шест", 7: "седьм", 8: "восьм", 9: "девят", 10: "десят",
    20: "двадцат", 30: "тридцат", 40: "сороков", 50: "пятидесят", 60: "шестидесят", 70: "семидесят",
    80: "восьмидесят", 90: "девяност", 100: "сот", 200: "двухсот", 300: "трехсот", 400: "четырехсот",
    500: "пятисот", 600: "шестисот", 700: "семисот", 800: "восьмисот", 900: "девятисот", 1000: "тысячн",
}  # fmt: skip
_RU_ENDINGS = "ый ой ое ая ого ому ым ом ую ые ых ыми".split()
_RU_THIRD = "третий третье третья третьего третьей третьему третью третьим третьем третьих третьи".split()
_EN_SIMPLE = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_EN_ORDINAL = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
    "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_SUFFIXES = frozenset("st nd rd th е го му й я ю ое ого ому ый ая ую м ом ых".split())
_TOP = 9999


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the words that say it: indices of the first word and of the one after the last."""

    value: int
    first: int
    stop: int
    ordinal: bool
    word: str
    """The last word, folded: its ending tells the case of a Russian ordinal."""


@dataclass(frozen=True, slots=True)
class _Piece:
    value: int
    ordinal: bool
    times: bool = False
    """Multiplies the unit before it: "two hundred", «две тысячи»."""


def parse_numbers(tokens: Sequence[Token]) -> tuple[Number, ...]:
    """All numbers among the words, in order, longest first: «двадцать пятое», "one hundred and twelve", `12-го`."""
    found: list[Number] = []
    at = 0
    while at < len(tokens):
        number = _written(tokens, at) or _spoken(tokens, at)
        if number is None:
            at += 1
            continue
        found.append(number)
        at = number.stop
    return tuple(found)


def _written(tokens: Sequence[Token], at: int) -> Number | None:
    """A number in digits, with an ending if one is glued or hyphened to it."""
    word = tokens[at].word
    if word.isdecimal():
        if len(word) > len(str(_TOP)):
            return None
        joined = at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end + 1
        if joined and tokens[at + 1].word in _SUFFIXES and not tokens[at + 1].digits:
            return Number(int(word), at, at + 2, True, tokens[at + 1].word)
        return Number(int(word), at, at + 1, False, word)
    head = word.rstrip("abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя")
    if head.isdecimal() and len(head) <= len(str(_TOP)) and word[len(head) :] in _SUFFIXES:
        return Number(int(head), at, at + 1, True, word[len(head) :])
    return None


def _spoken(tokens: Sequence[Token], at: int) -> Number | None:
    """A number in words that begins here: each part of a smaller rank than the one before it."""
    table = _table()
    total, rank, stop, ordinal = 0, _TOP + 1, at, False
    while stop < len(tokens) and not ordinal:
        place = stop
        if tokens[stop].word == "and" and total and total % 100 == 0 and stop + 1 < len(tokens):
            place = stop + 1
        piece = table.get(tokens[place].word)
        grown = _grow(total, rank, piece) if piece else None
        if piece is None or grown is None:
            break
        (total, rank), ordinal, stop = grown, piece.ordinal, place + 1
    if stop == at or (stop == at + 1 and tokens[at].word == "раз"):
        return None
    return Number(total, at, stop, ordinal, tokens[stop - 1].word)


def _grow(total: int, rank: int, piece: _Piece) -> tuple[int, int] | None:
    """The sum and its lowest rank once one more word is heard; None when the word cannot belong."""
    value = piece.value
    if piece.times and rank == 1 and 0 < total % 100 < 10 and (total < 10 or value == 100):
        return total - total % 100 + total % 100 * value, value
    if value == 0:
        return (0, 0) if rank > _TOP else None
    own = 1000 if value >= 1000 else 100 if value >= 100 else 10 if value >= 10 else 1
    if rank <= own:
        return None
    return total + value, 1 if 10 <= value < 20 else own


@cache
def _table() -> Mapping[str, _Piece]:
    return {**_russian(), **_english()}


def _russian() -> dict[str, _Piece]:
    table = {word: _Piece(value, False) for value, words in _RU_SIMPLE.items() for word in words.split()}
    soft = {**_RU_SOFT, **{11 + place: stem for place, stem in enumerate(_RU_TEENS)}}
    for value, stem in soft.items():
        table |= {stem + ending: _Piece(value, False) for ending in ("ь", "и", "ью")}
    table |= {word: _Piece(1000, False, times=True) for word in _RU_SIMPLE[1000].split()}
    del table["семью"]  # «семья» is far more common
    for value, (stem, bent) in _RU_FIVES.items():
        table |= {stem + "ьдесят": _Piece(value * 10, False), bent + "десяти": _Piece(value * 10, False)}
        table |= {stem + "ьсот": _Piece(value * 100, False), bent + "сот": _Piece(value * 100, False)}
    for value, stem in {**_RU_ORDINAL, **{11 + place: stem for place, stem in enumerate(_RU_TEENS)}}.items():
        table |= {stem + ending: _Piece(value, True) for ending in _RU_ENDINGS}
    return table | {word: _Piece(3, True) for word in _RU_THIRD}


def _english() -> dict[str, _Piece]:
    table = {word: _Piece(value, False) for value, word in enumerate(_EN_SIMPLE)}
    table |= {word: _Piece(20 + 10 * place, False) for place, word in enumerate(_EN_TENS)}
    ordinals = {word + "th": piece.value for word, piece in table.items()}
    ordinals |= {word[:-1] + "ieth": piece.value for word, piece in table.items() if word.endswith("y")}
    table |= {"hundred": _Piece(100, False, times=True), "thousand": _Piece(1000, False, times=True)}
    return table | {word: _Piece(value, True) for word, value in {**ordinals, **_EN_ORDINAL}.items()}
