"""Rankings for whole files, as `python -m similarity rank` gives them: for scorers and for the curious.

Files are JSON lines: cards {"id", "title", "text"}, queries {"id", "topic", "text", "exclude": [card ids]}; `topic` is
what the speaker called the thing, a card in `exclude` is not on the board. Both may have more of what a matcher sees
(`contracts.matching`): a query its "context" and "members", a card its "number", "open", "links" and so on.

A line a query comes out: {"query",
"candidates": [{"card", "score", "probability", "named"}, …best first]}; in reverse a line a card: {"card",
"candidates": [{"query", "score", "probability", "named"}, …]}, and nothing may be excluded.
"""

from collections import defaultdict
from collections.abc import Sequence

from core_api.contracts.matching import CardText, Match, Query, Ranking
from core_api.contracts.ports import Matcher
from core_api.contracts.problems import Invalid
from core_api.wire.lines import Line

_OF_CARDS = ("number", "open", "working", "members", "links", "idle_days", "history", "history_days")


def ranked(matcher: Matcher, cards: Sequence[Line], queries: Sequence[Line]) -> tuple[list[Line], set[str]]:
    """The answers in the queries' order, and notes on what was not available.

    Queries that leave out the same cards are ranked together.
    """
    together: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for row in queries:
        together[tuple(sorted(row.get("exclude") or ()))].append(row)
    answers: dict[str, Match] = {}
    notes: set[str] = set()
    for left_out, group in together.items():
        board = tuple(_card(card) for card in cards if card["id"] not in left_out)
        ranking = matcher.rank(tuple(map(_query, group)), board)
        answers |= {match.query_id: match for match in ranking.matches}
        notes |= set(ranking.notes)
    return [_answer(answers[row["id"]], "query", "card") for row in queries], notes


def ranked_reverse(
    matcher: Matcher, cards: Sequence[Line], queries: Sequence[Line]
) -> tuple[list[Line], set[str]]:
    """The texts for each card, in the cards' order, and notes. Raises Invalid `exclude-in-reverse`."""
    if any(row.get("exclude") for row in queries):
        raise Invalid("exclude-in-reverse")
    ranking: Ranking = matcher.rank_reverse(tuple(map(_card, cards)), tuple(map(_query, queries)))
    return [_answer(match, "card", "query") for match in ranking.matches], set(ranking.notes)


def _query(row: Line) -> Query:
    more = {name: row[name] for name in ("context", "members") if row.get(name)}
    return Query.model_validate(
        {"id": row["id"], "text": row.get("text") or "", "mention": row.get("topic") or "", **more}
    )


def _card(row: Line) -> CardText:
    more = {name: row[name] for name in _OF_CARDS if row.get(name) is not None}
    return CardText.model_validate(
        {"id": row["id"], "name": row.get("title") or "", "description": row.get("text") or "", **more}
    )


def _answer(match: Match, asked: str, found: str) -> Line:
    candidates = [
        {found: one.card_id, "score": one.score, "probability": one.score, "named": one.named}
        for one in match.candidates
    ]
    return {asked: match.query_id, "candidates": candidates}
