"""The line at the foot of every page: whether everything works, and if not, what still does."""

import streamlit as st

from core_api.contracts.model import Language
from core_api.contracts.problems import Problem
from dashboard import markup
from dashboard.backend import Backend
from dashboard.desk import Desk
from dashboard.shapes import Dependency
from dashboard.wording import problem_words

_WORST = ("down", "degraded", "ok")


def show(desk: Desk) -> None:
    """Draw the line; what is limited is a click away."""
    try:
        checks = _ready(desk.api.url, desk.api.token, desk.language)
    except Problem as problem:
        st.html(markup.note("bad", *problem_words(problem, desk.say)))
        return
    worst = min((check.state for check in checks), key=_WORST.index, default="ok")
    limited = [check for check in checks if check.state != "ok"]
    names = ", ".join(desk.say(f"check-{check.name}") for check in limited)
    words = desk.say("dashboard-health", count=len(limited), names=names)
    dot = markup.span(f"dot bs-dot-{worst}", "")
    if not limited:
        st.html(markup.block("health bs-muted", dot, markup.text(words)))
        return
    lines = markup.bullets(_line(desk, check) for check in limited)
    summary = f"<details class='bs-fold'><summary>{dot}{markup.text(words)}</summary>{lines}</details>"
    st.html(markup.block("health", summary))


def _line(desk: Desk, check: Dependency) -> str:
    name = desk.say(f"check-{check.name}")
    state = desk.say(f"check-state-{check.state}")
    return f"<b>{markup.text(name)}</b> ({markup.text(state)}). {markup.text(check.detail)}"


@st.cache_data(ttl=20, max_entries=50, show_spinner=False)
def _ready(url: str, token: str, language: Language) -> tuple[Dependency, ...]:
    return Backend(url, token, language, "").ready()
