"""The buttons under a proposal and the forms that they open. Every decision is one call with the version shown."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from core_api.contracts.board import Board
from core_api.contracts.problems import Problem
from core_api.contracts.proposal import Choice, Proposal, reasons_for
from dashboard import markup
from dashboard.desk import Desk, attempt, show_notices, show_problem
from dashboard.listening import has_sound, listen_button, show_player
from dashboard.proposal_card import short
from dashboard.shapes import Waiting

_NOTHING_TO_EDIT = frozenset({"check", "uncheck", "archive", "restore"})
_LONG_TEXTS = frozenset({"comment", "describe"})
_OPEN = "open-form"
_SENT = "sent-decisions"
_DECIDED = "decided"
_REMEMBERED = 5


@dataclass(frozen=True)
class Decided:
    """What this reader decided a moment ago, to be shown until it is on the board."""

    proposal_id: str
    meeting_id: str
    answer: Choice
    title: str


def decided() -> tuple[Decided, ...]:
    """The last decisions of this reader, the newest first."""
    return tuple(st.session_state.get(_DECIDED, ()))


def forget_decided() -> None:
    """Show them no more."""
    st.session_state[_DECIDED] = ()


def show_buttons(desk: Desk, item: Waiting) -> None:
    """Apply, Edit, Other card, Only a note, Reject, Listen; and the form or player that was opened."""
    say, key, proposal = desk.say, _key(item.stored.proposal), item.stored.proposal
    show_notices(proposal.id)
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("dashboard-apply"),
            type="primary",
            icon=":material/check:",
            key=f"apply-{key}",
            on_click=_decide,
            args=(desk, proposal, "approve"),
        )
        if proposal.operation.kind not in _NOTHING_TO_EDIT:
            _opener(desk, key, "edit", ":material/edit:")
        if proposal.card is not None:
            _opener(desk, key, "other", ":material/swap_horiz:")
        st.button(
            say("dashboard-note"),
            icon=":material/notes:",
            key=f"note-{key}",
            on_click=_decide,
            args=(desk, proposal, "note"),
        )
        _opener(desk, key, "reject", ":material/close:")
        if has_sound(item):
            listen_button(desk, item)
    show_player(desk, item)
    match _opened(key):
        case "edit":
            _show_edit(desk, proposal, key)
        case "other":
            _show_cards(desk, proposal, key)
        case "reject":
            _show_reasons(desk, proposal, key)


def _opener(desk: Desk, key: str, form: str, icon: str) -> None:
    st.button(
        desk.say(f"dashboard-{form}"), icon=icon, key=f"{form}-{key}", on_click=_toggle, args=(key, form)
    )


def _show_edit(desk: Desk, proposal: Proposal, key: str) -> None:
    kind, typed = proposal.operation.kind, f"typed-{key}"
    label = desk.say("dashboard-edit-label", kind=kind)
    with st.form(f"edit-form-{key}"):
        current = getattr(proposal.operation, "text" if kind in _LONG_TEXTS else "name", "") or ""
        if kind in _LONG_TEXTS:
            st.text_area(label, value=current, key=typed, max_chars=5000)
        else:
            st.text_input(label, value=current, key=typed, max_chars=500)
        st.html(_choices(desk, proposal))
        st.form_submit_button(
            desk.say("dashboard-edit-apply"),
            type="primary",
            key=f"send-edit-{key}",
            on_click=_send_edit,
            args=(desk, proposal, typed),
        )


def _choices(desk: Desk, proposal: Proposal) -> str:
    """What may be typed; for columns, people and labels those of the board, when it can be read."""
    kind = proposal.operation.kind
    hint = desk.say("dashboard-edit-hint", kind=kind)
    if kind not in {"move", "assign", "unassign", "label", "unlabel"}:
        return markup.block("meta", markup.text(hint))
    try:
        board = desk.api.board(proposal.board or "").board
    except Problem:
        return markup.block("meta", markup.text(hint))
    if kind == "move":
        named = [column.name for column in board.columns if not column.closed]
    else:
        named = [thing.name for thing in (board.labels if "label" in kind else board.members)]
    names = ", ".join(filter(None, named))
    return markup.block("meta", markup.text(f"{hint} {names}"))


def _show_cards(desk: Desk, proposal: Proposal, key: str) -> None:
    try:
        board = desk.api.board(proposal.board or "").board
    except Problem as problem:
        show_problem(desk, problem, key)
        return
    cards, chosen = _cards(board, proposal), f"card-{key}"
    with st.form(f"card-form-{key}"):
        st.selectbox(
            desk.say("dashboard-other-label"), list(cards), format_func=lambda card: cards[card], key=chosen
        )
        st.form_submit_button(
            desk.say("dashboard-other-apply"),
            type="primary",
            key=f"send-card-{key}",
            on_click=_send_card,
            args=(desk, proposal, chosen),
        )


def _cards(board: Board, proposal: Proposal) -> Mapping[str, str]:
    """The cards to choose from, the runner-up first, without the one that was proposed: id → how it is shown."""
    columns = {column.id: column.name for column in board.columns}
    second = proposal.runner_up.id if proposal.runner_up else ""
    present = proposal.card.id if proposal.card else ""
    cards = sorted((card for card in board.cards if not card.archived), key=lambda card: card.id != second)
    return {
        card.id: f"{f'#{card.number} ' if card.number else ''}{card.name} · {columns.get(card.column_id, '')}"
        for card in cards
        if card.id != present
    }


def _show_reasons(desk: Desk, proposal: Proposal, key: str) -> None:
    st.html(markup.block("meta", markup.text(desk.say("dashboard-reject-why"))))
    with st.container(horizontal=True, gap="small"):
        for reason in reasons_for(proposal):
            words = desk.say(f"reason-{reason}")
            st.button(
                words[:1].upper() + words[1:],
                key=f"{reason}-{key}",
                on_click=_decide,
                args=(desk, proposal, "reject"),
                kwargs={"reason": reason},
            )


def _send_edit(desk: Desk, proposal: Proposal, typed: str) -> None:
    _decide(desk, proposal, "edit", text=str(st.session_state.get(typed) or ""))


def _send_card(desk: Desk, proposal: Proposal, chosen: str) -> None:
    card = st.session_state.get(chosen)
    if card:
        _decide(desk, proposal, "other_card", card_id=str(card))


def _decide(desk: Desk, proposal: Proposal, answer: Choice, **extra: str) -> None:
    """Send the decision, once: a second click on the same button says nothing new."""
    sent: set[str] = st.session_state.setdefault(_SENT, set())
    key = _key(proposal)
    if key in sent:
        return
    stored = attempt(
        desk, lambda: desk.api.decide(proposal.id, proposal.version, answer, **extra), place=proposal.id
    )
    if stored is None:
        return
    sent.add(key)
    st.session_state.pop(_OPEN, None)
    fresh = Decided(proposal.id, proposal.meeting_id, answer, short(proposal, desk.say))
    st.session_state[_DECIDED] = (fresh, *decided())[:_REMEMBERED]


def _toggle(key: str, form: str) -> None:
    wanted = (key, form)
    st.session_state[_OPEN] = None if st.session_state.get(_OPEN) == wanted else wanted


def _opened(key: str) -> str | None:
    opened = st.session_state.get(_OPEN)
    return opened[1] if opened and opened[0] == key else None


def _key(proposal: Proposal) -> str:
    return f"{proposal.id}-{proposal.version}"
