"""Telegram's limits as the double counts them: what came too early is remembered, and refused if wanted."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.doubles.telegram_world import Refusal


@dataclass(frozen=True)
class Rate:
    """So many messages in any window of so many seconds."""

    calls: int
    seconds: float


@dataclass(frozen=True)
class Violation:
    """A message that came too early, and in which scope."""

    scope: str
    at: float
    rate: Rate


@dataclass
class Pace:
    """Messages and edits, counted by chat, by group, and all of them."""

    clock: Callable[[], float]
    per_chat: Rate = Rate(1, 1.0)
    per_group: Rate = Rate(20, 60.0)
    overall: Rate = Rate(30, 1.0)
    slack: float = 0.05
    """Seconds by which a window is judged shorter, for what a message takes on its way here."""
    refuses: bool = False
    """Answers 429 to what came too early; else it is only remembered."""
    violations: list[Violation] = field(default_factory=list)
    taken: list[tuple[float, int]] = field(default_factory=list)
    """When each message came, and to which chat."""
    _held_until: float = 0.0

    def take(self, chat: int, *, group: bool) -> None:
        """Count a message. Raises Refusal 429."""
        now = self.clock()
        if now < self._held_until:
            raise busy(self._held_until - now)
        scopes = [(f"chat {chat}", self.per_chat, chat), ("all", self.overall, None)]
        if group:
            scopes.append((f"group {chat}", self.per_group, chat))
        for scope, rate, only in scopes:
            since = now - max(0.0, rate.seconds - self.slack)
            came = [at for at, to in self.taken if at > since and only in (None, to)]
            if len(came) >= rate.calls:
                self.violations.append(Violation(scope, now, rate))
                if self.refuses:
                    raise busy(came[-rate.calls] + rate.seconds - now)
        self.taken.append((now, chat))

    def hold(self, seconds: float) -> None:
        """Refuse everything for so long, as Telegram does with those who went on after a 429."""
        self._held_until = self.clock() + seconds


def busy(seconds: float) -> Refusal:
    """Telegram's 429."""
    wait = max(1, math.ceil(seconds))
    return Refusal(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
