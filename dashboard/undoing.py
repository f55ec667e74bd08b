"""Taking a change back with one click, and the question that comes when a person changed the same field since."""

import streamlit as st

from core_api.contracts.problems import Problem
from core_api.contracts.proposal import ChangeRecord
from dashboard import markup
from dashboard.backend import Told
from dashboard.desk import Desk, attempt, tell
from dashboard.wording import problem_words

_ASKED = "undo-asked"
_MAY_FORCE = frozenset({"changed-since", "undo-too-old"})


def show_undo(desk: Desk, change: ChangeRecord, place: str = "list") -> None:
    """The button, or after a refusal the question whether to take it back all the same."""
    if change.inverse is None or change.undone_by is not None:
        return
    key = f"{place}-{change.id}"
    question = st.session_state.get(_ASKED, {}).get(change.id)
    if question is not None:
        st.html(markup.note("warn", *question))
        with st.container(horizontal=True, gap="small"):
            st.button(
                desk.say("dashboard-undo-anyway"),
                key=f"force-{key}",
                on_click=_undo,
                args=(desk, change, True),
            )
            st.button(desk.say("dashboard-leave"), key=f"leave-{key}", on_click=_leave, args=(change,))
        return
    st.button(
        desk.say("dashboard-redo" if change.undoes else "dashboard-undo"),
        icon=":material/undo:",
        key=f"undo-{key}",
        on_click=_undo,
        args=(desk, change, False),
    )


def _undo(desk: Desk, change: ChangeRecord, force: bool) -> None:
    _leave(change)

    def take_back() -> ChangeRecord | None:
        try:
            return desk.api.undo(change.id, force=force)
        except Problem as problem:
            if not isinstance(problem, Told) or problem.code not in _MAY_FORCE:
                raise
            st.session_state.setdefault(_ASKED, {})[change.id] = problem_words(problem, desk.say)
            return None

    if attempt(desk, take_back) is not None:
        tell("good", desk.say("dashboard-undo-done", card=change.card.name))


def _leave(change: ChangeRecord) -> None:
    st.session_state.get(_ASKED, {}).pop(change.id, None)
