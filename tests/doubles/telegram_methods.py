"""What the bot may ask of the double of Telegram: the methods that we use, refused where Telegram refuses them."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from tests.doubles.telegram_bodies import CAPTION, TEXT, TOAST, Asked, Words, answered_of, markup_of, words_of
from tests.doubles.telegram_html import units
from tests.doubles.telegram_pace import Pace
from tests.doubles.telegram_world import Chat, Hook, Refusal, Thing, World

HOURS_48 = 48 * 3600.0
PUBLIC_LIMIT = 20 * 1000 * 1000
SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
_SENT = {"chat_id", "parse_mode", "reply_markup", "disable_notification", "reply_parameters"}
_CHANGED = {"chat_id", "message_id", "parse_mode", "reply_markup"}
PORTS = {None, 443, 80, 88, 8443}


class Methods:
    """The methods by name; each is called with the world's lock held."""

    def __init__(self, world: World, pace: Pace) -> None:
        self.world = world
        self.pace = pace
        self.patience = 15.0
        """Seconds in which a press must be answered."""
        self.local: str = ""
        """The folder of a local server; empty: Telegram's own server."""
        self._table: dict[str, Callable[[Asked], Any]] = {
            "getMe": self._get_me,
            "sendMessage": self._send_message,
            "sendVoice": self._send_voice,
            "editMessageText": self._edit_text,
            "editMessageCaption": self._edit_caption,
            "deleteMessage": self._delete,
            "answerCallbackQuery": self._answer,
            "getFile": self._get_file,
            "setMyCommands": self._set_commands,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._webhook_info,
        }

    def forget(self, method: str) -> None:
        """Be a server that does not know this one."""
        del self._table[method]

    def call(self, method: str, asked: Asked) -> Any:
        """What the method gives. Raises Refusal."""
        work = self._table.get(method)
        if work is None:
            raise Refusal(404, "Not Found")
        return work(asked)

    def _get_me(self, asked: Asked) -> Thing:
        asked.only()
        return self.world.bot | {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }

    def _send_message(self, asked: Asked) -> Thing:
        asked.only("text", "link_preview_options", *_SENT)
        chat = self.world.chat(asked.values.get("chat_id"))
        words = words_of(asked, "text", TEXT)
        if not words.seen:
            raise Refusal(400, "Bad Request: message text is empty")
        return self._put(chat, asked, words, "text", {})

    def _send_voice(self, asked: Asked) -> Thing:
        asked.only("voice", "caption", "duration", *_SENT)
        chat = self.world.chat(asked.values.get("chat_id"))
        sound = asked.files.get("voice", b"")
        if not sound.startswith(b"OggS"):
            raise Refusal(400, "Bad Request: the double takes OGG as a voice note only")
        if len(sound) > 1 << 20:
            raise Refusal(400, "Bad Request: above 1 MB it would be no voice note any more")
        words = words_of(asked, "caption", CAPTION)
        file = self.world.keep_file("voice", ".oga", sound)
        voice = {
            "file_id": file.id,
            "file_unique_id": file.id[-6:],
            "duration": asked.number("duration", 0),
            "mime_type": "audio/ogg",
            "file_size": file.size,
        }
        return self._put(chat, asked, words, "caption", {"voice": voice})

    def _put(self, chat: Chat, asked: Asked, words: Words, name: str, more: Thing) -> Thing:
        markup, answered = markup_of(asked), answered_of(asked, chat)
        self.pace.take(chat.id, group=chat.kind != "private")
        if words.seen:
            more = more | {name: words.seen}
        if answered is not None:
            more["reply_to_message"] = {key: value for key, value in answered.items() if key[0] != "_"}
        message = self.world.put(chat, self.world.bot, **more)
        message |= {"_words": words, "_markup": markup, "_silent": asked.flag("disable_notification")}
        return _shown(message)

    def _edit_text(self, asked: Asked) -> Thing:
        asked.only("text", "link_preview_options", *_CHANGED)
        words = words_of(asked, "text", TEXT)
        if not words.seen:
            raise Refusal(400, "Bad Request: message text is empty")
        return self._change(asked, words, "text")

    def _edit_caption(self, asked: Asked) -> Thing:
        asked.only("caption", *_CHANGED)
        return self._change(asked, words_of(asked, "caption", CAPTION), "caption")

    def _change(self, asked: Asked, words: Words, name: str) -> Thing:
        chat = self.world.chat(asked.values.get("chat_id"))
        message = chat.messages.get(asked.number("message_id"))
        if message is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        if message["from"] != self.world.bot:
            raise Refusal(400, "Bad Request: message can't be edited")
        if ("voice" in message) != (name == "caption"):
            kind = "caption" if name == "caption" else "text"
            raise Refusal(400, f"Bad Request: there is no {kind} in the message to edit")
        markup = markup_of(asked)
        if words.drawn == message["_words"].drawn and markup == message["_markup"]:
            raise Refusal(400, SAME)
        self.pace.take(chat.id, group=chat.kind != "private")
        message |= {
            name: words.seen,
            "edit_date": int(self.world.clock()),
            "_words": words,
            "_markup": markup,
        }
        message["_edits"] = message.get("_edits", 0) + 1
        self.world.changed()
        return _shown(message)

    def _delete(self, asked: Asked) -> bool:
        asked.only("chat_id", "message_id")
        chat = self.world.chat(asked.values.get("chat_id"))
        message = chat.messages.get(asked.number("message_id"))
        if message is None:
            raise Refusal(400, "Bad Request: message to delete not found")
        if self.world.clock() - message["date"] >= HOURS_48:
            raise Refusal(400, "Bad Request: message can't be deleted for everyone")
        del chat.messages[message["message_id"]]
        self.world.changed()
        return True

    def _answer(self, asked: Asked) -> bool:
        asked.only("callback_query_id", "text", "show_alert")
        if units(asked.text("text")) > TOAST:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        press = self.world.presses.get(asked.text("callback_query_id"))
        if press is None or press.answered or self.world.clock() - press.at > self.patience:
            raise Refusal(400, OLD)
        press.answered, press.answered_at = True, self.world.clock()
        press.toast, press.alert = asked.text("text"), asked.flag("show_alert")
        self.world.changed()
        return True

    def _get_file(self, asked: Asked) -> Thing:
        asked.only("file_id")
        file = self.world.files.get(asked.text("file_id"))
        if file is None:
            raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if file.size > PUBLIC_LIMIT and not self.local:
            raise Refusal(400, "Bad Request: file is too big")
        path = f"{self.local}/{file.path}" if self.local else file.path
        return {"file_id": file.id, "file_unique_id": file.id[-6:], "file_size": file.size, "file_path": path}

    def _set_commands(self, asked: Asked) -> bool:
        asked.only("commands", "scope", "language_code")
        commands, scope = asked.thing("commands"), asked.thing("scope") or {"type": "default"}
        language = asked.text("language_code")
        if not isinstance(commands, list) or len(commands) > 100:
            raise Refusal(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
        for one in commands:
            if not re.fullmatch("[a-z0-9_]{1,32}", str(one.get("command", ""))):
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(str(one.get("description", "")).strip()) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        if scope != {"type": "all_private_chats"}:
            raise Refusal(400, "Bad Request: the double knows the scope of all private chats only")
        if language and not re.fullmatch("[a-z]{2}", language):
            raise Refusal(400, "Bad Request: invalid language code specified")
        self.world.menus[language] = {one["command"]: one["description"] for one in commands}
        return True

    def _set_webhook(self, asked: Asked) -> bool:
        asked.only("url", "secret_token", "allowed_updates")
        url, secret = asked.text("url"), asked.text("secret_token")
        parts = urlsplit(url)
        near = parts.scheme == "http" and parts.hostname == "127.0.0.1"  # a test's own server
        if parts.scheme != "https" and not near:
            raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if parts.port not in PORTS and not near:
            raise Refusal(
                400, "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
            )
        if secret and (len(secret) > 256 or not secret.replace("-", "").replace("_", "").isalnum()):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        self.world.hook = Hook(url, secret)
        self._want(asked)
        return True

    def _delete_webhook(self, asked: Asked) -> bool:
        asked.only("drop_pending_updates")
        self.world.hook = Hook()
        if asked.flag("drop_pending_updates"):
            self.world.news.clear()
        self.world.changed()
        return True

    def _webhook_info(self, asked: Asked) -> Thing:
        asked.only()
        return {
            "url": self.world.hook.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.world.news),
        }

    def _want(self, asked: Asked) -> None:
        """From now on only news of these kinds are told."""
        kinds = asked.thing("allowed_updates")
        if kinds is not None:
            self.world.allowed = tuple(kinds) or None
        self.world.changed()

    def confirmed(self, asked: Asked) -> None:
        """The beginning of `getUpdates`: what is confirmed is forgotten. Raises Refusal."""
        asked.only("offset", "limit", "timeout", "allowed_updates")
        if self.world.hook.url:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        offset = asked.number("offset", 0)
        for number in [number for number in self.world.news if number < offset]:
            del self.world.news[number]
        self._want(asked)


def _shown(message: Thing) -> Thing:
    """The message as Telegram tells it."""
    shown = {name: value for name, value in message.items() if not name.startswith("_")}
    markup = message.get("_markup")
    return shown | ({"reply_markup": markup} if markup and "inline_keyboard" in markup else {})


shown = _shown
