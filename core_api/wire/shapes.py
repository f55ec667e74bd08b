"""How the fields of our models look on a wire that wants a schema: one classification of annotations for all.

What cannot cross a wire (a secret, a nullable list, `Any`) is refused when a service is described, not when it is
called. Nothing here knows protobuf.
"""

import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

ScalarKind = Literal["string", "int64", "double", "bool"]


@dataclass(frozen=True)
class Scalar:
    """A value without parts. A date and a path go as a string, a choice of words as the word."""

    kind: ScalarKind
    note: str = ""
    """What the string may be."""


@dataclass(frozen=True)
class Instant:
    """A moment; its zone does not travel."""


@dataclass(frozen=True)
class Nested:
    """Another model."""

    model: type[BaseModel]


@dataclass(frozen=True)
class Many:
    """A tuple or list of any length."""

    item: "Single"


@dataclass(frozen=True)
class Table:
    """A dict with strings for keys."""

    value: "Single"


@dataclass(frozen=True)
class Choice:
    """One of several: models told apart by their `kind`, or plain values told apart by their type."""

    name: str
    cases: tuple[tuple[str, Scalar | Nested], ...]


Single = Scalar | Instant | Nested | Choice
Shape = Single | Many | Table


@dataclass(frozen=True)
class Field:
    """A field of a model as it travels."""

    name: str
    shape: Shape
    nullable: bool
    required: bool


_PLAIN: Mapping[Any, Single] = {
    bool: Scalar("bool"),
    int: Scalar("int64"),
    float: Scalar("double"),
    str: Scalar("string"),
    date: Scalar("string", "an ISO 8601 date"),
    Path: Scalar("string", "a path"),
    datetime: Instant(),
}
_PLAIN_CHOICE = Choice(
    "PlainValue",
    (
        ("text", Scalar("string")),
        ("whole", Scalar("int64")),
        ("real", Scalar("double")),
        ("flag", Scalar("bool")),
    ),
)
PLAIN_CASES: Mapping[type, str] = {str: "text", int: "whole", float: "real", bool: "flag"}
"""The case of a plain value by its exact type."""


@cache
def fields_of(model: type[BaseModel]) -> tuple[Field, ...]:
    """The fields of a model in their order, without those that can only have one value."""
    return tuple(
        _field(model, name, info)
        for name, info in model.model_fields.items()
        if constant(model, name) is None
    )


def constant(model: type[BaseModel], name: str) -> str | None:
    """The only value that a field can have; None for any other field."""
    info = model.model_fields.get(name)
    if info is None or get_origin(info.annotation) is not Literal:
        return None
    values = get_args(info.annotation)
    return str(values[0]) if len(values) == 1 and info.default == values[0] else None


def _field(model: type[BaseModel], name: str, info: FieldInfo) -> Field:
    inner, nullable = _without_none(_bare(info.annotation))
    try:
        shape = _shape(inner, name)
    except TypeError as error:
        raise TypeError(f"{model.__name__}.{name} cannot cross a wire: {error}") from error
    default = (
        info.get_default(call_default_factory=True, validated_data={}) if not info.is_required() else None
    )
    several = isinstance(shape, Many | Table)
    if several and (nullable or default):
        raise TypeError(f"{model.__name__}.{name} cannot cross a wire: nothing and empty would be the same")
    if nullable and default is not None:
        raise TypeError(f"{model.__name__}.{name} cannot cross a wire: None would become the default")
    return Field(name, shape, nullable, info.is_required())


def _shape(annotation: Any, name: str) -> Shape:
    origin, parts = get_origin(annotation), [_bare(part) for part in get_args(annotation)]
    if origin is list and len(parts) == 1:
        return Many(_single(parts[0], name))
    if origin is tuple and len(parts) == 2 and parts[1] is Ellipsis:
        return Many(_single(parts[0], name))
    if origin is dict and parts[0] is str:
        return Table(_single(parts[1], name))
    return _single(annotation, name)


def _single(annotation: Any, name: str) -> Single:
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Nested(annotation)
    if get_origin(annotation) is Literal and all(isinstance(word, str) for word in get_args(annotation)):
        return Scalar("string", f"one of: {', '.join(get_args(annotation))}")
    if get_origin(annotation) in (Union, types.UnionType):
        return _choice([_bare(part) for part in get_args(annotation)], name)
    raise TypeError(f"no wire has a place for {annotation!r}")


def _choice(parts: list[Any], name: str) -> Choice:
    if all(part in PLAIN_CASES for part in parts):
        return _PLAIN_CHOICE
    cases: list[tuple[str, Scalar | Nested]] = []
    for part in parts:
        kind = constant(part, "kind") if isinstance(part, type) and issubclass(part, BaseModel) else None
        if kind is None:
            raise TypeError(f"{part!r} has no `kind` to be told apart by")
        cases.append((kind, Nested(part)))
    return Choice(name.title().replace("_", ""), tuple(cases))


def _bare(annotation: Any) -> Any:
    """The type without what only validates it."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if isinstance(annotation, TypeVar):
        raise TypeError("a model with a free type variable cannot cross a wire")
    return annotation


def _without_none(annotation: Any) -> tuple[Any, bool]:
    """The annotation without None, and whether None was allowed."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation, False
    parts = [part for part in get_args(annotation) if part is not type(None)]
    if len(parts) == len(get_args(annotation)):
        return annotation, False
    return (_bare(parts[0]) if len(parts) == 1 else Union[tuple(parts)]), True  # noqa: UP007 - built at run time
