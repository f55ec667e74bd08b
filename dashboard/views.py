"""The frame of every page: language, sections, what a click came to, and the health line."""

import getpass
import os
from collections.abc import Callable, Mapping
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from core_api.contracts.model import Language
from core_api.contracts.problems import Problem, Unavailable
from core_api.locales import translator
from dashboard import (
    asking_page,
    changes_page,
    health_line,
    markup,
    meetings_page,
    queue_page,
    reliability_page,
    stale_page,
)
from dashboard.backend import Backend
from dashboard.desk import Desk, show_notices, show_problem
from dashboard.style import SHEET

_PAGES: Mapping[str, Callable[[Desk], None]] = {
    "queue": queue_page.show,
    "changes": changes_page.show,
    "meetings": meetings_page.show,
    "ask": asking_page.show,
    "stale": stale_page.show,
    "reliability": reliability_page.show,
}
_LANGUAGES: Mapping[Language, str] = {"ru": "Русский", "en": "English"}
_DEFAULT_URL = "http://127.0.0.1:8321"
_LONGEST_NAME = 60


def main() -> None:
    """Draw the page that the reader is on."""
    st.set_page_config(page_title="Boardscribe", layout="centered", initial_sidebar_state="collapsed")
    st.html(SHEET)
    desk = _desk()
    _show_head(desk)
    page = _show_sections(desk)
    show_notices()
    try:
        _PAGES[page](desk)
    except Problem as problem:
        show_problem(desk, problem)
        if isinstance(problem, Unavailable):
            return
    st.space("small")
    health_line.show(desk)


def _desk() -> Desk:
    language = _language()
    api = Backend(
        url=os.environ.get("BOARDSCRIBE_API_URL") or _DEFAULT_URL,
        token=os.environ.get("BOARDSCRIBE_API_TOKEN", ""),
        language=language,
        actor=_actor(),
    )
    return Desk(api=api, say=translator(language), language=language, zone=_zone())


def _language() -> Language:
    """The one that was switched to, else the one in the address, the installation's, the browser's."""
    wanted = (
        st.session_state.get("lang"),
        st.query_params.get("lang"),
        os.environ.get("BOARDSCRIBE_LANGUAGE"),
        st.context.locale,
    )
    for name in wanted:
        if name and name.lower().startswith("ru"):
            return "ru"
        if name and name.lower().startswith("en"):
            return "en"
    return "en"


def _actor() -> str:
    """The name under which decisions are recorded: the one that was typed, else the account's."""
    typed = str(st.session_state.get("actor") or "").strip()
    if typed:
        return "".join(letter for letter in typed if letter.isprintable())[:_LONGEST_NAME]
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "dashboard"


def _zone() -> tzinfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _show_head(desk: Desk) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.html(markup.block("brand", "Board<span>scribe</span>"), width="content")
        with st.popover(desk.say("dashboard-settings"), icon=":material/tune:"):
            st.segmented_control(
                desk.say("dashboard-language"),
                list(_LANGUAGES),
                default=desk.language,
                required=True,
                format_func=lambda language: _LANGUAGES[language],
                key="lang",
                on_change=_remember_language,
            )
            st.text_input(
                desk.say("dashboard-actor"), value=desk.api.actor, max_chars=_LONGEST_NAME, key="actor"
            )


def _show_sections(desk: Desk) -> str:
    named = st.query_params.get("view", "")
    page = st.segmented_control(
        desk.say("dashboard-sections"),
        list(_PAGES),
        default=named if named in _PAGES else "queue",
        required=True,
        format_func=lambda name: desk.say(f"dashboard-view-{name}"),
        key="view",
        label_visibility="collapsed",
        on_change=_remember_page,
        width="stretch",
    )
    return page or "queue"


def _remember_language() -> None:
    st.query_params["lang"] = st.session_state["lang"]


def _remember_page() -> None:
    st.query_params["view"] = st.session_state["view"]
