"""The published `.proto` of a service, written from its descriptors: what anybody needs who calls it from elsewhere."""

import textwrap
from collections.abc import Iterator
from typing import Any

from google.protobuf import descriptor_pb2

from core_api.wire.descriptors import Notes

_PROTO = descriptor_pb2.FieldDescriptorProto
_NAMES = {
    _PROTO.TYPE_STRING: "string",
    _PROTO.TYPE_INT64: "int64",
    _PROTO.TYPE_DOUBLE: "double",
    _PROTO.TYPE_BOOL: "bool",
}
_HEAD = """\
// Made from the models of the service; a test holds it against them. To renew it:
//   {command}
//
// A field that is not set has the model's default. A string that may only be one of some words says so. Moments lose
// their zone. A call that fails carries a ToldProblem in the trailing metadata `boardscribe-problem-bin`.
// Metadata of a call: `authorization: Bearer KEY` where the service has a key.

syntax = "proto3";

package {package};
"""


def proto_text(file: Any, notes: Notes, command: str) -> str:
    """The text of a FileDescriptorProto; `command` is how it is renewed."""
    parts = [_HEAD.format(command=command, package=file.package)]
    parts += ["\n".join(f'import "{name}";' for name in file.dependency) + "\n"]
    for service in file.service:
        parts.append("\n".join(_service(service)) + "\n")
    for message in file.message_type:
        parts.append("\n".join(_message(message, file.package, notes)) + "\n")
    return "\n".join(parts)


def _service(service: Any) -> Iterator[str]:
    """With full names: a method hides a message of its own name."""
    yield f"service {service.name} {{"
    for method in service.method:
        yield f"  rpc {method.name}({method.input_type}) returns ({method.output_type});"
    yield "}"


def _message(message: Any, package: str, notes: Notes) -> Iterator[str]:
    yield from _comment(notes.get((message.name, ""), ""), "")
    yield f"message {message.name} {{"
    choice = next((index for index, one in enumerate(message.oneof_decl) if one.name[0] != "_"), None)
    if choice is not None:
        yield f"  oneof {message.oneof_decl[choice].name} {{"
    indent = "  " if choice is None else "    "
    for field in message.field:
        yield from _comment(notes.get((message.name, field.name), ""), indent)
        yield f"{indent}{_type(message, field, package)} {field.name} = {field.number};"
    if choice is not None:
        yield "  }"
    yield "}"


def _type(message: Any, field: Any, package: str) -> str:
    entry = next((one for one in message.nested_type if field.type_name.endswith(f".{one.name}")), None)
    if entry is not None:
        key, value = (_name(part, package) for part in entry.field)
        return f"map<{key}, {value}>"
    if field.label == _PROTO.LABEL_REPEATED:
        return f"repeated {_name(field, package)}"
    return ("optional " if field.proto3_optional else "") + _name(field, package)


def _name(field: Any, package: str) -> str:
    return _NAMES.get(field.type) or _short(field.type_name, package)


def _short(full_name: str, package: str) -> str:
    return full_name.removeprefix(f".{package}.").removeprefix(".")


def _comment(note: str, indent: str) -> Iterator[str]:
    for line in textwrap.wrap(note, 110 - len(indent)):
        yield f"{indent}// {line}"
