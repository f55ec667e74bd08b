"""How often the product was right, what that proves, and from which confidence on changes are made unasked."""

from collections.abc import Mapping

import streamlit as st

from core_api.contracts.reliability import BoardGate, GroupReliability, KindGate, Reliability
from core_api.locales import Translate
from dashboard import markup
from dashboard.desk import Desk

_FEW = 10
"""With fewer decisions a row's share says little, and stands back."""


def show(desk: Desk) -> None:
    """Draw the page. Raises Problem when it cannot be read."""
    told = desk.api.reliability()
    names = {line.ref: line.board.name for line in desk.api.boards()}
    say = desk.say
    if not told.seen and not told.gates:
        st.html(markup.empty(say("dashboard-reliability-nothing"), say("reliability-nothing")))
        return
    for gate in told.gates:
        st.html(
            markup.block(
                "group", markup.text(say("reliability-limits", board=names.get(gate.board, gate.board)))
            )
        )
        with st.container(border=True):
            st.html(_gate(gate, say))
    if not told.seen:
        return
    title = say("reliability-title", where=say("reliability-all-boards"), seen=told.seen)
    st.html(markup.block("group", markup.text(title)))
    for group in told.groups:
        if group.seen:
            with st.container(border=True):
                st.html(_group(group, say))
    st.html(markup.block("group", markup.text(say("reliability-calibration"))))
    with st.container(border=True):
        st.html(markup.block("item", _bins(told, say), *_people(told, say)))


def _gate(gate: BoardGate, say: Translate) -> str:
    counts = say("reliability-coverage", alone=gate.alone, all=gate.alone + gate.asked)
    lines = [say("reliability-mode", mode=say(f"mode-{gate.mode}")), counts]
    if gate.model is None:
        lines.append(say("reliability-without-model"))
    asked = [say(f"operation-{one.kind}").lower() for one in gate.kinds if one.why == "asks"]
    if asked:
        lines.append(say("reliability-asked-always", kinds=", ".join(asked)))
    head = [say(f"reliability-column-{name}") for name in ("kind", "limit", "why")]
    rows = [_kind(one, say) for one in gate.kinds if one.why != "asks"]
    told = [markup.block("meta", markup.text(line)) for line in lines]
    return markup.block("item", *told, markup.table(head, rows))


def _kind(one: KindGate, say: Translate) -> tuple[str, list[str]]:
    why = say(f"reliability-why-{one.why}", wrong=one.wrong, seen=one.seen, lacking=one.lacking)
    limit = "" if one.why == "narrowed" else _percent(one.limit, say)
    looks: Mapping[str, str] = {"narrowed": "warn", "certified": "good"}
    return looks.get(one.why, ""), [say(f"operation-{one.kind}"), limit, why]


def _group(group: GroupReliability, say: Translate) -> str:
    kinds = ", ".join(say(f"operation-{kind}").lower() for kind in group.kinds)
    counts = {"right": group.right, "card": group.wrong_card, "change": group.wrong_change}
    lines = [
        say("reliability-counts", seen=group.seen, nobodys=group.nobodys, **counts),
        say("reliability-bound", bound=_percent(group.bound, say), budget=_percent(group.budget, say)),
        say("reliability-proved", level=_percent(group.certified, say))
        if group.certified is not None
        else say("reliability-unproved", lacking=group.lacking),
    ]
    title = markup.block("card", markup.text(say(f"reliability-{group.gravity}")))
    told = [markup.block("meta", markup.text(line)) for line in lines]
    return markup.block("item", title, markup.block("meta", markup.text(kinds)), *told)


def _bins(told: Reliability, say: Translate) -> str:
    head = [say(f"reliability-column-{name}") for name in ("stated", "right", "seen")]
    rows = [
        (
            "quiet" if one.seen < _FEW else "",
            [_percent(one.stated, say), _percent(one.right, say), str(one.seen)],
        )
        for one in told.bins
    ]
    return markup.table(head, rows)


def _people(told: Reliability, say: Translate) -> list[str]:
    """What else the decisions say: how far stated and true lie apart, why people rejected, what was taken back."""
    lines = [say("reliability-calibration-error", share=_percent(told.calibration_error, say))]
    if told.reasons:
        ordered = sorted(told.reasons.items(), key=lambda one: (-one[1], one[0]))
        counts = ", ".join(f"{say(f'reason-{code}')} {count}" for code, count in ordered)
        lines.append(say("reliability-reasons", counts=counts))
    if told.answers.get("undone"):
        lines.append(say("reliability-undone", count=told.answers["undone"]))
    return [markup.block("meta", markup.text(line)) for line in lines]


def _percent(share: float, say: Translate) -> str:
    """One digit after the point where it matters."""
    value = share * 100
    shown = f"{value:.1f}" if value < 10 and round(value, 1) % 1 else f"{value:.0f}"
    return say("dashboard-percent", value=shown.replace(".", say("decimal-mark")))
