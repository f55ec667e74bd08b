"""What can be picked in a step: values of a field, cards that may be meant instead. Here boards are asked."""

import logging

from core_api.contracts.board import Board, Card
from core_api.contracts.matching import Query
from core_api.contracts.meeting import Meeting
from core_api.contracts.problems import Problem
from core_api.contracts.proposal import Proposal
from core_api.domain.sight import card_texts
from core_api.language.words import fold
from core_api.store import meetings
from core_api.usecases.installation import Installation
from core_api.usecases.messenger.keyboards import Options
from core_api.usecases.reading import read_board

_LOG = logging.getLogger(__name__)
_OFFERED = 6


def for_field(installation: Installation, proposal: Proposal) -> Options:
    """The columns, people and labels of the board, and the meeting's day. A board that is away offers nothing."""
    meeting = meeting_of(installation, proposal)
    try:
        board: Board | None = outline(installation, proposal)
    except Problem as problem:
        _LOG.warning("no values to pick from: %s", problem)
        board = None
    return Options(board=board, today=meeting.started_at.date())


def outline(installation: Installation, proposal: Proposal) -> Board:
    """The proposal's board without its cards, read now."""
    connector, board_id = installation.connector_for(proposal.board or "")
    return connector.outline(board_id)


def meeting_of(installation: Installation, proposal: Proposal) -> Meeting:
    """The meeting that a proposal came from."""
    with installation.database.reading() as session:
        return meetings.get(session, proposal.meeting_id)


def likely_cards(installation: Installation, proposal: Proposal) -> Options:
    """The cards that fit the fact best, except the one that was proposed; the runner-up first."""
    board = read_board(installation, proposal.board or "")
    ranked = _ranked(installation, board, proposal.claim, proposal)
    if proposal.runner_up is not None:
        ranked.sort(key=lambda card: card.id != (proposal.runner_up.id if proposal.runner_up else ""))
    return _options(board, ranked)


def found_cards(installation: Installation, proposal: Proposal, words: str) -> Options:
    """The cards that somebody searches for: by number or a part of the name, else by what fits the words best."""
    board = read_board(installation, proposal.board or "")
    wanted = fold(words).strip().lstrip("#")
    open_cards = [card for card in board.cards if not card.archived]
    exact = [card for card in open_cards if wanted in {str(card.number), card.id}]
    named = [card for card in open_cards if wanted and wanted in fold(card.name)]
    return _options(board, exact or named or _ranked(installation, board, words, proposal))


def _ranked(installation: Installation, board: Board, words: str, proposal: Proposal) -> list[Card]:
    matcher = installation.services.matcher()
    without = (proposal.card.id,) if proposal.card else ()
    # What somebody types is looked for by its words: no model needs to read it.
    ranking = matcher.rank((Query(id="q", text=words),), card_texts(board, without), "none")
    cards = {card.id: card for card in board.cards}
    candidates = ranking.matches[0].candidates if ranking.matches else ()
    return [cards[one.card_id] for one in candidates if not cards[one.card_id].archived]


def _options(board: Board, cards: list[Card]) -> Options:
    return Options(
        cards=tuple(cards[:_OFFERED]),
        board=board.model_copy(update={"cards": ()}),
        columns={column.id: column.name for column in board.columns},
    )
