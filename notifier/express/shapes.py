"""What eXpress sends, as far as we read it. What is missing or new there does not trip anything."""

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Unknown fields are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Command(Shape):
    """What a person wrote, or the bubble that they pressed."""

    body: str = ""
    command_type: str = "user"
    data: dict[str, object] = {}


class Sender(Shape):
    """Who, and where."""

    user_huid: str | None = None
    group_chat_id: str | None = None
    chat_type: str = "chat"
    username: str | None = None
    locale: str | None = None


class AsyncFile(Shape):
    """A file that lies on the server."""

    file_id: str
    file_name: str = ""
    file_size: int | None = None


class EntityData(Shape):
    """Of an entity: the message that is answered."""

    source_sync_id: str | None = None


class Entity(Shape):
    """A mention, a forward or an answer."""

    type: str = ""
    data: EntityData | None = None


class Incoming(Shape):
    """A request to `/command`."""

    bot_id: str
    sync_id: str
    source_sync_id: str | None = None
    command: Command
    sender: Sender = Field(alias="from")
    async_files: tuple[AsyncFile, ...] = ()
    entities: tuple[Entity, ...] = ()


class Answer(Shape):
    """What BotX answers."""

    status: str = ""
    reason: str = ""
    result: object = None


class Chat(Shape):
    """A chat's id, as the several methods call it."""

    group_chat_id: str | None = None
    chat_id: str | None = None


class SyncId(Shape):
    """A message's id."""

    sync_id: str


class Bot(Shape):
    """One bot of the server."""

    user_huid: str
    name: str = ""


class Catalog(Shape):
    """The server's bots."""

    bots: tuple[Bot, ...] = ()
