"""Our calls of Telegram's Bot API against its description in machine form, which is no OpenAPI: methods and types.

Checked of each call: that there is such a method, that it has each parameter we send, that none is missing that it
wants, and the same of the objects in them, with the kind of each plain value.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from tests.contracts.recording import heard_in
from tests.doubles.telegram_world import TOKEN

FILE = "telegram.json"
TESTS = ("tests/conformance/test_channel.py", "tests/notifier/telegram")
_PART = re.compile(r'name="(\w+)"(; filename="[^"]*")?[^\r]*(?:\r\n[^\r]+)*\r\n\r\n(.*?)\r\n--', re.DOTALL)
_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "Boolean": (bool,),
    "String": (str,),
}
_FILE = object()
"""What stands for an uploaded file."""

Thing = dict[str, Any]


class BotApi:
    """The description."""

    def __init__(self, description: Thing) -> None:
        self.methods: Thing = description["methods"]
        self._types: Thing = description["types"]

    def faults(self, method: str, values: Thing) -> list[str]:
        """What the description does not have of a call, or wants and does not get."""
        known = self.methods.get(method)
        if known is None:
            return [f"no method {method}"]
        return list(self._compared(method, known.get("fields", []), values))

    def _compared(self, place: str, fields: list[Thing], values: Thing) -> Iterator[str]:
        declared = {field["name"]: field for field in fields}
        yield from (f"{place} has no {name}" for name in values if name not in declared)
        for name, field in declared.items():
            if name in values:
                yield from self._value(f"{place}.{name}", field["types"], values[name])
            elif field["required"]:
                yield f"{place} wants {name}"

    def _value(self, place: str, types: list[str], value: Any) -> Iterator[str]:
        """Why the value is of none of the types; of several possible ones the best fitting tells."""
        found = [list(self._of_type(place, kind, value)) for kind in types]
        if all(found):
            yield from min(found, key=len)

    def _of_type(self, place: str, kind: str, value: Any) -> Iterator[str]:
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                yield f"{place} is no list"
                return
            for one in value:
                yield from self._value(place, [kind.removeprefix("Array of ")], one)
        elif kind in _PLAIN:
            right = isinstance(value, _PLAIN[kind]) and (kind == "Boolean" or not isinstance(value, bool))
            if not right:
                yield f"{place} is no {kind}"
        elif kind == "InputFile":
            if value is not _FILE:
                yield f"{place} is no file"
        elif not isinstance(value, dict):
            yield f"{place} is no {kind}"
        else:
            yield from self._compared(f"{place} ({kind})", self._types[kind].get("fields", []), value)


def values_of(body: str, content_type: str) -> Thing:
    """The parameters of a call: a form carries all but texts as JSON."""
    if content_type.startswith("multipart/form-data"):
        parts = _PART.findall(body)
        return {name: _FILE if file else _plain(name, value) for name, file, value in parts}
    return {name: _plain(name, value) for name, value in parse_qsl(body, keep_blank_values=True)}


_TEXTS = {"text", "caption", "parse_mode", "callback_query_id", "url", "secret_token", "file_id"}


def _plain(name: str, value: str) -> Any:
    return value if name in _TEXTS else json.loads(value)


def calls(asked: Iterable[Thing]) -> list[tuple[str, Thing]]:
    """Our calls among all that reached a double, those of equal names once."""
    head, distinct = f"/bot{TOKEN}/", {}
    for one in asked:
        if one["path"].startswith(head):
            method = one["path"].removeprefix(head)
            values = values_of(one["body"], one["headers"].get("content-type", ""))
            distinct.setdefault((method, _names(values)), (method, values))
    return [distinct[key] for key in sorted(distinct)]


def _names(value: Any) -> str:
    """The same for values that differ only in what is plain."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{name}:{_names(inner)}" for name, inner in sorted(value.items())) + "}"
    if isinstance(value, list):
        return "[" + ",".join(sorted({_names(inner) for inner in value})) + "]"
    return type(value).__name__


def check(path: Path) -> bool:
    """Print what came out; True when something differs."""
    api = BotApi(json.loads(path.read_text(encoding="utf-8")))
    made = calls(heard_in(TESTS, "telegram"))
    faults = sorted({fault for method, values in made for fault in api.faults(method, values)})
    broken = [(method, wrong) for method, values in made for wrong in _broken(values)]
    refused = [one for one in broken if api.faults(*one)]
    print("== telegram")
    print(f"methods                {len({method for method, _ in made})}")
    print(f"requests               {len(made)} distinct")
    print(f"broken, and refused    {len(refused)} of {len(broken)}")
    print(f"NOT ACCEPTED           {len(faults)}")
    for fault in faults:
        print(f"  {fault}")
    return bool(faults) or not made


def _broken(values: Thing) -> Iterator[Thing]:
    """The call with one thing wrong: does the check look at it at all?"""
    yield values | {"no_such_parameter": 1}
    for name in values:
        yield values | {name: [[None]]}
