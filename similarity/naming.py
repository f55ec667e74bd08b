"""Which cards a text plainly names: by number, or by the whole title.

A rule, not a score: what it says is certain enough to act on without a language model, so a doubt means "not named".
A bare number in talk is never a card; a mention that is nothing but a number was found to be one by the minutes.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from core_api.contracts.matching import CardText, Naming, Query
from core_api.language.background import weight
from core_api.language.called import only_number
from core_api.language.numerals import Number, parse_numbers
from core_api.language.ordinary import ORDINARY_STEMS
from core_api.language.spans import Token, words_of
from core_api.language.words import STOP_WORDS, stem, stems

Key = TypeVar("Key")

_CARD_WORDS = frozenset(
    "card cards ticket tickets task tasks issue issues"
    " карточка карточки карточке карточку карточкой карточек карточкам карточками карточках"
    " задача задачи задаче задачу задачей задач задачам задачами задачах"
    " тикет тикета тикету тикетом тикете тикеты тикетов тикетам таск таска таску таском таски".split()
)
_NUMBER_WORDS = frozenset("number no номер номера номеру номером номере".split())
_FOREIGN_NUMBERS = frozenset(
    "pr mr pull request merge commit run job пр мр реквест коммит сборка сборки phone room version build"
    " order invoice flight gate page line floor телефон телефона кабинет кабинета версия версии заказ"
    " заказа счет счета рейс рейса дом дома страница страницы строка строки этаж договор договора".split()
)
"""What a "number" may belong to that is no card: «номер телефона», "order number 12"."""
_UNITS = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years percent dollar"
    " dollars euro euros times people cards tickets tasks issues am pm o секунд секунды секунду секунда"
    " минут минуты минуту минута час часа часов день дня дней неделя недели недель месяц месяца месяцев"
    " год года лет процент процента процентов рубль рубля рублей доллар доллара долларов раз раза человек"
    " штук штуки карточек карточки задач задачи тикетов тикета point points item items comment comments"
    " subtask subtasks bug bugs error errors file files question questions пункт пункта пунктов"
    " комментарий комментария комментариев подзадача подзадачи подзадач баг бага багов ошибка ошибки"
    " ошибок файл файла файлов вопрос вопроса вопросов чеклиста чеклистов версии версий варианта вариантов".split()
)
_LAST_PLACE = 3
"""Up to this number an ordinal is a place in a list: "the second task", «первая задача»."""
_ARTICLES = frozenset(("a", "an", "the"))
_AND = frozenset(("and", "or", "и", "или"))
_TELLING_WORD = 0.75
"""From this weight on one word is enough of a title: it is hardly ever said by chance."""
_TELLING_TITLE = 0.9
"""What the words of a longer title must weigh together: "code review" is said without meaning the card."""
_LEAST_LETTERS = 5
_ORDINARY = 0.3
"""The weight of a word that is ordinary in any meeting."""
_SENTENCE = 40
"""The most words of a text whose title is its subject; in a longer one it may be said in passing."""


_LINK = re.compile(r"https?://[^\s<>\"'()\[\]]+")


@dataclass(frozen=True, slots=True)
class _Title:
    card: str
    words: tuple[str, ...]


class Names:
    """The names of a board's cards, ready to be looked for."""

    def __init__(self, cards: Sequence[CardText]) -> None:
        """Numbers and titles that two cards share name neither."""
        self._links = _unique((_address(link), card.id) for card in cards for link in card.links)
        self._numbers = _unique((card.number, card.id) for card in cards if card.number is not None)
        titles = _unique((_title_words(card.name), card.id) for card in cards)
        self._titles = [_Title(card, words) for words, card in titles.items() if _telling(words)]
        self._words = {title.card: title.words for title in self._titles}
        self._by_first: dict[str, list[_Title]] = {}
        for title in self._titles:
            self._by_first.setdefault(title.words[0], []).append(title)

    def of(self, query: Query) -> dict[str, Naming]:
        """The named cards of a fact by id: what the mention names, else what the text does; mostly none or one.

        A title in the text counts only where the text is about a sentence long and the mention does not speak of
        something else.
        """
        named = self.within(query.mention)
        if named:
            return named
        called = only_number(words_of(query.mention))
        if called in self._numbers:
            return {self._numbers[called]: "number"}
        subject = set(stems(query.mention))
        short = len(words_of(query.text)) <= _SENTENCE
        return {
            card: how
            for card, how in self.within(query.text).items()
            if how == "number" or (short and (not subject or subject & set(self._words[card])))
        }

    def within(self, text: str) -> dict[str, Naming]:
        """The cards that a text names."""
        tokens = words_of(text)
        named: dict[str, Naming] = dict.fromkeys(self._said_titles(tokens), "title")
        for link in _LINK.findall(text):
            named.update(dict.fromkeys(self._linked(_address(link)), "number"))
        for number in said_numbers(text, tokens):
            if number in self._numbers:
                named[self._numbers[number]] = "number"
        return named

    def _linked(self, address: str) -> list[str]:
        """The card of an address: the whole of it, or up to a slash, as where a title stands behind a card's key."""
        parts = address.split("/")
        starts = ("/".join(parts[:stop]) for stop in range(len(parts), 1, -1))
        return [self._links[start] for start in starts if start in self._links][:1]

    def _said_titles(self, tokens: Sequence[Token]) -> list[str]:
        said = [stem(token.word) for token in tokens if token.word not in _ARTICLES]
        found: list[tuple[int, int, str]] = []
        for at, word in enumerate(said):
            for title in self._by_first.get(word, ()):
                stop = at + len(title.words)
                if tuple(said[at:stop]) == title.words and not _goes_on(said, stop):
                    found.append((at, stop, title.card))
        return [
            card
            for first, stop, card in found
            if not any(a <= first and stop <= b and (a, b) != (first, stop) for a, b, _ in found)
            and not self._rather_longer(card, set(said))
        ]

    def _rather_longer(self, card: str, said: set[str]) -> bool:
        """True when words of a longer title around this one are said too: that card may be meant."""
        own = set(self._words[card])
        longer = (set(words) for words in self._words.values() if own < set(words))
        return any((words - own) & said - STOP_WORDS for words in longer)


def said_numbers(text: str, tokens: Sequence[Token]) -> list[int]:
    """The numbers that a text gives to cards: beside «карточка», "ticket", "number", «номер» or `#`."""
    said: list[int] = []
    stop = -1
    for number in parse_numbers(tokens):
        listed = 0 <= stop == number.first - 1 and tokens[stop].word in _AND and not _counted(tokens, number)
        if listed or _is_card_number(text, tokens, number):
            said.append(number.value)
            stop = number.stop
    return said


def _is_card_number(text: str, tokens: Sequence[Token], number: Number) -> bool:
    start, end = tokens[number.first].start, tokens[number.stop - 1].end
    before = [token.word for token in tokens[max(0, number.first - 3) : number.first]]
    after = tokens[number.stop].word if number.stop < len(tokens) else ""
    if _decimal(text, end):
        return False
    if start and text[start - 1] in "#№":
        return not _FOREIGN_NUMBERS & set(before[-1:])
    if before and not _broken(text, tokens, number) and not _amount(text, end):
        if before[-1] in _NUMBER_WORDS:
            of_a_card = bool(_CARD_WORDS & set(before[:-1])) or after in _CARD_WORDS
            return of_a_card or (number.value > 1 and not _FOREIGN_NUMBERS & {*before[:-1], after})
        if before[-1] in _CARD_WORDS:
            return not _counted(tokens, number)
    return number.ordinal and after in _CARD_WORDS and number.value > _LAST_PLACE


def _counted(tokens: Sequence[Token], number: Number) -> bool:
    """True when the number counts what comes after it: «в карточке три пункта», "task 12 hours"."""
    return number.stop < len(tokens) and tokens[number.stop].word in _UNITS


def _goes_on(said: Sequence[str], stop: int) -> bool:
    """True when a number or a version follows, so that another title is meant: "release plan v16"."""
    return stop < len(said) and any(char.isdigit() for char in said[stop])


def _decimal(text: str, end: int) -> bool:
    """True when the number goes on behind a point, as in a version or an amount: `7.2`, `2,5`."""
    return text[end : end + 1] in (".", ",") and text[end + 1 : end + 2].isdigit()


def _amount(text: str, end: int) -> bool:
    """True when the number is a share or a time: `14%`, `14:30`."""
    return text[end : end + 1] == "%" or (text[end : end + 1] == ":" and text[end + 1 : end + 2].isdigit())


def _broken(text: str, tokens: Sequence[Token], number: Number) -> bool:
    """True when a sentence or a clause ends between the word before and the number."""
    between = text[tokens[number.first - 1].end : tokens[number.first].start]
    return any(mark in between for mark in ".,;!?\n—–") and tokens[number.first - 1].word != "no"


def _address(link: str) -> str:
    """An address without what does not tell one card from another: scheme, query, fragment, a mark behind it."""
    plain = re.split(r"[?#]", re.sub(r"^https?://", "", link.strip()))[0]
    return plain.rstrip("/.,;:!?»”")


def _title_words(name: str) -> tuple[str, ...]:
    return tuple(stem(token.word) for token in words_of(name) if token.word not in _ARTICLES)


def _telling(words: tuple[str, ...]) -> bool:
    """True when a title is hardly ever said without meaning the card. How rare a Russian word is nobody counted."""
    content = [word for word in words if word not in STOP_WORDS and not word.isdigit()]
    told = [_ORDINARY if word in ORDINARY_STEMS else weight(word) for word in content]
    if len(content) >= 2:
        return sum(told) >= _TELLING_TITLE
    return (
        bool(content)
        and content[0].isascii()
        and told[0] >= _TELLING_WORD
        and len(content[0]) >= _LEAST_LETTERS
    )


def _unique(pairs: Iterable[tuple[Key, str]]) -> dict[Key, str]:
    """The pairs whose key occurs once."""
    seen: dict[Key, list[str]] = {}
    for key, value in pairs:
        seen.setdefault(key, []).append(value)
    return {key: values[0] for key, values in seen.items() if len(values) == 1}
