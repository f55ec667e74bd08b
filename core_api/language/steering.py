"""Talk that tries to steer the program: orders to it, and words that may be somebody else's.

A rule here only takes away. An order is shown and not obeyed; of suspect words a person is asked. That people
speak of bots, prompts and attacks as of their product is no order.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from core_api.language import steering_words as said
from core_api.language.unmask import coded, disguised, plainly, readings, strange, turned

Steering = Literal["order", "suspect"]

_TURN = re.compile(r"(?<=[.!?…])\s+")
_READ_OUT = re.compile(r"[«\"“„]")
_SPREADS = 2
"""Segments after an order in which words may still belong to it."""
_TOGETHER = 3
"""Segments over which one order may be spread."""
_DOUBTFUL = (
    said.META,
    said.RELAYED,
    said.UNASKED,
    said.SWEEPS_BOARD,
)
"""Beside words that ask for a change, any of these makes them suspect."""
_REACH = 70
"""Characters after the source of words in which they ask."""
_MACHINE_VOICE = re.compile(
    r"\b(?:system|система|assistant|ассистент|bot|бот|boardscribe|developer|tool|ai|ии|gpt|нейросеть|робот)\b"
)


@lru_cache(maxsize=8192)
def is_order(text: str) -> bool:
    """True when the text speaks to an assistant or a model instead of to people."""
    plain = plainly(text)
    if said.TOPIC.search(plain) and not said.TEMPLATE.search(plain):
        return False
    return any(_order(one) for one in readings(text)) or any(_called(one) for one in turned(text))


@lru_cache(maxsize=8192)
def is_suspect(text: str) -> bool:
    """True when the words may be somebody else's, hidden, or meant to keep people from being asked."""
    return (
        disguised(text)
        or coded(text)
        or strange(text)
        or any(_order(one) or _odd(one) for one in readings(text))
    )


def is_machine(name: str) -> bool:
    """True when a voice bears the name of a program."""
    return bool(_MACHINE_VOICE.search(plainly(name)))


def steered(texts: Sequence[str]) -> dict[int, Steering]:
    """Which of these utterances, in the order of the talk, are orders to the program or suspect."""
    found: dict[int, Steering] = {}
    for place, text in enumerate(texts):
        if is_order(text):
            _mark(found, [place], "order")
        elif is_suspect(text):
            _mark(found, [place], "suspect")
        if is_order(text) or said.ADDRESSED.search(plainly(text)):
            _mark(found, range(place + 1, min(place + 1 + _SPREADS, len(texts))), "suspect")
    for place in range(len(texts) - 1):
        window = range(place, min(place + _TOGETHER, len(texts)))
        if any(found.get(at) == "order" for at in window):
            continue
        if said.SWEEPING.search(plainly(" ".join(texts[at] for at in window))):
            _mark(found, window, "suspect")
            _mark(found, range(window.stop, min(window.stop + 1, len(texts))), "suspect")
    return found


def ordering(text: str) -> tuple[tuple[int, int], ...]:
    """Where in an utterance that is an order the order stands: the sentences that are one, else the whole of it.

    What is read out is one as a whole.
    """
    if _READ_OUT.search(text):
        return ((0, len(text)),)
    spans: list[tuple[int, int]] = []
    start = 0
    for end in [*(found.end() for found in _TURN.finditer(text)), len(text)]:
        if is_order(text[start:end]):
            spans.append((start, end))
        start = end
    return tuple(spans) or ((0, len(text)),)


def _mark(found: dict[int, Steering], places: Iterable[int], how: Steering) -> None:
    for place in places:
        if found.get(place) != "order":
            found[place] = how


def _order(plain: str) -> bool:
    if said.TEMPLATE.search(plain) or said.SWEEPING.search(plain) or said.SECRETS.search(plain):
        return True
    marked = said.CALLED.search(plain) or said.HEADED.search(plain) or said.ADDRESSED.search(plain)
    pressed = said.PRESSED.search(plain) and said.MACHINES.search(plain)
    return bool((marked or pressed or said.TOOL.search(plain)) and said.ORDERED.search(plain))


def _called(plain: str) -> bool:
    return bool(said.SWEEPING.search(plain) or said.CALLED.search(plain))


def _odd(plain: str) -> bool:
    if said.ADDRESSED.search(plain) or said.TOOL.search(plain) or said.HEADED.search(plain):
        return True
    if said.ENDED.search(plain) or said.RULES.search(plain) or said.UNNAMED.search(plain):
        return True
    read = said.READ_OUT.search(plain)
    if read and said.ORDERED.search(read["said"]):
        return True
    if any(_follows(one, plain) for one in (said.PASSED_ON, said.FROM_TEXT)):
        return True
    return bool(said.ORDERED.search(plain)) and any(one.search(plain) for one in _DOUBTFUL)


def _follows(source: re.Pattern[str], plain: str) -> bool:
    """True when the words after a source of them ask for a change."""
    return any(
        said.ORDERED.search(plain[found.end() : found.end() + _REACH].partition(". ")[0])
        for found in source.finditer(plain)
    )
