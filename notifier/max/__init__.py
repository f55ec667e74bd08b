"""MAX: its Bot API over HTTP."""

from notifier.max.channel import build

__all__ = ["build"]
