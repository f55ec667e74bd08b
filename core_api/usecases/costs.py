"""What the language model cost: the calls of a meeting, summed up for people and for what is asked next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core_api.contracts.minutes import ModelCall, Spent
from core_api.locales import Translate

KEPT = "kept"
"""The outcome of a question that was answered by what was kept from before."""


@dataclass(frozen=True)
class Costs:
    """A meeting's calls, summed up."""

    requests: int
    kept: int
    """Questions that had been answered before, and cost nothing."""
    tokens_in: int
    tokens_out: int
    seconds: float
    """Of all requests together, also of those that ran at once."""
    cost: float | None
    """None: no prices are known."""
    currency: str


def costs_of(calls: Sequence[ModelCall]) -> Costs:
    """All calls together."""
    asked = [call for call in calls if call.outcome != KEPT]
    priced = [call.cost for call in calls if call.cost is not None]
    return Costs(
        requests=len(asked),
        kept=len(calls) - len(asked),
        tokens_in=sum(call.tokens_in for call in calls),
        tokens_out=sum(call.tokens_out for call in calls),
        seconds=round(sum(call.seconds for call in calls), 3),
        cost=round(sum(priced), 6) if priced else None,
        currency=next((call.currency for call in calls if call.currency), ""),
    )


def spent_on(calls: Sequence[ModelCall]) -> Spent:
    """What a meeting has cost so far, for the limits of what is asked next about it."""
    costs = costs_of(calls)
    return Spent(
        tokens=costs.tokens_in + costs.tokens_out,
        seconds=costs.seconds,
        cost=costs.cost if costs.cost else 0.0,
    )


def in_words(calls: Sequence[ModelCall], say: Translate) -> str:
    """One line; empty when no model was asked."""
    if not calls:
        return ""
    costs = costs_of(calls)
    line = say("model-costs", requests=costs.requests, tokens=costs.tokens_in + costs.tokens_out)
    if costs.kept:
        line += " " + say("model-costs-kept", count=costs.kept)
    if costs.cost is not None:
        line += " " + say("model-costs-money", cost=f"{costs.cost:.4f}", currency=costs.currency)
    return line


def as_json(calls: Sequence[ModelCall]) -> dict[str, Any]:
    """The sums, and each call as it was written down."""
    sums = costs_of(calls)
    return {
        "requests": sums.requests,
        "kept": sums.kept,
        "tokens_in": sums.tokens_in,
        "tokens_out": sums.tokens_out,
        "seconds": sums.seconds,
        "cost": sums.cost,
        "currency": sums.currency,
        "calls": [call.model_dump(mode="json") for call in calls],
    }
