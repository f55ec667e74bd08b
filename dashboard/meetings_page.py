"""The meetings with how far each has come, what stopped it and a way to try again; and a way to hand one in."""

import streamlit as st

from core_api.contracts.job import Job
from dashboard import markup
from dashboard.desk import Desk, attempt, guarded, show_notices, tell
from dashboard.meeting_details import show_details
from dashboard.shapes import MeetingLine
from dashboard.wording import code_words, moment

_AT_ONCE = 15
_EVERY = 2.0
_BUSY = "meetings-under-way"
_HELD = frozenset({"failed", "stopped"})
"""What an error or a person stopped: it can be tried again."""
_SETTLED = _HELD | {"asking", "done"}
_TYPES = [
    "vtt",
    "srt",
    "txt",
    "json",
    "docx",
    "mp3",
    "wav",
    "ogg",
    "m4a",
    "flac",
    "mp4",
    "mkv",
    "webm",
    "mov",
]


def show(desk: Desk) -> None:
    """Draw the page. Raises Problem when it cannot be read."""
    lines = desk.api.meetings()
    _show_upload(desk)
    if not lines:
        st.html(markup.empty(desk.say("dashboard-no-meetings"), desk.say("dashboard-no-meetings-next")))
        return
    st.fragment(_list, run_every=_EVERY if _under_way(lines) else None)(desk)


def _under_way(lines: tuple[MeetingLine, ...]) -> bool:
    return any(line.stage not in _SETTLED for line in lines)


def _list(desk: Desk) -> None:
    """The list; read again by itself while a meeting is under way, and the page once none is."""
    with guarded(desk, "meetings"):
        lines = desk.api.meetings()
        before = st.session_state.get(_BUSY, False)
        st.session_state[_BUSY] = _under_way(lines)
        if before and not st.session_state[_BUSY]:
            st.rerun(scope="app")
        _show_lines(desk, lines)


def _show_lines(desk: Desk, lines: tuple[MeetingLine, ...]) -> None:
    names = {line.ref: line.board.name for line in desk.api.boards()}
    shown = st.session_state.get("shown-meetings", _AT_ONCE)
    for line in lines[:shown]:
        with st.container(border=True, key=f"meeting-{line.meeting.id}"):
            _show_line(desk, line, names.get(line.meeting.board or "", line.meeting.board or ""))
    if len(lines) > shown:
        more = desk.say("dashboard-more", count=len(lines) - shown)
        st.button(more, key="more-meetings", width="stretch", on_click=_show_more, args=(shown + _AT_ONCE,))


def _show_line(desk: Desk, line: MeetingLine, board: str) -> None:
    say, meeting = desk.say, line.meeting
    where = " · ".join(filter(None, (moment(meeting.started_at, say), board, meeting.source)))
    stage = say(f"dashboard-stage-{line.stage}")
    color = {"failed": "down", "done": "ok", "asking": "degraded"}.get(line.stage, "calm")
    st.html(
        markup.block(
            "item",
            markup.block("card", markup.text(meeting.title)),
            markup.block("meta", markup.text(where)),
            markup.block("meta", markup.span(f"dot bs-dot-{color}", ""), markup.text(stage)),
        )
    )
    if line.stage not in {"asking", "done"}:
        _show_work(desk, meeting.id)
    show_notices(meeting.id)
    opened = st.session_state.get("meeting-open") == meeting.id
    with st.container(horizontal=True, gap="small"):
        label = say("dashboard-close" if opened else "dashboard-details")
        icon = ":material/expand_less:" if opened else ":material/expand_more:"
        st.button(label, icon=icon, key=f"open-{meeting.id}", on_click=_toggle, args=(meeting.id,))
        if line.stage in _HELD:
            st.button(
                say("dashboard-retry"),
                type="primary",
                icon=":material/refresh:",
                key=f"retry-{meeting.id}",
                on_click=_retry,
                args=(desk, meeting.id),
            )
    if opened:
        show_details(desk, meeting.id)


def _show_work(desk: Desk, meeting_id: str) -> None:
    """What the meeting's work is at, and what stopped it."""
    for job in desk.api.jobs(meeting_id):
        if job.state == "failed":
            code, params = (job.trouble.code, job.trouble.params) if job.trouble else ("", {})
            st.html(markup.note("bad", *code_words(code, desk.language, desk.say, **params)))
        elif job.state == "running" and job.progress:
            _show_progress(desk, job)


def _show_progress(desk: Desk, job: Job) -> None:
    progress = job.progress
    if progress and progress.total:
        st.progress(min(1.0, progress.done / progress.total), text=desk.say(f"dashboard-work-{job.kind}"))
    else:
        st.html(markup.block("meta", markup.text(desk.say(f"dashboard-work-{job.kind}"))))


def _show_upload(desk: Desk) -> None:
    say = desk.say
    with st.expander(say("dashboard-hand-in"), icon=":material/upload_file:"):
        refs = {line.ref: line.board.name for line in desk.api.boards()}
        with st.form("hand-in-form", clear_on_submit=True, border=False):
            st.file_uploader(say("dashboard-hand-in-file"), type=_TYPES, key="hand-in-file")
            st.selectbox(
                say("dashboard-hand-in-board"),
                ["", *refs],
                index=1 if len(refs) == 1 else 0,
                format_func=lambda ref: refs.get(ref) or say("dashboard-no-board"),
                key="hand-in-board",
            )
            st.form_submit_button(
                say("dashboard-hand-in-send"), type="primary", key="hand-in", on_click=_hand_in, args=(desk,)
            )


def _hand_in(desk: Desk) -> None:
    file = st.session_state.get("hand-in-file")
    if file is None:
        tell("warn", desk.say("dashboard-hand-in-nothing"))
        return
    board = st.session_state.get("hand-in-board") or None
    meeting = attempt(desk, lambda: desk.api.hand_in(file.name, file.getvalue(), board))
    if meeting is not None:
        tell("good", desk.say("dashboard-handed-in", title=meeting.title))


def _retry(desk: Desk, meeting_id: str) -> None:
    if attempt(desk, lambda: desk.api.retry(meeting_id), place=meeting_id) is not None:
        tell("good", desk.say("dashboard-retried"))


def _toggle(meeting_id: str) -> None:
    opened = st.session_state.get("meeting-open")
    st.session_state["meeting-open"] = None if opened == meeting_id else meeting_id


def _show_more(count: int) -> None:
    st.session_state["shown-meetings"] = count
