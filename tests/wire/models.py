"""Any value of a model, for hypothesis: of every field whatever its type allows."""

import types
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

_ZONES = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45)), timezone(timedelta(hours=-9))])
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    type(None): st.none(),
    str: _TEXT,
    int: st.integers(1, 2**63 - 1),
    float: st.floats(0.001, allow_infinity=False) | st.just(1.0),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=_ZONES),  # noqa: DTZ001
    Path: st.just(Path("a/b")),
}


def instances(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Valid instances of the model."""
    fields = {
        name: _values(info.annotation)
        | (
            st.nothing()
            if info.is_required()
            else st.just(info.get_default(call_default_factory=True, validated_data={}))
        )
        for name, info in model.model_fields.items()
    }
    return st.fixed_dictionaries(fields).map(model.model_validate)


def _values(annotation: Any) -> st.SearchStrategy[Any]:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _values(parts[0])
    if origin is Literal:
        return st.sampled_from(parts)
    if origin in (Union, types.UnionType):
        return st.one_of(*map(_values, parts))
    if origin in (tuple, list):
        return st.lists(_values(parts[0]), max_size=3).map(origin)
    if origin is dict:
        return st.dictionaries(_TEXT, _values(parts[1]), max_size=3)
    return _PLAIN[annotation] if annotation in _PLAIN else instances(annotation)
