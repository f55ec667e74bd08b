"""One thing that the talk asks for, with the sentence it stands in.

What it comes to on a board is the planner's affair; what still stands of it is decided in `standing`.
"""

import re
from dataclasses import dataclass

from core_api.contracts.board import OperationKind
from llm_service.extract import cues
from llm_service.extract.sentences import Sentence

QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{2,120})[»”“\"]")
"""Words in quotation marks."""


@dataclass(frozen=True)
class Act:
    """One thing asked for, in the words of the talk."""

    kind: OperationKind
    value: str
    outright: bool
    sentence: Sentence
    more: tuple[Sentence, ...] = ()
    """Other sentences that it rests on."""


def negated(low: str, start: int) -> bool:
    """True when a negation stands before the place, in the same clause."""
    clause = re.split(r"[,.;:—–!?]", low[:start])[-1]
    return bool(cues.NEGATION.search(clause)) or bool(
        re.search(r"(?:\bне|n't|\bnot|\bnever)\W*\w*$", low[:start])
    )
