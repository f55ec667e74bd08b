"""Boards: which are kept here, one board with its policy, and the cards that the last meeting left unmentioned."""

from fastapi import APIRouter

from core_api.contracts.board import Board, BoardSummary
from core_api.contracts.envelope import Envelope
from core_api.contracts.history import CardHistory
from core_api.contracts.model import Frozen
from core_api.contracts.policy import BoardPolicy, PolicyChange, RuleChange
from core_api.contracts.report import BoardAttention
from core_api.usecases import boards, card_history, rules
from core_api.usecases.vendors import connected_boards
from core_api.web.context import Here, Who

router = APIRouter(prefix="/boards", tags=["boards"])


class BoardLine(Frozen):
    """A line of the list of boards."""

    ref: str
    board: BoardSummary
    policy: BoardPolicy
    away: str | None = None
    """The code of the problem why the board cannot be reached now; the rest is then what was last seen."""


class BoardView(Frozen):
    """A board as it stands now, and its policy."""

    board: Board
    policy: BoardPolicy


@router.get("")
def list_all(here: Here) -> Envelope[tuple[BoardLine, ...]]:
    """The boards kept here, and those that are connected, also while their vendor is away."""
    known = boards.local_boards(here)
    local = (BoardLine(ref=f"local:{board.id}", board=board, policy=policy) for board, policy in known)
    connected = (
        BoardLine(
            ref=line.ref, board=line.board, policy=line.policy, away=line.away.code if line.away else None
        )
        for line in connected_boards(here)
    )
    return Envelope(success=True, data=(*local, *connected))


@router.get("/{ref}")
def read(here: Here, ref: str) -> Envelope[BoardView]:
    """One board by its reference, e.g. `local:demo-en`."""
    board, policy = boards.look(here, ref)
    return Envelope(success=True, data=BoardView(board=board, policy=policy))


@router.get("/{ref}/policy")
def policy(here: Here, ref: str) -> Envelope[BoardPolicy]:
    """What the board allows. Answers also while the board is away."""
    return Envelope(success=True, data=boards.policy_of(here, ref))


@router.patch("/{ref}/policy")
def change_policy(here: Here, who: Who, ref: str, change: PolicyChange) -> Envelope[BoardPolicy]:
    """Change what is given and leave the rest. Once somebody is admin, only admins may."""
    return Envelope(success=True, data=rules.set_rules(here, ref, change, who))


@router.get("/{ref}/policy/changes")
def policy_changes(here: Here, ref: str) -> Envelope[tuple[RuleChange, ...]]:
    """Who changed what the board allows or who decides there, the newest first."""
    return Envelope(success=True, data=rules.history(here, ref))


@router.get("/{ref}/cards/{card}/history")
def history(here: Here, ref: str, card: str) -> Envelope[CardHistory]:
    """Why the card is as it is, the newest first; the card by its id, its number or its name."""
    return Envelope(success=True, data=card_history.history(here, card, ref))


@router.get("/{ref}/stale")
def stale(here: Here, ref: str) -> Envelope[BoardAttention]:
    """Of which cards the last meeting spoke, with news or without, and which cards at work it left unmentioned."""
    return Envelope(success=True, data=boards.stale(here, ref))
