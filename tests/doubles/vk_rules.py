"""What VK takes in a keyboard and in an answer to a press, for its double."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass
class VkRefusal(Exception):  # noqa: N818 - what VK says
    """An error's number and words."""

    code: int
    message: str = ""


def checked_keyboard(text: str) -> dict[str, Any]:
    """The keyboard. Raises 911."""
    try:
        keyboard = json.loads(text)
        rows = keyboard["buttons"]
        fits = keyboard["inline"] is True and not keyboard.get("one_time")
        fits &= 1 <= len(rows) <= 6 and all(1 <= len(row) <= 5 for row in rows)
        fits &= sum(len(row) for row in rows) <= 10
        fits &= all(_button(button) for row in rows for button in row)
    except (ValueError, KeyError, TypeError):
        fits = False
    if not fits:
        raise VkRefusal(911, "Keyboard format is invalid")
    found: dict[str, Any] = keyboard
    return found


def _button(button: dict[str, Any]) -> bool:
    action = button["action"]
    if not 1 <= len(action["label"]) <= 40:
        return False
    if action["type"] == "open_link":
        return str(action["link"]).startswith(("https://", "http://")) and "color" not in button
    payload = json.loads(action["payload"])
    colors = {"primary", "secondary", "negative", "positive"}
    return (
        action["type"] == "callback"
        and isinstance(payload, dict)
        and len(action["payload"]) <= 255
        and button.get("color", "primary") in colors
    )


def checked_answer(text: str) -> dict[str, Any]:
    """What the presser sees; nothing at all is allowed too. Raises 100."""
    if not text:
        return {}
    try:
        told: dict[str, Any] = json.loads(text)
        right = told["type"] == "show_snackbar" and 1 <= len(told["text"]) <= 90 and len(text) <= 1000
    except (ValueError, KeyError, TypeError):
        right = False
    if not right:
        raise VkRefusal(100, "event_data")
    return told
