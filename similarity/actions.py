"""The matcher's port as a table of actions: all that is needed to serve it, or to call it, over a wire."""

from core_api.contracts.matching import CardText, Query, Ranking
from core_api.contracts.model import Frozen
from core_api.contracts.ports import Matcher
from core_api.wire.service import LARGEST_ANSWER, Action, Deadline, Service


class RankRequest(Frozen):
    """Texts and the cards of one board: cards for each text, or, in reverse, texts for each card."""

    queries: tuple[Query, ...]
    cards: tuple[CardText, ...]


def _rank(matcher: Matcher, request: RankRequest) -> Ranking:
    return matcher.rank(request.queries, request.cards)


def _rank_reverse(matcher: Matcher, request: RankRequest) -> Ranking:
    return matcher.rank_reverse(request.cards, request.queries)


# An embedder on a processor reads some dozens of texts a second.
_READING = Deadline(base=120.0, per_mebibyte=600.0)

RANK = Action("rank", RankRequest, Ranking, _rank, deadline=_READING, largest=LARGEST_ANSWER)
RANK_REVERSE = Action(
    "rank_reverse", RankRequest, Ranking, _rank_reverse, deadline=_READING, largest=LARGEST_ANSWER
)

SERVICE: Service[Matcher] = Service("similarity", (RANK, RANK_REVERSE))
