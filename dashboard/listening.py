"""The sound of the quote under a proposal, fetched when somebody asks for it and played at once."""

from pathlib import PurePath

import streamlit as st

from core_api.contracts.problems import Problem
from dashboard.backend import Backend
from dashboard.desk import Desk, show_problem
from dashboard.shapes import Waiting

_LISTENING = "listening"
_TEXTS = frozenset(".docx .json .srt .text .txt .vtt".split())
"""Names of files that hold no sound; a file that is something else under such a name is not taken."""


def has_sound(item: Waiting) -> bool:
    """Whether there may be something to listen to: a quote with a time, in what did not come as a text."""
    timed = any(said.end > said.start for said in item.stored.proposal.evidence)
    return timed and PurePath(item.meeting.source).suffix.lower() not in _TEXTS


def listen_button(desk: Desk, item: Waiting) -> None:
    """Opens the player, or closes it."""
    key = item.stored.proposal.id
    st.button(
        desk.say("dashboard-listen"),
        icon=":material/play_arrow:",
        key=f"listen-{key}",
        on_click=_toggle,
        args=(key,),
    )


def show_player(desk: Desk, item: Waiting) -> None:
    """The player, once it was asked for; it begins by itself."""
    key = item.stored.proposal.id
    if st.session_state.get(_LISTENING) != key:
        return
    try:
        sound = _sound(desk.api.url, desk.api.token, key, desk.api)
    except Problem as problem:
        show_problem(desk, problem, f"listen-{key}")
        return
    st.audio(sound, format="audio/ogg", autoplay=True)


@st.cache_data(ttl=600, max_entries=50, show_spinner=False)
def _sound(url: str, token: str, proposal_id: str, _api: Backend) -> bytes:
    return _api.clip(proposal_id)


def _toggle(key: str) -> None:
    st.session_state[_LISTENING] = None if st.session_state.get(_LISTENING) == key else key
