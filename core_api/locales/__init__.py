"""Every word that a person reads, in Russian and in English, as Fluent messages.

One `.ftl` file an area, the same names in `ru/` and `en/`. Identifiers: `problem-CODE` and `problem-CODE-next` for
errors and what to do about them, `degraded-CODE`, `rule-CODE`, `heard-CODE`, `stale-CODE` for codes that the
models carry, and `AREA-…` for the rest. No other place holds text for people.
"""

from __future__ import annotations

import re
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


_ENTRY = re.compile(r"^(-?[a-zA-Z][\w-]*) *=", re.MULTILINE)
_NAMED = re.compile(r"\{ *(-?[a-zA-Z][\w-]*)")


class _Words:
    """The messages of one language. Each is parsed when it is first wanted: all of them take a quarter of a second."""

    def __init__(self, language: Language) -> None:
        self._bundle = FluentBundle([language], use_isolating=False)
        self._written: dict[str, str] = {}
        self._parsed: set[str] = set()
        for resource in sorted((files(__package__) / language).iterdir(), key=lambda item: item.name):
            if resource.name.endswith(".ftl"):
                self._written |= _entries(resource.read_text(encoding="utf-8"))

    def has(self, message: str) -> bool:
        return message in self._written

    def bundle(self, message: str) -> FluentBundle:
        """All that the message needs is in it. Parsed by two threads at once it is the same."""
        if message not in self._parsed:
            for other in _NAMED.findall(self._written[message]):
                if other != message and self.has(other):
                    self.bundle(other)
            self._bundle.add_resource(FluentResource(self._written[message]))
            self._parsed.add(message)
        return self._bundle


def _entries(resource: str) -> dict[str, str]:
    """Identifier → how it is written. Further lines of an entry are indented: none looks like the next entry."""
    begins = list(_ENTRY.finditer(resource))
    ends = [*(entry.start() for entry in begins[1:]), len(resource)]
    return {entry[1]: resource[entry.start() : end] for entry, end in zip(begins, ends, strict=True)}


@cache
def _words(language: Language) -> _Words:
    return _Words(language)


def has(message: str, language: Language) -> bool:
    """True when the language has the message."""
    return _words(language).has(message)


def text(message: str, language: Language, values: Mapping[str, Value] | None = None) -> str:
    """The message in the language, filled in. An unknown message gives its own identifier."""
    words = _words(language)
    if not words.has(message):
        return message
    bundle = words.bundle(message)
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
