"""One board of `board connect`: its columns and what they mean, its members and who they are."""

import re

from rich.table import Table
from rich.text import Text

from core_api.cli.opening import Desk
from core_api.cli.prompts import until_right
from core_api.contracts.accounts import VendorKind
from core_api.contracts.board import Board, BoardSummary, Column, ColumnRole, Member
from core_api.contracts.problems import Invalid
from core_api.usecases import connect
from core_api.usecases.connect import Taken, Trial
from core_api.usecases.rules import column_named

_ROLES: dict[str, ColumnRole] = {
    "queue": "queue",
    "working": "working",
    "waiting": "waiting",
    "done": "done",
    "очередь": "queue",
    "работа": "working",
    "ожидание": "waiting",
    "готово": "done",
}
"""What may be typed for a role."""


def describe_board(desk: Desk, kind: VendorKind, trial: Trial, summary: BoardSummary, *, ask: bool) -> Taken:
    """The board with what a person said of it. Nothing is kept yet. Raises Left."""
    board = trial.connector.outline(summary.id)
    desk.out.print(Text(f"\n{board.name}", style="bold").append(f"  {kind}:{board.id}", style="dim"))
    roles: dict[str, ColumnRole] = {}
    _print_columns(desk, board, roles)
    while ask:
        said = until_right(desk, desk.say("connect-roles"), lambda text: _role(board, text))
        if said is None:
            break
        roles[said[0].id] = said[1]
        _print_columns(desk, board, roles)
    strangers = connect.strangers(desk.installation, f"{kind}:{board.id}", board) if ask else ()
    strangers = tuple(member for member in strangers if member.id != trial.identity.id)
    return Taken(board, roles, _people(desk, strangers) if strangers else {})


def _print_columns(desk: Desk, board: Board, roles: dict[str, ColumnRole]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for number, column in enumerate(_open(board), start=1):
        said = roles.get(column.id)
        role = Text(desk.say(f"role-{said or column.role}"), style="green" if said else "default")
        table.add_row(Text(str(number), style="cyan"), Text(column.name), role)
    desk.out.print(table)


def _open(board: Board) -> tuple[Column, ...]:
    return tuple(column for column in board.columns if not column.closed)


def _role(board: Board, text: str) -> tuple[Column, ColumnRole]:
    """`3 waiting` or `Review waiting`. Raises Invalid `role-line`, NotFound and Invalid for the column."""
    column, _, role = text.strip().rpartition(" ")
    meant = _ROLES.get(role.casefold())
    if not column or meant is None:
        raise Invalid("role-line")
    columns = _open(board)
    if column.isdecimal() and 1 <= int(column) <= len(columns):
        return columns[int(column) - 1], meant
    return column_named(board, column), meant


def _people(desk: Desk, members: tuple[Member, ...]) -> dict[str, str]:
    """Which members are to be known, by which name. Nothing typed: none."""
    desk.out.print(Text("\n" + desk.say("connect-members"), style="bold"))
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for number, member in enumerate(members, start=1):
        user = f"@{member.username}" if member.username else ""
        table.add_row(Text(str(number), style="cyan"), Text(member.name), Text(user, style="dim"))
    desk.out.print(table)
    question = desk.say("connect-link")
    return until_right(desk, question, lambda text: _linked(members, text)) or {}


def _linked(members: tuple[Member, ...], text: str) -> dict[str, str]:
    """`all`, or `1, 3=Anna`: numbers, each with the name of the person where it is another. Raises Invalid."""
    if text.strip().casefold() in {"all", "все"}:
        return {member.id: member.name for member in members}
    found: dict[str, str] = {}
    for part in (one.strip() for one in re.split("[,;]", text)):
        number, _, name = part.partition("=")
        if not number.strip().isdecimal() or not 1 <= int(number) <= len(members):
            raise Invalid("link-line", text=part)
        member = members[int(number) - 1]
        found[member.id] = name.strip() or member.name
    return found
