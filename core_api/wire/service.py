"""What a service is to the wires: a table of actions, each a method of its port with a model for either direction.

What an action does is its service's; how it travels must never be written there.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from pydantic import Field

from core_api.contracts.health import DependencyState
from core_api.contracts.model import Frozen
from core_api.contracts.problems import Internal, Problem, Transient

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

_LOG = logging.getLogger(__name__)

P = TypeVar("P")
Q = TypeVar("Q", bound=Frozen)
A = TypeVar("A", bound=Frozen)

SMALL = 1 << 20
"""Bytes of a request that holds no whole board and no whole meeting."""
LARGEST_ANSWER = 64 << 20
"""Bytes."""


@dataclass(frozen=True)
class Deadline:
    """How long a call may take: the more is asked, the longer. It must outlast what the service itself waits for."""

    base: float = 60.0
    """Seconds."""
    per_mebibyte: float = 30.0
    """Seconds more for each MiB of the request."""

    def seconds(self, size: int) -> float:
        """The time for a request of so many bytes."""
        return self.base + self.per_mebibyte * size / (1 << 20)


@dataclass(frozen=True)
class Action(Generic[P, Q, A]):
    """One thing that a service does."""

    name: str
    """In snake_case: `rank_reverse` is `/v1/rank-reverse` over HTTP and `RankReverse` over gRPC."""
    asks: type[Q]
    answers: type[A]
    run: Callable[[P, Q], A]
    """Calls the port."""
    writes: bool = False
    """True when a call that broke off may have changed something."""
    deadline: Deadline = Deadline()
    largest: int = SMALL
    """Bytes of a request that are still taken."""

    @property
    def path(self) -> str:
        """The action in an address."""
        return self.name.replace("_", "-")

    @property
    def rpc(self) -> str:
        """The action as a method."""
        return self.name.title().replace("_", "")


@dataclass(frozen=True)
class Service(Generic[P]):
    """A named table of actions. The order of the actions and of the fields is part of the published `.proto`."""

    name: str
    """The package's, in snake_case."""
    actions: tuple[Action[P, Any, Any], ...]

    @property
    def package(self) -> str:
        """The protobuf package."""
        return f"boardscribe.{self.name}.v1"

    @property
    def full_name(self) -> str:
        """The gRPC service with its package."""
        return f"{self.package}.{self.name.title().replace('_', '')}"


class Condition(Frozen):
    """How one thing that a service depends on is; `check-CODE` in `locales` says it, and what still works."""

    name: str
    state: DependencyState
    code: str
    params: dict[str, str | int | float] = Field(default_factory=dict)


def needs_nothing() -> tuple[Condition, ...]:
    """The readiness of a service that depends on nobody."""
    return ()


@dataclass(frozen=True)
class Mount(Generic[P]):
    """A service with the port that answers for it."""

    service: Service[P]
    port: P
    ready: Callable[[], tuple[Condition, ...]] = needs_nothing
    routes: "tuple[BaseRoute, ...]" = ()
    """Addresses of its own on the HTTP port, outside the envelope, such as webhooks; each looks after its own door."""


class Wire(Protocol):
    """A way to one service. Safe to share between threads."""

    def call(self, action: Action[Any, Q, A], request: Q) -> A:
        """What the action answers.

        Raises what the port raises, and of its own: Transient when surely nothing was done, OutcomeUnknown when a
        write may be done, Malformed when the answer is none, Invalid or TooLarge when the request cannot travel,
        Unauthorized when the key or the certificate is refused.
        """
        ...

    def close(self) -> None:
        """Let go of the connections."""
        ...


def answered(mount: Mount[P], action: Action[P, Q, A], request: Q, seconds_left: float) -> A:
    """The action's answer, or a problem and nothing else: what fails unexpectedly is `internal`, without details.

    A call whose deadline passed while it waited for its turn is not begun: nobody waits for it any more.
    """
    if seconds_left <= 0:
        raise Transient("service-late", service=mount.service.name)
    try:
        return action.run(mount.port, request)
    except Problem:
        raise
    except Exception as error:
        _LOG.exception("%s failed in %s", action.name, mount.service.name)
        raise Internal("internal") from error
