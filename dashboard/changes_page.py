"""The last changes on the boards, each with its words, who decided, and a way back."""

import streamlit as st

from dashboard import markup
from dashboard.card_history import show_history
from dashboard.desk import Desk, speakers_of
from dashboard.proposal_card import change_html
from dashboard.undoing import show_undo

_AT_ONCE = 20


def show(desk: Desk) -> None:
    """Draw the page. Raises Problem when it cannot be read."""
    changes = desk.api.changes()
    if not changes:
        st.html(markup.empty(desk.say("dashboard-no-changes"), desk.say("dashboard-no-changes-next")))
        return
    names = {line.ref: line.board.name for line in desk.api.boards()}
    shown = st.session_state.get("shown-changes", _AT_ONCE)
    for change in changes[:shown]:
        with st.container(border=True, key=f"change-{change.id}"):
            st.html(change_html(desk, change, speakers_of(desk, change.meeting_id), names))
            show_undo(desk, change)
            show_history(desk, change)
    if len(changes) > shown:
        st.button(
            desk.say("dashboard-more", count=len(changes) - shown),
            key="more-changes",
            width="stretch",
            on_click=_show_more,
            args=(shown + _AT_ONCE,),
        )


def _show_more(count: int) -> None:
    st.session_state["shown-changes"] = count
