"""Finds out what a configured server can do, with a form of two fields.

For `doctor` and for people. No meeting is ever sent from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import SecretStr

from core_api.contracts.problems import Missing, Problem
from llm_service.chat import Chat
from llm_service.dialect import Dialect, Message
from llm_service.learning import FORM
from llm_service.terms import Terms
from llm_service.transport import Means, Patience

_TOKENS = 2000
"""Room enough for a model that thinks before it answers."""


@dataclass(frozen=True)
class Probe:
    """What was found."""

    model: str
    dialect: Dialect
    """What the server understands."""
    context: int
    """The tokens of the model's context that are used."""
    ok: bool
    """True when the form came back filled in as asked."""
    problem: str | None = None
    """The code of what went wrong."""
    details: Mapping[str, str | int | float] = field(default_factory=dict)
    """The problem's parameters."""


def probe(
    url: str | None,
    key: SecretStr | None,
    model: str | None,
    *,
    patience: Patience | None = None,
    means: Means | None = None,
    terms: Terms | None = None,
) -> Probe:
    """What the server does with a tiny form, found out anew. Raises Missing (`llm-not-configured`) without one."""
    if not url or not model:
        raise Missing("llm-not-configured")
    patience = patience or Patience(base=30, attempts=2, waiting=5)
    chat = Chat(url, key, model, patience=patience, means=means, terms=terms)
    system: Message = {"role": "system", "content": "You fill in one JSON form and do nothing else."}
    user: Message = {"role": "user", "content": 'Put the word "card" and the number of days in a week.'}
    code: str | None = None
    details: Mapping[str, str | int | float] = {}
    right = False
    try:
        chat.learn(anew=True)
        filled = chat.complete([system, user], FORM, _TOKENS)
        right = filled.word == "card" and filled.number == 7
        code = None if right else "llm-bad-answer"
    except Problem as problem:
        code, details = problem.code, problem.params
    finally:
        chat.close()
    return Probe(model, chat.dialect, chat.context, right, code, details)
