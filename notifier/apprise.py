"""E-mail, and a hundred services that apprise knows: notices only, with links in the place of buttons.

Apprise says no more than whether it went well; why not is read from what it logs, which stays here: its lines hold
addresses with secrets.
"""

import logging
import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from apprise import Apprise, AppriseAsset, NotifyFormat
from pydantic import SecretStr

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
from core_api.contracts.problems import (
    Forbidden,
    Invalid,
    NotFound,
    OutcomeUnknown,
    Problem,
    RateLimited,
    TooLarge,
    Transient,
    Unauthorized,
    Unsupported,
)
from notifier.bounds import refuse_too_large
from notifier.channel import Keep, Limits, Page
from notifier.lines import html

CAPABILITIES = ChannelCapabilities(approves=False, markup="html", text_limit=16_000)
_LONGEST = 60.0
"""Seconds that one notice may take."""
_SUBJECT = 120
"""Characters of a subject."""
_LATER = 60.0
"""Seconds to wait where a service has too much to do; none of them says how long."""
_PERSON = re.compile(r"[^@\s,;:<>\"()\[\]\\]+@[^@\s,;:<>\"()\[\]\\]+")
_QUOTE = re.compile(r"(<blockquote>.*?</blockquote>)", re.DOTALL)
_LINK = re.compile(r'^<a href="([^"]*)">[^\n]*</a>$', re.MULTILINE)
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f]+")

_HTTP = re.compile(r"\berror=(\d{3})\b")
_SMTP = re.compile(r"(?:\(|was refused: )(\d{3})[, ]")
_UNHEARD = re.compile(
    r"Errno 111|NewConnectionError|ConnectTimeout|Failed to establish|getaddrinfo|Name or service not known"
    r"|Temporary failure in name resolution|No address associated|No route to host|Network is unreachable"
    r"|CERTIFICATE_VERIFY_FAILED"
)
"""Surely nothing was sent."""


class AppriseChannel:
    """One way for notices; nothing comes back over it."""

    capabilities = CAPABILITIES
    limits = Limits(per_chat=(1, 1.0), per_group=(20, 60.0), overall=(5, 1.0))

    def __init__(self, name: ChannelName, handle: str, url_of: Callable[[Address], str]) -> None:
        """`url_of` gives the apprise address for a letter's; it raises Forbidden `chat-closed` where there is none."""
        self.name: ChannelName = name
        self._handle = handle
        self._url_of = url_of
        _keep_its_log_to_itself()

    async def start(self, keep: Keep) -> None:
        """Nothing is received."""

    async def stop(self) -> None:
        """There is nothing to let go of."""

    async def identify(self) -> str:
        """Whom notices come from, or the names of the services. Nobody is asked."""
        return self._handle

    async def send(self, to: Address, page: Page) -> MessageRef:
        """Send a notice. Raises Invalid `notice-address-unreadable` where apprise cannot use what was set."""
        refuse_too_large(self.name, CAPABILITIES, page)
        way = Apprise(asset=AppriseAsset(app_id="Boardscribe", image_url_mask="", image_url_logo=""))
        if not way.add(self._url_of(to)):
            raise Invalid("notice-address-unreadable", channel=self.name, name=_name(to))
        result = await way.async_notify(
            title=_subject(page),
            body=_blocks(html(_addressed(page.text))),
            body_format=NotifyFormat.HTML,
            timeout=_LONGEST,
            log_level=logging.DEBUG,
        )
        if not result:
            said = "\n".join(entry.message for service in result for attempt in service for entry in attempt)
            raise problem_of(said, "SMTP" if self.name == "mail" else _name(to))
        return MessageRef(channel=self.name, chat=_name(to), id=page.key)

    async def update(self, ref: MessageRef, page: Page) -> None:
        """What was sent stays as it is."""

    async def withdraw(self, ref: MessageRef, page: Page) -> None:
        """What was sent stays as it is."""

    async def acknowledge(self, press: str, chat: str, text: str, *, alert: bool) -> None:
        """Nothing is pressed."""

    async def fetch(self, file: FileRef, offset: int) -> Piece:
        """Nobody sends files. Raises NotFound `file-gone`."""
        raise NotFound("file-gone")

    async def deliver(self, request: Inbound, keep: Keep) -> Reply:
        """It has no webhook."""
        raise Unsupported("webhook-none", channel=self.name)


def mail(account: SecretStr) -> AppriseChannel:
    """E-mail to a person's address, through the SMTP account in an apprise address."""
    base = urlsplit(account.get_secret_value())
    settings = [(name, value) for name, value in parse_qsl(base.query) if name not in {"to", "cc", "bcc"}]

    def url_of(to: Address) -> str:
        if not _PERSON.fullmatch(to.user):
            raise Forbidden("chat-closed")
        query = urlencode([*settings, ("to", to.user)], quote_via=quote)
        return urlunsplit((base.scheme, base.netloc, "", query, ""))

    return AppriseChannel("mail", dict(settings).get("from", ""), url_of)


def services(addresses: Mapping[str, SecretStr]) -> AppriseChannel:
    """Services by name, each under its apprise address."""

    def url_of(to: Address) -> str:
        address = addresses.get(_name(to))
        if address is None:
            raise Forbidden("chat-closed")
        return address.get_secret_value()

    return AppriseChannel("apprise", ", ".join(addresses), url_of)


def problem_of(said: str, vendor: str) -> Problem:
    """What went wrong, by what apprise logged. Nothing of it goes into the problem."""
    http, smtp = _HTTP.search(said), _SMTP.search(said)
    if http:
        return _by_status(int(http[1]), vendor)
    if smtp:
        return _by_reply(int(smtp[1]), vendor)
    if _UNHEARD.search(said):
        return Transient("vendor-unreachable", vendor=vendor)
    return OutcomeUnknown("message-unsure", vendor=vendor)


def _by_status(status: int, vendor: str) -> Problem:
    if status in {401, 403}:
        return Unauthorized("messenger-unauthorized", vendor=vendor)
    if status in {404, 410}:
        return Forbidden("chat-closed")
    if status == 413:
        return TooLarge("message-refused", vendor=vendor)
    if status == 429:
        return RateLimited("vendor-busy", retry_after=_LATER, vendor=vendor)
    if status >= 500:
        return OutcomeUnknown("message-unsure", vendor=vendor)
    return Invalid("message-refused", vendor=vendor)


def _by_reply(code: int, vendor: str) -> Problem:
    """By a reply of SMTP: 4xx is said of now, 5xx for good."""
    if code in {454, 530, 534, 535, 538}:
        return Unauthorized("messenger-unauthorized", vendor=vendor)
    if code in {501, 510, 511, 550, 551, 553, 556}:
        return Forbidden("chat-closed")
    if code == 552:
        return TooLarge("message-refused", vendor=vendor)
    if code == 421:
        return Transient("vendor-unreachable", retry_after=_LATER, vendor=vendor)
    if 400 <= code < 500:
        return RateLimited("vendor-busy", retry_after=_LATER, vendor=vendor)
    return Invalid("message-refused", vendor=vendor)


def _name(to: Address) -> str:
    return to.user or to.chat


def _addressed(markup: str) -> str:
    """With the address under each line that is a link: where apprise makes plain text, nothing else of it is left."""
    return _LINK.sub(r"\g<0>\n\1", markup)


def _blocks(markup: str) -> str:
    """Lines beside quotes in blocks of their own, so that they stay apart where apprise makes plain text of them."""
    parts = _QUOTE.split(markup)
    return "".join(
        part if part.startswith("<blockquote>") else f"<div>{part}</div>" for part in parts if part
    )


def _subject(page: Page) -> str:
    first = _NO_TEXT.sub(" ", page.plain.strip().partition("\n")[0]).strip()
    return first if len(first) <= _SUBJECT else first[: _SUBJECT - 1].rstrip() + "…"


def _keep_its_log_to_itself() -> None:
    """Apprise hands its log over with each result only while its logger listens; and nobody else is to hear it."""
    logger = logging.getLogger("apprise")
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
