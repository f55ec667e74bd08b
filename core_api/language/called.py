"""Cards called by a bare number in an order: «двести седьмую в проверку», "two twelve goes to review".

A number alone is mostly a day, a time, an amount or a count. It calls a card only where nothing is counted by it and
the words beside it say what is done with it; even then it chooses a card to ask about, never one to change unasked.
"""

import re
from collections.abc import Container, Sequence

from core_api.language.numerals import Number, parse_numbers
from core_api.language.spans import Token

_LAST_DAY = 31
_LAST_PLACE = 3
_FEMININE = re.compile(r"(?:ая|ую|ой|тья|тью|тьей|я|ю|й)$")
"""«Карточка» and «задача» are feminine, days and amounts are not."""
_RU_ORDER = re.compile(
    r"^(?:не|можно|надо|нужно|пора|давай(?:те)?|(?:пере)?нос(?:и|им|ите|ить|ят|ится)|переношу|"
    r"перенес(?:и|ем|ите|у|ли|ти)|пере(?:вод|вед|вож|кин|кид|двин|двиг|тащ|таск|мест|мещ)\w*|с?двин\w*|"
    r"с?двига\w*|закры\w+|закро\w+|верн\w+|возвра\w+|постав\w+|став(?:им|ь|ьте|лю)|кин(?:ь|ем|у)|"
    r"кида\w+|отправ\w+|забер\w+|забира\w+|бер(?:и|у|ем|ите)|возьм\w+|сним\w+|снять|убер\w+|убира\w+|"
    r"архив\w*|откры\w+|откро\w+|(?:по|на)?вес(?:ь|ьте|им|ить)|назнач\w+|отда\w+|переда\w+|запис\w+|"
    r"запиш\w+|обнов\w+|отмет\w+|отмеч\w+|добав\w+|отлож\w+|отклад\w+|тащ(?:и|им|ите)|едет|уходит|"
    r"лежит|стоит|висит|готов\w?|сделан\w?|ид[еу]т|переезжает|остается|начина\w+)$"
)
_RU_LEADS = frozenset(
    "тогда значит теперь следующая следующую следующей по в за к у на и а ну так еще потом сначала сразу это уже"
    " итак вот что про тоже также".split()
)
_RU_NEXT = frozenset(
    "в во на из с со к до под пока уже тоже пожалуйста сразу тогда обратно назад не наша".split()
)
_EN_ORDER = frozenset(
    "move moving close closing put push send archive take pull bring drag shift bump pop return reopen".split()
)
_EN_LEADS = frozenset("so then okay ok right well and next now please great also".split())
_EN_AFTER_ORDER = frozenset("to into in back out over across from off now please too".split())
_EN_DOES = frozenset("goes go moves belongs stays can should is needs to into".split())
_EN_IS = frozenset("done ready finished merged shipped blocked closed in go move be to".split())
_EN_ZERO = frozenset("oh o zero".split())
_BEFORE_AMOUNT = "$€£₽#№.,:/+-"


def called_numbers(text: str, tokens: Sequence[Token], known: Container[int]) -> tuple[Number, ...]:
    """The known numbers that stand for cards in an order, without the word for a card."""
    numbers = (*parse_numbers(tokens), *_pairs(tokens))
    return tuple(one for one in numbers if one.value in known and _calls(text, tokens, one))


def only_number(tokens: Sequence[Token]) -> int | None:
    """The number that the words are, if they are nothing but one; None for small ones, which may be days or places."""
    found = (*_pairs(tokens), *parse_numbers(tokens))
    whole = next((one for one in found if one.first == 0 and one.stop == len(tokens)), None)
    return whole.value if whole and whole.value > _LAST_DAY else None


def _pairs(tokens: Sequence[Token]) -> list[Number]:
    """English numbers said in two halves: "two twelve" is 212, "one oh five" is 105."""
    found: list[Number] = []
    parsed = parse_numbers(tokens)
    for first in parsed:
        if not (1 <= first.value <= 9 and first.stop == first.first + 1 and first.word.isascii()):
            continue
        second = next((one for one in parsed if first.stop <= one.first <= first.stop + 1), None)
        if first.word.isdigit() or second is None or second.word.isdigit() or second.ordinal:
            continue
        zero = second.first > first.stop and tokens[first.stop].word in _EN_ZERO and second.value < 10
        if zero or (second.first == first.stop and 10 <= second.value <= 99):
            found.append(
                Number(first.value * 100 + second.value, first.first, second.stop, False, second.word)
            )
    return found


def _calls(text: str, tokens: Sequence[Token], number: Number) -> bool:
    first, last = tokens[number.first], tokens[number.stop - 1]
    if text[max(0, first.start - 1) : first.start].strip(' («"“') and text[first.start - 1] in _BEFORE_AMOUNT:
        return False
    if re.match(r"\s?[%$€£₽]|[.,:/-]\d", text[last.end :]):
        return False
    before = "" if _broken(text, tokens, number.first) else tokens[number.first - 1].word
    after = "" if _broken(text, tokens, number.stop) else tokens[number.stop].word
    if number.word.isascii() and not number.word.isdigit():
        return _calls_english(tokens, number, before, after)
    if number.ordinal:
        return _calls_feminine(number, before, after)
    if _calls_english(tokens, number, before, after):
        return True
    ordered = bool(_RU_ORDER.match(before)) and before != "не"
    led = not before or before in ("тогда", "значит", "теперь", "и", "а", "ну", "так")
    return number.value > _LAST_DAY and (
        (ordered and after in ("", "в", "во", "на", "из", "с", "к", "под"))
        or (led and after in ("в", "во", "из", "под"))
        or (led and bool(_RU_ORDER.match(after)) and after != "не")
    )


def _calls_feminine(number: Number, before: str, after: str) -> bool:
    """«Двести седьмую», «по двенадцатой»: feminine, and no noun beside it that it could belong to."""
    if not _FEMININE.search(number.word) or number.value <= _LAST_PLACE:
        return False
    led = not before or before in _RU_LEADS or bool(_RU_ORDER.match(before))
    follows = not after or after in _RU_NEXT or bool(_RU_ORDER.match(after))
    ordered = (
        bool(_RU_ORDER.match(before)) or bool(_RU_ORDER.match(after)) or after in ("в", "во", "на", "из")
    )
    return led and follows and (number.value > _LAST_DAY or ordered)


def _calls_english(tokens: Sequence[Token], number: Number, before: str, after: str) -> bool:
    if number.ordinal:
        return False
    if before in _EN_ORDER:
        return after in _EN_AFTER_ORDER or (not after and number.value > _LAST_DAY)
    if before and before not in _EN_LEADS:
        return False
    following = tokens[number.stop + 1].word if number.stop + 1 < len(tokens) else ""
    if after in ("can", "should", "is", "needs"):
        return following in _EN_IS
    if after in ("to", "into"):
        return number.value > _LAST_DAY and bool(following) and number.stop + 2 >= len(tokens)
    return after in _EN_DOES


def _broken(text: str, tokens: Sequence[Token], at: int) -> bool:
    """True when a clause begins or ends before the word at this place."""
    if not 0 < at < len(tokens):
        return True
    return any(mark in text[tokens[at - 1].end : tokens[at].start] for mark in '.,;:!?\n—–«»"“”(')
