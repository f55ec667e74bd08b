"""The first page: what waits for a person, a container a proposal, grouped by meeting."""

from collections.abc import Iterable, Mapping
from itertools import groupby

import streamlit as st

from core_api.contracts.problems import Problem
from dashboard import markup
from dashboard.deciding import decided, show_buttons
from dashboard.desk import Desk, is_missing
from dashboard.following import show_following
from dashboard.proposal_card import proposal_html
from dashboard.shapes import BoardLine, Waiting
from dashboard.wording import moment

_AT_ONCE = 20
_WAITING = frozenset({"open", "shadow"})


def show(desk: Desk) -> None:
    """Draw the page. Raises Problem when the queue cannot be read: an outage is never an empty list."""
    items = desk.api.queue()
    boards = desk.api.boards()
    names = {line.ref: line.board.name for line in boards}
    show_following(desk)
    if not items:
        _show_empty(desk)
    linked = _linked(desk)
    if linked:
        _show_linked(desk, linked, names)
        items = tuple(item for item in items if item.stored.proposal.id != linked.stored.proposal.id)
    items = _of_one_board(desk, items, names)
    _show_shadow_hint(desk, items, boards)
    shown = st.session_state.get("shown", _AT_ONCE)
    for _meeting, group in groupby(items[:shown], key=lambda item: item.meeting.id):
        _show_group(desk, tuple(group), items, names)
    if len(items) > shown:
        st.button(
            desk.say("dashboard-more", count=len(items) - shown),
            key="more",
            width="stretch",
            on_click=_show_more,
            args=(shown + _AT_ONCE,),
        )


def _show_group(
    desk: Desk, group: tuple[Waiting, ...], items: tuple[Waiting, ...], names: Mapping[str, str]
) -> None:
    meeting = group[0].meeting
    waiting = sum(item.meeting.id == meeting.id for item in items)
    when = moment(meeting.started_at, desk.say)
    details = desk.say("dashboard-group", when=when, count=waiting)
    st.html(markup.block("group", markup.text(meeting.title), f"<small>{markup.text(details)}</small>"))
    for item in group:
        _show_item(desk, item, names)


def _show_item(desk: Desk, item: Waiting, names: Mapping[str, str]) -> None:
    with st.container(border=True, key=f"proposal-{item.stored.proposal.id}"):
        st.html(proposal_html(desk, item, names))
        show_buttons(desk, item)


def _of_one_board(desk: Desk, items: tuple[Waiting, ...], names: Mapping[str, str]) -> tuple[Waiting, ...]:
    """The items of the board that was chosen; nothing is asked while all are of one."""
    refs = sorted({item.stored.proposal.board or "" for item in items})
    if len(refs) < 2:
        return items
    chosen = st.selectbox(
        desk.say("dashboard-board-filter"),
        ["", *refs],
        format_func=lambda ref: names.get(ref, ref) or desk.say("dashboard-all-boards"),
        key="board-filter",
    )
    return tuple(item for item in items if not chosen or item.stored.proposal.board == chosen)


def _show_shadow_hint(desk: Desk, items: Iterable[Waiting], boards: Iterable[BoardLine]) -> None:
    """Say of each board in the list that it is in shadow mode, and how that ends."""
    waiting = {item.stored.proposal.board for item in items}
    for line in boards:
        if line.ref in waiting and line.policy.mode == "shadow":
            words = desk.say("dashboard-shadow-board", board=line.board.name)
            st.html(markup.note("calm", words, desk.say("dashboard-shadow-board-next", ref=line.ref)))


def _linked(desk: Desk) -> Waiting | None:
    """The proposal that the address names (`?proposal=…`), as a message in a messenger links to it."""
    named = st.query_params.get("proposal")
    if not named:
        return None
    try:
        return desk.api.proposal(named)
    except Problem as problem:
        if is_missing(problem):
            return None
        raise


def _show_linked(desk: Desk, item: Waiting, names: Mapping[str, str]) -> None:
    stored = item.stored
    if stored.state in _WAITING:
        _show_group(desk, (item,), (item,), names)
    elif stored.proposal.id not in {one.proposal_id for one in decided()}:
        words = desk.say("dashboard-state", state=stored.state, title=stored.proposal.claim)
        st.html(markup.note("calm", words))


def _show_empty(desk: Desk) -> None:
    """Nothing waits: because all is decided, because a meeting is under way, or because there is none yet."""
    lines = desk.api.meetings()
    busy = [line for line in lines if line.stage not in {"asking", "done", "failed", "stopped"}]
    failed = [line for line in lines if line.stage in {"failed", "stopped"}]
    kind = "busy" if busy else "failed" if failed else "done" if lines else "none"
    title = (busy or failed or lines)[0].meeting.title if lines else ""
    st.html(
        markup.empty(
            desk.say(f"dashboard-empty-{kind}", title=title),
            desk.say(f"dashboard-empty-{kind}-next", title=title),
        )
    )


def _show_more(count: int) -> None:
    st.session_state["shown"] = count
