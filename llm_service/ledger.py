"""What one meeting has cost so far, and whether it may cost more. No request is made here."""

import threading
import time
from collections.abc import Callable

from core_api.contracts.minutes import ModelCall, Spent
from core_api.contracts.problems import Refused
from llm_service.terms import Limits, Prices


class Ledger:
    """The calls of one meeting. A limit is never overstepped: what is on its way counts as if it took all it may.

    Safe to share between threads.
    """

    def __init__(
        self,
        limits: Limits,
        prices: Prices,
        seconds: Callable[[], float] = time.monotonic,
        before: Spent | None = None,
    ) -> None:
        """The time begins to run now, after what was spent `before`; `seconds` is a clock that only goes forward."""
        self._before = before or Spent()
        self._limits = limits
        self._prices = prices
        self._seconds = seconds
        self._began = seconds()
        self._changed = threading.Condition()
        self._calls: list[ModelCall] = []
        self._on_their_way = [0, 0]
        """Tokens that are read, and tokens that may be written."""

    @property
    def calls(self) -> tuple[ModelCall, ...]:
        """What was asked so far."""
        with self._changed:
            return tuple(self._calls)

    @property
    def seconds_left(self) -> float | None:
        """How much time the meeting has left; None: any amount."""
        if self._limits.seconds is None:
            return None
        return self._limits.seconds - self._before.seconds - (self._seconds() - self._began)

    def reserve(self, read: int, written: int) -> None:
        """Set so many tokens aside, once those on their way leave room for them.

        Raises Refused `llm-budget-spent` when they never will.
        """
        with self._changed:
            while not self._fits(read, written, (0, 0)) or not self._fits(read, written, self._coming):
                if not self._fits(read, written, (0, 0)):
                    raise Refused("llm-budget-spent")
                self._changed.wait(timeout=0.5)
            self._on_their_way[0] += read
            self._on_their_way[1] += written

    def settle(self, read: int, written: int, call: ModelCall) -> None:
        """Give back what was set aside, and write down what came of it."""
        with self._changed:
            self._on_their_way[0] -= read
            self._on_their_way[1] -= written
            self._calls.append(self._priced(call))
            self._changed.notify_all()

    def note(self, call: ModelCall) -> None:
        """Write down a call for which nothing was set aside."""
        with self._changed:
            self._calls.append(self._priced(call))

    def _priced(self, call: ModelCall) -> ModelCall:
        cost = self._prices.cost(call.tokens_in, call.tokens_out)
        currency = self._prices.currency if cost is not None else ""
        return call.model_copy(update={"cost": cost, "currency": currency})

    @property
    def _coming(self) -> tuple[int, int]:
        return self._on_their_way[0], self._on_their_way[1]

    def _fits(self, read: int, written: int, coming: tuple[int, int]) -> bool:
        all_read = sum(call.tokens_in for call in self._calls) + read + coming[0]
        all_written = sum(call.tokens_out for call in self._calls) + written + coming[1]
        limits, left, before = self._limits, self.seconds_left, self._before
        cost = self._prices.cost(all_read, all_written)
        return (
            (limits.tokens is None or before.tokens + all_read + all_written <= limits.tokens)
            and (left is None or left > 0)
            and (limits.cost is None or cost is None or before.cost + cost <= limits.cost)
        )
