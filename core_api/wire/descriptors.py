"""Protobuf descriptors of a service's actions, built from its models at run time. No code is generated.

A model is a message of its name; a field that may be absent, or has a default, has explicit presence; a union by
`kind` is a message with a `oneof`; a moment is a `google.protobuf.Timestamp`.
"""

from typing import Any

from google.protobuf import descriptor_pb2, timestamp_pb2
from pydantic import BaseModel

from core_api.wire.failures import ToldProblem
from core_api.wire.service import Service
from core_api.wire.shapes import Choice, Field, Instant, Many, Nested, Scalar, Single, Table, fields_of

_PROTO = descriptor_pb2.FieldDescriptorProto
_SCALARS = {
    "string": _PROTO.TYPE_STRING,
    "int64": _PROTO.TYPE_INT64,
    "double": _PROTO.TYPE_DOUBLE,
    "bool": _PROTO.TYPE_BOOL,
}
_TIMESTAMP = ".google.protobuf.Timestamp"
CHOICE = "value"
"""The name of the `oneof` in a message that is a choice."""

Notes = dict[tuple[str, str], str]
"""What a field's value may be: by message and field; with an empty field, what the message is."""


def described(service: Service[Any]) -> tuple[Any, Notes]:
    """The FileDescriptorProto of a service, and the notes for its text. Raises TypeError on what cannot travel."""
    builder = _Builder(service)
    methods = builder.file.service.add(name=service.full_name.rpartition(".")[2])
    for action in service.actions:
        methods.method.add(
            name=action.rpc,
            input_type=builder.message_of(action.asks),
            output_type=builder.message_of(action.answers),
        )
    builder.message_of(ToldProblem)
    return builder.file, builder.notes


class _Builder:
    """One file in the making."""

    def __init__(self, service: Service[Any]) -> None:
        self._package = service.package
        self._made: dict[str, object] = {}
        self.notes: Notes = {}
        self.file = descriptor_pb2.FileDescriptorProto(
            name=f"boardscribe/{service.name}.proto",
            package=service.package,
            syntax="proto3",
            dependency=[timestamp_pb2.DESCRIPTOR.name],
        )

    def message_of(self, model: type[BaseModel]) -> str:
        """The full name of a model's message, which is made at the first call."""
        name = model.__name__
        if self._is_new(name, model):
            message = self.file.message_type.add(name=name)
            self.notes[name, ""] = (model.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")
            for number, field in enumerate(fields_of(model), start=1):
                self._add_field(message, field, number)
            _close_presence(message)
        return f".{self._package}.{name}"

    def _is_new(self, name: str, thing: object) -> bool:
        if self._made.setdefault(name, thing) != thing:
            raise TypeError(f"two different messages are called {name}")
        return not any(message.name == name for message in self.file.message_type)

    def _add_field(self, message: Any, field: Field, number: int) -> None:
        proto = message.field.add(name=field.name, number=number, label=_PROTO.LABEL_OPTIONAL)
        match field.shape:
            case Many(item):
                proto.label = _PROTO.LABEL_REPEATED
                self._set_type(proto, item)
                self._note(message.name, field.name, item)
            case Table(value):
                proto.label = _PROTO.LABEL_REPEATED
                proto.type = _PROTO.TYPE_MESSAGE
                proto.type_name = self._entry(message, field.name, value)
            case Scalar() | Instant() | Nested() | Choice() as single:
                self._set_type(proto, single)
                self._note(message.name, field.name, single)
                if isinstance(single, Scalar):
                    proto.proto3_optional = True

    def _set_type(self, proto: Any, shape: Single) -> None:
        if isinstance(shape, Scalar):
            proto.type = _SCALARS[shape.kind]
            return
        proto.type = _PROTO.TYPE_MESSAGE
        match shape:
            case Instant():
                proto.type_name = _TIMESTAMP
            case Nested(model):
                proto.type_name = self.message_of(model)
            case Choice():
                proto.type_name = self._choice(shape)

    def _entry(self, message: Any, name: str, value: Single) -> str:
        """The message of a map's entries, which protobuf wants nested in the message with the map."""
        entry = message.nested_type.add(name=f"{name.title().replace('_', '')}Entry")
        entry.options.map_entry = True
        entry.field.add(name="key", number=1, label=_PROTO.LABEL_OPTIONAL, type=_PROTO.TYPE_STRING)
        self._set_type(entry.field.add(name="value", number=2, label=_PROTO.LABEL_OPTIONAL), value)
        return f".{self._package}.{message.name}.{entry.name}"

    def _choice(self, choice: Choice) -> str:
        if self._is_new(choice.name, choice):
            message = self.file.message_type.add(name=choice.name)
            self.notes[choice.name, ""] = "One of these."
            message.oneof_decl.add(name=CHOICE)
            for number, (case, shape) in enumerate(choice.cases, start=1):
                proto = message.field.add(
                    name=case, number=number, label=_PROTO.LABEL_OPTIONAL, oneof_index=0
                )
                self._set_type(proto, shape)
        return f".{self._package}.{choice.name}"

    def _note(self, message: str, field: str, shape: Single) -> None:
        if isinstance(shape, Scalar) and shape.note:
            self.notes[message, field] = shape.note


def _close_presence(message: Any) -> None:
    """Explicit presence is a `oneof` of one, and these come after all others."""
    for proto in message.field:
        if proto.proto3_optional:
            proto.oneof_index = len(message.oneof_decl)
            message.oneof_decl.add(name=f"_{proto.name}")
