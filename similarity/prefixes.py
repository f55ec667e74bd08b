"""What an embedding model wants before a query and before a passage, by the model's name: its authors say so.

A model of an unknown family is asked without. A prefix that is missing costs a few points; a wrong one too.
"""

import re
from dataclasses import dataclass

_TASK = "Given what was said in a meeting, retrieve the passages that it is about"


@dataclass(frozen=True, slots=True)
class Prefixes:
    """What is put before texts."""

    query: str = ""
    passage: str = ""


_INSTRUCTED = Prefixes(query=f"Instruct: {_TASK}\nQuery: ")
_SEARCHED = Prefixes(query="search_query: ", passage="search_document: ")
_REPRESENTED = Prefixes(query="Represent this sentence for searching relevant passages: ")
_E5 = Prefixes(query="query: ", passage="passage: ")

_FAMILIES: tuple[tuple[str, Prefixes], ...] = (
    (r"e5-.*instruct|gte-qwen2|qwen3-embedding|giga-embeddings|sfr-embedding", _INSTRUCTED),
    (r"(^|-)e5(-|$)|user-base", _E5),
    (r"arctic-embed-.*v2", Prefixes(query="query: ")),
    (r"frida|berta|ru-en-rosberta|nomic-embed", _SEARCHED),
    (r"bge-(small|base|large)-en|mxbai-embed|arctic-embed", _REPRESENTED),
    (r"embeddinggemma", Prefixes(query="task: search result | query: ", passage="title: none | text: ")),
)
"""In this order: the first family whose pattern the name has."""


def prefixes(model: str) -> Prefixes:
    """The prefixes of a model by its name, with or without its owner, or by its folder."""
    short = re.split(r"[/\\]|--", model.rstrip("/\\"))[-1].lower().replace("_", "-")
    return next((found for pattern, found in _FAMILIES if re.search(pattern, short)), Prefixes())
