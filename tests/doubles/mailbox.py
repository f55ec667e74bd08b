"""A real SMTP server on loopback (aiosmtpd) with an account, and the mailbox that it fills; it can go wrong once."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Literal

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER = "bot"
WORD = "word-of-the-smtp-account"

Wrong = Literal["blocked", "busy", "lost", "down", "page", "full"]
_REPLIES: dict[Wrong, str] = {
    "blocked": "550 5.1.1 No such user here",
    "busy": "451 4.7.1 Greylisted, please try again later",
    "down": "421 4.3.0 Service not available",
    "page": "<html><body>Maintenance</body></html>",
    "full": "552 5.3.4 Message too big",
}


@dataclass
class Mailbox:
    """What came, the oldest first."""

    came: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    wrong: Wrong | None = None
    """How the next message goes wrong."""
    port: int = 0

    def url(self, word: str = WORD) -> str:
        """Apprise's address of the account."""
        sender = "from=Boardscribe%20%3Cbot%40example.org%3E"
        return f"mailto://{USER}:{word}@127.0.0.1:{self.port}/?{sender}&mode=insecure"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        if self.wrong in _REPLIES:
            wrong, self.wrong = self.wrong, None
            return _REPLIES[wrong]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        self.came.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        self.recipients += envelope.rcpt_tos
        if self.wrong == "lost":
            self.wrong = None
            server.transport.abort()
        return "250 OK"


def _check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), WORD.encode())
    return AuthResult(success=right, handled=False)


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """A server on a free port, until the end. (aiosmtpd's own controller knows no free port.)"""
    box, loop = Mailbox(), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def session() -> SMTP:
        return SMTP(box, authenticator=_check, auth_require_tls=False, loop=loop)

    async def open_() -> asyncio.Server:
        return await loop.create_server(session, "127.0.0.1", 0)

    server = asyncio.run_coroutine_threadsafe(open_(), loop).result(30)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        asyncio.run_coroutine_threadsafe(_close(server), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(30)
        loop.close()


async def _close(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def part(message: EmailMessage, kind: Literal["plain", "html"]) -> str:
    """The words of a message in one of its forms."""
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n").rstrip("\n")
