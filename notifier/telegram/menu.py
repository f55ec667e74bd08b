"""The commands in the menu beside the field where people write to the bot. A help: nothing depends on it."""

import logging

from telegram import BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from core_api.contracts.model import Language
from core_api.locales import text
from notifier.telegram.refusals import problem_of
from notifier.telegram.way import TokenBot

_LOG = logging.getLogger(__name__)
_COMMANDS = ("ask", "today", "board", "undo", "quiet", "mute", "unmute", "lang", "help")
_LANGUAGES: tuple[tuple[Language, str | None], ...] = (("en", None), ("ru", "ru"))
"""Our languages, and for which of Telegram's each is; None: for all that have no menu of their own."""


async def offer(bot: TokenBot) -> None:
    """Put the commands into the menu of private chats, in both languages. What goes wrong is logged, no more."""
    try:
        for language, code in _LANGUAGES:
            await bot.set_my_commands(
                [BotCommand(name, text(f"command-{name}", language)) for name in _COMMANDS],
                scope=BotCommandScopeAllPrivateChats(),
                language_code=code,
            )
    except TelegramError as error:
        _LOG.info("Telegram's menu stays as it is: %s", problem_of(error, safe=True))
