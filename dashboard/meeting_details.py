"""What came out of one meeting: the minutes, what was heard and left alone, and taking all of its changes back."""

import streamlit as st

from core_api.locales.moments import clock, day
from dashboard import markup
from dashboard.desk import Desk, attempt, tell
from dashboard.handing_on import show_download
from dashboard.shapes import MeetingPage, Said
from dashboard.wording import code_words

_SURE = "undo-meeting"


def show_details(desk: Desk, meeting_id: str) -> None:
    """Draw the minutes and the rest. Raises Problem when they cannot be read."""
    page = desk.api.meeting(meeting_id)
    say = desk.say
    for line in page.degraded:
        st.html(markup.note("calm", line))
    if page.owner:
        st.html(markup.block("meta", markup.text(say("meeting-owner", name=page.owner))))
    _show_troubles(desk, page)
    if page.summary.overview:
        title = markup.block("group", markup.text(say("section-overview")))
        st.html(title + markup.block("body", markup.text(page.summary.overview)))
    _show_list(desk, "section-decisions", page.decisions)
    _show_list(desk, "section-actions", page.action_items)
    _show_list(desk, "section-questions", tuple(item for item in page.heard if item.outcome == "question"))
    rest = [_heard(item) for item in page.heard if item.outcome != "question"]
    if rest:
        st.html(markup.fold(say("dashboard-heard", count=len(rest)), markup.bullets(rest)))
    if finished := page.stage in {"asking", "done"}:
        show_download(desk, meeting_id)
    if not (page.summary.overview or page.decisions or page.action_items or page.heard):
        words = say("dashboard-empty-minutes" if finished else "dashboard-no-minutes")
        st.html(markup.block("meta", markup.text(words)))
    if any(change.inverse and not change.undone_by and not change.undoes for change in page.changes):
        _show_undo_all(desk, meeting_id)


def _show_troubles(desk: Desk, page: MeetingPage) -> None:
    """Approved changes that did not reach the board."""
    for proposal in page.proposals:
        standing = page.states.get(proposal.id)
        if standing and standing.state in {"failed", "unknown"}:
            card = proposal.card.name if proposal.card else desk.say("new-card")
            title = f"{desk.say(f'operation-{proposal.operation}')} · {card}"
            words = desk.say("dashboard-state", state=standing.state, title=title)
            why = code_words(standing.error or "internal", desk.language, desk.say, card=card, board="")
            st.html(markup.note("bad", words, " ".join(why)))


def _show_list(desk: Desk, title: str, items: tuple[Said, ...]) -> None:
    if items:
        lines = markup.bullets(_said(desk, item) for item in items)
        st.html(markup.block("group", markup.text(desk.say(title))) + lines)


def _said(desk: Desk, item: Said) -> str:
    """The text with owner and day, and where it was said."""
    due = day(item.due, desk.say) if item.due else None
    first = item.evidence[0] if item.evidence else None
    speaker = first.speaker if first and first.speaker != item.owner else None
    extra = " · ".join(filter(None, (item.owner, due, clock(first.start) if first else None, speaker)))
    return markup.text(item.text) + (markup.span("meta", " · " + markup.text(extra)) if extra else "")


def _heard(item: Said) -> str:
    return markup.text(item.text) + markup.span("meta", " · " + markup.text(item.reason))


def _show_undo_all(desk: Desk, meeting_id: str) -> None:
    say = desk.say
    if st.session_state.get(_SURE) != meeting_id:
        st.button(
            say("dashboard-undo-all"),
            icon=":material/undo:",
            key=f"undo-all-{meeting_id}",
            on_click=_ask,
            args=(meeting_id,),
        )
        return
    st.html(markup.note("warn", say("dashboard-undo-all-sure")))
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("dashboard-undo-all-yes"),
            type="primary",
            key=f"undo-all-yes-{meeting_id}",
            on_click=_undo_all,
            args=(desk, meeting_id),
        )
        st.button(say("dashboard-leave"), key=f"undo-all-no-{meeting_id}", on_click=_ask, args=(None,))


def _ask(meeting_id: str | None) -> None:
    st.session_state[_SURE] = meeting_id


def _undo_all(desk: Desk, meeting_id: str) -> None:
    _ask(None)
    result = attempt(desk, lambda: desk.api.undo_meeting(meeting_id), place=meeting_id)
    if result is None:
        return
    tell("good", desk.say("dashboard-undone-count", count=len(result.undone)))
    for refusal in result.refused:
        tell("warn", refusal.message)
