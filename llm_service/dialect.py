"""How servers differ: what a request may hold, and which refusal means that it held too much.

A pure description of requests; nothing is sent from here, and nothing is parsed but refusals.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypedDict

from llm_service.schema import Form, T, walk

Engine = Literal["other", "vllm", "ollama"]
"""What runs the model, as far as that changes how it is asked: Ollama is asked in its own way."""

Mode = Literal["strict", "structured", "schema", "object", "plain"]
"""A JSON schema, one in vLLM's own field, one without limits on lengths, any JSON object, no help at all."""

LADDERS: dict[Engine, tuple[Mode, ...]] = {
    "other": ("strict", "schema", "object", "plain"),
    "vllm": ("strict", "structured", "schema", "object", "plain"),
    "ollama": ("strict", "schema", "object", "plain"),
}
"""What is tried, the most helpful first. (`guided_json` is gone from vLLM, and is never sent.)"""

_SHOWN = 16
"""An enumeration longer than this is shown by its ends."""
_OPTIONAL = ("temperature", "seed")
_QUIET = ("think", "chat_template_kwargs")
_TOO_LONG = (
    "context length",
    "context_length",
    "maximum context",
    "too long",
    "too many tokens",
    "context size",
)
_LIMITS = ("maxLength", "minLength", "pattern", "maxItems", "minItems")
_TEMPERATURE, _SEED = 0.2, 7


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
    engine: Engine = "other"
    quiet: bool = False
    """Whether the model is told not to think aloud."""
    context: int | None = None
    """The tokens that Ollama loads the model with: left to itself it takes few, and drops the rest in silence."""

    def request(self, model: str, messages: Sequence[Message], form: Form[T], tokens: int) -> dict[str, Any]:
        """The request's body. Equal input gives an equal body, key for key."""
        if self.engine == "ollama":
            return self._to_ollama(model, messages, form, tokens)
        limit = "max_completion_tokens" if "max_tokens" in self.without else "max_tokens"
        body: dict[str, Any] = {"model": model, "messages": list(messages), limit: tokens}
        extras = {"temperature": _TEMPERATURE, "seed": _SEED, "stream": False}
        body |= {key: value for key, value in extras.items() if key not in self.without}
        if self.quiet:
            body["chat_template_kwargs"] = {"enable_thinking": False}
        if self.mode == "object":
            body["response_format"] = {"type": "json_object"}
        elif self.mode == "structured":
            body["structured_outputs"] = {"json": form.schema}
        elif self.mode in ("strict", "schema"):
            shape = {"name": form.name, "strict": True, "schema": self._schema(form)}
            body["response_format"] = {"type": "json_schema", "json_schema": shape}
        return body

    def _to_ollama(
        self, model: str, messages: Sequence[Message], form: Form[T], tokens: int
    ) -> dict[str, Any]:
        options: dict[str, Any] = {"temperature": _TEMPERATURE, "seed": _SEED, "num_predict": tokens}
        if self.context is not None:
            options["num_ctx"] = self.context
        body: dict[str, Any] = {"model": model, "messages": list(messages), "stream": False}
        if self.quiet:
            body["think"] = False
        if self.mode != "plain":
            body["format"] = "json" if self.mode == "object" else self._schema(form)
        return body | {"options": options}

    def _schema(self, form: Form[T]) -> Any:
        if self.mode != "schema":
            return form.schema
        return walk(form.schema, lambda node: {key: node[key] for key in node if key not in _LIMITS})

    def simpler(self, refusal: bytes) -> "Dialect | None":
        """The next thing to try after a refusal; None when there is nothing left to leave out."""
        said = refusal[:4000].decode("utf-8", "replace").lower()
        named = {name for name in _OPTIONAL if name in said and name not in self.without}
        if "max_tokens" in said and "max_completion_tokens" in said and "max_tokens" not in self.without:
            named.add("max_tokens")
        if named:
            return replace(self, without=self.without | named)
        if self.quiet and any(name in said for name in _QUIET):
            return replace(self, quiet=False)
        ladder = LADDERS[self.engine]
        place = ladder.index(self.mode) + 1
        return replace(self, mode=ladder[place]) if place < len(ladder) else None

    def unbound(self) -> "Dialect":
        """The same without any help of the server, whose grammar an answer can get stuck on."""
        return replace(self, mode="plain")


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
