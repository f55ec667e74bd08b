"""Finds out what a configured server can do, with a form of two fields.

For `doctor` and for people. No meeting is ever sent from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import SecretStr

from core_api.contracts.problems import Missing, Problem
from llm_service.chat import Chat
from llm_service.dialect import Message, Mode
from llm_service.schema import ProbeForm, form
from llm_service.transport import Means, Patience

_TOKENS = 2000
"""Room enough for a model that thinks before it answers."""


@dataclass(frozen=True)
class Probe:
    """What was found."""

    model: str
    mode: Mode
    """How forms are asked for: `strict`, `schema`, `object` or `plain`."""
    without: tuple[str, ...]
    """Parameters that the server refused."""
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
) -> Probe:
    """What the server does with a tiny form. Raises Missing (`llm-not-configured`) when there is none."""
    if not url or not model:
        raise Missing("llm-not-configured")
    chat = Chat(url, key, model, patience=patience or Patience(base=30, attempts=2, waiting=5), means=means)
    system: Message = {"role": "system", "content": "You fill in one JSON form and do nothing else."}
    user: Message = {"role": "user", "content": 'Put the word "card" and the number of days in a week.'}
    shape = form(ProbeForm, {"word": ("board", "card", "list")})
    code: str | None = None
    details: Mapping[str, str | int | float] = {}
    right = False
    try:
        filled = chat.complete([system, user], shape, _TOKENS)
        right = filled.word == "card" and filled.number == 7
        code = None if right else "llm-bad-answer"
    except Problem as problem:
        code, details = problem.code, problem.params
    finally:
        chat.close()
    dialect = chat.dialect
    return Probe(model, dialect.mode, tuple(sorted(dialect.without)), right, code, details)
