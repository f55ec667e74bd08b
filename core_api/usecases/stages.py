"""The steps between a transcript and proposals, free of the store: `process` keeps the result, a dry run does not."""

from collections.abc import Iterable

from core_api.contracts.board import Board
from core_api.contracts.matching import CardText, Query
from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.minutes import Fact, Minutes
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.ports import Matcher
from core_api.contracts.proposal import Plan, Proposal
from core_api.domain.fingerprint import fingerprint
from core_api.domain.planner import plan


def with_roles(board: Board, policy: BoardPolicy) -> Board:
    """The board with the column roles that people set in place of the guessed ones."""
    columns = tuple(
        column.model_copy(update={"role": policy.column_roles.get(column.id, column.role)})
        for column in board.columns
    )
    return board.model_copy(update={"columns": columns})


def propose(
    meeting: Meeting,
    transcript: Transcript,
    minutes: Minutes,
    board: Board,
    policy: BoardPolicy,
    matcher: Matcher,
) -> tuple[Plan, tuple[str, ...]]:
    """All that the minutes mean for the board, and the notes of the matcher."""
    board = with_roles(board, policy)
    ranking = matcher.rank(queries(minutes.facts), card_texts(board))
    planned = plan(meeting, transcript, minutes, ranking.matches, board, policy)
    return planned.model_copy(
        update={"proposals": seal(planned.proposals, board, meeting.board)}
    ), ranking.notes


def card_texts(board: Board, without: Iterable[str] = ()) -> tuple[CardText, ...]:
    """The cards as the matcher sees them, except those named."""
    left_out = set(without)
    finished = {column.id for column in board.columns if column.role == "done" or column.closed}
    return tuple(
        CardText(
            id=card.id,
            number=card.number,
            name=card.name,
            description=card.description,
            open=not card.archived and card.column_id not in finished,
        )
        for card in board.cards
        if card.id not in left_out
    )


def seal(proposals: Iterable[Proposal], board: Board, ref: str | None) -> tuple[Proposal, ...]:
    """The proposals with the board's reference and the fingerprint of what each of them saw."""
    cards = {card.id: card for card in board.cards}

    def seen(proposal: Proposal) -> str | None:
        return fingerprint(cards[proposal.card.id], proposal.operation) if proposal.card else None

    return tuple(proposal.model_copy(update={"board": ref, "seen": seen(proposal)}) for proposal in proposals)


def queries(facts: Iterable[Fact]) -> tuple[Query, ...]:
    """The facts as the matcher sees them."""
    return tuple(
        Query(id=fact.id, text=fact.text, mention=fact.mention, context=fact.context) for fact in facts
    )
