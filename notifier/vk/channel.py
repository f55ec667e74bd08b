"""VK as a channel: what a page becomes in a community's messages.

Callback buttons and the Callback API or Long Poll must be switched on in the community's settings by a person.
"""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

import httpx
from pydantic import ValidationError

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
from core_api.contracts.messengers import VkAccount
from core_api.contracts.ports import Clock
from core_api.contracts.problems import Invalid, NotFound, Unauthorized, Unsupported
from notifier.bounds import refuse_too_large
from notifier.channel import Keep, Key, Limits, Marks, Page
from notifier.download import Downloads
from notifier.receiving import Loop, Seen, Sleep, body_of, check_word, object_of
from notifier.vk.arriving import DATA, arrivals_of
from notifier.vk.calls import NAME, NOT_FOR_ALL, TOO_OLD, Calls, VkError, problem_of
from notifier.vk.shapes import Event, Message, Sent, Server
from notifier.wording.text import cut

_LABEL = 40
_LARGEST_FILE = 200 * 1024 * 1024
_COLORS = {"good": "positive", "bad": "negative", "plain": "secondary"}
_ROWS = 6

CAPABILITIES = ChannelCapabilities(
    approves=True,
    buttons=True,
    button_bytes=240,  # of the 255 of a payload, less what stands around it
    max_buttons=10,
    buttons_per_row=5,
    edits=True,
    deletes=True,
    ack_seconds=60.0,
    toast_limit=90,
    idempotent_send=True,
    signed_inbound=True,
    text_limit=4096,  # VK publishes 9000; longer than this has been refused (914) or cut by its programs
    markup="plain",
    voice=True,
    files_in=_LARGEST_FILE,
)


def _now() -> datetime:
    return datetime.now(UTC)


class VkChannel:
    """A community of VK."""

    name: ChannelName = "vk"
    capabilities = CAPABILITIES
    limits = Limits(per_chat=(1, 1.0), per_group=(20, 60.0), overall=(18, 1.0))

    def __init__(
        self, account: VkAccount, marks: Marks, *, sleep: Sleep = asyncio.sleep, clock: Clock = _now
    ) -> None:
        """Nothing is asked yet."""
        self._account = account
        self._marks = marks
        self._clock = clock
        self._calls = Calls(account)
        self._loop = Loop(NAME, sleep)
        self._seen = Seen()
        self._files = Downloads(NAME, _LARGEST_FILE)
        self._server: Server | None = None

    @property
    def _brought(self) -> bool:
        """Whether VK brings the news to our webhook."""
        return self._account.secret is not None and self._account.hook is not None

    async def start(self, keep: Keep) -> None:
        """Begin to receive; a webhook is registered by a person, in the community's settings."""
        if self._brought:
            return

        async def once() -> bool:
            await self._ask(keep)
            return True

        self._loop.start(once)

    async def stop(self) -> None:
        """Receive nothing more."""
        await self._loop.stop()
        await self._files.close()
        await self._calls.close()

    async def identify(self) -> str:
        """The link to a chat with the community."""
        found = await self._calls.asked("groups.getById", dict[str, Any], group_id=self._account.group)
        groups = found.get("groups")
        if not isinstance(groups, list) or not groups or not isinstance(groups[0], dict):
            raise self._calls.api.unreadable(safe=True)
        return f"https://vk.me/{groups[0].get('screen_name') or f'club{self._account.group}'}"

    async def send(self, to: Address, page: Page) -> MessageRef:
        """Send a message; the same key is one message for VK too."""
        refuse_too_large(NAME, CAPABILITIES, page)
        peer = to.chat or to.user
        note = await self._calls.voice(peer, page.voice) if page.voice is not None else None
        given = {
            "peer_ids": peer,
            "random_id": _number(page.key, peer),
            "message": page.plain,
            "keyboard": _keyboard(page) if page.rows else None,
            "attachment": note,
            "forward": _answering(peer, page.answers) if page.answers else None,
            "dont_parse_links": 1,
            "disable_mentions": 1,
        }
        sent = await self._calls.asked("messages.send", list[Sent], safe=False, **given)
        if not sent or (sent[0].error is None and sent[0].conversation_message_id is None):
            raise self._calls.api.unreadable(safe=False)
        if (error := sent[0].error) is not None:
            code = error.get("code")
            raise problem_of(code if isinstance(code, int) else 0, safe=False)
        return MessageRef(channel="vk", chat=peer, id=str(sent[0].conversation_message_id))

    async def update(self, ref: MessageRef, page: Page) -> None:
        """Make the message say this; without buttons the old ones go."""
        refuse_too_large(NAME, CAPABILITIES, page)
        given = {
            "peer_id": ref.chat,
            "cmid": ref.id,
            "message": page.plain,
            "keyboard": _keyboard(page) if page.rows else None,
            "dont_parse_links": 1,
            "disable_mentions": 1,
        }
        try:
            await self._calls.call("messages.edit", object, safe=True, **given)
        except VkError as error:
            raise problem_of(error.code, safe=True, gone=True) from None

    async def withdraw(self, ref: MessageRef, page: Page) -> None:
        """Delete the message for everybody, or make it say the page. One that is gone is what was wanted."""
        given = {"peer_id": ref.chat, "cmids": ref.id, "delete_for_all": 1}
        try:
            found = await self._calls.call("messages.delete", list[dict[str, Any]], safe=True, **given)
            error = next((one.get("error") for one in found if isinstance(one.get("error"), dict)), None)
            code = error.get("code", 0) if isinstance(error, dict) else 0
        except VkError as failed:
            code = failed.code
        if code in {NOT_FOR_ALL, TOO_OLD}:
            await self._said_instead(ref, page)
        elif code:
            problem = problem_of(code, safe=True, gone=True)
            if not isinstance(problem, NotFound):
                raise problem

    async def _said_instead(self, ref: MessageRef, page: Page) -> None:
        try:
            await self.update(ref, page)
        except NotFound:
            return

    async def acknowledge(self, press: str, chat: str, text: str, *, alert: bool) -> None:
        """Show the presser a line for some seconds; after a minute VK takes none any more."""
        user, _colon, event = press.partition(":")
        if not event or not user.isdigit():
            return
        told = json.dumps({"type": "show_snackbar", "text": text[:90]}, ensure_ascii=False)
        given = {"event_id": event, "user_id": user, "peer_id": chat, "event_data": told if text else None}
        try:
            await self._calls.call("messages.sendMessageEventAnswer", object, safe=True, **given)
        except VkError as error:
            problem = problem_of(error.code, safe=True, gone=True)
            if not isinstance(problem, NotFound):
                raise problem from None

    async def fetch(self, file: FileRef, offset: int) -> Piece:
        """A part of a file. Its address is taken from the message, and from nobody else."""
        return await self._files.piece(file.id, offset, partial(self._opened, file))

    async def deliver(self, request: Inbound, keep: Keep) -> Reply:
        """An event of the Callback API: it carries the secret key, is kept, and answered `ok`."""
        if not self._brought or self._account.secret is None:
            raise Unsupported("webhook-none", channel=self.name)
        told = object_of(body_of(request, NAME), NAME)
        try:
            event = Event.model_validate(told)
        except ValidationError:
            event = None
        if event is not None and event.type == "confirmation":
            return self._confirmed(event)
        check_word(told.get("secret"), self._account.secret.get_secret_value())
        if event is None or not event.event_id:
            raise Invalid("webhook-unreadable", vendor=NAME)
        if str(event.group_id) != self._account.group:
            raise Unauthorized("webhook-forged")
        await self._seen.keep_new(arrivals_of((told,), self._clock), keep)
        return Reply(body="ok")

    def _confirmed(self, event: Event) -> Reply:
        """VK asks whether the address is ours before there is a secret."""
        if str(event.group_id) != self._account.group or not self._account.confirmation:
            raise Unauthorized("webhook-forged")
        return Reply(body=self._account.confirmation)

    async def _ask(self, keep: Keep) -> None:
        """One question for news; the number moves only when all before it is kept."""
        if self._server is None:
            self._server = await self._calls.asked(
                "groups.getLongPollServer", Server, group_id=self._account.group
            )
        ts = self._marks.get("vk") or str(self._server.ts)
        news = await self._calls.news(self._server.server, self._server.key, ts)
        if news.failed in {2, 3}:
            self._server = None
            if news.failed == 3:
                self._marks.put("vk", "")
            return
        await self._seen.keep_new(arrivals_of(news.updates, self._clock), keep)
        if news.ts is not None:
            self._marks.put("vk", str(news.ts))

    @asynccontextmanager
    async def _opened(self, file: FileRef, headers: Mapping[str, str]) -> AsyncIterator[httpx.Response]:
        async with self._calls.download(await self._address(file), headers) as reply:
            yield reply

    async def _address(self, file: FileRef) -> str:
        try:
            peer, number, place = (int(part) for part in file.id.split(":"))
            found = await self._calls.call(
                "messages.getByConversationMessageId",
                dict[str, Any],
                safe=True,
                peer_id=peer,
                conversation_message_ids=number,
            )
            url = Message.model_validate(found["items"][0]).attachments[place].url
        except VkError as error:
            raise problem_of(error.code, safe=True) from None
        except (ValueError, KeyError, IndexError, TypeError):
            raise NotFound("file-gone") from None
        if not url:
            raise NotFound("file-gone")
        return url


def build(account: VkAccount, marks: Marks) -> VkChannel:
    """The channel of an account; `marks` keep where its news were read to."""
    return VkChannel(account, marks)


def _number(key: str, peer: str) -> int:
    """VK's number against sending twice: 31 bits, never 0, the same for the same page."""
    digest = hashlib.sha256(f"{peer}\n{key}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % 0x7FFFFFFF + 1


def _answering(peer: str, message: str) -> str:
    return json.dumps({"peer_id": int(peer), "conversation_message_ids": [int(message)], "is_reply": True})


def _keyboard(page: Page) -> str:
    """Buttons inside the message; more rows than VK takes are laid out anew."""
    rows = [list(row) for row in page.rows if row]
    if len(rows) > _ROWS:
        keys = [key for row in rows for key in row]
        rows = [keys[start : start + 2] for start in range(0, len(keys), 2)]
    return json.dumps(
        {"inline": True, "buttons": [[_button(key) for key in row] for row in rows]}, ensure_ascii=False
    )


def _button(key: Key) -> dict[str, Any]:
    label = cut(key.label, _LABEL)
    if key.url:
        return {"action": {"type": "open_link", "link": key.url, "label": label}}
    payload = json.dumps({DATA: key.data}, ensure_ascii=False, separators=(",", ":"))
    return {"action": {"type": "callback", "label": label, "payload": payload}, "color": _COLORS[key.look]}
