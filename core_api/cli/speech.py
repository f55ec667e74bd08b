"""In which language the terminal is spoken to: the door of the `locales` package for the commands."""

from core_api.locales.terminal import interface_language, say

__all__ = ["interface_language", "say"]
