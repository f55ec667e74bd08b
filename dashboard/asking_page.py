"""A question about what was recorded, answered with where it was said: each source opens on the lines around it."""

from datetime import date

import streamlit as st

from core_api.contracts.minutes import Answer, Citation
from core_api.locales.answers import later_words, note_words, scope_words, source_words, speaker_words
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
        with st.expander(say("dashboard-narrow"), expanded=False):
            narrowing = _narrowing(desk)
        asked = st.form_submit_button(
            say("dashboard-ask"), type="primary", icon=":material/search:", key="ask"
        )
    if not asked:
        return
    if not (question or "").strip():
        st.html(markup.note("warn", say("dashboard-question-empty")))
        return
    with st.spinner(say("dashboard-thinking")):
        answer = desk.api.answer(question.strip(), **narrowing)
    _show_answer(desk, answer)


def _narrowing(desk: Desk) -> dict[str, str]:
    """What the answer is kept to, where somebody says it outright."""
    say = desk.say
    names = {line.ref: line.board.name for line in desk.api.boards()}
    board = st.selectbox(
        say("dashboard-narrow-board"),
        ["", *names],
        format_func=lambda ref: names.get(ref, say("dashboard-narrow-all")),
        key="ask-board",
    )
    person = st.text_input(
        say("dashboard-narrow-person"), key="ask-person", max_chars=200, help=say("dashboard-narrow-hint")
    )
    left, right = st.columns(2)
    since = left.date_input(say("dashboard-narrow-since"), value=None, key="ask-since", format="DD.MM.YYYY")
    until = right.date_input(say("dashboard-narrow-until"), value=None, key="ask-until", format="DD.MM.YYYY")
    return {
        "board": board or "",
        "person": (person or "").strip(),
        "since": since.isoformat() if isinstance(since, date) else "",
        "until": until.isoformat() if isinstance(until, date) else "",
    }


def _show_answer(desk: Desk, answer: Answer) -> None:
    say = desk.say
    scope = scope_words(answer.scope, say)
    with st.container(border=True):
        if scope:
            st.html(markup.block("meta", markup.text(scope)))
        if answer.reported:
            names = ", ".join(answer.scope.people)
            st.html(markup.note("warn", say("answer-reported", name=names)))
        if answer.text is None:
            st.html(markup.empty(say("ask-not-discussed"), say("dashboard-not-discussed-next")))
        else:
            st.html(markup.block("answer", markup.text(answer.text)))
        if answer.citations:
            cited = "".join(_citation(desk, item) for item in answer.citations)
            st.html(markup.block("item", f"<div>{cited}</div>"))
        for words in note_words(answer, say):
            st.html(markup.note("calm", words))


def _citation(desk: Desk, item: Citation) -> str:
    who = item.speaker
    if not who and item.kind == "speech":
        names = speakers_of(desk, item.meeting_id)
        who = speaker(item.evidence.speaker, names, desk.say) or speaker_words(item, desk.say)
    later = markup.note("warn", later_words(item.later, desk.say)) if item.later else ""
    return markup.block(
        "quote",
        markup.span("time", markup.text(source_words(item, desk.say))),
        markup.span("who", markup.text(who)) if who else "",
        markup.text(desk.say("quoted", text=item.evidence.quote)),
        later,
        _around(desk, item),
    )


def _around(desk: Desk, item: Citation) -> str:
    """The lines that the quote stands among, closed until somebody asks for them."""
    if not item.around:
        return ""
    lines = []
    for line in item.around:
        time = markup.span("time", clock(line.start)) if item.kind == "speech" and line.end else ""
        name = markup.span("who", markup.text(line.name)) if line.name else ""
        own = line.segment == item.evidence.segment and item.evidence.quote in line.words
        words = f"<mark>{markup.text(line.words)}</mark>" if own else markup.text(line.words)
        lines.append(f"{time}{name}{words}")
    return markup.fold(desk.say("dashboard-around"), markup.bullets(lines))
