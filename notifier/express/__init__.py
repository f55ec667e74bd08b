"""eXpress: a bot on a company's own server, over BotX."""

from notifier.express.channel import build

__all__ = ["build"]
