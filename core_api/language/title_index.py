"""The titles of one board as they may be heard: their telling words, weighed, and what those words sound like.

Words are weighed by how few cards carry them; ordinary words weigh little. Which cards a text names is told in
`titles`.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core_api.language.numerals import parse_numbers
from core_api.language.orders import places_of
from core_api.language.ordinary import ORDINARY_STEMS
from core_api.language.script import likeness, sound
from core_api.language.spans import words_of
from core_api.language.words import STOP_WORDS, stem

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
    starts: Mapping[str, tuple[str, ...]]
    _same_sound: Mapping[str, tuple[str, ...]]
    places: tuple[tuple[str, ...], ...] = ()
    """The names of the board's columns, as stems: said as the aim of an order they are no title."""
    totals: Mapping[str, float] = field(default_factory=dict)
    """A card's id → the weight of its whole title."""
    stems: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """A card's id → the stems of its title as a set."""
    numbers: Mapping[int, str] = field(default_factory=dict)
    """A card's number → its id."""
    _seen: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict, compare=False, repr=False)

    def alike(self, token: str) -> tuple[tuple[str, float], ...]:
        """The stems of titles that a spoken word may be, with how surely (0–1)."""
        known = self._seen.get(token)
        if known is None:
            known = self._seen[token] = tuple(_alike(self, token))
        return known


def index_of(titles: Iterable[Title], columns: Iterable[str] = ()) -> TitleIndex:
    """The index of these titles, on a board with these columns."""
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
    sounds, starts, heards = _heard_as(weights)
    return TitleIndex(
        titles=every,
        weights=weights,
        words=words,
        extras=extras,
        owners={one: tuple(ids) for one, ids in owners.items()},
        _sounds={gram: frozenset(ones) for gram, ones in sounds.items()},
        _same_sound={heard: tuple(ones) for heard, ones in heards.items()},
        starts={start: tuple(ones) for start, ones in starts.items()},
        places=places_of(columns),
        totals={card: sum(weights[one] for one in dict.fromkeys(own)) or 1.0 for card, own in words.items()},
        stems={card: frozenset(own) for card, own in words.items()},
        numbers={title.number: title.id for title in every if title.number is not None},
    )


def _heard_as(stems: Iterable[str]) -> tuple[dict[str, set[str]], dict[str, list[str]], dict[str, list[str]]]:
    """Stems by three sounds that they hold, by their first three letters, and by how they sound."""
    sounds: dict[str, set[str]] = defaultdict(set)
    starts: dict[str, list[str]] = defaultdict(list)
    heards: dict[str, list[str]] = defaultdict(list)
    for one in stems:
        heards[sound(one)].append(one)
        starts[one[:3]].append(one)
        if len(one) >= 4 and not one[0].isdigit():
            heard = sound(one)
            for at in range(len(heard) - 2):
                sounds[heard[at : at + 3]].add(one)
    return sounds, starts, heards


def title_stems(text: str) -> tuple[str, ...]:
    """The stems of a title's telling words, in order; numbers stay."""
    return tuple(stem(token.word) for token in words_of(text) if token.word not in STOP_WORDS)


def _numeral_stems(name: str) -> set[str]:
    """The stems of number words in a title: they are said of days and amounts as well."""
    tokens = words_of(name)
    spans = [tokens[number.first : number.stop] for number in parse_numbers(tokens)]
    return {stem(token.word) for span in spans for token in span if not token.digits}


def _weight(one: str, rarity: float) -> float:
    if one.isdigit() or len(one) == 1:
        return 0.35 * rarity
    return rarity * (0.3 if one in ORDINARY_STEMS else 1.0)


def _alike(index: TitleIndex, token: str) -> Iterable[tuple[str, float]]:
    """The stems a word may be: the same one, else the same sound, a clipped or inflected form, a mishearing."""
    one = stem(token)
    if one in index.weights:
        return [(one, 1.0)]
    if len(one) < _SHORTEST:
        return []
    best = dict.fromkeys(index._same_sound.get(sound(one), ()), 0.95)
    if one.isascii() and one.isalpha() and one not in ORDINARY_STEMS:
        best |= {other: 0.6 for other in index.starts.get(one[:3], ()) if other.startswith(one)}
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
    for other in index.starts.get(one[:3], ()):
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
