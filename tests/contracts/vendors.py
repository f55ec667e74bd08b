"""The vendors whose description is checked against: where it lies, who asks, and what is known to differ and why."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.contracts.patch_trello import patched
from tests.doubles import kaiten, kaiten_world, max, trello  # noqa: A004 - the messenger


@dataclass(frozen=True)
class Known:
    """A difference between our requests and the description that was looked into."""

    route: str
    needle: str
    """A part of what the validator says, or the name that the description does not have."""
    reason: str


@dataclass(frozen=True)
class Vendor:
    """A vendor's part of the check."""

    name: str
    file: str
    """The description's name in the folder that is handed over."""
    read: Callable[[Path], dict[str, Any]]
    tests: tuple[str, ...]
    """The tests in which our adapter makes its requests."""
    credential: str
    """What a request of ours has in its header."""
    base: str
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    known: tuple[Known, ...] = ()
    optional: bool = False
    """Its description need not lie in the folder."""


def _trello(path: Path) -> dict[str, Any]:
    return patched(json.loads(path.read_text(encoding="utf-8")))


def _yaml(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return read


_NESTED = "a parameter of nested resources, in Atlassian's guide to them and not in the description"
_PAGES = "how cards of a board are paged, in Atlassian's guides and not in the description"

TRELLO = Vendor(
    name="trello",
    file="trello-openapi.json",
    read=_trello,
    tests=("tests/conformance", "tests/kanban_connectors"),
    credential=trello.TOKEN,
    base="/1",
    query={"key": "k", "token": "t"},
    known=(
        Known("GET /boards/{id}", "has no labels_limit", _NESTED),
        Known("GET /boards/{id}", "has no member_fields", _NESTED),
        Known("GET /cards/{id}", "has no actions_limit", _NESTED),
        *(
            Known("GET /boards/{id}/cards", f"has no {name}", _PAGES)
            for name in ("before", "fields", "filter", "limit", "since")
        ),
    ),
)

KAITEN = Vendor(
    name="kaiten",
    file="kaiten.yaml",
    read=_yaml,
    tests=("tests/conformance", "tests/kanban_connectors"),
    credential=kaiten_world.TOKEN,
    base=kaiten.BASE,
    headers={"authorization": "Bearer t"},
)


def _max(path: Path) -> dict[str, Any]:
    """As published by max-messenger-bot/max-bot-api-schemas, mended in two places.

    The key is where MAX takes it by now: in a header. Lists in a query are written with commas, as its examples show;
    it names a style for that which no query may have.
    """
    description = _yaml(path)
    schemes = description["components"]["securitySchemes"]
    schemes["access_token"] |= {"in": "header", "name": "Authorization"}
    for item in description["paths"].values():
        for operation in item.values():
            for parameter in operation.get("parameters", []) if isinstance(operation, dict) else ():
                if parameter.get("style") == "simple" and parameter.get("in") == "query":
                    parameter |= {"style": "form", "explode": False}
                    parameter["schema"].pop("nullable", None)  # a validator that sees it reads no list
    return description


MAX = Vendor(
    name="max",
    file="max.yaml",
    read=_max,
    tests=("tests/conformance", "tests/notifier"),
    credential=max.TOKEN,
    base="",
    headers={"authorization": "t"},
    optional=True,
)

ALL = (TRELLO, KAITEN, MAX)
