"""What VK sends, as far as we read it. What is missing or new there does not trip anything."""

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Unknown fields are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Event(Shape):
    """One thing that happened in the community."""

    type: str
    event_id: str = ""
    group_id: int = 0
    about: dict[str, object] = Field(default_factory=dict, alias="object")


class Attached(Shape):
    """A document or a voice message."""

    url: str | None = None
    link_ogg: str | None = None
    title: str | None = None
    size: int | None = None


class Attachment(Shape):
    """Something in a message beside its text."""

    type: str
    doc: Attached | None = None
    audio_message: Attached | None = None

    @property
    def file(self) -> Attached | None:
        """What can be fetched."""
        return self.doc or self.audio_message

    @property
    def url(self) -> str:
        """Where the file lies; empty where it cannot be fetched."""
        found = self.file
        return (found.url or found.link_ogg or "") if found else ""


class Answered(Shape):
    """The message that this one answers."""

    conversation_message_id: int | None = None


class Message(Shape):
    """A message in a chat."""

    date: int = 0
    from_id: int
    peer_id: int
    out: int = 0
    text: str = ""
    conversation_message_id: int = 0
    payload: str | None = None
    ref: str | None = None
    attachments: tuple[Attachment, ...] = ()
    reply_message: Answered | None = None


class Client(Shape):
    """What the person's program can do, and its language."""

    lang_id: int | None = None


class NewMessage(Shape):
    """`message_new`."""

    message: Message
    client_info: Client | None = None


class Press(Shape):
    """`message_event`: VK describes the payload as a text and sends an object."""

    user_id: int
    peer_id: int
    event_id: str
    payload: object = None
    conversation_message_id: int | None = None


class Allowed(Shape):
    """`message_allow`: a person lets the community write to them."""

    user_id: int
    key: str = ""


class News(Shape):
    """What the Long Poll server answers."""

    ts: str | int | None = None
    failed: int | None = None
    updates: tuple[object, ...] = ()


class Server(Shape):
    """Where news are asked for."""

    key: str
    server: str
    ts: str | int


class Sent(Shape):
    """What sending to one peer is answered."""

    peer_id: int
    conversation_message_id: int | None = None
    error: dict[str, object] | None = None
