"""The history of a change's card, behind a button: our changes, and between them what others changed on the board."""

import streamlit as st

from core_api.contracts.history import CardHistory, ForeignChange, HistoryEntry
from core_api.contracts.proposal import ChangeRecord
from dashboard import markup
from dashboard.desk import Desk, guarded
from dashboard.proposal_card import changes_html, decided_by
from dashboard.wording import moment, value_of

_OPEN = "open-history"


def show_history(desk: Desk, change: ChangeRecord) -> None:
    """The button, and the history once it was asked for."""
    opened = st.session_state.get(_OPEN) == change.id
    st.button(
        desk.say("dashboard-history-close" if opened else "dashboard-history"),
        icon=":material/history:",
        key=f"history-{change.id}",
        type="tertiary",
        on_click=_toggle,
        args=(change.id, opened),
    )
    if opened:
        with guarded(desk, f"history-{change.id}"):
            st.html(_html(desk, desk.api.history(change.board, change.card.id)))


def _toggle(change_id: str, opened: bool) -> None:
    st.session_state[_OPEN] = None if opened else change_id


def _html(desk: Desk, told: CardHistory) -> str:
    return markup.block("item", *(_line(desk, entry) for entry in told.entries))


def _line(desk: Desk, entry: HistoryEntry) -> str:
    if entry.foreign is not None:
        return _foreign(desk, entry.foreign)
    if entry.change is None:
        return ""
    change = entry.change
    about = markup.block("meta", markup.text(decided_by(desk, change)))
    return changes_html(change.changes, change.operation.kind, desk.say) + about


def _foreign(desk: Desk, one: ForeignChange) -> str:
    say, words = desk.say, one.words
    sides = (value_of(words, words.before, say), value_of(words, words.after, say))
    shown = markup.block("change", markup.arrow(*sides, say("nothing"))) if any(sides) else ""
    told = f"{moment(one.observed_at, say, desk.zone)} · {say('history-foreign', field=words.field)}"
    return shown + markup.block("meta", markup.text(told))
