"""How likely a proposal is right: the chance of its card times the chance of its change, from a shipped table.

Pure arithmetic. The table `chances.json` holds starting values, set by hand from what is known of matchers and models
and put right by people's decisions (`domain.standing`); a model's own confidence is never among them.
"""

import json
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from core_api.contracts.board import OperationKind
from core_api.contracts.matching import Naming

_LEAST, _MOST = 0.001, 0.999
_STEPS = 30
"""Halvings of sixteen log odds: far finer than anything that is decided by them."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How often somebody who picks a card picks the right one, and what else they say."""

    right: float
    """The card that is meant, when it is on the board."""
    none: float
    """“None of these”, when it is."""
    wrong: float
    """One certain other card, when it is."""
    lured: float
    """The matcher's first card, when none is meant."""
    refused: float
    """“None of these”, when none is meant."""


@dataclass(frozen=True, slots=True)
class Table:
    """The shipped values."""

    version: str
    named: Mapping[Naming, float]
    voices: Mapping[str, Voice]
    repeated: float
    """How much a further voice counts beside the first: they read the same words."""
    contrary_most: float
    """The chance of a card that the matcher did not put first is never more."""
    most: float
    """No chance that several voices make up is ever more."""
    kinds: Mapping[OperationKind, float]
    """Log odds that a change of this kind was meant, without any sign."""
    signs: Mapping[str, float]
    """What each sign adds to them."""


@cache
def shipped() -> Table:
    """The table of this version."""
    raw = json.loads((files("core_api.domain") / "chances.json").read_text(encoding="utf-8"))
    voices = {name: Voice(**one) for name, one in raw.pop("voices").items()}
    return Table(voices=voices, **raw)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer to which card is meant."""

    voice: str
    """`minutes`: whoever wrote the facts, with the meeting and the board in view. `picker`: asked about one fact."""
    card_id: str | None
    """None: none of them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What speaks for one of two cards: the matcher's first, or another that a voice named."""

    first: str
    confidence: float
    """The matcher's, in its first card."""
    other: str | None = None
    other_score: float = 0.0
    """The matcher's, for the other card."""
    named: Naming | None = None
    """How the first card was plainly named."""
    said: tuple[Said, ...] = ()


def card_chance(reading: Reading, *, other: bool = False) -> float:
    """The chance that the first card is meant; with `other`, that the other one is."""
    table = shipped()
    sure = max(reading.confidence, table.named[reading.named]) if reading.named else reading.confidence
    if not reading.said:
        return sure
    sure = _within(sure)
    left = 1.0 - sure
    rival = min(left * 0.9, max(reading.other_score, left * 0.1)) if reading.other else 0.0
    truths = {
        reading.first: sure,
        reading.other or "": rival,
        "another": (left - rival) / 2,
        "none": (left - rival) / 2,
    }
    for place, one in enumerate(reading.said):
        weight = 1.0 if place == 0 else table.repeated
        for truth in truths:
            truths[truth] *= _likelihood(one, truth, reading, table.voices[one.voice]) ** weight
    chance = truths[reading.other or "" if other else reading.first] / math.fsum(truths.values())
    return min(chance, table.contrary_most if other else table.most)


def _likelihood(one: Said, truth: str, reading: Reading, voice: Voice) -> float:
    """How likely it is that they say this when that is the truth."""
    if truth == "none":
        lured = voice.lured if one.card_id == reading.first else 1.0 - voice.lured - voice.refused
        return voice.refused if one.card_id is None else lured
    if one.card_id is None:
        return voice.none
    return voice.right if one.card_id == truth else voice.wrong


def operation_chance(kind: OperationKind, signs: Collection[str]) -> float:
    """The chance that a change of this kind was meant, given these signs."""
    table = shipped()
    odds = table.kinds[kind] + math.fsum(table.signs[one] for one in sorted(signs))
    return min(chance_of(odds), table.most)


def shifted(chance: float, shift: float) -> float:
    """The chance with its log odds moved."""
    return chance_of(odds_of(chance) + shift) if shift else chance


def odds_of(chance: float) -> float:
    """The log odds of a chance; those of certainty are finite."""
    inside = _within(chance)
    return math.log(inside / (1.0 - inside))


def chance_of(odds: float) -> float:
    """The chance with these log odds."""
    return 1.0 / (1.0 + math.exp(-odds)) if odds >= 0 else 1.0 - 1.0 / (1.0 + math.exp(odds))


def learnt_shift(decided: Sequence[tuple[float, bool]], doubt: float = 0.5) -> float:
    """How far the log odds of these stated chances are from the truth, drawn towards nought where little was seen.

    The most likely shift when shifts of this cell are normal around nought with that deviation. One more wrong one
    never makes it larger, and one more right one never smaller.
    """
    odds = [(odds_of(chance), right, times) for (chance, right), times in Counter(decided).items()]
    low, high = -8.0, 8.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        slope = (
            math.fsum(times * (right - chance_of(one + middle)) for one, right, times in odds)
            - middle / doubt**2
        )
        low, high = (middle, high) if slope > 0 else (low, middle)
    return (low + high) / 2 if odds else 0.0


def _within(chance: float) -> float:
    return min(max(chance, _LEAST), _MOST)
