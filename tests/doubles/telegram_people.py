"""The other side of the double of Telegram: what people see in their chats, write, press and send."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.doubles.telegram_methods import shown
from tests.doubles.telegram_world import Chat, Press, Thing, User

if TYPE_CHECKING:
    from tests.doubles.telegram import TelegramDouble


@dataclass(frozen=True)
class Seen:
    """A button as a person sees it."""

    label: str
    data: str = ""
    url: str = ""
    style: str = ""


@dataclass(frozen=True)
class Said:
    """A message as a person sees it."""

    id: int
    sender: str
    mine: bool
    """The bot's."""
    at: float
    text: str = ""
    """As it is seen: without markup."""
    html: str = ""
    """As it was sent."""
    rows: tuple[tuple[Seen, ...], ...] = ()
    voice: float | None = None
    """Seconds of a voice note."""
    file: str = ""
    edits: int = 0
    answers: int | None = None
    asks_reply: bool = False
    silent: bool = False

    @property
    def labels(self) -> list[str]:
        """The words of all buttons."""
        return [button.label for row in self.rows for button in row]


class Person:
    """Somebody with Telegram on the phone. Without a chat named, all is in the private chat with the bot."""

    def __init__(self, double: "TelegramDouble", user: User) -> None:
        self._double = double
        self._world = double.world
        self.user = user
        self.id = str(user.id)

    def start(self, payload: str = "") -> int:
        """Begin with the bot; gives the update's number."""
        return self.write(f"/start {payload}".strip())

    def write(self, text: str, *, chat: str = "", answers: int | None = None) -> int:
        """Write to a chat, in answer to a message if one is named; gives the update's number."""
        return self._say(chat, answers, text=text)

    def send(
        self,
        kind: str,
        content: bytes,
        *,
        name: str = "",
        caption: str = "",
        chat: str = "",
        size: int | None = None,
    ) -> int:
        """Send a `voice`, `audio`, `video`, `video_note` or `document`; `size` pretends that it is larger."""
        endings = {"voice": ".oga", "audio": ".mp3", "video": ".mp4", "video_note": ".mp4"}
        ending = endings.get(kind) or (f".{name.rpartition('.')[2]}" if "." in name else "")
        with self._world.lock:
            file = self._world.keep_file(kind, ending, content, size)
            shape: Thing = {"file_id": file.id, "file_unique_id": file.id[-6:], "file_size": file.size}
            if kind != "document":
                shape["duration"] = 3
            if kind == "video":
                shape |= {"width": 320, "height": 240}
            if kind == "video_note":
                shape["length"] = 240
            if name:
                shape["file_name"] = name
            more = {"caption": caption} if caption else {}
            return self._say(chat, None, **{kind: shape}, **more)

    def press(self, message: int, button: str, *, chat: str = "", anyway: bool = False) -> Press:
        """Press a button by its words or its data; `anyway` presses data that no such button has (any more)."""
        with self._world.lock:
            there = self._chat(chat)
            kept = there.messages.get(message)
            found = [one for row in self._said(kept).rows for one in row] if kept else []
            data = next((one.data for one in found if button in (one.label, one.data) and one.data), None)
            assert data is not None or anyway, f"no button {button!r} in {[one.label for one in found]}"
            press = Press(str(self._world.number("press")), self.user.id, self._world.clock())
            self._world.presses[press.id] = press
            query = {
                "id": press.id,
                "from": self.user.shape,
                "chat_instance": str(there.id),
                "data": data or button,
            }
            told = shown(kept) if kept else {"message_id": message, "chat": there.shape, "date": 0}
            self._world.tell("callback_query", query | {"message": told})
            return press

    def edit(self, message: int, text: str) -> int:
        """Change an own message; gives the update's number, 0 when the bot does not want to know."""
        with self._world.lock:
            kept = self._chat("").messages[message]
            kept |= {"text": text, "edit_date": int(self._world.clock())}
            return self._world.tell("edited_message", shown(kept))

    def block(self, *, off: bool = False) -> None:
        """Want to hear nothing of the bot any more."""
        with self._world.lock:
            self.user.blocked = not off

    def chat(self, chat: str = "") -> list[Said]:
        """What stands in the chat, the oldest first."""
        with self._world.lock:
            return [self._said(message) for message in self._chat(chat).messages.values()]

    def last(self, chat: str = "") -> Said:
        """The newest message."""
        return self.chat(chat)[-1]

    def wait(self, count: int, chat: str = "") -> list[Said]:
        """Wait until the bot has said so many things that still stand; all of them."""
        self._double.until(lambda: len([one for one in self.chat(chat) if one.mine]) >= count)
        return [one for one in self.chat(chat) if one.mine]

    def newest(self, label: str, chat: str = "") -> int | None:
        """The newest message with a button of these words; None: there is none."""
        there = [one.id for one in self.chat(chat) if label in one.labels]
        return there[-1] if there else None

    def wait_for(self, label: str, chat: str = "", seconds: float = 60.0) -> int:
        """Wait for a message with a button of these words; its id."""
        self._double.until(lambda: self.newest(label, chat) is not None, seconds)
        return self.newest(label, chat) or 0

    def _say(self, chat: str, answers: int | None, **more: Any) -> int:
        with self._world.lock:
            there = self._chat(chat)
            if there.kind == "private":
                self.user.began = True
            if answers is not None and answers in there.messages:
                more["reply_to_message"] = shown(there.messages[answers])
            return self._world.tell("message", shown(self._world.put(there, self.user.shape, **more)))

    def _chat(self, chat: str) -> Chat:
        return self._world.chats[int(chat or self.id)]

    def _said(self, message: Thing) -> Said:
        markup = message.get("_markup") or {}
        rows = tuple(
            tuple(
                Seen(one["text"], one.get("callback_data", ""), one.get("url", ""), one.get("style", ""))
                for one in row
            )
            for row in markup.get("inline_keyboard", [])
        )
        words = message.get("_words")
        kinds = ("voice", "audio", "video", "video_note", "document")
        file = next((kind for kind in kinds if kind in message), "")
        answered = message.get("reply_to_message")
        return Said(
            id=message["message_id"],
            sender=message["from"]["first_name"],
            mine=message["from"] == self._world.bot,
            at=float(message["date"]),
            text=message.get("text") or message.get("caption") or "",
            html=words.raw if words else "",
            rows=rows,
            voice=float(message["voice"]["duration"]) if "voice" in message else None,
            file=file,
            edits=message.get("_edits", 0),
            answers=answered["message_id"] if answered else None,
            asks_reply=bool(markup.get("force_reply")),
            silent=message.get("_silent", False),
        )
