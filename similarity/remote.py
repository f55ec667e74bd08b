"""The matcher that is reached through the service in another process: the same port, over a wire."""

from core_api.contracts.matching import CardText, Query, Ranking
from core_api.wire.service import Wire
from similarity.actions import RANK, RANK_REVERSE, RankRequest


class RemoteMatcher:
    """A `Matcher` at the other end of a wire. Safe to share between threads."""

    def __init__(self, wire: Wire) -> None:
        """Nothing is sent yet."""
        self._wire = wire

    def rank(self, queries: tuple[Query, ...], cards: tuple[CardText, ...]) -> Ranking:
        """For each query, in order, the cards ranked. Raises what a call raises: an outage is no empty ranking."""
        return self._wire.call(RANK, RankRequest(queries=queries, cards=cards))

    def rank_reverse(self, cards: tuple[CardText, ...], queries: tuple[Query, ...]) -> Ranking:
        """For each card, in order, the queries ranked. Raises what a call raises."""
        return self._wire.call(RANK_REVERSE, RankRequest(queries=queries, cards=cards))
