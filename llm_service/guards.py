"""Rules that hold whatever a model says: which vetoes take the requests away, and orders to an assistant.

A rule here may only take something away; it never asks for a change.
"""

from collections.abc import Sequence

from core_api.contracts.minutes import Evidence, Veto
from core_api.language.steering import is_order, ordering

SILENCING: frozenset[Veto] = frozenset(
    {"negated", "hypothetical", "joke", "retracted", "other_team", "question", "injected"}
)
"""With one of these a fact asks for nothing; with `hedged` and `conflict` a person decides."""


def rests_on_orders(evidence: Sequence[Evidence], texts: dict[int, str]) -> bool:
    """True when a quote lies in an order to the program; `texts`: the utterances by segment."""
    return any(_in_order(one.quote, texts.get(one.segment, "")) for one in evidence)


def _in_order(quote: str, text: str) -> bool:
    if not is_order(text):
        return False
    at = text.find(quote)
    return any(start < at + len(quote) and at < end for start, end in ordering(text)) if at >= 0 else True
