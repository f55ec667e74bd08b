"""Boards: import one, look at them, say what their columns mean, let them be written to or stop all writing."""

from typing import Literal, cast, get_args

from core_api.contracts.board import Board, BoardSummary, Column, ColumnRole
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.problems import Invalid
from core_api.contracts.proposal import Actor
from core_api.contracts.report import BoardAttention
from core_api.jobs import ledger
from core_api.store import boards, proposals, sightings
from core_api.usecases import attention
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import OWNER, allow_rules
from core_api.usecases.reading import read_board
from core_api.usecases.rules import change_policy, column_named, outline
from core_api.usecases.stages import with_roles


def local_boards(installation: Installation) -> tuple[tuple[BoardSummary, BoardPolicy], ...]:
    """The boards kept here with their policies, by name."""
    summaries = installation.shelf.boards()
    with installation.database.reading() as session:
        return tuple((summary, boards.policy(session, f"local:{summary.id}")) for summary in summaries)


def may_replace(installation: Installation, by: Actor, board_id: str) -> None:
    """Ask before a board that is kept here gives way to another one. Raises Refused `not-an-admin`."""
    with installation.database.reading() as session:
        allow_rules(session, by, (f"local:{board_id}",))


def expire_questions(installation: Installation, ref: str) -> int:
    """Close what was asked about a board that another one has replaced; how many questions that were.

    Its cards are watched no more: what differs on those of the new one is nobody's change.
    """
    with installation.database.transaction() as session:
        sightings.forget(session, ref, [one.card_id for one in sightings.of_board(session, ref)])
        closed = 0
        for item in proposals.queue(session, ref, limit=10_000):
            one = item.proposal
            if proposals.set_state(session, one.id, one.version, "expired", expected=proposals.WAITING):
                ledger.ring(session, one.meeting_id, installation.clock())
                closed += 1
        return closed


def look(installation: Installation, ref: str) -> tuple[Board, BoardPolicy]:
    """The board as it stands now, with the column roles in force, and its policy."""
    with installation.database.reading() as session:
        policy = boards.policy(session, ref)
    return with_roles(read_board(installation, ref), policy), policy


def policy_of(installation: Installation, ref: str) -> BoardPolicy:
    """What the board allows. A board that is new here must exist: of a known one nobody is asked."""
    with installation.database.reading() as session:
        if boards.is_known(session, ref):
            return boards.policy(session, ref)
    outline(installation, ref)
    return BoardPolicy()


def set_role(installation: Installation, ref: str, column_name: str, role: str, by: Actor = OWNER) -> Column:
    """Say what a column means. Raises NotFound or Invalid for the column, Invalid for the role."""
    if role not in get_args(ColumnRole):
        raise Invalid("role-unknown", role=role, roles=", ".join(get_args(ColumnRole)))
    column = column_named(outline(installation, ref), column_name)
    with installation.database.reading() as session:
        policy = boards.policy(session, ref)
    change_policy(installation, ref, by, column_roles=policy.column_roles | {column.id: role})
    return column.model_copy(update={"role": cast(ColumnRole, role)})


def set_mode(
    installation: Installation, ref: str, mode: Literal["shadow", "live"], by: Actor = OWNER
) -> BoardPolicy:
    """Let the board be written to, or only say what would be done."""
    return change_policy(installation, ref, by, mode=mode)


def stale(installation: Installation, ref: str) -> BoardAttention:
    """How the board's cards fared in its last meeting. Raises NotFound `board-not-found`, `no-meeting-yet`."""
    outline(installation, ref)
    with installation.database.reading() as session:
        return attention.of_board(session, ref)
