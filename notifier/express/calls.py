"""The requests to BotX and what its refusals mean. The token is asked for once and again when it is not accepted."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeVar

import httpx
from pydantic import ValidationError

from core_api.contracts.messengers import ExpressAccount
from core_api.contracts.problems import Forbidden, NotFound, Problem, Unauthorized
from notifier.express.shapes import Answer, Catalog, Chat, Shape, SyncId
from notifier.express.trust import same, signature
from notifier.http import Api, client

NAME = "eXpress"
_SEND = "/api/v4/botx/notifications/direct"
_CLOSED = frozenset(
    {"chat_not_found", "bot_is_not_a_chat_member", "event_recipients_list_is_empty", "stealth_mode_disabled"}
)

Read = TypeVar("Read", bound=Shape)


class Calls:
    """BotX under a bot's account. For one event loop."""

    def __init__(self, account: ExpressAccount) -> None:
        """Nothing is asked yet."""
        self._account = account
        self.api = Api(NAME, client(account.url, proxy=account.proxy))
        self._token = ""
        self._chats: dict[str, str] = {}
        self._waits = True
        """Whether the server knows the method that answers when the message stands there."""

    async def close(self) -> None:
        """Let go of the connections."""
        await self.api.close()

    async def name(self) -> str:
        """The bot's name; its id where the server does not list it."""
        found = self._read(await self._asked("GET", "/api/v1/botx/bots/catalog"), Catalog, safe=True)
        return next((one.name for one in found.bots if same(one.user_huid, self._account.bot)), "") or (
            self._account.bot
        )

    async def chat_with(self, user: str) -> str:
        """The private chat with a person; it is made when there is none. Raises Forbidden `chat-closed`."""
        if user not in self._chats:
            self._chats[user] = await self._chat_with(user)
        return self._chats[user]

    async def _chat_with(self, user: str) -> str:
        reply = await self._asked("GET", "/api/v1/botx/chats/personal", params={"user_huid": user})
        if reply.status_code == 404:
            body = {"name": "Boardscribe", "description": None, "chat_type": "chat", "members": [user]}
            reply = await self._asked("POST", "/api/v3/botx/chats/create", json=body)
        if reply.status_code in {400, 403, 404, 422}:
            raise Forbidden("chat-closed")
        chat = self._read(reply, Chat, safe=True)
        if not (found := chat.group_chat_id or chat.chat_id):
            raise self.api.unreadable(safe=True)
        return found

    async def send(self, body: dict[str, Any]) -> str:
        """Send a message; gives its id."""
        if self._waits:
            reply = await self._asked("POST", f"{_SEND}/sync", safe=False, json=body)
            if reply.status_code not in {404, 405} or self._reason(reply):
                return self._sent(reply)
            self._waits = False  # an older server: it answers before it knows
        return self._sent(await self._asked("POST", _SEND, safe=False, json=body))

    def _sent(self, reply: httpx.Response) -> str:
        reason = self._reason(reply)
        if reason in _CLOSED or (not reply.is_success and reply.status_code in {403, 404}):
            raise Forbidden("chat-closed")
        return self._read(reply, SyncId, safe=False).sync_id

    async def edit(self, message: str, payload: dict[str, Any]) -> None:
        """Make a message say something else. Raises NotFound `message-gone`."""
        await self._changed("/api/v3/botx/events/edit_event", {"sync_id": message, "payload": payload})

    async def delete(self, message: str) -> None:
        """Delete a message. Raises NotFound `message-gone`."""
        await self._changed("/api/v3/botx/events/delete_event", {"sync_id": message})

    async def _changed(self, path: str, body: dict[str, Any]) -> None:
        reply = await self._asked("POST", path, json=body)
        if reply.status_code in {403, 404}:
            raise NotFound("message-gone")
        if not reply.is_success:
            raise self.api.refused(reply)

    @asynccontextmanager
    async def download(
        self, chat: str, file: str, headers: Mapping[str, str]
    ) -> AsyncIterator[httpx.Response]:
        """Ask for a file; with a fresh token when the one that we had is not accepted any more."""
        had = bool(self._token)
        async with self._file(chat, file, headers, await self._credentials()) as reply:
            if reply.status_code != 401 or not had:
                yield reply
                return
        self._token = ""
        async with self._file(chat, file, headers, await self._credentials()) as reply:
            yield reply

    def _file(
        self, chat: str, file: str, headers: Mapping[str, str], credentials: Mapping[str, str]
    ) -> AbstractAsyncContextManager[httpx.Response]:
        params = {"group_chat_id": chat, "file_id": file, "is_preview": "false"}
        known = {**headers, **credentials}
        path = "/api/v3/botx/files/download"
        return self.api.connections.stream("GET", path, params=params, headers=known)

    async def _asked(self, method: str, path: str, *, safe: bool = True, **given: Any) -> httpx.Response:
        """A reply; with a fresh token when the one that we had is not accepted any more."""
        had = bool(self._token)
        try:
            return await self.api.ask(method, path, safe=safe, headers=await self._credentials(), **given)
        except Unauthorized:
            self._token = ""
            if not had:
                raise
        return await self.api.ask(method, path, safe=safe, headers=await self._credentials(), **given)

    async def _credentials(self) -> dict[str, str]:
        if not self._token:
            signed = signature(self._account.bot, self._account.secret)
            path = f"/api/v2/botx/bots/{self._account.bot}/token"
            reply = await self.api.ask("GET", path, safe=True, params={"signature": signed})
            if not reply.is_success:
                raise Unauthorized("messenger-unauthorized", vendor=NAME)
            answer = self._answer(reply)
            if answer is None or not isinstance(answer.result, str) or not answer.result:
                raise self.api.unreadable(safe=True)
            self._token = answer.result
        return {"Authorization": f"Bearer {self._token}"}

    def _read(self, reply: httpx.Response, shape: type[Read], *, safe: bool) -> Read:
        if not reply.is_success:
            raise self.api.refused(reply)
        answer = self._answer(reply)
        if answer is not None and answer.status == "error":
            raise self.api.refused(httpx.Response(400))
        try:
            return shape.model_validate(answer.result if answer else None)
        except ValidationError:
            raise self.api.unreadable(safe=safe) from None

    def _reason(self, reply: httpx.Response) -> str:
        answer = self._answer(reply)
        return answer.reason if answer else ""

    def _answer(self, reply: httpx.Response) -> Answer | None:
        try:
            return Answer.model_validate(self.api.decoded(reply, safe=True))
        except (Problem, ValidationError):
            return None
