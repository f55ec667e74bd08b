"""MAX as a channel: what a page becomes there, and how news of it reach us.

MAX recommends webhooks for real use: what is asked for instead comes at most twice a second and is kept for a day.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any

import httpx
from pydantic import ValidationError

from core_api.contracts.messages import (
    Address,
    Arrival,
    ChannelCapabilities,
    ChannelName,
    FileRef,
    Inbound,
    MessageRef,
    Piece,
    Reply,
)
from core_api.contracts.messengers import MaxAccount
from core_api.contracts.problems import Forbidden, Invalid, NotFound, Unsupported
from notifier.bounds import refuse_too_large, units
from notifier.channel import Keep, Key, Limits, Marks, Page
from notifier.download import Downloads
from notifier.max.arriving import KINDS, arrivals_of
from notifier.max.calls import NAME, Calls
from notifier.max.shapes import Me, Message, Update
from notifier.receiving import Loop, Seen, Sleep, body_of, check_word, object_of

_WORD = "x-max-bot-api-secret"
_TEXT = 4000
_LABEL = 128
_ANSWERS_A_SECOND = 2
_ANSWER_PATIENCE = 3.0
"""Seconds after which the words of an answer are worth nothing any more."""
_BETWEEN = 0.55
"""Seconds from one question for news to the next: MAX takes two a second."""
_LARGEST_FILE = 4 * 1024**3

CAPABILITIES = ChannelCapabilities(
    approves=True,
    buttons=True,
    button_bytes=1024,
    max_buttons=210,
    buttons_per_row=7,
    edits=True,
    deletes=True,
    ack_seconds=10.0,  # nothing is published; the clients show a wheel for about as long as others do
    toast_limit=200,
    signed_inbound=True,
    text_limit=_TEXT,
    markup="html",
    voice=True,
    files_in=_LARGEST_FILE,
)


class MaxChannel:
    """A bot of MAX."""

    name: ChannelName = "max"
    capabilities = CAPABILITIES
    limits = Limits(per_chat=(2, 1.0), per_group=(2, 1.0), overall=(25, 1.0))

    def __init__(
        self,
        account: MaxAccount,
        marks: Marks,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is asked yet. Raises Missing `messenger-ca-unreadable`."""
        self._account = account
        self._marks = marks
        self._sleep = sleep
        self._clock = clock
        self._calls = Calls(account, sleep)
        self._loop = Loop(NAME, sleep)
        self._seen = Seen()
        self._files = Downloads(NAME, _LARGEST_FILE)
        self._answers: dict[str, deque[float]] = {}

    async def start(self, keep: Keep) -> None:
        """Begin to receive."""
        hook = self._account.hook
        if self._account.mode == "webhook" and hook is not None:
            self._loop.start(self._subscribe)
            return
        clear = False

        async def once() -> bool:
            nonlocal clear
            if not clear:
                await self._unsubscribe()
                clear = True
            began = self._clock()
            await self._ask(keep)
            await self._sleep(max(0.0, _BETWEEN - (self._clock() - began)))
            return True

        self._loop.start(once)

    async def stop(self) -> None:
        """Receive nothing more."""
        await self._loop.stop()
        await self._files.close()
        await self._calls.close()

    async def identify(self) -> str:
        """The bot's link."""
        me = await self._calls.get("/me", Me)
        return f"https://max.ru/{me.username}" if me.username else str(me.user_id)

    async def send(self, to: Address, page: Page) -> MessageRef:
        """Send a message. A voice note stands alone in MAX: its buttons come in a message that answers it."""
        refuse_too_large(NAME, CAPABILITIES, page)
        where = _where(to)
        if page.voice is None:
            return _ref(await self._calls.send(where, _body(page)))
        token = await self._calls.upload("audio", "voice.ogg", page.voice)
        body = _body(page) | {"attachments": [{"type": "audio", "payload": {"token": token}}]}
        sent = await self._calls.send(where, body)
        if not page.rows:
            return _ref(sent)
        below = {"text": "⬆", "attachments": _keyboard(page), "link": _answering(sent.body.mid)}
        return _ref(await self._calls.send(where, below))

    async def update(self, ref: MessageRef, page: Page) -> None:
        """Make the message say this; without buttons the old ones go."""
        refuse_too_large(NAME, CAPABILITIES, page)
        if not await self._calls.change("PUT", ref.id, _body(page) | {"link": None}):
            raise NotFound("message-gone")

    async def withdraw(self, ref: MessageRef, page: Page) -> None:
        """Delete the message, or make it say the page. One that is gone is what was wanted."""
        with suppress(NotFound):
            if not await self._calls.change("DELETE", ref.id):
                await self.update(ref, page)

    async def acknowledge(self, press: str, chat: str, text: str, *, alert: bool) -> None:
        """Show the presser some words, at most two a second in a chat; MAX has no window to be closed by hand."""
        if press and text and await self._turn(chat):
            await self._calls.answer(press, text)

    async def fetch(self, file: FileRef, offset: int) -> Piece:
        """A part of a file. Its address is taken from the message, and from nobody else."""
        return await self._files.piece(file.id, offset, partial(self._opened, file))

    async def deliver(self, request: Inbound, keep: Keep) -> Reply:
        """A request of MAX to our webhook: it carries our word, is kept, and answered."""
        hook = self._account.hook
        if self._account.mode != "webhook" or hook is None:
            raise Unsupported("webhook-none", channel=self.name)
        check_word(request.headers.get(_WORD), hook.word.get_secret_value())
        told = object_of(body_of(request, NAME), NAME)
        try:
            Update.model_validate(told)
        except ValidationError:
            raise Invalid("webhook-unreadable", vendor=NAME) from None
        await self._seen.keep_new(arrivals_of((told,)), keep)
        return Reply()

    async def _ask(self, keep: Keep) -> None:
        """One question for news; the marker moves only when all before it is kept."""
        news = await self._calls.news(self._marks.get("max"), KINDS)
        arrivals: tuple[Arrival, ...] = arrivals_of(news.updates)
        await self._seen.keep_new(arrivals, keep)
        if news.marker is not None:
            self._marks.put("max", str(news.marker))

    async def _subscribe(self) -> bool:
        hook = self._account.hook
        if hook is not None:
            await self._calls.subscribe(hook.url.get_secret_value(), hook.word.get_secret_value(), KINDS)
        return False

    async def _unsubscribe(self) -> None:
        """Nobody who asks is told anything while a webhook is registered."""
        for url in await self._calls.subscriptions():
            await self._calls.unsubscribe(url)

    @asynccontextmanager
    async def _opened(self, file: FileRef, headers: Mapping[str, str]) -> AsyncIterator[httpx.Response]:
        async with self._calls.download(await self._address(file), headers) as reply:
            yield reply

    async def _address(self, file: FileRef) -> str:
        mid, _colon, place = file.id.rpartition(":")
        try:
            message = await self._calls.get(f"/messages/{_path_part(mid)}", Message)
            attachment = (message.body.attachments or ())[int(place)]
        except (Forbidden, Invalid, NotFound, IndexError, ValueError):
            raise NotFound("file-gone") from None
        url = attachment.payload.url if attachment.payload else None
        if not url or not url.startswith(("https://", f"{self._account.url.rstrip('/')}/")):
            raise NotFound("file-gone")
        return url

    async def _turn(self, chat: str) -> bool:
        """Wait for a place among the answers of a chat; False when it would come too late."""
        now = self._clock()
        given = self._answers.setdefault(chat, deque(maxlen=_ANSWERS_A_SECOND))
        turn = max(now, given[0] + 1.05) if len(given) == _ANSWERS_A_SECOND else now
        if turn - now > _ANSWER_PATIENCE:
            return False
        given.append(turn)
        if len(self._answers) > 1000:
            self._answers = {key: one for key, one in self._answers.items() if one[-1] > now - 1.05}
        if turn > now:
            await self._sleep(turn - now)
        return True


def build(account: MaxAccount, marks: Marks) -> MaxChannel:
    """The channel of an account; `marks` keep where its news were read to."""
    return MaxChannel(account, marks)


def _where(to: Address) -> dict[str, int]:
    try:
        return {"chat_id": int(to.chat)} if to.chat else {"user_id": int(to.user)}
    except ValueError:
        raise Forbidden("chat-closed") from None


def _ref(message: Message) -> MessageRef:
    chat = message.recipient.chat_id
    return MessageRef(channel="max", chat="" if chat is None else str(chat), id=message.body.mid)


def _body(page: Page) -> dict[str, Any]:
    """A message in full. MAX counts the markup too: where that is too much, it goes without."""
    body: dict[str, Any] = {
        "text": page.plain,
        "attachments": _keyboard(page),
        "link": _answering(page.answers) if page.answers else None,
        "notify": not page.silent,
    }
    if units(page.text) <= _TEXT:
        body |= {"text": page.text.replace("<blockquote expandable>", "<blockquote>"), "format": "html"}
    return body


def _keyboard(page: Page) -> list[dict[str, Any]]:
    rows = [[_button(key) for key in row] for row in page.rows if row]
    return [{"type": "inline_keyboard", "payload": {"buttons": rows}}] if rows else []


def _button(key: Key) -> dict[str, str]:
    text = key.label[:_LABEL] or "…"
    if key.url:
        return {"type": "link", "text": text, "url": key.url}
    return {"type": "callback", "text": text, "payload": key.data}


def _answering(mid: str) -> dict[str, str]:
    return {"type": "reply", "mid": mid}


def _path_part(mid: str) -> str:
    """A message's id in a path. Raises ValueError for what would lead elsewhere."""
    if not mid or not all(one.isascii() and (one.isalnum() or one in "._-") for one in mid) or ".." in mid:
        raise ValueError(mid)
    return mid
