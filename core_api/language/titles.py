"""Which cards a stretch of talk names: by number, by whole title, or by the telling words of the title.

This finds names only: which card a fact is about is decided from much more, elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from core_api.language.called import called_numbers
from core_api.language.letters import spelled
from core_api.language.numerals import Number, parse_numbers
from core_api.language.orders import order_words
from core_api.language.spans import Token, words_of
from core_api.language.title_index import Title, TitleIndex, index_of, title_stems
from core_api.language.words import STOP_WORDS, stem

__all__ = ["Naming", "Title", "TitleIndex", "index_of", "name_cards", "title_stems"]

_AND = frozenset("and or и или".split())
_CARD_WORDS = frozenset("карточк задач тикет card ticket task issu номер number".split())


@dataclass(frozen=True, slots=True)
class Naming:
    """A card that a text names, and how."""

    card_id: str
    weight: float
    """The sum of the weights (0–1 each) of the title's words that were said."""
    coverage: float
    """The share of the title's weight that was said."""
    plain: Literal["number", "title"] | None
    """Set when the card was named outright: by its number or by its whole title."""
    start: int
    end: int
    """From the first to the last word that named it (characters, end exclusive)."""
    parts: frozenset[str] = frozenset()
    """The stems of the title that were said."""
    called: bool = False
    """Set when an order calls the card by a bare number: the right card to ask about, not plain enough to act on."""


def name_cards(text: str, index: TitleIndex) -> tuple[Naming, ...]:
    """The cards that a text names, the heaviest first."""
    tokens = words_of(text)
    said: dict[str, dict[str, tuple[float, Token]]] = defaultdict(dict)
    ordered = {tokens[at].start for at in order_words(tokens, index.places)}
    for token, sure, one in _heard(tokens, index):
        for card in index.owners.get(one, ()):
            if token.start in ordered and not _together(card, tokens, index):
                continue
            if sure > said[card].get(one, (0.0, token))[0]:
                said[card][one] = (sure, token)
    numbered = _numbered(tokens, index)
    found = [_naming(card, words, tokens, index) for card, words in said.items()]
    found = [one for one in found if one.card_id not in numbered and one.weight > 0]
    found += [Naming(card, 3.0, 1.0, "number", start, end) for card, (start, end) in numbered.items()]
    found = _with_called(text, tokens, found, index)
    return tuple(sorted(found, key=lambda one: (-one.weight * (0.6 + 0.4 * one.coverage), one.card_id)))


def _listed(tokens: tuple[Token, ...], stops: set[int], index: TitleIndex) -> list[Number]:
    """Numbers told in one breath with a card's: "cards twelve and seventeen"."""
    return [
        one
        for one in parse_numbers(tokens)
        if one.value in index.numbers
        and one.first > 1
        and tokens[one.first - 1].word in _AND
        and tokens[one.first - 2].end in stops
    ]


def _with_called(
    text: str, tokens: tuple[Token, ...], found: list[Naming], index: TitleIndex
) -> list[Naming]:
    """The namings, and the cards that an order calls by a bare number."""
    if not index.numbers:
        return found
    plain = {one.card_id for one in found if one.plain}
    stops = {one.end for one in found if one.plain == "number"}
    called: dict[str, Naming] = {}
    for number in (*called_numbers(text, tokens, index.numbers), *_listed(tokens, stops, index)):
        card = index.numbers[number.value]
        start, end = tokens[number.first].start, tokens[number.stop - 1].end
        if card not in plain:
            parts = frozenset((f"#{number.value}",))
            called[card] = Naming(card, 3.0, 1.0, None, start, end, parts, called=True)
    return [one for one in found if one.card_id not in called] + list(called.values())


def _heard(tokens: tuple[Token, ...], index: TitleIndex) -> Iterable[tuple[Token, float, str]]:
    """Every stem of a title that some word, or two words run together, may be."""
    for at, token in enumerate(tokens):
        if token.word not in STOP_WORDS or len(tokens) == 1:
            for one, sure in index.alike(token.word):
                yield token, sure, one
        yield from _run_together(at, tokens, index)
    for short in spelled(tokens):
        if short.word in index.weights:
            yield short, 1.0, short.word
    for number in parse_numbers(tokens):
        if str(number.value) in index.owners:
            place = tokens[number.first]
            yield Token(str(number.value), place.start, tokens[number.stop - 1].end), 1.0, str(number.value)


def _run_together(
    at: int, tokens: tuple[Token, ...], index: TitleIndex
) -> Iterable[tuple[Token, float, str]]:
    """The stems of titles that a word and the next one may be as one word."""
    if at + 1 >= len(tokens) or tokens[at + 1].start - tokens[at].end != 1:
        return
    joined = Token(tokens[at].word + tokens[at + 1].word, tokens[at].start, tokens[at + 1].end)
    if not 6 <= len(joined.word) <= 20 or tokens[at].digits or tokens[at + 1].digits:
        return
    if any(other.startswith(joined.word[:4]) for other in index.starts.get(joined.word[:3], ())):
        for one, sure in index.alike(joined.word):
            if sure >= 0.6 and len(one) >= len(joined.word) - 3:
                yield joined, sure, one


def _naming(
    card: str,
    said: Mapping[str, tuple[float, Token]],
    tokens: tuple[Token, ...],
    index: TitleIndex,
) -> Naming:
    title = index.stems[card]
    own: list[str] = []
    weight = hint = 0.0
    sure_all = True
    for one, (sure, _token) in said.items():
        if one in title:
            own.append(one)
            weight += index.weights[one] * sure
            sure_all = sure_all and sure >= 1.0
        else:
            hint += 0.25 * index.weights[one] * sure
    if all(one.isdigit() for one in said):
        weight = hint = 0.0
    places = [said[one][1] for one in own or said]
    start, end = min(token.start for token in places), max(token.end for token in places)
    plain = bool(title) and sure_all and len(own) == len(title) and _together(card, tokens, index)
    told = weight + min(hint, 0.5)
    return Naming(
        card, told, weight / index.totals[card], "title" if plain else None, start, end, frozenset(own)
    )


def _together(card: str, tokens: tuple[Token, ...], index: TitleIndex) -> bool:
    """True when all words of the title stand together, in order; a title of one word needs «карточка» before it."""
    title = index.words[card]
    said = [stem(token.word) for token in tokens]
    told = [one for one in said if one in title or one not in STOP_WORDS]
    for at in range(len(told) - len(title) + 1):
        if tuple(told[at : at + len(title)]) == title:
            return len(title) > 1 or (at > 0 and told[at - 1] in _CARD_WORDS)
    return False


def _numbered(tokens: tuple[Token, ...], index: TitleIndex) -> dict[str, tuple[int, int]]:
    """Cards named by their number: «карточка номер двенадцать», "card 12", «двенадцатую карточку», `#12`."""
    found: dict[str, tuple[int, int]] = {}
    for number in parse_numbers(tokens):
        card = index.numbers.get(number.value)
        if card is None:
            continue
        before = stem(tokens[number.first - 1].word) if number.first else ""
        after = stem(tokens[number.stop].word) if number.stop < len(tokens) else ""
        if before in _CARD_WORDS or (number.ordinal and after in _CARD_WORDS):
            first = number.first - 1 if before in _CARD_WORDS else number.first
            if first and stem(tokens[first - 1].word) in _CARD_WORDS:
                first -= 1
            found[card] = (tokens[first].start, tokens[number.stop - 1].end)
    return found
