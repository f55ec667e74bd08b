"""Letters for the tests, and words that are plain enough to be read back from the messages."""

from core_api.contracts.messages import (
    Address,
    Button,
    ButtonRow,
    ChannelCapabilities,
    Letter,
    Notice,
    Toast,
)
from notifier.channel import Key, Page
from notifier.service import Words

ANNA = Address(channel="telegram", user="anna")
GROUP = Address(channel="telegram", chat="-100")
YES = Button(code="approve", data="k3J9x0QzAbC2.0", look="good")


def letter(code: str, to: Address = ANNA, *, buttons: tuple[Button, ...] = ()) -> Letter:
    rows = (ButtonRow(buttons=buttons),) if buttons else ()
    return Letter(key=f"{to.user or to.chat}-{code}", to=to, language="en", view=Notice(code=code), rows=rows)


def toast(press: str, code: str = "done") -> Toast:
    return Toast(channel="telegram", press=press, chat="anna", language="en", code=code)


def compose(letter: Letter, _can: ChannelCapabilities) -> Page:
    """The notice's code is all it says."""
    assert isinstance(letter.view, Notice)
    rows = tuple(
        tuple(Key(button.code, button.code, button.data) for button in row.buttons) for row in letter.rows
    )
    return Page(letter.key, letter.view.code, letter.view.code, rows)


def toast_text(toast: Toast, limit: int) -> str:
    return toast.code[:limit]


WORDS = Words(compose, toast_text)
