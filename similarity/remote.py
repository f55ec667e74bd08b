"""The matcher that is reached through the service in another process: the same port, over a wire."""

from core_api.contracts.matching import CardText, Query, Ranking, Vectors
from core_api.contracts.model import ModelAccess
from core_api.wire.service import Wire
from similarity.actions import EMBED, RANK, RANK_REVERSE, EmbedRequest, RankRequest


class RemoteMatcher:
    """`Matching` at the other end of a wire. Safe to share between threads."""

    def __init__(self, wire: Wire) -> None:
        """Nothing is sent yet."""
        self._wire = wire

    def rank(
        self, queries: tuple[Query, ...], cards: tuple[CardText, ...], models: ModelAccess = "external"
    ) -> Ranking:
        """For each query, in order, the cards ranked. Raises what a call raises: an outage is no empty ranking."""
        return self._wire.call(RANK, RankRequest(queries=queries, cards=cards, models=models))

    def rank_reverse(
        self, cards: tuple[CardText, ...], queries: tuple[Query, ...], models: ModelAccess = "external"
    ) -> Ranking:
        """For each card, in order, the queries ranked. Raises what a call raises."""
        return self._wire.call(RANK_REVERSE, RankRequest(queries=queries, cards=cards, models=models))

    def embed(self, texts: tuple[str, ...], *, query: bool, models: ModelAccess = "external") -> Vectors:
        """One vector a text. Raises what the port and what a call raises."""
        return self._wire.call(EMBED, EmbedRequest(texts=texts, query=query, models=models))
