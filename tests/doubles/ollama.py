"""A strict double of Ollama: its own API, its list of models, and what its versions are known to do wrong.

Faults: `ignored` and `ignored-when-quiet` (`format` means nothing, the second only while the model is told not to
think). What is true of every real one holds always: the model never sees the schema, and what does not fit into
`num_ctx` (4096 if nobody says more) is dropped from the beginning, in silence; `truncated` counts that.
"""

from dataclasses import dataclass
from typing import Any

from tests.doubles.engine import MODEL, Engine, tokens

_FIELDS = frozenset("model messages stream format think options keep_alive tools".split())
_OPTIONS = frozenset("temperature seed num_predict num_ctx top_p top_k stop".split())


@dataclass
class Ollama(Engine):
    """One server with one model."""

    parameters: str = ""
    """The model file's own, as `/api/show` has them."""
    truncated: int = 0

    def get(self, path: str) -> tuple[int, Any]:
        if path == "/v1/models":
            return 200, {"object": "list", "data": [{"id": MODEL, "object": "model", "owned_by": "library"}]}
        return 404, {"error": f"no {path}"}

    def post(self, path: str, request: dict[str, Any]) -> tuple[int, Any]:
        if path == "/api/show":
            about = {"general.architecture": "qwen3", "qwen3.context_length": self.context}
            return 200, {"model_info": about, "parameters": self.parameters, "capabilities": ["completion"]}
        if path != "/api/chat" or request["model"] != MODEL:
            return 404, {"error": f'model "{request.get("model")}" not found'}
        options = request.get("options", {})
        self.broken += [f"unknown field {name}" for name in sorted(set(request) - _FIELDS)]
        self.broken += [f"unknown option {name}" for name in sorted(set(options) - _OPTIONS)]
        if request.get("stream") is not False:
            self.broken.append("a stream was not refused")
        if request.get("think") and not self.thinks:
            return 400, {"error": f'"{MODEL}" does not support thinking'}
        return 200, self._reply(request, options)

    def _reply(self, request: dict[str, Any], options: dict[str, Any]) -> Any:
        quiet = request.get("think") is False
        self.truncated += self.prompt(request) + options["num_predict"] > options.get("num_ctx", 4096)
        ignored = "ignored" in self.faults or ("ignored-when-quiet" in self.faults and quiet)
        shape = request.get("format")
        answer = self.answer(request, shape if isinstance(shape, dict) and not ignored else None, quiet=quiet)
        message = {"role": "assistant", "content": answer.content}
        if answer.thought:
            message["thinking"] = answer.thought
        return {
            "model": MODEL,
            "created_at": "2026-03-04T12:00:00Z",
            "message": message,
            "done": True,
            "done_reason": answer.finish,
            "prompt_eval_count": self.prompt(request),
            "eval_count": tokens((answer.content or "") + answer.thought),
        }
