"""What a page may hold: checked before anything is sent, because a messenger cuts or refuses what is too long."""

from core_api.contracts.messages import ChannelCapabilities
from core_api.contracts.problems import TooLarge
from notifier.channel import Page


def units(text: str) -> int:
    """The length as messengers count it: UTF-16 code units, so that most emoji are two."""
    return len(text) + sum(char > "\uffff" for char in text)


def refuse_too_large(vendor: str, can: ChannelCapabilities, page: Page) -> None:
    """Nothing where the page is within the channel's limits. Raises TooLarge `message-refused`."""
    keys = [key for row in page.rows for key in row]
    fits = (
        units(page.plain) <= can.text_limit
        and len(keys) <= can.max_buttons
        and all(len(row) <= can.buttons_per_row for row in page.rows)
        and all(len(key.data.encode()) <= can.button_bytes for key in keys)
    )
    if not fits:
        raise TooLarge("message-refused", vendor=vendor)
