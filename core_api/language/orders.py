"""Words of an order that name no card: its verb («переносим», "move it") and the column it leads to.

A title may hold the same words; said as an order they are not the title. Only this is told here.
"""

import re
from collections.abc import Iterable, Sequence

from core_api.language.spans import Token, words_of
from core_api.language.words import stem

_RU_VERB = re.compile(
    r"^(?:переносим|переношу|перенес(?:и|ите|ем|у)|двига(?:ем|ю|й|йте)|двин(?:ем|ь|ьте|у)|"
    r"с?двига(?:ем|й|ю)|пере(?:двинь|двинем|двигаем|двигай)|закрыва(?:ем|ю|й|йте)|закро(?:й|йте|ем|ю)|"
    r"верн(?:и|ите|ем|у)|возвраща(?:ем|ю|й|йте)|перевод(?:им|и|ите)|перевожу|перевед(?:и|ите|ем|у)|"
    r"отправ(?:ляем|ляю|ляй|ь|ьте|им)|забира(?:ем|ю|й|йте)|бер(?:ем|у|и|ите)|возьм(?:ем|у|и|ите)|"
    r"сним(?:ем|аем|и|ите|у)|став(?:им|лю|ь|ьте)|постав(?:им|лю|ь|ьте)|архивиру(?:ем|ю|й|йте)|"
    r"открыва(?:ем|ю|й)|откро(?:й|йте|ем|ю)|добав(?:ь|ьте|им|лю|ляем|ляй|ляйте)|отмеча(?:ем|ю|й|йте)|"
    r"отмет(?:ь|ьте|им)|пере(?:кидывай|кидываем|кинь|кинем|таскивай|таскиваем)|кида(?:ем|ю|й)|"
    r"переименуй(?:те)?|переимену(?:ем|ю)|отклады(?:ваем|ваю|вай)|убира(?:ем|ю|й)|убер(?:и|ите|ем))$"
)
_EN_VERB = re.compile(
    r"^(?:mov(?:e|ing)|clos(?:e|ing)|archiv(?:e|ing)|renam(?:e|ing)|reopen|put|push|pull|mark|tick|check|"
    r"label|tag|assign|add|ship|bump|shift|pop|drag|take|send|return)$"
)
_EN_OBJECT = frozenset("it this that them these those card ticket task number one".split())
_LEADS_INTO = frozenset("в во на к to into in onto under".split())
_BETWEEN = frozenset("the колонку столбец column list".split())
_GOES = frozenset("go goes moves belongs уходит едет идет".split())


def places_of(names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The names of columns as stems, to be told from titles; a preposition that opens a name is left out."""
    found: list[tuple[str, ...]] = []
    for name in names:
        words = [token.word for token in words_of(name)]
        kept = words[1:] if len(words) > 1 and words[0] in _LEADS_INTO else words
        if kept:
            found.append(tuple(stem(word) for word in kept))
    return tuple(found)


def order_words(tokens: Sequence[Token], places: Sequence[tuple[str, ...]]) -> frozenset[int]:
    """The places of words that are the order itself."""
    verbs = {at for at, token in enumerate(tokens) if _is_verb(tokens, at, token.word)}
    if not places:
        return frozenset(verbs)
    ordered = bool(verbs) or any(token.word in _GOES for token in tokens)
    said = [stem(token.word) for token in tokens]
    targets: set[int] = set()
    for place in places:
        for at in range(1, len(said) - len(place) + 1):
            stop = at + len(place)
            if tuple(said[at:stop]) == place and _led(tokens, at) and (ordered or stop == len(said)):
                targets.update(range(at, stop))
    return frozenset(verbs | targets)


def _is_verb(tokens: Sequence[Token], at: int, word: str) -> bool:
    if _RU_VERB.match(word):
        return True
    if not _EN_VERB.match(word) or at + 1 == len(tokens):
        return False
    following = [token.word for token in tokens[at + 1 : at + 3]]
    return following[0] in _EN_OBJECT or (following[0] == "the" and following[-1] in _EN_OBJECT)


def _led(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1].word
    return before in _LEADS_INTO or (before in _BETWEEN and at > 1 and tokens[at - 2].word in _LEADS_INTO)
