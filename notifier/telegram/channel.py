"""Telegram behind the port of a messenger, over python-telegram-bot.

How it is reached is in `way`, what its refusals mean in `refusals`, how news come in in `receiving`. The library's own
machinery for receiving is not used: it confirms an update before anybody has kept it.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from telegram import Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated

from core_api.contracts.messages import (
    Address,
    ChannelCapabilities,
    ChannelName,
    FileRef,
    Inbound,
    MessageRef,
    Piece,
    Reply,
)
from core_api.contracts.messengers import TelegramAccount
from core_api.contracts.ports import Clock
from core_api.contracts.problems import NotFound, Unsupported
from notifier.channel import Channel, Keep, Limits, Page
from notifier.telegram import files, menu, receiving, refusals
from notifier.telegram.refusals import says, told
from notifier.telegram.way import TokenBot, Way
from notifier.telegram.writing import CAPABILITIES, NO_PREVIEW, Body, body_of, chat_of, sending_of

_PATIENCE = 25.0
"""Seconds that Telegram holds a question for news open."""


def build(account: TelegramAccount) -> Channel:
    """The channel for an account."""
    return TelegramChannel(account)


def _now() -> datetime:
    return datetime.now(UTC)


class TelegramChannel:
    """A `Channel` to Telegram under one bot's token. For one event loop."""

    name: ChannelName = "telegram"
    limits = Limits()

    def __init__(
        self,
        account: TelegramAccount,
        *,
        clock: Clock = _now,
        patience: float = _PATIENCE,
        sleep: receiving.Sleep = asyncio.sleep,
        greet: Callable[[TokenBot], Coroutine[None, None, None]] = menu.offer,
    ) -> None:
        """`patience` is how many seconds a question for news stays open; `sleep` waits between tries.

        `greet` is done beside everything else when it begins to receive.
        """
        self._hook = account.hook if account.mode == "webhook" else None
        self._way = Way(account)
        self._bot = self._way.bot
        self._clock = clock
        self._patience = patience
        self._sleep = sleep
        self._greet = greet
        self._tasks: tuple[asyncio.Task[None], ...] = ()
        largest = files.LOCAL_LIMIT if self._way.local else files.PUBLIC_LIMIT
        self.capabilities: ChannelCapabilities = CAPABILITIES.model_copy(update={"files_in": largest})

    async def start(self, keep: Keep) -> None:
        """Begin to receive: by asking, or by telling Telegram where to bring the news."""
        if self._hook is not None:
            work = receiving.ask_to_bring(self._bot, self._hook, sleep=self._sleep)
        else:
            work = receiving.poll(self._bot, keep, self._clock, patience=self._patience, sleep=self._sleep)
        self._tasks = (
            asyncio.create_task(work, name="telegram-news"),
            asyncio.create_task(self._greet(self._bot), name="telegram-menu"),
        )

    async def stop(self) -> None:
        """Receive nothing more; a webhook stays set, and Telegram keeps what comes meanwhile for a day."""
        if self._tasks:
            await self._way.settled()
        while waiting := {task for task in self._tasks if not task.done()}:
            for task in waiting:  # what is just answered can swallow a cancellation
                task.cancel()
            await asyncio.wait(waiting, timeout=1.0)
        self._tasks = ()
        await self._way.close()

    async def identify(self) -> str:
        """The bot's link. One call."""
        with told(safe=True):
            me = await self._bot.get_me()
        return f"https://t.me/{me.username}"

    async def send(self, to: Address, page: Page) -> MessageRef:
        """Send a message; to a group that became a supergroup, under its new id, which the reference then has."""
        body, chat = body_of(page), chat_of(to)
        with told(safe=False):
            try:
                sent = await self._sent(chat, page, body)
            except ChatMigrated as moved:
                sent = await self._sent(moved.new_chat_id, page, body)
            return MessageRef(channel=self.name, chat=str(sent.chat.id), id=str(sent.message_id))

    async def update(self, ref: MessageRef, page: Page) -> None:
        """Make the message say this; without buttons it loses those that it had."""
        body = body_of(page)
        with told(safe=True):
            await self._edited(ref, page, body)

    async def withdraw(self, ref: MessageRef, page: Page) -> None:
        """Delete the message; one older than 48 hours says `page` instead. One that is gone is withdrawn already."""
        chat, message = _place(ref)
        with told(safe=True):
            try:
                await self._bot.delete_message(chat, message)
                return
            except ChatMigrated:
                raise NotFound("message-gone") from None
            except BadRequest as error:
                if says(error, refusals.GONE_TO_DELETE):
                    return
                if not says(error, *refusals.UNDELETABLE):
                    raise
            with suppress(NotFound):
                await self._edited(ref, page, body_of(page))

    async def acknowledge(self, press: str, chat: str, text: str, *, alert: bool) -> None:
        """Answer a press; one that Telegram has given up is passed over."""
        del chat
        words = text[: CAPABILITIES.toast_limit]
        with told(safe=True):
            try:
                await self._bot.answer_callback_query(press, text=words or None, show_alert=alert or None)
            except BadRequest as error:
                if not says(error, *refusals.LATE):
                    raise

    async def fetch(self, file: FileRef, offset: int) -> Piece:
        """A part of a file; of more than 20 MB only from a local server."""
        return await files.piece(self._way, file, offset)

    async def deliver(self, request: Inbound, keep: Keep) -> Reply:
        """A request to our webhook: checked, kept, answered."""
        if self._hook is None:
            raise Unsupported("webhook-none", channel=self.name)
        return await receiving.take(request, self._hook, self._bot, keep, self._clock)

    async def _sent(self, chat: int, page: Page, body: Body) -> Message:
        rest = sending_of(page, body)
        if page.voice is None:
            return await self._bot.send_message(chat, body.text, link_preview_options=NO_PREVIEW, **rest)
        seconds = timedelta(seconds=max(1, round(page.seconds)))
        return await self._bot.send_voice(
            chat, page.voice, caption=body.text or None, duration=seconds, filename="quote.ogg", **rest
        )

    async def _edited(self, ref: MessageRef, page: Page, body: Body) -> None:
        chat, message = _place(ref)
        try:
            if page.voice is None:
                await self._bot.edit_message_text(
                    body.text,
                    chat_id=chat,
                    message_id=message,
                    reply_markup=body.keyboard,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=NO_PREVIEW,
                )
            else:
                await self._bot.edit_message_caption(
                    chat_id=chat,
                    message_id=message,
                    caption=body.text,
                    reply_markup=body.keyboard,
                    parse_mode=ParseMode.HTML,
                )
        except ChatMigrated:  # under the new id that number is another message
            raise NotFound("message-gone") from None
        except BadRequest as error:
            if not says(error, refusals.UNCHANGED):
                raise


def _place(ref: MessageRef) -> tuple[int, int]:
    """Chat and message as Telegram counts them. Raises NotFound for what can be no reference of ours."""
    try:
        return int(ref.chat), int(ref.id)
    except ValueError:
        raise NotFound("message-gone") from None
