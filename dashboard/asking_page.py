"""A question about past meetings, answered with where it was said."""

import streamlit as st

from core_api.contracts.minutes import Answer, Citation
from core_api.locales.moments import clock
from dashboard import markup
from dashboard.desk import Desk, speakers_of
from dashboard.wording import speaker


def show(desk: Desk) -> None:
    """Draw the form and the answer. Raises Problem when there can be none."""
    say = desk.say
    with st.form("ask-form", border=False):
        question = st.text_input(
            say("dashboard-question"),
            key="question",
            placeholder=say("dashboard-question-example"),
            max_chars=2000,
        )
        asked = st.form_submit_button(
            say("dashboard-ask"), type="primary", icon=":material/search:", key="ask"
        )
    if not asked:
        return
    if not (question or "").strip():
        st.html(markup.note("warn", say("dashboard-question-empty")))
        return
    with st.spinner(say("dashboard-thinking")):
        answer = desk.api.answer(question.strip())
    _show_answer(desk, answer)


def _show_answer(desk: Desk, answer: Answer) -> None:
    with st.container(border=True):
        if answer.text is None:
            st.html(markup.empty(desk.say("ask-not-discussed"), desk.say("dashboard-not-discussed-next")))
        else:
            st.html(markup.block("answer", markup.text(answer.text)))
        if answer.citations:
            cited = "".join(_citation(desk, item) for item in answer.citations)
            st.html(markup.block("item", f"<div>{cited}</div>"))
        for code in answer.notes:
            st.html(markup.note("calm", desk.say(f"degraded-{code}")))


def _citation(desk: Desk, item: Citation) -> str:
    who = speaker(item.evidence.speaker, speakers_of(desk, item.meeting_id), desk.say)
    return markup.block(
        "quote",
        markup.span("time", markup.text(f"{item.meeting_title}, {clock(item.evidence.start)}")),
        markup.span("who", markup.text(who)) if who else "",
        markup.text(desk.say("quoted", text=item.evidence.quote)),
    )
