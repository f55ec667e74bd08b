"""A messenger from which nobody answers: the others do not wait for it, and it is noticed when it is back."""

import asyncio
import time
from dataclasses import dataclass
from itertools import count

import pytest

from core_api.contracts.messages import Address
from core_api.contracts.problems import OutcomeUnknown, Transient
from notifier.memory import MemoryChannel
from notifier.sending import Clock, Patience, Sender

NOBODY_WAITS = 60.0
_NUMBERS = count(1)


@dataclass
class Silent:
    """A messenger that swallows what is said, until it is back."""

    calls: int = 0
    back: bool = False
    ahead: float = 0.0
    """Seconds that passed at once."""

    async def say(self) -> str:
        self.calls += 1
        if not self.back:
            await asyncio.Event().wait()
        return "said"

    def sender(self) -> Sender:
        clock = Clock(seconds=lambda: time.monotonic() + self.ahead)
        return Sender(MemoryChannel(), Patience(turn=NOBODY_WAITS, call=0.05), clock)

    async def told(self, sender: Sender) -> str:
        """To somebody else each time, so that no pace holds it up."""
        to = Address(channel="telegram", user=str(next(_NUMBERS)))
        return await sender.deliver(to, self.say, again=False)


def test_who_comes_while_nobody_answers_is_told_at_once() -> None:
    async def talk() -> None:
        silent = Silent()
        sender = silent.sender()
        for _ in range(2):
            with pytest.raises(OutcomeUnknown):
                await silent.told(sender)
        for _ in range(5):
            with pytest.raises(Transient, match="vendor-unreachable") as caught:
                await silent.told(sender)
            assert caught.value.retry_after
        assert silent.calls == 2, "nobody else waits for an answer that does not come"

    asyncio.run(talk())


def test_one_call_looks_whether_it_is_back_and_then_all_go() -> None:
    async def talk() -> None:
        silent = Silent()
        sender = silent.sender()
        for _ in range(2):
            with pytest.raises(OutcomeUnknown):
                await silent.told(sender)
        silent.ahead += 10
        looks = await asyncio.gather(*(silent.told(sender) for _ in range(4)), return_exceptions=True)
        assert [type(one) for one in looks].count(Transient) == 3
        assert silent.calls == 3, "of four that come at once one looks"
        silent.back = True
        silent.ahead += 60
        assert [await silent.told(sender) for _ in range(3)] == ["said"] * 3

    asyncio.run(talk())
