"""What every page works with: the API, the words, the zone; and what is told after a click, once."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from typing import TypeVar

import streamlit as st

from core_api.contracts.model import Language
from core_api.contracts.problems import Problem
from core_api.locales import Translate
from dashboard import markup
from dashboard.backend import Backend, Told
from dashboard.wording import problem_words

T = TypeVar("T")

_NOTICES = "notices"
_CONFLICT = 409
_NOT_FOUND = 404


@dataclass(frozen=True)
class Desk:
    """One run of the page for one reader."""

    api: Backend
    say: Translate
    language: Language
    zone: tzinfo
    """The reader's, for moments that belong to no meeting."""


def tell(kind: str, message: str, next_step: str = "", *, place: str = "") -> None:
    """Have a notice shown once: where `place` is drawn next, or above everything."""
    note = markup.note(kind, message, next_step)
    st.session_state.setdefault(_NOTICES, {}).setdefault(place, []).append(note)


def show_notices(place: str = "") -> None:
    """Draw what was told about a place since the last drawing."""
    for note in st.session_state.get(_NOTICES, {}).pop(place, []):
        st.html(note)


def attempt(desk: Desk, do: Callable[[], T], *, place: str = "") -> T | None:
    """The result of a call made by a click; a problem is told in words, and the page reads everything anew.

    A conflict is told above everything, since what was clicked may be gone from the page; the rest beside `place`.
    """
    try:
        return do()
    except Problem as problem:
        if is_conflict(problem):
            st.toast(desk.say("dashboard-look-up"), icon=":material/info:")
            tell("warn", *problem_words(problem, desk.say))
        else:
            tell("bad", *problem_words(problem, desk.say), place=place)
        return None


def is_conflict(problem: Problem) -> bool:
    """True when somebody was first, or what was shown has changed."""
    return isinstance(problem, Told) and problem.answered == _CONFLICT


def is_missing(problem: Problem) -> bool:
    """True when the API says that there is no such thing."""
    return isinstance(problem, Told) and problem.answered == _NOT_FOUND


def show_problem(desk: Desk, problem: Problem, place: str = "page") -> None:
    """In the place of what could not be read: what happened, what to do, and a way to try again."""
    st.html(markup.note("bad", *problem_words(problem, desk.say)))
    st.button(desk.say("dashboard-try-again"), icon=":material/refresh:", key=f"try-again-{place}")


@contextmanager
def guarded(desk: Desk, place: str) -> Iterator[None]:
    """For a part that is drawn again by itself: a problem in it is shown in its place."""
    try:
        yield
    except Problem as problem:
        show_problem(desk, problem, place)


def speakers_of(desk: Desk, meeting_id: str) -> Mapping[int, str]:
    """The names of a meeting's speakers; none for a meeting that is gone, or where there was none."""
    if not meeting_id:
        return {}
    api = desk.api
    return _speakers(api.url, api.token, desk.language, meeting_id)


@st.cache_data(ttl=60, max_entries=500, show_spinner=False)
def _speakers(url: str, token: str, language: Language, meeting_id: str) -> dict[int, str]:
    try:
        return dict(Backend(url, token, language, "").meeting(meeting_id).speakers)
    except Problem as problem:
        if is_missing(problem):
            return {}
        raise
