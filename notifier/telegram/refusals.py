"""What Telegram's refusals mean, in the problems that everybody here knows. No answer's own words get out.

Mind the order: in the library a BadRequest is a NetworkError, and "again on NetworkError" would repeat it for ever.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)

from core_api.contracts import problems
from core_api.contracts.problems import (
    Invalid,
    Malformed,
    NotFound,
    OutcomeUnknown,
    Problem,
    RateLimited,
    TooLarge,
    Transient,
    Unauthorized,
)
from notifier.telegram.way import NAME, Fault

_LOG = logging.getLogger(__name__)

UNCHANGED = "message is not modified"
LATE = ("query is too old", "query_id_invalid")
UNDELETABLE = ("message can't be deleted", "message can't be deleted for everyone")
GONE_TO_DELETE = "message to delete not found"
_CLOSED = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user is deactivated",
    "bot was kicked",
    "need administrator rights",
    "not enough rights",
    "have no rights to send",
    "chat_write_forbidden",
    "group chat was deactivated",
    "group chat was upgraded",
)
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", GONE_TO_DELETE)
_FILE_GONE = ("wrong file_id", "invalid file_id", "file is temporarily unavailable", "wrong remote file")
_KINDS: dict[type[TelegramError], Callable[[], Problem]] = {
    Forbidden: lambda: problems.Forbidden("chat-closed"),
    ChatMigrated: lambda: problems.Forbidden("chat-closed"),
    InvalidToken: lambda: Unauthorized("messenger-unauthorized", vendor=NAME),
    Conflict: lambda: Transient("telegram-taken"),
    # A status that Telegram does not use: somebody stands between us.
    NetworkError: lambda: Malformed("vendor-answer", vendor=NAME),
}
_TOO_LONG = ("message is too long", "caption is too long", "message_too_long", "entity too large")


def says(error: TelegramError, *words: str) -> bool:
    """Whether Telegram's own words hold one of these."""
    told = error.message.lower()
    return any(word in told for word in words)


@contextmanager
def told(*, safe: bool) -> Iterator[None]:
    """What the library raises as a problem; `safe` when doing it twice does no harm."""
    try:
        yield
    except TelegramError as error:
        raise problem_of(error, safe=safe) from None
    except (AttributeError, KeyError, TypeError, ValueError):  # an answer of another shape trips it anywhere
        raise _unreadable(safe=safe) from None


def problem_of(error: TelegramError, *, safe: bool) -> Problem:
    """The problem that the library's error stands for."""
    if isinstance(error, Fault):
        return _fault(error, safe=safe)
    if isinstance(error, BadRequest):  # before NetworkError, of which it is one
        return _refusal(error)
    for kind, made in _KINDS.items():
        if isinstance(error, kind):
            return made()
    return _unreadable(safe=safe)


def _fault(fault: Fault, *, safe: bool) -> Problem:
    if fault.busy:
        return RateLimited("vendor-busy", retry_after=fault.retry_after, vendor=NAME)
    if fault.heard and not safe:
        return OutcomeUnknown("message-unsure", vendor=NAME)
    return Transient("vendor-unreachable", vendor=NAME)


def _unreadable(*, safe: bool) -> Problem:
    if safe:
        return Malformed("vendor-answer", vendor=NAME)
    return OutcomeUnknown("message-unsure", vendor=NAME)


def _refusal(error: BadRequest) -> Problem:
    if says(error, *_CLOSED):
        return problems.Forbidden("chat-closed")
    if says(error, *_GONE):
        return NotFound("message-gone")
    if says(error, *_FILE_GONE):
        return NotFound("file-gone")
    if says(error, "file is too big"):
        return TooLarge("file-too-large")
    if says(error, *_TOO_LONG):
        return TooLarge("message-refused", vendor=NAME)
    _LOG.warning("Telegram refused a request: %s", error.message)
    return Invalid("message-refused", vendor=NAME)
