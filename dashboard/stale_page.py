"""How the cards of each board fared in its last meeting: silent ones first, then talk, then news."""

from collections.abc import Iterable

import streamlit as st

from core_api.contracts.problems import Problem
from core_api.locales.moments import day
from dashboard import markup
from dashboard.desk import Desk, is_missing
from dashboard.shapes import BoardLine, Silent, SpokenOf, StaleView


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
    alerts = sum(item.alert for item in view.cards)
    told = say("attention-alerts", count=alerts, after=view.alert_after)
    return markup.block(
        "item",
        title,
        markup.note("warn", told) if alerts else "",
        markup.bullets(_silent(desk, item) for item in view.cards) if view.cards else "",
        _folded(desk, "attention-discussed", view.discussed),
        _folded(desk, "attention-news", view.news),
    )


def _silent(desk: Desk, item: Silent) -> str:
    """The card, where it stands, how long it has been silent, and when people last touched it."""
    say = desk.say
    about = [say(f"role-{item.reason}")]
    if item.silent > 1:
        about.append(say("attention-silent", count=item.silent))
    if item.touched_at is not None:
        about.append(say("attention-touched", day=day(item.touched_at.date(), say)))
    return markup.text(item.card.name) + markup.span("meta", " · " + markup.text(" · ".join(about)))


def _folded(desk: Desk, title: str, cards: Iterable[SpokenOf]) -> str:
    names = [markup.text(item.card.name) for item in cards]
    return markup.fold(f"{desk.say(title)}: {len(names)}", markup.bullets(names)) if names else ""
