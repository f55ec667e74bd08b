"""The cards at work that the last meeting about each board left unmentioned."""

import streamlit as st

from core_api.contracts.problems import Problem
from dashboard import markup
from dashboard.desk import Desk, is_missing
from dashboard.shapes import BoardLine, StaleView


def show(desk: Desk) -> None:
    """Draw the page. Raises Problem when it cannot be read."""
    lines = desk.api.boards()
    if not lines:
        st.html(markup.empty(desk.say("dashboard-no-boards"), desk.say("dashboard-no-boards-next")))
        return
    for line in lines:
        st.html(markup.block("group", markup.text(line.board.name)))
        with st.container(border=True):
            st.html(_board(desk, line, _stale(desk, line.ref)))


def _stale(desk: Desk, ref: str) -> StaleView | None:
    """None while no meeting was about the board."""
    try:
        return desk.api.stale(ref)
    except Problem as problem:
        if is_missing(problem):
            return None
        raise


def _board(desk: Desk, line: BoardLine, view: StaleView | None) -> str:
    say = desk.say
    if view is None:
        return markup.empty(
            say("dashboard-stale-no-meeting"), say("dashboard-stale-no-meeting-next", ref=line.ref)
        )
    title = markup.block("meta", markup.text(say("stale-title", count=len(view.cards), meeting=view.meeting)))
    cards = markup.bullets(
        markup.text(item.card.name) + markup.span("meta", " · " + markup.text(say(f"stale-{item.reason}")))
        for item in view.cards
    )
    return markup.block("item", title, cards if view.cards else "")
