"""Questions to the person at the terminal. The end of the input counts as leaving."""

import getpass
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from rich.text import Text

from core_api.cli import outcome
from core_api.cli.opening import Desk
from core_api.contracts.problems import Problem

T = TypeVar("T")


class Left(Exception):  # noqa: N818 - nothing went wrong
    """The person is gone: end of input, or Ctrl-C at a question."""


def enter(desk: Desk, question: str) -> str:
    """What was typed, without the spaces around it. Raises Left."""
    desk.out.print(Text(question + " ", style="bold"), end="")
    try:
        return input().strip()
    except (EOFError, KeyboardInterrupt) as error:
        desk.out.print()
        raise Left from error


def enter_secret(desk: Desk, question: str) -> str:
    """A secret, which the terminal does not show while it is typed. Raises Left."""
    if not sys.stdin.isatty():
        return enter(desk, question)
    try:
        return getpass.getpass(question + " ").strip()
    except (EOFError, KeyboardInterrupt) as error:
        desk.out.print()
        raise Left from error


def choose(desk: Desk, question: str, answers: Sequence[str], default: str) -> str:
    """One of the answers; nothing typed means the default. Asks until it is one. Raises Left."""
    while True:
        typed = enter(desk, f"{question} ({default}):").lower() or default
        if typed in answers:
            return typed
        desk.out.print(desk.say("prompt-again", answers=", ".join(answers)))


def until_right(desk: Desk, question: str, understand: Callable[[str], T]) -> T | None:
    """What the typed words mean; told what is wrong, the person may type again. Nothing typed: None. Raises Left."""
    while True:
        typed = enter(desk, question + ":")
        if not typed:
            return None
        try:
            return understand(typed)
        except Problem as problem:
            outcome.tell(problem)
