"""The checklist that is made for an item where a card has none, the same on every board.

Titles only: how one is made, and whether one was, is each board's own.
"""

from typing import get_args

from core_api.contracts.model import Language
from core_api.language.words import detect_language
from core_api.locales import text


def title_for(item: str) -> str:
    """The title, in the language of the item."""
    return text("board-checklist", detect_language(item))


def is_our_title(title: str) -> bool:
    """Whether a checklist that we made may bear it; people may use the same word."""
    return title in {text("board-checklist", language) for language in get_args(Language)}
