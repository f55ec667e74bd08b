"""The matcher's port as a table of actions: all that is needed to serve it, or to call it, over a wire."""

from typing import Protocol

from core_api.contracts.matching import CardText, Query, Ranking, Vectors
from core_api.contracts.model import Frozen, ModelAccess
from core_api.contracts.ports import Matcher
from core_api.wire.service import LARGEST_ANSWER, Action, Deadline, Service


class Matching(Matcher, Protocol):
    """A matcher that also gives its embedding model's vectors, for those who keep an index."""

    def embed(self, texts: tuple[str, ...], *, query: bool, models: ModelAccess = "external") -> Vectors:
        """One vector a text; `query` picks the prefix that the model wants.

        Raises Missing `embedder-none` without a model, Refused `models-forbidden`, and what the model's server raises.
        """
        ...


class RankRequest(Frozen):
    """Texts and the cards of one board: cards for each text, or, in reverse, texts for each card."""

    queries: tuple[Query, ...]
    cards: tuple[CardText, ...]
    models: ModelAccess = "external"
    """Which embedding models may read them."""


class EmbedRequest(Frozen):
    """Texts to be seen as the embedding model sees them."""

    texts: tuple[str, ...]
    query: bool = False
    """True for what is looked for, false for what is found."""
    models: ModelAccess = "external"
    """Which embedding models may read them."""


def _rank(matcher: Matching, request: RankRequest) -> Ranking:
    return matcher.rank(request.queries, request.cards, request.models)


def _rank_reverse(matcher: Matching, request: RankRequest) -> Ranking:
    return matcher.rank_reverse(request.cards, request.queries, request.models)


def _embed(matcher: Matching, request: EmbedRequest) -> Vectors:
    return matcher.embed(request.texts, query=request.query, models=request.models)


# An embedder on a processor reads some dozens of texts a second.
_READING = Deadline(base=120.0, per_mebibyte=600.0)

RANK = Action("rank", RankRequest, Ranking, _rank, deadline=_READING, largest=LARGEST_ANSWER)
RANK_REVERSE = Action(
    "rank_reverse", RankRequest, Ranking, _rank_reverse, deadline=_READING, largest=LARGEST_ANSWER
)
EMBED = Action("embed", EmbedRequest, Vectors, _embed, deadline=_READING, largest=LARGEST_ANSWER)

SERVICE: Service[Matching] = Service("similarity", (RANK, RANK_REVERSE, EMBED))
