"""What became of the decisions of a moment ago: “done” is said only when the board shows it."""

import streamlit as st

from core_api.contracts.proposal import ChangeRecord
from dashboard import markup
from dashboard.deciding import Decided, decided, forget_decided
from dashboard.desk import Desk, guarded
from dashboard.undoing import show_undo
from dashboard.wording import code_words

_UNDER_WAY = frozenset({"approved", "applying", "unknown"})
_EVERY = 1.5
"""Seconds between two looks while something is under way."""
_PATIENCE = 20
"""Looks after which the worker is asked about."""
_LOOKS = "looks"


def show_following(desk: Desk) -> None:
    """The last decisions with where each stands; looked at again by itself while one is under way."""
    if decided():
        looks = st.session_state.get(_LOOKS, 0)
        waits = st.session_state.get("under-way", True) and looks < _PATIENCE
        st.fragment(_lines, run_every=_EVERY if waits else None)(desk)


def _lines(desk: Desk) -> None:
    with guarded(desk, "following"):
        _show_lines(desk)


def _show_lines(desk: Desk) -> None:
    before = st.session_state.get("under-way")
    states = [_line(desk, item) for item in decided()]
    busy = any(state in _UNDER_WAY for state in states)
    st.session_state["under-way"] = busy
    st.session_state[_LOOKS] = st.session_state.get(_LOOKS, 0) + 1 if busy else 0
    if before and not busy:
        st.rerun(scope="app")
    if not busy:
        st.button(
            desk.say("dashboard-clear"),
            type="tertiary",
            icon=":material/done_all:",
            key="clear-decided",
            on_click=forget_decided,
        )


def _line(desk: Desk, item: Decided) -> str:
    """Draw one decision; the state of its proposal."""
    if item.answer in {"note", "reject", "other_card"}:
        words = desk.say("dashboard-decided", answer=item.answer, title=item.title)
        st.html(markup.note("calm", words))
        return item.answer
    stored = desk.api.proposal(item.proposal_id).stored
    words = desk.say("dashboard-state", state=stored.state, title=item.title)
    if stored.state == "applied":
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(markup.note("good", words))
            change = _change(desk, item)
            if change:
                show_undo(desk, change, place="decided")
        return stored.state
    next_step = ""
    if stored.error:
        next_step = " ".join(code_words(stored.error, desk.language, desk.say, card=item.title, board=""))
    elif stored.state in _UNDER_WAY and st.session_state.get(_LOOKS, 0) >= _PATIENCE:
        next_step = desk.say("dashboard-worker-away")
    st.html(markup.note("calm" if stored.state in _UNDER_WAY else "warn", words, next_step))
    return stored.state


def _change(desk: Desk, item: Decided) -> ChangeRecord | None:
    """The standing change that the proposal came to."""
    return next(
        (
            change
            for change in desk.api.changes(item.meeting_id)
            if change.proposal_id == item.proposal_id and change.undoes is None
        ),
        None,
    )
