"""`boardscribe board policy`: what a board allows, in plain words, and changing it."""

import json
import sys
from dataclasses import asdict, dataclass
from typing import get_args

from rich.table import Table
from rich.text import Text

from core_api.cli.durations import minutes_of, span
from core_api.cli.opening import Desk, open_desk
from core_api.cli.outcome import DONE
from core_api.contracts.board import Board, OperationKind
from core_api.contracts.model import ModelAccess
from core_api.contracts.people import DECIDING, Profile
from core_api.contracts.policy import (
    ALWAYS_ASK,
    AUTOMATIC_BY_DEFAULT,
    AskFirst,
    Asking,
    BoardPolicy,
    PolicyChange,
)
from core_api.contracts.problems import Invalid, Problem
from core_api.usecases import people, rules
from core_api.usecases.boards import policy_of

_KINDS: tuple[OperationKind, ...] = get_args(OperationKind)
_NOTHING = "none"


@dataclass(frozen=True)
class Typed:
    """What was typed; what is None stays."""

    automatic: str | None = None
    off_limits: tuple[str, ...] | None = None
    changes_per_meeting: int | None = None
    changes_per_card: int | None = None
    threshold: float | None = None
    audited: float | None = None
    read_only: bool | None = None
    stale_label: str | None = None
    silent_meetings: int | None = None
    models: ModelAccess | None = None
    ask_first: AskFirst | None = None
    assignee_confirms: str | None = None
    remind_after: str | None = None
    escalate_after: str | None = None
    ask_group: str | None = None


def run(ref: str, typed: Typed, *, as_json: bool) -> int:
    """Change what was typed, then show the whole policy. A board that is away is shown by what is known of it."""
    desk = open_desk()
    change = _meant(typed)
    if change != PolicyChange():
        rules.set_rules(desk.installation, ref, change, desk.actor)
    policy = policy_of(desk.installation, ref)
    if as_json:
        sys.stdout.write(json.dumps({"board": ref, "policy": policy.model_dump(mode="json")}) + "\n")
        return DONE
    try:
        board: Board | None = rules.outline(desk.installation, ref)
    except Problem:
        board = None
    _show(desk, ref, policy, board)
    return DONE


def _meant(typed: Typed) -> PolicyChange:
    """The change that was typed; `none` empties a list. Raises Invalid `kind-unknown`, `duration-unreadable`."""
    given = {name: value for name, value in asdict(typed).items() if value is not None}
    for option in ("remind", "escalate"):
        if (after := given.pop(f"{option}_after", None)) is not None:
            given[f"{option}_minutes"] = minutes_of(after)
    if typed.ask_group == _NOTHING:
        given["ask_group"] = ""
    if typed.assignee_confirms is not None:
        given["assignee_confirms"] = _kinds(typed.assignee_confirms, Asking().assignee_confirms, "create")
    if typed.automatic is not None:
        given["automatic"] = _kinds(typed.automatic, AUTOMATIC_BY_DEFAULT, *ALWAYS_ASK)
    if typed.off_limits == (_NOTHING,):
        given["off_limits"] = ()
    if typed.stale_label == _NOTHING:
        given["stale_label"] = ""
    return PolicyChange.model_validate(given)


def _kinds(text: str, default: frozenset[OperationKind], *never: OperationKind) -> tuple[OperationKind, ...]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    if words == [_NOTHING]:
        return ()
    if words == ["default"]:
        return tuple(sorted(default))
    possible = [kind for kind in _KINDS if kind not in never]
    unknown = next((word for word in words if word not in _KINDS), None)
    if unknown is not None or not words:
        raise Invalid("kind-unknown", kind=unknown or text, kinds=", ".join(possible))
    return tuple(kind for kind in _KINDS if kind in words)


def _show(desk: Desk, ref: str, policy: BoardPolicy, board: Board | None) -> None:
    say = desk.say
    title = Text(board.name if board else ref, style="bold").append(f"  {ref}" if board else "", style="dim")
    desk.out.print(title)
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for name, value in _rows(desk, ref, policy, board):
        table.add_row(Text(say(f"policy-{name}"), style="dim"), Text(value))
    desk.out.print(table)
    if board is None:
        desk.out.print(Text(say("policy-board-away"), style="yellow"))
    last = next((one for one in rules.history(desk.installation, ref) if one.subject == "policy"), None)
    if last is not None:
        said = say("policy-last-change", name=last.by.name, at=desk.minute(last.at))
        desk.out.print(Text(said, style="dim"))


def _rows(desk: Desk, ref: str, policy: BoardPolicy, board: Board | None) -> list[tuple[str, str]]:
    say = desk.say
    columns = {column.id: column.name for column in board.columns} if board else {}
    labels = {label.id: label.name for label in board.labels} if board else {}
    kinds = _said(desk, policy.automatic)
    mode = "mode-stopped" if policy.stopped else f"mode-{policy.mode}"
    return [
        ("mode", say(mode)),
        ("writing", say("policy-read-only" if policy.read_only else "policy-writable")),
        ("deciders", _deciders(desk, ref)),
        ("automatic", kinds),
        ("threshold", f"{policy.threshold:.0%}"),
        ("audited", f"{policy.audited:.0%}"),
        (
            "off-limits",
            ", ".join(sorted(columns.get(one, one) for one in policy.off_limits)) or say("policy-none"),
        ),
        ("caps", say("policy-caps-are", meeting=policy.changes_per_meeting, card=policy.changes_per_card)),
        ("stale-label", labels.get(policy.stale_label or "", policy.stale_label or "") or say("policy-none")),
        (
            "silent-meetings",
            say("policy-silent-after", count=policy.silent_meetings)
            if policy.silent_meetings
            else say("policy-never"),
        ),
        ("models", say(f"policy-models-{policy.models}")),
        *_asking_rows(desk, policy.asking),
    ]


def _asking_rows(desk: Desk, asking: Asking) -> list[tuple[str, str]]:
    say = desk.say
    remind, escalate = (
        say("policy-after", span=span(minutes, say)) if minutes else say("policy-never")
        for minutes in (asking.remind_minutes, asking.escalate_minutes)
    )
    return [
        ("ask-first", say(f"policy-ask-first-{asking.first.replace('_', '-')}")),
        ("assignee-confirms", _said(desk, asking.assignee_confirms)),
        ("remind", remind),
        ("escalate", escalate),
        ("ask-group", rules.told_group(asking.group) or say("policy-none")),
    ]


def _said(desk: Desk, kinds: frozenset[OperationKind]) -> str:
    said = [desk.say(f"operation-{kind}").lower() for kind in _KINDS if kind in kinds]
    return ", ".join(said) or desk.say("policy-none")


def _deciders(desk: Desk, ref: str) -> str:
    named = [one for one in people.everybody(desk.installation) if _decides(one, ref)]
    if not named:
        return desk.say("policy-owner")
    return ", ".join(
        f"{one.person.name} ({', '.join(desk.say(f'people-role-{role}') for role in sorted(one.roles(ref)))})"
        for one in named
    )


def _decides(profile: Profile, ref: str) -> bool:
    return profile.person.active and bool(profile.roles(ref) & DECIDING)
