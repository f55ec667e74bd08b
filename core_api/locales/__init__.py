"""Every word that a person reads, in Russian and in English, as Fluent messages.

One `.ftl` file an area, the same names in `ru/` and `en/`. Identifiers: `problem-CODE` and `problem-CODE-next` for
errors and what to do about them, `degraded-CODE`, `rule-CODE`, `heard-CODE`, `stale-CODE` for codes that the
models carry, and `AREA-…` for the rest. No other place holds text for people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from fluent.runtime import FluentBundle, FluentResource

if TYPE_CHECKING:  # keeps pydantic out of `boardscribe --help`
    from core_api.contracts.model import Language

Value = str | int | float
Translate = Callable[..., str]
"""`translate("message-id", name=value, …)` gives the text in one language."""


@cache
def _bundle(language: Language) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for resource in sorted((files(__package__) / language).iterdir(), key=lambda item: item.name):
        if resource.name.endswith(".ftl"):
            bundle.add_resource(FluentResource(resource.read_text(encoding="utf-8")))
    return bundle


def has(message: str, language: Language) -> bool:
    """True when the language has the message."""
    return bool(_bundle(language).has_message(message))


def text(message: str, language: Language, values: Mapping[str, Value] | None = None) -> str:
    """The message in the language, filled in. An unknown message gives its own identifier."""
    bundle = _bundle(language)
    if not bundle.has_message(message):
        return message
    pattern = bundle.get_message(message).value
    if pattern is None:
        return message
    filled, _errors = bundle.format_pattern(pattern, dict(values or {}))
    return str(filled)


def accepted(header: str) -> Language:
    """The first language of an `Accept-Language` header that we speak, else English."""
    for part in header.lower().split(","):
        if part.strip().startswith("ru"):
            return "ru"
        if part.strip().startswith("en"):
            return "en"
    return "en"


def about(board: str | None, card: str = "") -> dict[str, Value]:
    """The values that the words of a stored code may name, where only the board and the card are known."""
    vendor = (board or "").partition(":")[0].capitalize()
    return {"board": board or "", "vendor": vendor, "card": card, "name": card, "status": ""}


def translator(language: Language) -> Translate:
    """`text` bound to one language."""

    def translate(message: str, **values: Value) -> str:
        return text(message, language, values)

    return translate
