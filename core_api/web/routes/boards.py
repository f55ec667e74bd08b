"""Boards: which are kept here, one board with its policy, and the cards that the last meeting left unmentioned."""

from fastapi import APIRouter

from core_api.contracts.board import Board, BoardSummary
from core_api.contracts.envelope import Envelope
from core_api.contracts.model import Frozen
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.proposal import StaleCard
from core_api.usecases import boards
from core_api.web.context import Here

router = APIRouter(prefix="/boards", tags=["boards"])


class BoardLine(Frozen):
    """A line of the list of boards."""

    ref: str
    board: BoardSummary
    policy: BoardPolicy


class BoardView(Frozen):
    """A board as it stands now, and its policy."""

    board: Board
    policy: BoardPolicy


class StaleView(Frozen):
    """The cards that a meeting left unmentioned."""

    meeting: str
    cards: tuple[StaleCard, ...]


@router.get("")
def list_all(here: Here) -> Envelope[tuple[BoardLine, ...]]:
    """The boards kept here."""
    known = boards.local_boards(here)
    lines = tuple(BoardLine(ref=f"local:{board.id}", board=board, policy=policy) for board, policy in known)
    return Envelope(success=True, data=lines)


@router.get("/{ref}")
def read(here: Here, ref: str) -> Envelope[BoardView]:
    """One board by its reference, e.g. `local:demo-en`."""
    board, policy = boards.look(here, ref)
    return Envelope(success=True, data=BoardView(board=board, policy=policy))


@router.get("/{ref}/stale")
def stale(here: Here, ref: str) -> Envelope[StaleView]:
    """The cards at work that the last meeting did not mention."""
    meeting, cards = boards.stale(here, ref)
    return Envelope(success=True, data=StaleView(meeting=meeting, cards=cards))
