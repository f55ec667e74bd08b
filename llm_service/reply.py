"""What a model's answer is, whatever stands around it: reasoning, fences, chatter, a doubled brace.

Pure parsing: an answer goes in, a filled form or the reason why not comes out.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from core_api.language.controls import plain
from llm_service.schema import Form, T

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_UNOPENED = re.compile(r"^.*?</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
_REASONING = ("reasoning_content", "reasoning", "thinking")
_BLANKS = 80
"""Blanks at the end of an answer that no model means."""
_MOST_TOKENS = 1 << 40
_DEEPEST = 60


class BadAnswerError(Exception):
    """The answer is no filled form; says why, in words for the model."""


@dataclass(frozen=True)
class Reply:
    """What a server gave as the assistant's words."""

    content: str
    reasoning: str
    cut_short: bool
    """True when the room for the answer ended before the answer did."""
    tokens_in: int | None = None
    tokens_out: int | None = None
    """As the server counted them, if it did."""

    @property
    def stuck(self) -> bool:
        """True when the room was used up by nothing: blanks without end, which a grammar allows after any value."""
        return self.cut_short and len(self.content) - len(self.content.rstrip()) > _BLANKS


def read(body: bytes) -> Reply:
    """The assistant's words of a response, OpenAI's or Ollama's. Raises BadAnswerError when it is neither."""
    try:
        whole = json.loads(body)
        choice = whole if "message" in whole else whole["choices"][0]
        message = choice["message"]
        content = message.get("content")
        reasoning = next((message[key] for key in _REASONING if isinstance(message.get(key), str)), "")
        finish = choice.get("finish_reason") or choice.get("done_reason")
        used = whole.get("usage") or {}
        read_, written = (
            (used.get("prompt_tokens"), used.get("completion_tokens"))
            if used
            else (whole.get("prompt_eval_count"), whole.get("eval_count"))
        )
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        raise BadAnswerError("the response is not a chat completion") from None
    if isinstance(content, list):
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return Reply(
        content if isinstance(content, str) else "",
        reasoning,
        finish == "length",
        _count(read_),
        _count(written),
    )


def _count(tokens: Any) -> int | None:
    return tokens if isinstance(tokens, int) and 0 <= tokens < _MOST_TOKENS else None


def parse(reply: Reply, form: Form[T]) -> T:
    """The filled form. Raises BadAnswerError. Reasoning is only looked at when nothing else was said."""
    text = without_thoughts(reply.content)
    if not _says(text):
        text = reply.content if _says(reply.content) else reply.reasoning
    fault = "it holds no JSON object"
    for candidate in objects(text):
        try:
            return form.model.model_validate(_plain(candidate))
        except ValidationError as error:
            if fault == "it holds no JSON object":
                fault = _fault(error)
    raise BadAnswerError(fault)


def _says(text: str) -> bool:
    """True when there is more than blanks and stray braces."""
    return any(char.isalnum() for char in text)


def _plain(value: Any) -> Any:
    """The same value with nothing in its texts that steers a screen."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return {key: _plain(part) for key, part in value.items()} if isinstance(value, dict) else value


def without_thoughts(text: str) -> str:
    """The text without what the model thought aloud."""
    return _UNOPENED.sub("", _THOUGHT.sub("", text))


def objects(text: str) -> Iterator[dict[str, Any]]:
    """The JSON objects that stand in a text, in order, none inside another."""
    decoder = json.JSONDecoder()
    at = text.find("{")
    tries = 0
    while at >= 0 and tries < _DEEPEST:
        tries += 1
        try:
            found, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at = text.find("{", at + 1)
            continue
        if isinstance(found, dict):
            yield found
        at = text.find("{", end)


def _fault(error: ValidationError) -> str:
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    lines = [f"{'.'.join(str(step) for step in fault['loc'])}: {fault['msg']}" for fault in faults[:5]]
    return "; ".join(lines)
