"""Rules that hold whatever a model says: which vetoes take the requests away, and orders to an assistant.

A rule here may only take something away; it never asks for a change.
"""

import re

from core_api.contracts.minutes import Veto

SILENCING: frozenset[Veto] = frozenset(
    {"negated", "hypothetical", "joke", "retracted", "other_team", "question", "injected"}
)
"""With one of these a fact asks for nothing; with `hedged` and `conflict` a person decides."""

_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,30}\b(?:instructions?|rules|prompts?)\b"
    r"|\bsystem prompt\b|\bсистемн\w+ (?:промпт|инструкци)\w*"
    r"|(?:игнорир\w+|забудь\w*).{0,30}(?:инструкци|правил|указани)\w*"
    r"|(?:^|[.!?:«\"“]\s*)(?:dear |hey |attention,? )?"
    r"(?:ai|assistant|bot|boardscribe|language model|chatgpt)\s*[,:]\s*(?!which|who)\w+"
    r"|(?:^|[.!?:«\"“]\s*)(?:ассистент|бот|нейросеть|робот|ии|помощник)\s*[,:]\s*(?!котор)\w+"
    r"|\b(?:note|instructions?|message|order) (?:to|for) (?:the |an? |all )?"
    r"(?:ai|assistants?|bots?|models?)\b"
    r"|\b(?:приказ|инструкция|указание|сообщение) (?:для )?(?:ассистент|бот|нейросет|помощник|ии\b)\w*",
    re.IGNORECASE | re.DOTALL,
)


def is_order(text: str) -> bool:
    """True when the text speaks to an assistant or a model instead of to people."""
    return bool(_ORDER.search(text))
