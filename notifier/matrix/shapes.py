"""What a homeserver answers, as far as we read it. What does not fit is passed over, never guessed."""

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core_api.contracts.problems import Malformed

NAME = "Matrix"
"""As people know it."""


class Shape(BaseModel):
    """A part of an answer; what we do not know is not read."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Event(Shape):
    """An event of a room, of any type; its content is read where it is needed."""

    type: str = ""
    event_id: str = ""
    sender: str = ""
    state_key: str | None = None
    origin_server_ts: int = Field(default=0, ge=0)
    content: dict[str, Any] = Field(default_factory=dict)
    unsigned: dict[str, Any] = Field(default_factory=dict)


class Timeline(Shape):
    """What happened in a room, the oldest first."""

    events: tuple[Any, ...] = ()
    limited: bool = False
    """More happened before it than is told."""
    prev_batch: str = ""


class Joined(Shape):
    """A room that we are in."""

    timeline: Timeline = Timeline()


class InviteState(Shape):
    """What an invitation tells of its room."""

    events: tuple[Any, ...] = ()


class Invited(Shape):
    """A room that we are invited to."""

    invite_state: InviteState = InviteState()


class Rooms(Shape):
    """The rooms of which there is news."""

    join: dict[str, Joined] = Field(default_factory=dict)
    invite: dict[str, Invited] = Field(default_factory=dict)


class Sync(Shape):
    """The answer to `/sync`."""

    next_batch: str
    rooms: Rooms = Rooms()


class Chunk(Shape):
    """A page of events."""

    chunk: tuple[Any, ...] = ()
    end: str = ""
    next_batch: str = ""


class Me(Shape):
    """The answer to `/account/whoami`."""

    user_id: str


class RoomId(Shape):
    """A room that was made."""

    room_id: str


class EventId(Shape):
    """An event that was sent."""

    event_id: str


class Upload(Shape):
    """A file that was uploaded."""

    content_uri: str


S = TypeVar("S", bound=Shape)


def shaped(shape: type[S], answer: Any) -> S:
    """The answer in that shape. Raises Malformed `vendor-answer`."""
    try:
        return shape.model_validate(answer)
    except ValidationError:
        raise Malformed("vendor-answer", vendor=NAME) from None


def events_of(raw: tuple[Any, ...]) -> list[Event]:
    """The events that are events."""
    found = []
    for one in raw:
        try:
            found.append(Event.model_validate(one))
        except ValidationError:
            continue
    return found


def text_in(content: object, *path: str) -> str:
    """The text at the end of a path through an event's content; empty where there is none."""
    for name in path:
        content = content.get(name) if isinstance(content, dict) else None
    return content if isinstance(content, str) else ""
