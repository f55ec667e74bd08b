"""How news of Telegram's reach us: asked for in a loop, or brought to our webhook. Kept first, confirmed after.

Whatever goes wrong is logged without a secret and tried again with growing pauses; it never ends by itself.
"""

import base64
import binascii
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import Conflict, TelegramError

from core_api.contracts.messages import Inbound, Reply
from core_api.contracts.messengers import Hook
from core_api.contracts.ports import Clock
from core_api.contracts.problems import Invalid, Problem, RateLimited, Unauthorized
from notifier.channel import Keep
from notifier.telegram.arriving import KINDS, arrivals_of
from notifier.telegram.refusals import problem_of
from notifier.telegram.way import NAME, TokenBot

_LOG = logging.getLogger(__name__)
_SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 - a header's name
_LONGEST_PAUSE = 60.0

Sleep = Callable[[float], Awaitable[None]]


async def poll(bot: TokenBot, keep: Keep, clock: Clock, *, patience: float, sleep: Sleep) -> None:
    """Ask for news until cancelled; the next question confirms what was kept.

    A webhook that was left behind is taken away first, and again whenever Telegram says that one is in the way.
    """
    offset: int | None = None
    clear, failures = False, 0
    while True:
        try:
            if not clear:
                await bot.delete_webhook()
                clear = True
            updates = await bot.news(offset, KINDS, patience)
            if updates:
                await keep(arrivals_of(updates, bot, clock))
                offset = _next(updates, offset)
            failures = 0
        except Exception as error:  # a full disk of ours included: nothing was confirmed
            failures += 1
            clear = clear and not isinstance(error, Conflict)
            await sleep(_told_pause(error, failures))


async def ask_to_bring(bot: TokenBot, hook: Hook, *, sleep: Sleep) -> None:
    """Tell Telegram where to bring the news; ends when it knows."""
    failures = 0
    while True:
        try:
            await bot.set_webhook(
                hook.url.get_secret_value(),
                allowed_updates=list(KINDS),
                secret_token=hook.word.get_secret_value(),
            )
            return
        except Exception as error:  # it must not end before Telegram knows
            failures += 1
            await sleep(_told_pause(error, failures))


async def take(request: Inbound, hook: Hook, bot: TokenBot, keep: Keep, clock: Clock) -> Reply:
    """What a request to our webhook brings is kept, then answered. Raises as the port says."""
    word = request.headers.get(_SECRET, "")
    if not hmac.compare_digest(word.encode(), hook.word.get_secret_value().encode()):
        raise Unauthorized("webhook-forged")
    await keep(arrivals_of([_update(request.body)], bot, clock))
    return Reply()


def _update(body: str) -> dict[str, Any]:
    try:
        found = json.loads(base64.b64decode(body, validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise Invalid("webhook-unreadable", vendor=NAME) from None
    if not isinstance(found, dict) or not isinstance(found.get("update_id"), int):
        raise Invalid("webhook-unreadable", vendor=NAME)
    return found


def _next(updates: list[Any], offset: int | None) -> int | None:
    """What confirms them all; an answer without a number confirms nothing."""
    ids = [
        one["update_id"] for one in updates if isinstance(one, dict) and isinstance(one.get("update_id"), int)
    ]
    return max(ids) + 1 if ids else offset


def _told_pause(error: Exception, failures: int) -> float:
    """Say what went wrong, by our own words for it; gives the seconds to wait."""
    problem = problem_of(error, safe=True) if isinstance(error, TelegramError) else error
    pause = min(_LONGEST_PAUSE, 2.0 ** (min(failures, 10) - 1))
    if isinstance(problem, RateLimited):
        pause = max(pause, problem.retry_after or 0.0)
    said = str(problem) if isinstance(problem, Problem) else type(problem).__name__
    _LOG.warning("Telegram brings no news: %s; again in %.0f s", said, pause)
    return pause
