"""What MAX sends, as far as we read it. What is missing or new there does not trip anything."""

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Unknown fields are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class User(Shape):
    """A person or a bot."""

    user_id: int
    first_name: str | None = None
    last_name: str | None = None
    username: str | None = None
    is_bot: bool = False

    @property
    def shown(self) -> str:
        """The name that people see."""
        return " ".join(part for part in (self.first_name, self.last_name) if part)


class Recipient(Shape):
    """Where a message stands."""

    chat_id: int | None = None
    chat_type: str = "dialog"


class AttachmentPayload(Shape):
    """Where an attachment's file lies."""

    url: str | None = None


class Attachment(Shape):
    """Something in a message beside its text."""

    type: str
    payload: AttachmentPayload | None = None
    filename: str | None = None
    size: int | None = None


class Body(Shape):
    """What a message says."""

    mid: str
    text: str | None = None
    attachments: tuple[Attachment, ...] | None = None


class Link(Shape):
    """The message that this one answers or passes on."""

    type: str = ""
    message: Body | None = None


class Message(Shape):
    """A message in a chat."""

    sender: User | None = None
    recipient: Recipient
    timestamp: int = 0
    body: Body
    link: Link | None = None


class Callback(Shape):
    """A press."""

    timestamp: int = 0
    callback_id: str
    payload: str | None = None
    user: User


class Update(Shape):
    """One thing that happened."""

    update_type: str
    timestamp: int = 0
    user_locale: str | None = None
    message: Message | None = None
    callback: Callback | None = None
    chat_id: int | None = None
    user: User | None = None
    payload: str | None = None


class Updates(Shape):
    """What a question for news is answered. Each update is read by itself, so that an odd one spoils no other."""

    updates: tuple[object, ...] = ()
    marker: int | None = None


class Sent(Shape):
    """What sending is answered."""

    message: Message


class Upload(Shape):
    """Where a file may be put."""

    url: str
    token: str | None = None


class Done(Shape):
    """What a change is answered."""

    success: bool = True
    message: str | None = None


class Refusal(Shape):
    """What an error is answered."""

    code: str = Field(default="")


class Me(Shape):
    """The bot itself."""

    user_id: int
    username: str | None = None
