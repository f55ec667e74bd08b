"""What a server tells of itself: what runs the model, and how large the model's context is.

Costs nothing and holds nothing of a meeting. A server that tells nothing is as good as any.
"""

import json
import re
from dataclasses import dataclass
from typing import Any, Protocol

from llm_service.dialect import Engine

OLLAMA_CONTEXT = 16384
"""What Ollama is asked to load a model with where nobody said how much: more costs memory, less cuts meetings up."""
LEAST_CONTEXT = 2048
"""A model that says that it has less has said something else."""

_ENGINES: dict[str, Engine] = {"vllm": "vllm", "sglang": "vllm", "llamacpp": "vllm", "library": "ollama"}
"""`owned_by` → the engine that is asked in the same way."""
_CONTEXT = (
    "max_model_len",
    "loaded_context_length",
    "context_length",
    "context_window",
    "max_context_length",
    "n_ctx",
)
_NUM_CTX = re.compile(r"^\s*num_ctx\s+(\d+)\s*$", re.MULTILINE)


class Asks(Protocol):
    """Reads a small JSON document from the server; nothing where there is none."""

    def __call__(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """GET, or POST with a body. `path` begins with a slash for the server's root."""
        ...


@dataclass(frozen=True)
class Found:
    """What was told."""

    reached: bool = False
    """Whether the server answered at all."""
    engine: Engine = "other"
    context: int | None = None
    """Tokens; None: it did not say."""

    @property
    def faulty(self) -> bool:
        """True for engines of which some versions do not keep to the form of an answer, and do not say so."""
        return self.engine != "other"


def discover(ask: Asks, model: str, wanted: int | None) -> Found:
    """What the server tells of that model; `wanted` is what its context shall be at most."""
    listed = ask("models")
    entry = _entry(listed, model)
    engine = _ENGINES.get(str(entry.get("owned_by", "")), "other")
    context = _size(entry) or _size(entry.get("meta"))
    if engine == "ollama":
        shown = ask("/api/show", {"model": model})
        if not isinstance(shown, dict) or "model_info" not in shown:
            engine = "other"  # something else that calls its models a library
        else:
            context = _of_ollama(shown, wanted)
    elif engine == "other" and "max_model_len" in entry:
        engine = "vllm"
    return Found(reached=listed is not None, engine=engine, context=context)


def _entry(listed: Any, model: str) -> dict[str, Any]:
    models = listed.get("data") if isinstance(listed, dict) else None
    entries = [entry for entry in models if isinstance(entry, dict)] if isinstance(models, list) else []
    named = [entry for entry in entries if entry.get("id") in (model, f"{model}:latest")]
    return (named or (entries if len(entries) == 1 else []) or [{}])[0]


def _size(entry: Any) -> int | None:
    sizes = [entry.get(key) for key in _CONTEXT] if isinstance(entry, dict) else []
    return next((size for size in sizes if isinstance(size, int) and size >= LEAST_CONTEXT), None)


def _of_ollama(shown: dict[str, Any], wanted: int | None) -> int:
    """What the model is loaded with: what was wanted, what its own file says, what is usual; never more than it has."""
    info = shown["model_info"] if isinstance(shown["model_info"], dict) else {}
    sizes = [value for key, value in info.items() if key.endswith(".context_length")]
    trained = next((size for size in sizes if isinstance(size, int) and size >= LEAST_CONTEXT), None)
    said = _NUM_CTX.search(str(shown.get("parameters", "")))
    chosen = wanted or (int(said[1]) if said else OLLAMA_CONTEXT)
    return max(LEAST_CONTEXT, min(chosen, trained or chosen))


def document(body: bytes) -> Any:
    """The JSON in a body; None when it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
