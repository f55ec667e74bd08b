"""What a text in a messenger asks us to do: its command, in Russian or English, and what is said to it. Pure."""

import re
from dataclasses import dataclass
from typing import Literal

CommandName = Literal[
    "start", "help", "ask", "board", "today", "undo", "quiet", "mute", "unmute", "lang"
]  # fmt: skip

_SLASHED: dict[str, CommandName] = {
    "start": "start", "старт": "start", "начать": "start",
    "help": "help", "помощь": "help", "справка": "help",
    "ask": "ask", "спроси": "ask", "спросить": "ask", "вопрос": "ask",
    "board": "board", "доска": "board",
    "today": "today", "сегодня": "today",
    "undo": "undo", "отмена": "undo", "отменить": "undo", "отмени": "undo",
    "quiet": "quiet", "тихо": "quiet", "тишина": "quiet",
    "mute": "mute", "молчи": "mute", "unmute": "unmute", "говори": "unmute",
    "lang": "lang", "язык": "lang",
}  # fmt: skip
"""All words of commands, after a slash."""
_ALONE = frozenset(
    "start старт начать help помощь справка today сегодня board доска undo отменить отмени".split()
)
"""Words that are a command without a slash where nothing else is said."""
_FIRST = frozenset({"ask", "спроси", "спросить"})
"""Words that are a command without a slash where something follows."""
_SLASH = re.compile(r"/([^\W\d_]+)(?:@([\w.:-]+))?(?:\s+|$)", re.UNICODE)
_MENTION = re.compile(r"(?:\[([^|\]\s]+)\|@?([^\]]*)\]|@([\w.:-]*\w))[\s,:]*", re.UNICODE)
"""`@name`, or `[club1|@name]` as VK writes it."""


@dataclass(frozen=True)
class Command:
    """What somebody asks for."""

    name: CommandName
    argument: str = ""


def read(text: str) -> Command | None:
    """The command of a text in a private chat; None: it is none. A bare question is asked of the meetings."""
    said = text.strip()
    slashed = _SLASH.match(said)
    if slashed is not None:
        name = _SLASHED.get(slashed[1].lower())
        return Command(name, said[slashed.end() :].strip()) if name else None
    first, _, rest = said.partition(" ")
    word = first.strip(".,!:").lower()
    if not rest.strip() and word in _ALONE:
        return Command(_SLASHED[word])
    if rest.strip() and word in _FIRST:
        return Command("ask", rest.strip())
    return Command("ask", said) if said.endswith("?") and not said.startswith("/") else None


def may_be_addressed(text: str) -> bool:
    """Whether a text in a group can be meant for a bot at all."""
    return text.lstrip().startswith(("/", "@", "["))


def addressed(text: str, handle: str, *, to_us: bool = False) -> str | None:
    """What a text in a group says to us; None: it is not meant for us.

    Args:
        text: as it was written.
        handle: how people find us there, a name or a link; without one nobody can call us by name.
        to_us: it answers a message of ours, so that a bare command is meant for us.
    """
    said, name = text.strip(), _name(handle)
    slashed, mention = _SLASH.match(said), _MENTION.match(said)
    if slashed is not None:
        whom = _name(slashed[2] or "")
        return said if (whom == name != "") or (to_us and not whom) else None
    if mention is not None and name and name in {_name(part or "") for part in mention.groups()}:
        return said[mention.end() :]
    return None


def unaddressed(text: str) -> str:
    """The words of a text without whom it is meant for."""
    mention = _MENTION.match(text.strip())
    return text.strip()[mention.end() :] if mention else text


def _name(handle: str) -> str:
    return handle.rstrip("/").rpartition("/")[2].lstrip("@").lower()
