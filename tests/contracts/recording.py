"""Every distinct request that our adapters make: the suite of all boards and the adapters' own tests, listened to.

Distinct means: by method, route, names, and the kind of each value. Ids, days and texts are alike.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.contracts.description import Sent
from tests.contracts.listener import HEARD

ROOT = Path(__file__).parents[2]
_HEX = re.compile(r"[0-9a-fA-F]{24}")
_NUMBER = re.compile(r"\d+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d.*")
_LOOPBACK = re.compile(r"https?://127\.0\.0\.1:\d+")
_JSON = "application/json"
_WORD = re.compile(r"[a-z][A-Za-z_,]*")


@dataclass(frozen=True)
class Recorded:
    """What was heard on one vendor's double, by whom it was sent."""

    requests: tuple[Sent, ...]
    heard: int
    """How many there were with those that are alike."""


def listen(tests: tuple[str, ...], chosen: str, credential: str, base: str) -> Recorded:
    """Run the tests and keep what was sent with our credential to the API at `base`. Raises when a test fails."""
    asked = heard_in(tests, chosen)
    ours = [
        _sent(one, base)
        for one in asked
        if credential in one["headers"].get("authorization", "") and one["path"].startswith(base)
        if one["headers"].get("content-type", _JSON) == _JSON  # a file that is put there is in no description
    ]
    distinct: dict[str, Sent] = {}
    for sent in ours:
        distinct.setdefault(kind(sent), sent)
    return Recorded(tuple(sorted(distinct.values(), key=lambda sent: (sent.path, sent.method))), len(ours))


def heard_in(tests: tuple[str, ...], chosen: str) -> list[dict[str, Any]]:
    """Run the tests that are so named; all that reached any double. Raises when a test fails."""
    with tempfile.TemporaryDirectory(prefix="boardscribe-contracts-") as folder:
        heard = Path(folder) / "heard.jsonl"
        command = [sys.executable, "-m", "pytest", *tests, "-k", chosen, "-q", "-p", "no:cacheprovider"]
        done = subprocess.run(
            [*command, "-p", "tests.contracts.listener"],
            cwd=ROOT,
            env=os.environ | {HEARD: str(heard)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"the tests that make the requests fail:\n{done.stdout[-3000:]}")
        return [json.loads(line) for line in heard.read_text(encoding="utf-8").splitlines()]


def kind(sent: Sent) -> str:
    """The same for requests that are alike."""
    path = "/".join("#" if _NUMBER.fullmatch(part) else _HEX.sub("#", part) for part in sent.path.split("/"))
    return json.dumps([sent.method, path, _kinds(sent.query), _kinds(sent.body)], sort_keys=True)


def _kinds(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _kinds(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return sorted({json.dumps(_kinds(inner)) for inner in value})
    if not isinstance(value, str):
        return type(value).__name__
    for name, pattern in (("ids", _HEX), ("number", _NUMBER), ("day", _DAY)):
        if pattern.match(value):
            return name
    return value if _WORD.fullmatch(value) else "text" if value else "empty"


def _sent(asked: dict[str, Any], base: str) -> Sent:
    """The request with a public address where a test put one of its own machine: validators refuse those as no URL."""
    text = _LOOPBACK.sub("https://boards.example.org", asked["body"])
    body = json.loads(text) if text else None
    return Sent(asked["method"], asked["path"].removeprefix(base), asked["query"], body)
