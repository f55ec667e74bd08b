"""`boardscribe board …`: import, list, show, mode, role, stop."""

import json
import sys
from pathlib import Path
from typing import Literal

from rich.table import Table
from rich.text import Text

from core_api import wiring
from core_api.cli.opening import Desk, open_desk
from core_api.cli.outcome import DONE, words
from core_api.contracts.board import Board
from core_api.domain.days import day_of
from core_api.usecases import boards, rules
from core_api.usecases.parked import parked
from core_api.usecases.vendors import BoardLine, connected_boards


def import_file(file: Path, name: str | None, *, replace: bool) -> int:
    """Make a local board of an export."""
    desk = open_desk()
    board = wiring.import_board(desk.installation, file, name, replace=replace, by=desk.actor)
    ref = f"local:{board.id}"
    desk.out.print(Text(desk.say("board-imported", ref=ref, cards=len(board.cards)), style="green"))
    _print_columns(desk, boards.look(desk.installation, ref)[0])
    desk.out.print(Text(desk.say("board-shadow-hint", ref=ref), style="dim"))
    return DONE


def list_all(*, as_json: bool) -> int:
    """The boards that are kept here, and those that are connected, also while their vendor is away."""
    desk = open_desk()
    lines = (*_kept_here(desk), *connected_boards(desk.installation))
    if as_json:
        return _print_json({"boards": [_as_json(line) for line in lines]})
    if not lines:
        desk.out.print(desk.say("board-none"))
        return DONE
    table = Table()
    for column in ("ref", "name", "cards", "mode", "state"):
        table.add_column(desk.say(f"column-{column}"))
    for line in lines:
        policy, board = line.policy, line.board
        mode = desk.say("mode-stopped") if policy.stopped else desk.say(f"mode-{policy.mode}")
        cards = "" if board.cards is None else str(board.cards)
        table.add_row(line.ref, Text(board.name), cards, mode, _state(desk, line))
    desk.out.print(table)
    return DONE


def _kept_here(desk: Desk) -> tuple[BoardLine, ...]:
    known = boards.local_boards(desk.installation)
    return tuple(BoardLine(f"local:{item.id}", item, policy) for item, policy in known)


def _state(desk: Desk, line: BoardLine) -> Text:
    if line.away is not None:
        why = words(line.away.code, dict(line.away.params))[0]
        return Text(desk.say("board-state-away", why=why), style="yellow")
    return Text(
        desk.say("board-state-here" if line.ref.startswith("local:") else "board-state-ok"), style="dim"
    )


def _as_json(line: BoardLine) -> dict[str, object]:
    row: dict[str, object] = {
        "ref": line.ref,
        "name": line.board.name,
        "cards": line.board.cards,
        "mode": line.policy.mode,
    }
    return row | ({"away": line.away.code} if line.away is not None else {})


def show(ref: str, *, as_json: bool) -> int:
    """The board's columns with their roles and cards."""
    desk = open_desk()
    board, policy = boards.look(desk.installation, ref)
    if as_json:
        return _print_json({"board": board.model_dump(mode="json"), "policy": policy.model_dump(mode="json")})
    desk.out.print(Text(board.name, style="bold").append(f"  {desk.say(f'mode-{policy.mode}')}", style="dim"))
    waits = len(parked(desk.installation, ref))
    if waits:
        desk.out.print(Text(desk.say("waiting-on-board", count=waits), style="yellow"))
    _print_cards(desk, board)
    return DONE


def set_mode(ref: str, mode: Literal["shadow", "live"]) -> int:
    """Shadow or live."""
    desk = open_desk()
    boards.set_mode(desk.installation, ref, mode, desk.actor)
    desk.out.print(desk.say(f"board-now-{mode}", ref=ref))
    return DONE


def set_role(ref: str, column: str, role: str) -> int:
    """Say what a column means."""
    desk = open_desk()
    changed = boards.set_role(desk.installation, ref, column, role, desk.actor)
    desk.out.print(
        Text(desk.say("board-role-set", column=changed.name, role=desk.say(f"role-{changed.role}")))
    )
    return DONE


def set_stopped(ref: str, *, stopped: bool) -> int:
    """The kill switch."""
    desk = open_desk()
    rules.change_policy(desk.installation, ref, desk.actor, stopped=stopped)
    desk.out.print(desk.say("board-stopped" if stopped else "board-resumed", ref=ref))
    return DONE


def _print_columns(desk: Desk, board: Board) -> None:
    roles = ", ".join(
        f"{column.name} = {desk.say(f'role-{column.role}')}" for column in board.columns if not column.closed
    )
    desk.out.print(Text(desk.say("board-roles", roles=roles)))


def _print_cards(desk: Desk, board: Board) -> None:
    members = {member.id: member.name for member in board.members}
    for column in board.columns:
        cards = [card for card in board.cards if card.column_id == column.id and not card.archived]
        desk.out.print(
            Text(f"\n{column.name}", style="bold").append(f"  {desk.say(f'role-{column.role}')}", style="dim")
        )
        for card in sorted(cards, key=lambda item: item.position):
            line = Text(f"  #{card.number} " if card.number else "  ", style="dim").append(
                card.name, style="default"
            )
            if card.member_ids:
                line.append(
                    "  " + ", ".join(members.get(member, member) for member in card.member_ids), style="cyan"
                )
            if card.due:
                line.append(f"  {day_of(card.due, desk.installation.zone)}", style="yellow")
            desk.out.print(line)


def _print_json(data: object) -> int:
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    return DONE
