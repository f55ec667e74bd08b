"""One messenger with its pace: a call waits for its turn, and what surely was not done is tried again, within bounds.

What a message says is not known here.
"""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from typing import TypeVar

from core_api.contracts.messages import Address
from core_api.contracts.problems import OutcomeUnknown, RateLimited, Transient
from notifier.channel import Channel
from notifier.pacing import Pace, Seconds, Sleep

T = TypeVar("T")

_FRESH = 60.0
"""Seconds after somebody did something in a chat, in which what is said there is an answer."""
_TRIES = 4
_AWAY_AFTER = 4
"""After so many calls in a row without an answer the messenger is away; one that was waited for counts twice."""
_LONGEST_AWAY = 32.0
"""Seconds between two looks whether it is back."""
_LEAST_PAUSE = 0.5


@dataclass(frozen=True)
class Patience:
    """How long things may take, in seconds."""

    turn: float = 60.0
    """Until a message has its turn and is through, with all tries."""
    call: float = 30.0
    """One call of a messenger."""
    answer: float = 8.0
    """The answer to a press: later nobody sees it."""


@dataclass(frozen=True)
class Clock:
    """A clock that only goes forward, and a wait on it."""

    seconds: Seconds = time.monotonic
    sleep: Sleep = asyncio.sleep


class Sender:
    """The way out to one messenger. For one event loop."""

    def __init__(self, channel: Channel, patience: Patience, clock: Clock) -> None:
        """Nothing is sent yet."""
        self.channel = channel
        self._patience = patience
        self._clock = clock
        self._pace = Pace(channel.limits, clock.seconds, clock.sleep)
        self._chats: dict[str, str] = {}
        """A person's id and the id of their chat → the one name under which their messages are counted."""
        self._groups: dict[str, bool] = {}
        self._stirred: dict[str, float] = {}
        self._unanswered = 0
        self._away_until = -math.inf

    async def deliver(self, to: Address, work: Callable[[], Awaitable[T]], *, again: bool) -> T:
        """Do it in its turn.

        `again` says that it may be done twice, so an unknown outcome is tried again. Raises what the work raises, and
        RateLimited `vendor-busy` when its turn did not come in time. While nobody answers there, one call now and then
        looks whether somebody does; all others are told at once, so that nobody waits here whom others need.
        """
        ends = self._clock.seconds() + self._patience.turn
        chat = self._counted_as(to)
        tries = 0
        while True:
            tries += 1
            try:
                return await self._in_turn(chat, to, work, ends)
            except RateLimited as refused:
                pause = refused.retry_after or _LEAST_PAUSE * 2**tries
                self._pace.pause(chat, pause)
                if self._clock.seconds() + pause >= ends:
                    raise
            except (Transient, OutcomeUnknown) as failed:
                pause = getattr(failed, "retry_after", None) or _LEAST_PAUSE * 2 ** (tries - 1)
                doubtful = isinstance(failed, OutcomeUnknown) and not again
                if self._is_away or doubtful or tries >= _TRIES or self._clock.seconds() + pause >= ends:
                    raise
                await self._clock.sleep(pause)

    def same_chat(self, user: str, chat: str) -> None:
        """The person's private chat is this one: what goes to either goes to the same."""
        if user and chat:
            self._groups[chat] = False
            self._chats[chat] = self._chats[user] = self._chats.get(chat) or self._chats.get(user) or user

    def stirred(self, chat: str, *, group: bool) -> None:
        """Somebody did something there: they wait for an answer."""
        self._groups[chat] = group
        now = self._clock.seconds()
        self._stirred = {one: at for one, at in self._stirred.items() if now - at < _FRESH}
        self._stirred[self._chats.get(chat, chat)] = now

    def close(self) -> None:
        """Nobody gets their turn any more."""
        self._pace.close()

    async def _in_turn(self, chat: str, to: Address, work: Callable[[], Awaitable[T]], ends: float) -> T:
        vendor = to.channel.capitalize()
        urgent = self._clock.seconds() - self._stirred.get(chat, -_FRESH) < _FRESH
        # Whose kind is not known counts as a group: slower, and never too fast.
        group = not to.user and self._groups.get(to.chat, True)
        async with AsyncExitStack() as stack:
            try:
                async with asyncio.timeout(max(0.0, ends - self._clock.seconds())):
                    await stack.enter_async_context(self._pace.turn(chat, group=group, urgent=urgent))
            except TimeoutError:
                raise RateLimited("vendor-busy", vendor=vendor) from None
            with self._noticed(vendor):
                try:
                    async with asyncio.timeout(self._patience.call):
                        return await work()
                except TimeoutError:
                    raise OutcomeUnknown("message-unsure", vendor=vendor) from None

    @property
    def _is_away(self) -> bool:
        return self._clock.seconds() < self._away_until

    @contextmanager
    def _noticed(self, vendor: str) -> Iterator[None]:
        """One call, from which it is known whether anybody answers. Raises Transient while the messenger is away."""
        began = self._clock.seconds()
        if self._is_away:
            raise Transient("vendor-unreachable", retry_after=self._away_until - began, vendor=vendor)
        if self._unanswered >= _AWAY_AFTER:  # this one looks, the others do not wait for it
            self._away_until = began + self._patience.call
        answered = True
        try:
            yield
        except (Transient, OutcomeUnknown):
            answered = False
            raise
        finally:
            self._heard(began, answered=answered)

    def _heard(self, began: float, *, answered: bool) -> None:
        """Whether a call was answered says how soon the next one is made."""
        now = self._clock.seconds()
        self._away_until = -math.inf
        if answered:
            self._unanswered = 0
            return
        self._unanswered += 2 if now - began >= self._patience.call / 3 else 1
        if self._unanswered >= _AWAY_AFTER:
            more = min(self._unanswered - _AWAY_AFTER, 10)
            self._away_until = now + min(_LONGEST_AWAY, 2.0 ** (more + 1))

    def _counted_as(self, to: Address) -> str:
        self.same_chat(to.user, to.chat)
        name = to.chat or to.user
        return self._chats.get(name, name)
