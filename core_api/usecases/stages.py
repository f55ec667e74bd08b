"""The steps between a transcript and proposals, free of the store: `process` keeps the result, a dry run does not."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from core_api.contracts.board import Board, Card
from core_api.contracts.judging import Judgements, JudgeRequest
from core_api.contracts.matching import Match
from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.minutes import Fact, Minutes
from core_api.contracts.model import ModelAccess
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.ports import Judge, Matcher, Picker, PickRequest
from core_api.contracts.problems import NotFound, Problem
from core_api.contracts.proposal import Plan, Proposal
from core_api.domain.claims import claims_of, supports_of
from core_api.domain.fingerprint import fingerprint
from core_api.domain.planner import Terms, settle, sketch
from core_api.domain.sight import Past, card_texts, queries
from core_api.domain.standing import Standing
from core_api.usecases.costs import spent_on

_LOG = logging.getLogger(__name__)

Detail = Callable[[str], Card]
"""Reads one card in full, by its id. Raises NotFound."""

_IN_FULL = 40
"""Cards that are read in full for one plan, where a board's list leaves out checklists and comments."""


def with_roles(board: Board, policy: BoardPolicy) -> Board:
    """The board with the column roles that people set in place of the guessed ones."""
    columns = tuple(
        column.model_copy(update={"role": policy.column_roles.get(column.id, column.role)})
        for column in board.columns
    )
    return board.model_copy(update={"columns": columns})


@dataclass(frozen=True)
class Place:
    """Where a meeting's news go."""

    board: Board
    policy: BoardPolicy
    detail: Detail
    """Reads a card in full, by its id."""
    models: ModelAccess = "none"
    """Which language models may read the meeting and the board."""
    keep: bool = True
    """Whether what a model answers may be kept, and taken from what was kept."""
    past: tuple[Past, ...] = ()
    """What people said before is about which card."""
    standing: Standing = field(default_factory=Standing)
    """What the gate goes by beside the policy: what decisions on this board taught and proved."""


@dataclass(frozen=True)
class Proposed:
    """What the minutes mean for the board."""

    plan: Plan
    notes: tuple[str, ...]
    """Of the matcher, the picker and the judge."""
    board: Board
    """As it was planned by, with the cards in question in full."""


@dataclass(frozen=True)
class Sense:
    """Who finds the cards that facts are about, and who checks what comes of it."""

    matcher: Matcher
    picker: Picker
    judge: Judge


def propose(
    meeting: Meeting, transcript: Transcript, minutes: Minutes, place: Place, sense: Sense
) -> Proposed:
    """All that the minutes mean for the board."""
    board = with_roles(place.board, place.policy)
    asked = queries(minutes.facts, board, transcript.speakers)
    cards = card_texts(board, past=place.past, at=meeting.started_at)
    ranking = sense.matcher.rank(asked, cards, place.models)
    board = with_details(board, minutes.facts, ranking.matches, place.detail)
    notes = ranking.notes
    if minutes.model is not None:
        request = PickRequest(
            facts=minutes.facts,
            matches=ranking.matches,
            board=board,
            speakers=transcript.speakers,
            started_at=meeting.started_at,
            models=place.models,
            keep=place.keep,
            spent=spent_on(minutes.calls),
        )
        ranking = sense.picker.pick(request)
        notes += ranking.notes
    terms = Terms(place.policy, place.standing)
    drawn = sketch(meeting, transcript, minutes, ranking.matches, board, terms)
    claims = claims_of(drawn.proposals, transcript, meeting.started_at, place.models)
    told = {"keep": place.keep, "spent": spent_on((*minutes.calls, *ranking.calls))}
    judged = check(sense.judge, claims.model_copy(update=told))
    planned = settle(drawn, supports_of(judged))
    sealed = seal(planned.proposals, board, meeting.board)
    whole = planned.model_copy(update={"proposals": sealed, "calls": (*ranking.calls, *judged.calls)})
    return Proposed(whole, (*notes, *judged.notes), board)


def check(judge: Judge, request: JudgeRequest) -> Judgements:
    """What the judge says of the claims. One that cannot be asked says nothing, and what needed it asks a person."""
    if not request.claims:
        return Judgements()
    try:
        return judge.judge(request)
    except Problem as problem:
        _LOG.warning("the quotes were not checked: %s", problem.code)
        return Judgements(notes=("quotes-unchecked",))


def with_details(board: Board, facts: Iterable[Fact], matches: Iterable[Match], detail: Detail) -> Board:
    """The board with the likeliest cards of facts that ask for something in full, where a list left out parts.

    The surest first, and not more than 40. A card that is gone meanwhile is left out.
    """
    by_fact = {match.query_id: match for match in matches}
    asking = [fact for fact in facts if fact.requests]
    asking.sort(key=lambda fact: by_fact[fact.id].confidence if fact.id in by_fact else 0.0, reverse=True)
    hinted = [fact.card_hint for fact in asking if fact.card_hint]
    ranked = [by_fact[fact.id].candidates for fact in asking if fact.id in by_fact]
    likely = [*(some[0].card_id for some in ranked if some), *hinted]
    likely += [some[1].card_id for some in ranked if len(some) > 1]
    partial = {card.id for card in board.cards if not card.detailed}
    wanted = [one for one in dict.fromkeys(likely) if one in partial][:_IN_FULL]
    if not wanted:
        return board
    full = {one: _whole(one, detail) for one in wanted}
    cards = (full.get(card.id, card) for card in board.cards)
    return board.model_copy(update={"cards": tuple(card for card in cards if card is not None)})


def _whole(card_id: str, detail: Detail) -> Card | None:
    try:
        return detail(card_id)
    except NotFound as problem:
        if (
            problem.code != "card-not-found"
        ):  # the board itself is out of reach: no card is left out in silence
            raise
        return None


def seal(proposals: Iterable[Proposal], board: Board, ref: str | None) -> tuple[Proposal, ...]:
    """The proposals with the board's reference and the fingerprint of what each of them saw."""
    cards = {card.id: card for card in board.cards}

    def seen(proposal: Proposal) -> str | None:
        return fingerprint(cards[proposal.card.id], proposal.operation) if proposal.card else None

    return tuple(proposal.model_copy(update={"board": ref, "seen": seen(proposal)}) for proposal in proposals)
