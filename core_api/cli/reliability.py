"""`boardscribe reliability`: how often it was right, what that proves, and whether the stated chances are true."""

import sys
from collections.abc import Mapping

from rich.table import Table
from rich.text import Text

from core_api.cli.opening import Desk, open_desk
from core_api.cli.outcome import DONE
from core_api.contracts.reliability import BoardGate, GroupReliability, KindGate, Reliability
from core_api.locales import Translate
from core_api.usecases.reliability import reliability

_ASKED_AT_LEAST = 10
"""With fewer decisions in a row of the table its share would say nothing."""


def run(board: str | None, *, as_json: bool) -> int:
    """Print the report."""
    desk = open_desk()
    told = reliability(desk.installation, board)
    if as_json:
        sys.stdout.write(told.model_dump_json() + "\n")
        return DONE
    where = told.board or desk.say("reliability-all-boards")
    desk.out.print(Text(desk.say("reliability-title", where=where, seen=told.seen), style="bold"))
    if not told.seen:
        desk.out.print(desk.say("reliability-nothing"))
        _tell_gates(desk, told)
        return DONE
    for group in told.groups:
        desk.out.print()
        _tell_group(desk, group)
    desk.out.print()
    desk.out.print(Text(desk.say("reliability-calibration"), style="bold"))
    desk.out.print(_bins(desk, told))
    desk.out.print(desk.say("reliability-calibration-error", share=_percent(desk, told.calibration_error)))
    _tell_people(desk, told)
    _tell_gates(desk, told)
    return DONE


def _tell_gates(desk: Desk, told: Reliability) -> None:
    """From which confidence on changes are made unasked, board by board, and why."""
    for gate in told.gates:
        counts = {"alone": gate.alone, "all": gate.alone + gate.asked}
        mode = desk.say(f"mode-{gate.mode}")
        desk.out.print()
        desk.out.print(Text(desk.say("reliability-gate", board=gate.board, mode=mode), style="bold"))
        desk.out.print(desk.say("reliability-coverage", **counts))
        if gate.model is None:
            desk.out.print(desk.say("reliability-without-model"))
        desk.out.print(_limits(desk, gate))


def _limits(desk: Desk, gate: BoardGate) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(desk.say("reliability-column-kind"))
    table.add_column(desk.say("reliability-column-limit"), justify="right")
    table.add_column(desk.say("reliability-column-why"))
    for one in gate.kinds:
        if one.why == "asks":
            continue
        limit = "" if one.why == "narrowed" else _percent(desk, one.limit)
        style = {"narrowed": "yellow", "certified": "green"}.get(one.why, "")
        table.add_row(desk.say(f"operation-{one.kind}"), limit, why_words(one, desk.say), style=style)
    return table


def why_words(gate: KindGate, say: Translate) -> str:
    """Why the limit of a kind is what it is."""
    return say(f"reliability-why-{gate.why}", wrong=gate.wrong, seen=gate.seen, lacking=gate.lacking)


def _tell_group(desk: Desk, group: GroupReliability) -> None:
    kinds = ", ".join(desk.say(f"operation-{kind}").lower() for kind in group.kinds)
    desk.out.print(
        Text(desk.say(f"reliability-{group.gravity}"), style="bold").append(f"  {kinds}", style="dim")
    )
    if not group.seen:
        desk.out.print(desk.say("reliability-none-of-these"))
        return
    counts = {
        "seen": group.seen,
        "right": group.right,
        "card": group.wrong_card,
        "change": group.wrong_change,
        "nobodys": group.nobodys,
    }
    desk.out.print(desk.say("reliability-counts", **counts))
    bound, budget = _percent(desk, group.bound), _percent(desk, group.budget)
    desk.out.print(desk.say("reliability-bound", bound=bound, budget=budget))
    if group.certified is not None:
        level = _percent(desk, group.certified)
        desk.out.print(Text(desk.say("reliability-proved", level=level), style="green"))
    else:
        desk.out.print(Text(desk.say("reliability-unproved", lacking=group.lacking), style="yellow"))


def _bins(desk: Desk, told: Reliability) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("stated", "right", "seen"):
        table.add_column(desk.say(f"reliability-column-{column}"), justify="right")
    for one in told.bins:
        style = "dim" if one.seen < _ASKED_AT_LEAST else ""
        table.add_row(_percent(desk, one.stated), _percent(desk, one.right), str(one.seen), style=style)
    return table


def _tell_people(desk: Desk, told: Reliability) -> None:
    if told.reasons:
        counts = _counted(desk, told.reasons)
        desk.out.print(desk.say("reliability-reasons", counts=counts))
    undone = told.answers.get("undone", 0)
    if undone:
        desk.out.print(desk.say("reliability-undone", count=undone))
    if told.median_seconds is not None:
        minutes, seconds = divmod(round(told.median_seconds), 60)
        desk.out.print(desk.say("reliability-answered", minutes=minutes, seconds=seconds))


def _counted(desk: Desk, reasons: Mapping[str, int]) -> str:
    ordered = sorted(reasons.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{desk.say(f'reason-{code}')} {count}" for code, count in ordered)


def _percent(desk: Desk, share: float) -> str:
    """One digit after the point where it matters."""
    value = share * 100
    shown = f"{value:.1f}" if value < 10 and round(value, 1) % 1 else f"{value:.0f}"
    return desk.say("dashboard-percent", value=shown.replace(".", desk.say("decimal-mark")))
