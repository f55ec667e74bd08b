"""How servers differ: what a request may hold, and which refusal means that it held too much.

A pure description of requests; nothing is sent from here, and nothing is parsed but refusals.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypedDict

from llm_service.schema import Form, T, walk

Mode = Literal["strict", "schema", "object", "plain"]
"""A JSON schema, one without limits on lengths (not all servers know them), any JSON object, no help at all."""

MODES: tuple[Mode, ...] = ("strict", "schema", "object", "plain")

_SHOWN = 12
"""An enumeration longer than this is shown by its ends."""
_OPTIONAL = ("temperature", "seed")
_TOO_LONG = (
    "context length",
    "context_length",
    "maximum context",
    "too long",
    "too many tokens",
    "context size",
)
_LIMITS = ("maxLength", "minLength", "pattern", "maxItems", "minItems")


class Message(TypedDict):
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Dialect:
    """What a server understands, as far as it is known."""

    mode: Mode = "strict"
    without: frozenset[str] = frozenset()
    """Parameters that the server refused."""

    def request(self, model: str, messages: Sequence[Message], form: Form[T], tokens: int) -> dict[str, Any]:
        """The request's body. Equal input gives an equal body, key for key."""
        limit = "max_completion_tokens" if "max_tokens" in self.without else "max_tokens"
        body: dict[str, Any] = {"model": model, "messages": list(messages), limit: tokens}
        extras = {"temperature": 0.2, "seed": 7, "stream": False}
        body |= {key: value for key, value in extras.items() if key not in self.without}
        if self.mode == "object":
            body["response_format"] = {"type": "json_object"}
        elif self.mode in ("strict", "schema"):
            body["response_format"] = {"type": "json_schema", "json_schema": self._schema(form)}
        return body

    def _schema(self, form: Form[T]) -> dict[str, Any]:
        schema = form.schema
        if self.mode == "schema":
            schema = walk(schema, lambda node: {key: node[key] for key in node if key not in _LIMITS})
        return {"name": form.name, "strict": True, "schema": schema}

    def simpler(self, refusal: bytes) -> "Dialect | None":
        """The next thing to try after a refusal; None when there is nothing left to leave out."""
        said = refusal[:4000].decode("utf-8", "replace").lower()
        named = {name for name in _OPTIONAL if name in said and name not in self.without}
        if "max_tokens" in said and "max_completion_tokens" in said and "max_tokens" not in self.without:
            named.add("max_tokens")
        if named:
            return replace(self, without=self.without | named)
        place = MODES.index(self.mode) + 1
        return replace(self, mode=MODES[place]) if place < len(MODES) else None


def is_too_long(refusal: bytes) -> bool:
    """True when a server refused because the request does not fit the model's context."""
    said = refusal[:4000].decode("utf-8", "replace").lower()
    return any(words in said for words in _TOO_LONG)


def shown(form: Form[T]) -> str:
    """The schema as it stands in the prompt, on one line; long lists of ids are shortened to their ends."""

    def shorten(node: dict[str, Any]) -> dict[str, Any]:
        ids = node.get("enum")
        if not isinstance(ids, list) or len(ids) <= _SHOWN:
            return node
        return {"type": "string", "description": f"one of the ids given: {ids[0]}, {ids[1]} ... {ids[-1]}"}

    return json.dumps(walk(form.schema, shorten), ensure_ascii=False, separators=(",", ":"))
