"""A strict double of vLLM's OpenAI server (0.12 and later), with the known faults of its versions as modes.

Faults, each after a report on the real one:

- `ignored` and `ignored-when-quiet`: a schema means nothing, the second only while the model is told not to think;
- `in-reasoning`: the answer lands among the thoughts;
- `doubled-brace`: one `{` too many while the model thinks;
- `whitespace`: blanks up to the limit after the answer's first value;
- `no-response-format`: a gateway before it knows only vLLM's own field;
- `inline`: no reasoning parser, so that thoughts stand before the answer.

`guided_json` and its kin are gone: sending them is a fault of the client.
"""

import json
from dataclasses import dataclass
from typing import Any

from tests.doubles.engine import MODEL, Answer, Engine, tokens

_FIELDS = frozenset(
    "model messages max_tokens max_completion_tokens temperature seed stream response_format structured_outputs"
    " chat_template_kwargs".split()
)
_KINDS = frozenset({"json", "regex", "choice", "grammar", "json_object", "structural_tag"})


@dataclass
class Vllm(Engine):
    """One server with one model."""

    def get(self, path: str) -> tuple[int, Any]:
        if path != "/v1/models":
            return 404, {"error": {"message": f"no {path}"}}
        about = {"id": MODEL, "object": "model", "owned_by": "vllm", "max_model_len": self.context}
        return 200, {"object": "list", "data": [about]}

    def post(self, path: str, request: dict[str, Any]) -> tuple[int, Any]:
        refusal = self._refusal(path, request)
        if refusal:
            return 400 if path == "/v1/chat/completions" else 404, {
                "error": {"message": refusal, "code": 400}
            }
        quiet = request.get("chat_template_kwargs", {}).get("enable_thinking") is False
        ignored = "ignored" in self.faults or ("ignored-when-quiet" in self.faults and quiet)
        bound = None if ignored else _bound(request)
        answer = self._spoiled(self.answer(request, bound, quiet=quiet), request, bound)
        message = {
            "role": "assistant",
            "content": answer.content,
            "reasoning_content": answer.thought or None,
        }
        written = tokens((answer.content or "") + answer.thought)
        used = {"prompt_tokens": self.prompt(request), "completion_tokens": written}
        choice = {"index": 0, "message": message, "finish_reason": answer.finish}
        return 200, {"object": "chat.completion", "model": MODEL, "choices": [choice], "usage": used}

    def _refusal(self, path: str, request: dict[str, Any]) -> str:
        if path != "/v1/chat/completions" or request["model"] != MODEL:
            return f"no {path} for the model {request['model']}"
        self.broken += [f"unknown field {name}" for name in sorted(set(request) - _FIELDS)]
        shape, more = request.get("response_format"), request.get("structured_outputs")
        if shape is not None and (more is not None or "no-response-format" in self.faults):
            return "response_format is not supported here"
        if more is not None and (len(more) != 1 or not set(more) <= _KINDS):
            return "structured_outputs needs exactly one kind"
        if shape is not None and shape.get("type") not in ("text", "json_object", "json_schema"):
            return f"unknown response_format {shape.get('type')}"
        asked = self.prompt(request) + request["max_tokens"]
        if asked > self.context:
            return (
                f"This model's maximum context length is {self.context} tokens. However, you requested {asked}"
                " tokens. Please reduce the length of the messages or completion."
            )
        return ""

    def _spoiled(self, answer: Answer, request: dict[str, Any], bound: dict[str, Any] | None) -> Answer:
        content = answer.content or ""
        if "inline" in self.faults and answer.thought:
            answer = Answer(f"<think>{answer.thought}</think>\n{content}", "", answer.finish)
        if bound is None:
            return answer
        if "in-reasoning" in self.faults:
            return Answer(None, content, answer.finish)
        if "doubled-brace" in self.faults and self.thinks and answer.thought:
            return Answer("{" + content, answer.thought, answer.finish)
        if "whitespace" in self.faults and bound:
            begun = content[: content.index(",") + 1]
            room = request["max_tokens"] * 3 - len(begun)
            return Answer(begun + "\n " * (room // 2), answer.thought, "length")
        return answer


def _bound(request: dict[str, Any]) -> dict[str, Any] | None:
    """The schema that the grammar holds the model to; an empty one stands for any object."""
    shape = request.get("response_format") or {}
    if shape.get("type") == "json_schema":
        assert shape["json_schema"]["name"]
        schema: dict[str, Any] = shape["json_schema"]["schema"]
        return schema
    if "structured_outputs" in request:
        return json.loads(json.dumps(request["structured_outputs"].get("json")))  # type: ignore[no-any-return]
    return None
