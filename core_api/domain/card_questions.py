"""Whether a question asks why a card is as it is, and which of the known cards it means. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core_api.language.background import weight
from core_api.language.words import fold, stems

_WHY = re.compile(
    r"\b(?:почему|зачем|отчего|кто|когда|откуда|что случил\w+|что произошл\w+|как так|история|"
    r"why|who|when|how come|what happened|history)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:измен\w+|поменя\w+|перен[её]с\w*|передвин\w+|перемест\w+|переехал\w*|закры\w+|архив\w*|вернул\w*|"
    r"сдвину\w+|назнач\w+|переназнач\w+|переимен\w+|оказал\w+|двигал\w*|случил\w+|произошл\w+|истори\w+|"
    r"chang\w+|mov(?:e|ed|ing)|clos\w+|archiv\w+|re-?open\w*|renam\w+|re-?assign\w*|shift\w*|postpone\w*|"
    r"pushed|happened|history)\b",
    re.IGNORECASE,
)
_CARD = re.compile(r"\b(?:карточк\w+|задач[аеиу]\w*|тикет\w*|card|task|ticket|issue)\b|#\d+", re.IGNORECASE)
_NUMBER = re.compile(r"#(\d{1,9})\b|\b(?:карточк\w+|задач\w+|тикет\w*|card|task|ticket)\s+(\d{1,9})\b", re.I)
_ENOUGH = 0.6
"""The share (by weight) of a card's name that the question must say."""


@dataclass(frozen=True)
class KnownCard:
    """A card that may be meant."""

    board: str
    id: str
    name: str
    number: int | None = None


def asks_for_changes(question: str) -> bool:
    """«Почему изменилась карточка …?», "who moved card …?": a question, a change, and a card by that word or number."""
    return all(pattern.search(question) for pattern in (_WHY, _CHANGED, _CARD))


def meant(question: str, cards: Sequence[KnownCard]) -> KnownCard | None:
    """The one card that the question names: by number, by its whole name, by most of its words; None for none."""
    number = next((int(found[1] or found[2]) for found in _NUMBER.finditer(question)), None)
    if number is not None:
        numbered = [card for card in cards if card.number == number]
        return numbered[0] if len(numbered) == 1 else None
    said, spoken = f" {fold(question)} ", set(stems(question))
    whole = [card for card in cards if _whole(card, said)]
    if whole:
        longest = max(len(card.name) for card in whole)
        whole = [card for card in whole if len(card.name) == longest]
        return whole[0] if len(whole) == 1 else None
    scored = sorted(((_said(card, spoken), card) for card in cards), key=lambda pair: -pair[0])
    if not scored or not scored[0][0] or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return scored[0][1]


def _whole(card: KnownCard, said: str) -> bool:
    name = fold(card.name).strip()
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None


def _said(card: KnownCard, spoken: set[str]) -> float:
    """The weight of the name's words that are said; 0 where those are not most of them."""
    name = set(stems(card.name))
    total, said = sum(map(weight, name)), sum(map(weight, name & spoken))
    return said if total and said >= _ENOUGH * total else 0.0
