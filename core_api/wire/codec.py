"""Models to real protobuf messages and back, by the descriptors of their service."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from google.protobuf import descriptor_pool, message_factory, timestamp_pb2
from google.protobuf.message import DecodeError
from pydantic import BaseModel

from core_api.wire.descriptors import CHOICE, described
from core_api.wire.prototext import proto_text
from core_api.wire.service import Service
from core_api.wire.shapes import (
    PLAIN_CASES,
    Choice,
    Field,
    Instant,
    Many,
    Nested,
    Scalar,
    Single,
    Table,
    constant,
    fields_of,
)

M = TypeVar("M", bound=BaseModel)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Schema:
    """The messages of one service."""

    def __init__(self, service: Service[Any]) -> None:
        """Builds the descriptors. Raises TypeError when a model of the service cannot travel."""
        self._file, self._notes = described(service)
        self._package = service.package
        self._pool = descriptor_pool.DescriptorPool()
        self._pool.AddSerializedFile(timestamp_pb2.DESCRIPTOR.serialized_pb)
        self._pool.AddSerializedFile(self._file.SerializeToString())
        self.digest = hashlib.sha256(self._file.SerializeToString(deterministic=True)).hexdigest()[:16]
        """Names this version of the messages: both ends of a call must have the same."""

    def text(self, command: str) -> str:
        """The `.proto` file; `command` is how it is renewed."""
        return proto_text(self._file, self._notes, command)

    def packed(self, model: BaseModel) -> bytes:
        """The model as the bytes of its message. Raises ValueError on a value that has no place there."""
        message = self._message(type(model))
        try:
            _fill(message, model)
            return bytes(message.SerializeToString())
        except (TypeError, OverflowError) as error:
            raise ValueError(str(error)) from error

    def unpacked(self, model: type[M], data: bytes) -> M:
        """The model that the bytes hold. Raises ValueError (also pydantic's) when they hold none."""
        message = self._message(model)
        try:
            message.ParseFromString(data)
            values = _values(message, model)
        except (DecodeError, OverflowError) as error:
            raise ValueError("the bytes are not this message") from error
        return model.model_validate(values)

    def _message(self, model: type[BaseModel]) -> Any:
        name = f"{self._package}.{model.__name__}"
        return message_factory.GetMessageClass(self._pool.FindMessageTypeByName(name))()


@cache
def schema_of(service: Service[Any]) -> Schema:
    """The messages of a service, built once."""
    return Schema(service)


def _fill(message: Any, model: BaseModel) -> None:
    message.SetInParent()
    for field in fields_of(type(model)):
        value = getattr(model, field.name)
        if value is not None:
            _put(message, field, value)


def _put(message: Any, field: Field, value: Any) -> None:
    match field.shape:
        case Many(item):
            several = getattr(message, field.name)
            for one in value:
                if isinstance(item, Scalar):
                    several.append(_plain(one))
                else:
                    _write(several.add(), item, one)
        case Table(item):
            entries = getattr(message, field.name)
            for key, one in value.items():
                if isinstance(item, Scalar):
                    entries[key] = _plain(one)
                else:
                    _write(entries[key], item, one)
        case Scalar():
            setattr(message, field.name, _plain(value))
        case Instant() | Nested() | Choice() as single:
            _write(getattr(message, field.name), single, value)


def _write(target: Any, shape: Single, value: Any) -> None:
    """Fill a message that stands for one value."""
    match shape:
        case Instant():
            target.SetInParent()
            whole = (value - _EPOCH) // _MICROSECOND
            target.seconds, target.nanos = whole // 1_000_000, whole % 1_000_000 * 1000
        case Choice():
            target.SetInParent()
            if isinstance(value, BaseModel):
                _fill(getattr(target, str(constant(type(value), "kind"))), value)
            else:
                case = PLAIN_CASES[type(value)]
                setattr(target, case, value)
        case _:
            _fill(target, value)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value


def _values(message: Any, model: type[BaseModel]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in fields_of(model):
        match field.shape:
            case Many(item):
                values[field.name] = [_read(one, item) for one in getattr(message, field.name)]
            case Table(item):
                entries = getattr(message, field.name)
                values[field.name] = {key: _read(entries[key], item) for key in entries}
            case Scalar() | Instant() | Nested() | Choice() as single:
                if message.HasField(field.name):
                    values[field.name] = _read(getattr(message, field.name), single)
                elif field.required and field.nullable:
                    values[field.name] = None
    return values


def _read(value: Any, shape: Single) -> Any:
    match shape:
        case Scalar():
            return value
        case Instant():
            return _EPOCH + timedelta(seconds=value.seconds, microseconds=value.nanos // 1000)
        case Nested(model):
            return _values(value, model)
        case Choice(cases=cases):
            case = value.WhichOneof(CHOICE)
            chosen = dict(cases).get(case or "")
            if chosen is None:
                raise ValueError("an empty choice")
            inner = _read(getattr(value, str(case)), chosen)
            return {"kind": case, **inner} if isinstance(chosen, Nested) else inner
