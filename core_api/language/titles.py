"""Which cards a stretch of talk names: by number, by whole title, or by the telling words of the title.

Words are weighed by how few cards carry them; ordinary words weigh little. This finds names only: which card a
fact is about is decided from much more, elsewhere.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from core_api.language.numerals import parse_numbers
from core_api.language.ordinary import ORDINARY_STEMS
from core_api.language.script import likeness, sound
from core_api.language.spans import Token, words_of
from core_api.language.words import STOP_WORDS, stem

_CARD_WORDS = frozenset("карточк задач тикет card ticket task issu номер number".split())
_FUZZY = 0.62
_NUMERAL = 0.3
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Title:
    """A card as it may be named."""

    id: str
    name: str
    number: int | None = None
    extra: tuple[str, ...] = ()
    """Other texts of the card (description, checklist items) whose words hint at it."""


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


@dataclass(frozen=True)
class TitleIndex:
    """The titles of one board, ready to be looked up."""

    titles: tuple[Title, ...]
    weights: Mapping[str, float]
    """The stem of a title's word → how telling it is, 0–1."""
    words: Mapping[str, tuple[str, ...]]
    """A card's id → the stems of its title, in order."""
    extras: Mapping[str, frozenset[str]]
    owners: Mapping[str, tuple[str, ...]]
    """A stem → the cards whose title or extra text holds it."""
    _sounds: Mapping[str, frozenset[str]]
    _starts: Mapping[str, tuple[str, ...]]
    _same_sound: Mapping[str, tuple[str, ...]]
    _seen: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict, compare=False, repr=False)

    def alike(self, token: str) -> tuple[tuple[str, float], ...]:
        """The stems of titles that a spoken word may be, with how surely (0–1)."""
        known = self._seen.get(token)
        if known is None:
            known = self._seen[token] = tuple(_alike(self, token))
        return known


def index_of(titles: Iterable[Title]) -> TitleIndex:
    """The index of these titles."""
    every = tuple(titles)
    words = {title.id: title_stems(title.name) for title in every}
    extras = {title.id: frozenset(s for text in title.extra for s in title_stems(text)) for title in every}
    owners: dict[str, list[str]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for title in every:
        for one in dict.fromkeys((*words[title.id], *extras[title.id])):
            owners[one].append(title.id)
        for one in set(words[title.id]):
            counts[one] += 1
    for one, ids in owners.items():
        counts.setdefault(one, len(ids))
    top = math.log(len(every) + 2)
    counted = {one for title in every for one in _numeral_stems(title.name)}
    weights = {
        one: _weight(one, math.log((len(every) + 2) / count) / top) * (_NUMERAL if one in counted else 1.0)
        for one, count in counts.items()
    }
    sounds: dict[str, set[str]] = defaultdict(set)
    starts: dict[str, list[str]] = defaultdict(list)
    heards: dict[str, list[str]] = defaultdict(list)
    for one in weights:
        heards[sound(one)].append(one)
        starts[one[:3]].append(one)
        if len(one) >= 4 and not one[0].isdigit():
            heard = sound(one)
            for at in range(len(heard) - 2):
                sounds[heard[at : at + 3]].add(one)
    return TitleIndex(
        titles=every,
        weights=weights,
        words=words,
        extras=extras,
        owners={one: tuple(ids) for one, ids in owners.items()},
        _sounds={gram: frozenset(ones) for gram, ones in sounds.items()},
        _same_sound={heard: tuple(ones) for heard, ones in heards.items()},
        _starts={start: tuple(ones) for start, ones in starts.items()},
    )


def title_stems(text: str) -> tuple[str, ...]:
    """The stems of a title's telling words, in order; numbers stay."""
    return tuple(stem(token.word) for token in words_of(text) if token.word not in STOP_WORDS)


def _numeral_stems(name: str) -> set[str]:
    """The stems of number words in a title: they are said of days and amounts as well."""
    tokens = words_of(name)
    spans = [tokens[number.first : number.stop] for number in parse_numbers(tokens)]
    return {stem(token.word) for span in spans for token in span if not token.digits}


def name_cards(text: str, index: TitleIndex) -> tuple[Naming, ...]:
    """The cards that a text names, the heaviest first."""
    tokens = words_of(text)
    said: dict[str, dict[str, tuple[float, Token]]] = defaultdict(dict)
    for token, sure, one in _heard(tokens, index):
        for card in index.owners.get(one, ()):
            if sure > said[card].get(one, (0.0, token))[0]:
                said[card][one] = (sure, token)
    numbered = _numbered(tokens, index)
    found = [_naming(card, words, text, tokens, index) for card, words in said.items()]
    found = [one for one in found if one.card_id not in numbered and one.weight > 0]
    found += [Naming(card, 3.0, 1.0, "number", start, end) for card, (start, end) in numbered.items()]
    return tuple(sorted(found, key=lambda one: (-one.weight * (0.6 + 0.4 * one.coverage), one.card_id)))


def _weight(one: str, rarity: float) -> float:
    if one.isdigit() or len(one) == 1:
        return 0.35 * rarity
    return rarity * (0.3 if one in ORDINARY_STEMS else 1.0)


def _heard(tokens: tuple[Token, ...], index: TitleIndex) -> Iterable[tuple[Token, float, str]]:
    """Every stem of a title that some word, or two words run together, may be."""
    for at, token in enumerate(tokens):
        if token.word not in STOP_WORDS or len(tokens) == 1:
            for one, sure in index.alike(token.word):
                yield token, sure, one
        if at + 1 < len(tokens) and tokens[at + 1].start - token.end == 1:
            joined = Token(token.word + tokens[at + 1].word, token.start, tokens[at + 1].end)
            fits = 6 <= len(joined.word) <= 20 and not (token.digits or tokens[at + 1].digits)
            if fits and any(
                other.startswith(joined.word[:4]) for other in index._starts.get(joined.word[:3], ())
            ):
                for one, sure in index.alike(joined.word):
                    if sure >= 0.6 and len(one) >= len(joined.word) - 3:
                        yield joined, sure, one
    for number in parse_numbers(tokens):
        if str(number.value) in index.owners:
            place = tokens[number.first]
            yield Token(str(number.value), place.start, tokens[number.stop - 1].end), 1.0, str(number.value)


def _alike(index: TitleIndex, token: str) -> Iterable[tuple[str, float]]:
    """The stems a word may be: the same one, else the same sound, a clipped or inflected form, a mishearing."""
    one = stem(token)
    if one in index.weights:
        return [(one, 1.0)]
    if len(one) < _SHORTEST:
        return []
    best = dict.fromkeys(index._same_sound.get(sound(one), ()), 0.95)
    if one.isascii() and one.isalpha() and one not in ORDINARY_STEMS:
        best |= {other: 0.6 for other in index._starts.get(one[:3], ()) if other.startswith(one)}
    if len(one) > _SHORTEST and not token[0].isdigit():
        _add(best, _kindred(index, one))
        _add(best, _misheard(index, one))
    return list(best.items())


def _add(best: dict[str, float], more: Mapping[str, float]) -> None:
    for other, sure in more.items():
        best[other] = max(best.get(other, 0.0), sure)


def _kindred(index: TitleIndex, one: str) -> dict[str, float]:
    """Stems with the same beginning: «переезж» and «переезд»."""
    found: dict[str, float] = {}
    for other in index._starts.get(one[:3], ()):
        shared = _shared(one, other)
        share = shared / max(len(one), len(other))
        if shared >= 4 and share >= 0.6:
            found[other] = 0.8 if share >= 0.75 or shared >= 7 else 0.5
    return found


def _shared(one: str, other: str) -> int:
    """How many letters two words have in common from the start."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _misheard(index: TitleIndex, one: str) -> dict[str, float]:
    """Stems that sound much alike, in whatever script."""
    heard = sound(one)
    if len(heard) < 5:
        return {}
    near: Counter[str] = Counter()
    for at in range(len(heard) - 2):
        near.update(index._sounds.get(heard[at : at + 3], ()))
    return {
        other: 0.9 * alike
        for other, common in near.items()
        if common * 3 >= len(heard) - 2
        and abs(len(other) - len(one)) <= 4
        and (alike := likeness(heard, sound(other))) >= _FUZZY
    }


def _naming(
    card: str,
    said: Mapping[str, tuple[float, Token]],
    text: str,
    tokens: tuple[Token, ...],
    index: TitleIndex,
) -> Naming:
    title = index.words[card]
    own = {one: pair for one, pair in said.items() if one in title}
    total = sum(index.weights[one] for one in dict.fromkeys(title)) or 1.0
    weight = sum(index.weights[one] * sure for one, (sure, _token) in own.items())
    hint = sum(0.25 * index.weights[one] * sure for one, (sure, _token) in said.items() if one not in title)
    if all(one.isdigit() for one in said):
        weight = hint = 0.0
    places = [token for _sure, token in (own or said).values()]
    start, end = min(token.start for token in places), max(token.end for token in places)
    whole = bool(title) and set(own) == set(title) and all(sure >= 1.0 for sure, _token in own.values())
    plain = whole and _together(card, tokens, index)
    return Naming(
        card, weight + min(hint, 0.5), weight / total, "title" if plain else None, start, end, frozenset(own)
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
    by_number = {title.number: title.id for title in index.titles if title.number is not None}
    found: dict[str, tuple[int, int]] = {}
    for number in parse_numbers(tokens):
        card = by_number.get(number.value)
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
