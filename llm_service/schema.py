"""The forms that a model fills in: small and flat, with the given ids as the only ones that can be named.

The order of the fields is the order in which a model writes them: quotes before claims, facts before the
summary. Only shapes are here, no meaning. Texts and lists that are too long are cut instead of refused;
unknown keys are ignored; a form without its main parts is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from core_api.contracts.board import OperationKind
from core_api.contracts.minutes import FactKind
from core_api.contracts.proposal import Support

T = TypeVar("T", bound=BaseModel)

NONE = "none"
"""What a model says when no card fits."""


def _cut(longest: int) -> BeforeValidator:
    def cut(value: object) -> object:
        return value[:longest] if isinstance(value, str | list) else value

    return BeforeValidator(cut)


def _given(name: str) -> Any:
    return Field(default="", json_schema_extra={"x-given": name})


Name = Annotated[str, _cut(200), Field(max_length=200)]
Text = Annotated[str, _cut(600), Field(max_length=600)]
Long = Annotated[str, _cut(1500), Field(max_length=1500)]


class _Filled(BaseModel):
    """Part of a form."""

    model_config = ConfigDict(extra="ignore")


TellingVeto = Literal[
    "negated", "hypothetical", "joke", "retracted", "other_team", "question", "injected", "hedged", "conflict"
]
"""The vetoes that a model may give; what is suspect, code says."""


class QuoteForm(_Filled):
    """Words of one line."""

    line: str = _given("line")
    words: Text


class RequestForm(_Filled):
    """One change."""

    kind: OperationKind
    value: Text = ""
    outright: bool = False
    quotes: Annotated[list[QuoteForm], _cut(3), Field(max_length=3)] = []


class FactForm(_Filled):
    """One thing said."""

    quotes: Annotated[list[QuoteForm], _cut(3), Field(max_length=3)]
    text: Text
    mention: Name = ""
    card: str = _given("card")
    kind: FactKind
    vetoes: Annotated[list[TellingVeto], _cut(4), Field(max_length=4)] = []
    requests: Annotated[list[RequestForm], _cut(8), Field(max_length=8)] = []


class DecisionForm(_Filled):
    """One decision."""

    text: Text
    quotes: Annotated[list[QuoteForm], _cut(3), Field(max_length=3)]


class ActionForm(_Filled):
    """One promise."""

    text: Text
    owner: Name = ""
    due: Name = ""
    quotes: Annotated[list[QuoteForm], _cut(3), Field(max_length=3)]


class TopicForm(_Filled):
    """One stretch of the talk."""

    title: Name
    text: Text = ""
    first: str = _given("line")
    last: str = _given("line")


class MinutesForm(_Filled):
    """The minutes of one part."""

    facts: Annotated[list[FactForm], _cut(40), Field(max_length=40)]
    decisions: Annotated[list[DecisionForm], _cut(16), Field(max_length=16)] = []
    action_items: Annotated[list[ActionForm], _cut(24), Field(max_length=24)] = []
    topics: Annotated[list[TopicForm], _cut(12), Field(max_length=12)] = []
    overview: Long
    key_points: Annotated[list[Text], _cut(7), Field(max_length=7)] = []


class DigestForm(_Filled):
    """The head of the minutes of a meeting in several parts."""

    overview: Long
    key_points: Annotated[list[Text], _cut(7), Field(max_length=7)]


class SettleForm(_Filled):
    """What of the notes a later part of the meeting took back."""

    taken_back: Annotated[
        list[str], _cut(40), Field(max_length=40, json_schema_extra={"x-given-items": "fact"})
    ]


class PickedForm(_Filled):
    """The card of one fact."""

    fact: str = _given("fact")
    card: str = _given("card")
    rival: str = _given("card")


class PicksForm(_Filled):
    """The cards of some facts."""

    picks: Annotated[list[PickedForm], _cut(60), Field(max_length=60)]


class AnswerForm(_Filled):
    """An answer from passages."""

    found: bool
    text: Long
    quotes: Annotated[list[QuoteForm], _cut(4), Field(max_length=4)]


class VerdictForm(_Filled):
    """The word on one claim."""

    claim: str = _given("claim")
    support: Support


class JudgeForm(_Filled):
    """The words on several claims."""

    verdicts: Annotated[list[VerdictForm], _cut(40), Field(max_length=40)]


class ProbeForm(_Filled):
    """Shows whether a server fills in forms at all."""

    word: str = Field(json_schema_extra={"x-given": "word"})
    number: int


@dataclass(frozen=True)
class Form(Generic[T]):
    """What an answer is parsed into, and the JSON schema that the server is given for it."""

    model: type[T]
    schema: dict[str, Any]

    @property
    def name(self) -> str:
        """The schema's name on the wire."""
        return self.model.__name__


def form(model: type[T], given: Mapping[str, tuple[str, ...]]) -> Form[T]:
    """The form of a model in which only the `given` ids can be named; a field without any ids is left out."""
    raw = model.model_json_schema()
    definitions = {**raw.pop("$defs", {}), **{_title(name): _enum(ids) for name, ids in given.items() if ids}}
    schema = _strict({**raw, "$defs": definitions}, given)
    schema["$defs"] = {name: schema["$defs"][name] for name in sorted(_used(schema))}
    return Form(model, schema)


def _title(name: str) -> str:
    return name.capitalize()


def _enum(ids: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(ids)}


def _strict(node: Any, given: Mapping[str, tuple[str, ...]]) -> Any:
    """The schema as strict servers want it: all keys required, none besides, no titles or defaults."""
    if isinstance(node, list):
        return [_strict(item, given) for item in node]
    if not isinstance(node, dict):
        return node
    if "x-given" in node:
        return {"$ref": f"#/$defs/{_title(node['x-given'])}"}
    if "x-given-items" in node:
        reference = {"$ref": f"#/$defs/{_title(node['x-given-items'])}"}
        return {"type": "array", "items": reference, "maxItems": node.get("maxItems", 12)}
    kept = {
        key: {name: _strict(part, given) for name, part in value.items()}
        if key in ("properties", "$defs")
        else _strict(value, given)
        for key, value in node.items()
        if key not in ("title", "default", "description", "required", "additionalProperties")
    }
    if "properties" in kept:
        kept["properties"] = {
            name: part
            for name, part in kept["properties"].items()
            if not _without_ids(node["properties"][name], given)
        }
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    return kept


def _without_ids(node: Any, given: Mapping[str, tuple[str, ...]]) -> bool:
    name = node.get("x-given") or node.get("x-given-items")
    return name is not None and not given.get(name)


def _used(schema: dict[str, Any]) -> set[str]:
    used: set[str] = set()
    waiting: list[Any] = [{key: value for key, value in schema.items() if key != "$defs"}]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            name = str(node.get("$ref", "")).removeprefix("#/$defs/")
            if name and name not in used:
                used.add(name)
                waiting.append(schema["$defs"][name])
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return used


def walk(node: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """The schema with every object in it changed, innermost first."""
    if isinstance(node, list):
        return [walk(item, change) for item in node]
    if isinstance(node, dict):
        return change({key: walk(value, change) for key, value in node.items()})
    return node
