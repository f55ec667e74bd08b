"""A vendor's published API description: which route a request takes, what that route declares, how to break it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

_LONGEST_IN_A_QUERY = 4000
_LONGEST = 100_000


@dataclass(frozen=True)
class Sent:
    """A request as it goes over the wire, without its credentials."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None

    @property
    def line(self) -> str:
        """Method and path."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Broken:
    """A request that the vendor must refuse, and what is wrong with it."""

    what: str
    sent: Sent


class Route:
    """One operation of the description."""

    def __init__(self, method: str, template: str, description: dict[str, Any]) -> None:
        item = description["paths"][template]
        self.method = method
        self.template = template
        self._description = description
        self._operation: dict[str, Any] = item[method.lower()]
        given = [*item.get("parameters", []), *self._operation.get("parameters", [])]
        self.parameters = [self._resolved(one) for one in given]
        self.body = self._body()

    @property
    def name(self) -> str:
        """Method and template, e.g. `PUT /cards/{id}`."""
        return f"{self.method} {self.template}"

    def undeclared(self, sent: Sent) -> list[str]:
        """What the request carries and the description does not know: a validator lets that pass unseen."""
        known = {one["name"] for one in self.parameters if one["in"] == "query"}
        fields = self.body.get("properties", {}) if self.body else {}
        carried = sent.body if isinstance(sent.body, dict) else {}
        return sorted({*sent.query} - known) + sorted({*carried} - {*fields})

    def broken(self, sent: Sent) -> Iterator[Broken]:
        """The request with one thing wrong at a time: each thing that the description lets us get wrong."""
        for parameter in self.parameters:
            name, schema = parameter["name"], self._resolved(parameter.get("schema", {}))
            if parameter["in"] == "path":
                for what, value in self._wrong_texts(schema):
                    yield Broken(f"path {name}: {what}", self._with_part(sent, name, value))
            elif parameter["in"] == "query":
                for what, value in self._wrong_texts(schema):
                    yield Broken(f"query {name}: {what}", replace(sent, query=sent.query | {name: value}))
                if parameter.get("required"):
                    rest = {key: value for key, value in sent.query.items() if key != name}
                    yield Broken(f"query {name}: missing", replace(sent, query=rest))
        if self.body:
            yield from self._broken_body(sent)

    def _broken_body(self, sent: Sent) -> Iterator[Broken]:
        assert self.body is not None
        fields = sent.body if isinstance(sent.body, dict) else {}
        for name, declared in self.body.get("properties", {}).items():
            for what, value in self._wrong_values(self._resolved(declared)):
                yield Broken(f"body {name}: {what}", replace(sent, body=fields | {name: value}))
        for name in self.body.get("required", []):
            rest = {key: value for key, value in fields.items() if key != name}
            yield Broken(f"body {name}: missing", replace(sent, body=rest))

    def _wrong_texts(self, schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """What is wrong in a path or a query, where everything is a text."""
        if schema.get("enum"):
            yield "not one of the known words", "no-such-word"
        elif schema.get("type") in {"integer", "number"}:
            yield "no number", "no-number"
        elif schema.get("type") == "boolean":
            yield "neither true nor false", "maybe"
        elif "pattern" in schema and not re.search(schema["pattern"], "!wrong!"):
            yield "not as the pattern wants", "!wrong!"
        elif 0 < schema.get("maxLength", 0) <= _LONGEST_IN_A_QUERY:
            yield "too long", "x" * (schema["maxLength"] + 1)

    def _wrong_values(self, schema: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """What is wrong in a body of JSON."""
        if schema.get("type"):
            yield "of another type", ["wrong"] if schema["type"] != "array" else "wrong"
        if schema.get("enum"):
            yield "not one of the known words", "no-such-word"
        if "pattern" in schema and not re.search(schema["pattern"], "!wrong!"):
            yield "not as the pattern wants", "!wrong!"
        if 0 < schema.get("maxLength", 0) <= _LONGEST:
            yield "too long", "x" * (schema["maxLength"] + 1)

    def _with_part(self, sent: Sent, name: str, value: str) -> Sent:
        places = [part == f"{{{name}}}" for part in self.template.split("/")]
        parts = sent.path.split("/")
        changed = [value if here else part for here, part in zip(places, parts, strict=False)]
        return replace(sent, path="/".join(changed + parts[len(places) :]))

    def _body(self) -> dict[str, Any] | None:
        content = self._resolved(self._operation.get("requestBody", {})).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        return self._resolved(schema) if schema else None

    def _resolved(self, part: dict[str, Any]) -> dict[str, Any]:
        """The part itself where a reference stands, with what `allOf` adds to it."""
        while "$ref" in part:
            found: Any = self._description
            for name in part["$ref"].removeprefix("#/").split("/"):
                found = found[name]
            part = found
        whole = dict(part)
        for piece in part.get("allOf", []):
            inner = self._resolved(piece)
            whole["properties"] = inner.get("properties", {}) | whole.get("properties", {})
            whole["required"] = [*whole.get("required", []), *inner.get("required", [])]
        return whole


class Routes:
    """All routes of a description."""

    def __init__(self, description: dict[str, Any]) -> None:
        self._description = description
        self._templates = [
            (re.compile(re.sub(r"\\{[^/]+?\\}", "[^/]+", re.escape(template))), template, item)
            for template, item in description["paths"].items()
        ]

    def of(self, sent: Sent) -> Route | None:
        """The route that a request takes; None: the description has none. Words go before placeholders."""
        fitting = [
            template
            for pattern, template, item in self._templates
            if pattern.fullmatch(sent.path) and sent.method.lower() in item
        ]
        best = min(fitting, key=lambda template: template.count("{"), default=None)
        return Route(sent.method, best, self._description) if best else None
