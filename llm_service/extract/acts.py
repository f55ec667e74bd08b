"""What one sentence asks to change on its card, days apart (`dues`).

Whether it still stands in the end is decided over the whole thread (`standing`).
"""

from collections.abc import Sequence

from core_api.contracts.board import Card
from llm_service.extract.act import Act
from llm_service.extract.items import checks
from llm_service.extract.moves import moves
from llm_service.extract.naming import names_and_labels
from llm_service.extract.room import Room
from llm_service.extract.sentences import Sentence
from llm_service.extract.takers import assigns


def acts_of(at: int, thread: Sequence[Sentence], card: Card, room: Room) -> list[Act]:
    """What the sentence at this place of the card's thread asks for."""
    return [
        *moves(thread[at], card, room),
        *assigns(at, thread, card, room),
        *checks(at, thread, card),
        *names_and_labels(thread[at], room),
    ]
