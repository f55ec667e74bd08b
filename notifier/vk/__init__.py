"""VK: a community's messages."""

from notifier.vk.channel import build

__all__ = ["build"]
