"""A service of the tests' own, to show that whatever has a table of actions can be served."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr

from core_api.contracts.board import Comment, Due, Move
from core_api.contracts.model import Frozen, Moment
from core_api.wire.place import Place, open_wire, same_process
from core_api.wire.service import Action, Condition, Deadline, Mount, Service, Wire
from core_api.wire.serving import Listen, Ports, running

KEY = "a-key-of-the-tests-that-is-long-enough"
WIRES = ("inproc", "http", "grpc")


class Part(Frozen):
    """A model in a model."""

    name: str
    size: int = 3


class Everything(Frozen):
    """One field of each shape that can cross a wire."""

    text: str
    whole: int = 7
    real: float = 0.5
    flag: bool = True
    day: date | None
    """Required, and may be None."""
    moment: Moment | None = None
    path: Path = Path("recordings")
    word: Literal["one", "two"] = "two"
    part: Part = Part(name="default")
    maybe: Part | None = None
    texts: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    days: list[date] = Field(default_factory=list)
    moments: tuple[Moment, ...] = ()
    sizes: dict[str, int] = Field(default_factory=dict)
    named: dict[str, Part] = Field(default_factory=dict)
    plain: dict[str, str | int | float] = Field(default_factory=dict)
    either: Annotated[Comment | Move | Due, Field(discriminator="kind")] | None = None
    several: tuple[Annotated[Comment | Move | Due, Field(discriminator="kind")], ...] = ()


class Note(Frozen):
    """A text there and back."""

    text: str = ""


@dataclass
class Echo:
    """The port. Each method calls `does`, which a test may set, and counts."""

    does: Callable[[], None] = lambda: None
    asked: list[Frozen] = field(default_factory=list)

    def same(self, request: Frozen) -> Frozen:
        self.asked.append(request)
        self.does()
        return request


def _same(port: Echo, request: Everything) -> Everything:
    port.same(request)
    return request


def _note(port: Echo, request: Note) -> Note:
    port.same(request)
    return request


EVERYTHING = Action("everything", Everything, Everything, _same)
READ = Action("read_note", Note, Note, _note, largest=1000)
WRITE = Action("write_note", Note, Note, _note, writes=True, largest=1000)
IMPATIENT_READ = Action("impatient_read", Note, Note, _note, deadline=Deadline(0.3))
IMPATIENT_WRITE = Action("impatient_write", Note, Note, _note, deadline=Deadline(0.3), writes=True)

ECHO: Service[Echo] = Service("echo", (EVERYTHING, READ, WRITE, IMPATIENT_READ, IMPATIENT_WRITE))
OTHER: Service[Echo] = Service("other_echo", (READ,))


def mount(port: Echo, service: Service[Echo] = ECHO, *conditions: Condition) -> Mount[Echo]:
    return Mount(service, port, lambda: conditions)


@contextmanager
def served(port: Echo, key: str | None = None) -> Iterator[Ports]:
    with running((mount(port),), Listen(key=SecretStr(key) if key else None), grace=5) as ports:
        yield ports


def url(kind: str, ports: Ports) -> str:
    return f"{kind}://127.0.0.1:{ports.grpc if kind.startswith('grpc') else ports.http}"


@contextmanager
def opened(kind: str, ports: Ports, key: str | None = None) -> Iterator[Wire]:
    wire = open_wire(ECHO, Place(url(kind, ports), SecretStr(key) if key else None))
    try:
        yield wire
    finally:
        wire.close()


@contextmanager
def wired(kind: str, port: Echo) -> Iterator[Wire]:
    """A wire of the kind to the port."""
    if kind == "inproc":
        yield same_process(mount(port))
        return
    with served(port) as ports, opened(kind, ports) as wire:
        yield wire
