"""Minutes without any language model: quotes found by rules, in Russian and in English.

It would rather stay silent than guess. Fast, and free of heavy imports; it decides nothing about the board.
"""

from core_api.contracts.minutes import Minutes
from core_api.contracts.ports import SummarizeRequest
from llm_service.extract.facts import facts_of
from llm_service.extract.injection import injected, overheard
from llm_service.extract.newcards import new_cards
from llm_service.extract.outcomes import action_items_of, decisions_of
from llm_service.extract.overview import overview_of, topics_of
from llm_service.extract.room import room_of
from llm_service.extract.sentences import sentences_of
from llm_service.extract.threads import thread_of


def minutes(request: SummarizeRequest) -> Minutes:
    """What the talk says by rules alone: facts with their quotes, decisions, promises, a few sentences of overview."""
    sentences = sentences_of(request.transcript)
    orders = injected(sentences)
    deaf = orders | overheard(sentences, orders)
    room = room_of(request, sentences)
    thread = thread_of(sentences, request.board, deaf)
    overview, points = overview_of(sentences, deaf)
    return Minutes(
        overview=overview,
        key_points=points,
        topics=topics_of(thread, room),
        decisions=decisions_of(sentences, deaf),
        action_items=action_items_of(sentences, room, deaf),
        facts=tuple(facts_of(thread, room, new_cards(sentences, room, deaf), deaf, orders)),
    )
