"""What there is at the double of Telegram: people, chats, messages, files, presses, news, and its clock."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Thing = dict[str, Any]

BOT_ID = 7_000_001
TOKEN = f"{BOT_ID}:AAE-pretended-token-of-a-bot-0123456789"
MIGRATED = "Bad Request: group chat was upgraded to a supergroup chat"


@dataclass
class Refusal(Exception):  # noqa: N818 - what Telegram answers
    """A status, Telegram's words, and what else it says."""

    status: int
    words: str
    parameters: dict[str, int] = field(default_factory=dict)


class Clock:
    """The time as Telegram has it: this machine's, as far ahead as a test has moved it."""

    def __init__(self, base: Callable[[], float] = time.time) -> None:
        self._base = base
        self.ahead = 0.0

    def __call__(self) -> float:
        return self._base() + self.ahead

    def stop(self) -> None:
        """From now on only `move` lets time pass."""
        now = self()
        self._base, self.ahead = lambda: now, 0.0

    def move(self, seconds: float) -> None:
        """Let so much time pass at once."""
        self.ahead += seconds


@dataclass
class User:
    """An account of a person; or of another bot."""

    id: int
    name: str
    language: str
    is_bot: bool = False
    began: bool = False
    """Has written to our bot: before that it must not write to them."""
    blocked: bool = False

    @property
    def shape(self) -> Thing:
        shape = {"id": self.id, "is_bot": self.is_bot, "first_name": self.name}
        return shape | ({"language_code": self.language} if self.language else {})


@dataclass
class Chat:
    """A private chat (its id is the user's), a group, or a channel."""

    id: int
    kind: str
    title: str = ""
    messages: dict[int, Thing] = field(default_factory=dict)
    moved_to: int | None = None
    kicked: bool = False

    @property
    def shape(self) -> Thing:
        named = {"title": self.title} if self.kind != "private" else {"first_name": self.title}
        return {"id": self.id, "type": self.kind, **named}


@dataclass
class File:
    """Somebody's file; `size` may say more than there is, for what no test wants to carry around."""

    id: str
    path: str
    content: bytes
    size: int


@dataclass
class Press:
    """A press of a button, and what its presser was shown."""

    id: str
    user: int
    at: float
    answered: bool = False
    answered_at: float = 0.0
    toast: str = ""
    alert: bool = False


@dataclass
class Hook:
    """Where the news go, if not to whoever asks."""

    url: str = ""
    secret: str = ""


class World:
    """All of it. Whoever reads or changes it holds `lock`, which tells of each change."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.lock = threading.Condition(threading.RLock())
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.presses: dict[str, Press] = {}
        self.news: dict[int, Thing] = {}
        """Updates that nobody has confirmed yet, and …"""
        self.told: dict[int, Thing] = {}
        """… all that there ever were."""
        self.allowed: tuple[str, ...] | None = None
        """The kinds of updates that are told; None: all."""
        self.hook = Hook()
        self.menus: dict[str, dict[str, str]] = {}
        """The commands in private chats, by language; empty: for all that have none of their own."""
        self.closed = False
        self._numbers = {"update": 100_000, "message": 10, "press": 5_000, "file": 0}
        self._waiting: list[Callable[[], None]] = []

    def number(self, kind: str) -> int:
        """The next one of its kind. Message numbers are shared by all chats, as they are for a bot."""
        self._numbers[kind] += 1
        return self._numbers[kind]

    def tell(self, kind: str, thing: Thing) -> int:
        """News for the bot; gives the update's number, 0 when it did not want to know."""
        if self.allowed is not None and kind not in self.allowed:
            return 0
        number = self.number("update")
        self.news[number] = self.told[number] = {"update_id": number, kind: thing}
        self.changed()
        return number

    def changed(self) -> None:
        """Wake whoever waits for something."""
        self.lock.notify_all()
        for wake in self._waiting:
            wake()

    def wake_with(self, wake: Callable[[], None]) -> Callable[[], None]:
        """Call it at each change, until what is given back is called."""
        self._waiting.append(wake)
        return lambda: self._waiting.remove(wake)

    def chat(self, chat_id: Any) -> Chat:
        """A chat that the bot may write to. Raises Refusal."""
        try:
            chat = self.chats[int(chat_id)]
        except (KeyError, TypeError, ValueError):
            raise Refusal(400, "Bad Request: chat not found") from None
        if chat.moved_to is not None:
            raise Refusal(400, MIGRATED, {"migrate_to_chat_id": chat.moved_to})
        if chat.kicked:
            raise Refusal(403, f"Forbidden: bot was kicked from the {chat.kind} chat")
        if chat.kind == "private":
            self._may_write(self.users[chat.id])
        return chat

    def _may_write(self, user: User) -> None:
        if user.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if not user.began:
            raise Refusal(403, "Forbidden: bot can't initiate conversation with a user")

    def put(self, chat: Chat, sender: Thing, **more: Any) -> Thing:
        """A new message in a chat."""
        number = self.number("message")
        message = {
            "message_id": number,
            "date": int(self.clock()),
            "chat": chat.shape,
            "from": sender,
            **more,
        }
        chat.messages[number] = message
        self.changed()
        return message

    def keep_file(self, kind: str, ending: str, content: bytes, size: int | None = None) -> File:
        """Keep somebody's file."""
        number = self.number("file")
        file = File(f"BQACAgIAAx{number:06d}", f"{kind}/file_{number}{ending}", content, size or len(content))
        self.files[file.id] = file
        return file

    @property
    def bot(self) -> Thing:
        return {"id": BOT_ID, "is_bot": True, "first_name": "Boardscribe", "username": "boardscribe_bot"}
