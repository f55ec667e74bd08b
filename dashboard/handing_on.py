"""The minutes of a meeting as a file to hand on: a style, a format, and the download."""

import streamlit as st

from core_api.contracts.problems import Problem
from dashboard import markup
from dashboard.desk import Desk
from dashboard.wording import problem_words

_FORMATS = {"docx": "Word (.docx)", "html": "HTML", "md": "Markdown", "txt": "TXT"}


def show_download(desk: Desk, meeting_id: str) -> None:
    """Draw the choice of style and format, and the button. Raises Problem when the styles cannot be read."""
    say = desk.say
    styles = desk.api.styles()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        style = st.selectbox(
            say("dashboard-minutes-style"),
            styles,
            format_func=lambda one: say(f"minutes-style-{one}"),
            key=f"minutes-style-{meeting_id}",
        )
        form = st.selectbox(
            say("dashboard-minutes-format"),
            tuple(_FORMATS),
            format_func=lambda one: _FORMATS[one],
            key=f"minutes-format-{meeting_id}",
        )
        try:
            name, content = desk.api.minutes_file(meeting_id, style, form)
        except Problem as problem:  # a template that is wrong, or gives another format
            st.html(markup.note("warn", *problem_words(problem, say)))
            return
        st.download_button(
            say("dashboard-minutes-download"),
            content,
            file_name=name,
            icon=":material/download:",
            key=f"minutes-file-{meeting_id}",
            on_click="ignore",
        )
