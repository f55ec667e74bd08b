"""Whatever people wrote, a page is within the limits, in valid markup, and says what a decision needs."""

import re
from datetime import timedelta
from itertools import accumulate
from typing import get_args

import regex
from hypothesis import given
from hypothesis import strategies as st

from core_api.contracts.board import OPERATION_KINDS
from core_api.contracts.messages import (
    Button,
    ButtonRow,
    ChannelCapabilities,
    Clip,
    Digest,
    DigestLine,
    Item,
    Notice,
    Outcome,
    Question,
    Quote,
    Step,
    Toast,
)
from core_api.contracts.model import Language
from core_api.contracts.proposal import CardField, FieldChange, ThreeWay
from core_api.contracts.reactions import signed
from notifier.channel import Page
from notifier.wording import compose, toast_text
from notifier.wording.text import cut, units
from tests.doubles.telegram_html import pieces, visible
from tests.notifier.said import AT, MAIL, MATRIX, MAX, TELEGRAM, VK, letter

PIECES = (
    "Сверхдлинноесловобезпробелов" * 4, "Возврат платежей ",
    "👩‍👩‍👧‍👦", "🇷🇺🇰🇿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👍🏽", "❤️‍🔥", "e\u0301\u0323\u0308",
    "مرحبا بالعالم ", "שלום ", "\u202egnp.exe", "\u2066", "\u200f", "<b>", "</b>", "&lt;", "&", "\"'", "*_[]()~`>#|\\",
    "[x](https://evil.example)", "\x1b[31m", "\x00", "\ufffe", "\n", "\r\n", "\u2028", "\t",
    "1. ", "- ", "+ ", "# ", "한국어",
    "\ue000\ue001", "{ $name }", "`rm -rf`",
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.sampled_from(PIECES).flatmap(lambda one: st.integers(1, 900).map(lambda count: one * count)),
    st.text(max_size=80),
)
LANGUAGES = st.sampled_from(get_args(Language))
CHANNELS = st.sampled_from((TELEGRAM, MATRIX, MAX, VK, MAIL))
MAYBE = st.one_of(st.none(), TEXTS)
QUOTES = st.builds(
    Quote, text=TEXTS, speaker=MAYBE, start=st.floats(0, 9999), end=st.floats(0, 9999), timed=st.booleans()
)
FIELDS = st.sampled_from(get_args(CardField))
CHANGES = st.builds(FieldChange, field=FIELDS, before=MAYBE, after=MAYBE)
OUTCOMES = st.builds(
    Outcome,
    code=st.sampled_from(get_args(Outcome.model_fields["code"].annotation)),
    by=TEXTS,
    at=st.sampled_from([None, AT]),
    reason=st.sampled_from(["", "wrong-card", "not-said", "no-such"]),
    problem=st.sampled_from(
        ["", "card-changed", "vendor-unreachable", "vendor-invalid", "changed-since", "no-such"]
    ),
)
STEPS = st.builds(
    Step,
    code=st.sampled_from(get_args(Step.model_fields["code"].annotation)),
    field=st.sampled_from(["", *get_args(CardField)]),
    found=st.sampled_from([None, 0, 1, 7]),
    problem=st.sampled_from(["", "day-not-understood", "no-such"]),
    params=st.fixed_dictionaries({"text": TEXTS}),
)
QUESTIONS = st.builds(
    Question,
    number=st.integers(0, 9),
    total=st.just(9),
    meeting_title=TEXTS,
    meeting_at=st.just(AT),
    board=TEXTS,
    operation=st.sampled_from(OPERATION_KINDS),
    card=MAYBE,
    card_number=st.one_of(st.none(), st.integers(0, 99999)),
    card_url=st.sampled_from(
        ["", "https://board.example/c/1?a=1&b=2", "javascript:alert(1)", 'https://x/"><b>']
    ),
    column=TEXTS,
    changes=st.lists(CHANGES, max_size=6).map(tuple),
    meanwhile=st.lists(st.builds(ThreeWay, field=FIELDS, was=MAYBE, now=MAYBE, ours=MAYBE), max_size=2).map(
        tuple
    ),
    claim=TEXTS,
    quotes=st.lists(QUOTES, max_size=4).map(tuple),
    confidence=st.sampled_from([None, 0.2, 0.7, 1.0]),
    runner_up=MAYBE,
    rule=st.sampled_from(["", "kind-asks", "no-such"]),
    came_back=st.sampled_from(["", "card-changed", "vendor-busy"]),
    step=st.one_of(st.none(), STEPS),
    outcome=st.one_of(st.none(), OUTCOMES),
)
LINES = st.builds(
    DigestLine,
    operation=st.sampled_from(OPERATION_KINDS),
    card=MAYBE,
    changes=st.lists(CHANGES, max_size=2).map(tuple),
    outcome=st.one_of(st.none(), OUTCOMES),
)
MANY = st.one_of(
    st.lists(LINES, max_size=4), LINES.flatmap(lambda one: st.integers(1, 150).map(lambda n: [one] * n))
)
DIGESTS = st.builds(
    Digest,
    occasion=st.sampled_from(get_args(Digest.model_fields["occasion"].annotation)),
    meeting_title=TEXTS,
    meeting_at=st.sampled_from([None, AT]),
    board=TEXTS,
    overview=TEXTS,
    asks=MANY.map(tuple),
    done=MANY.map(tuple),
    others=st.integers(0, 3),
)
NOTICES = st.builds(
    Notice,
    code=st.sampled_from(["answer", "problem", "search-none", "board-stale", "decided-by"]),
    params=st.fixed_dictionaries(
        {
            "answer": TEXTS,
            "text": TEXTS,
            "board": TEXTS,
            "count": st.integers(0, 9),
            "channel": TEXTS,
            "name": TEXTS,
        }
    ),
    problem=st.sampled_from(["", "day-not-understood"]),
    items=st.lists(st.builds(Item, text=TEXTS, quote=st.one_of(st.none(), QUOTES)), max_size=30).map(tuple),
)
CLIPS = st.builds(Clip, quote=QUOTES, seconds=st.just(12.0), ogg=st.just("T2dnUw=="))
BUTTONS = st.builds(
    Button,
    code=st.sampled_from(["", "approve", "edit", "other_card", "note", "reject", "listen"]),
    text=TEXTS,
    data=st.sampled_from(["k3J9x0QzAbC2.3", "A" * 32]),
)
ROWS = st.lists(st.builds(ButtonRow, buttons=st.lists(BUTTONS, max_size=12).map(tuple)), max_size=12).map(
    tuple
)
VIEWS = st.one_of(QUESTIONS, DIGESTS, NOTICES, CLIPS)


def _well_formed(page: Page, can: ChannelCapabilities) -> str:
    """What a reader sees of the page; fails where the markup is broken."""
    text = visible(page.text) if can.markup == "html" else page.text
    assert "�" not in text.encode("utf-8", "replace").decode()
    return text


@given(VIEWS, LANGUAGES, CHANNELS, ROWS)
def test_every_page_is_valid_and_within_the_limits(view, language, can, rows) -> None:  # type: ignore[no-untyped-def]
    page = compose(letter(view, language, rows), can)
    limit = 1024 if page.voice else can.text_limit
    text = _well_formed(page, can)
    assert 0 < units(text) <= limit
    assert units(page.plain) <= limit
    assert text.strip()
    for steering in "\u202e\u202d\u2066\x1b\x00\ufffe":
        assert steering not in text
    assert text.count("\u2068") == text.count("\u2069"), "every isolate is closed"
    assert compose(letter(view, language, rows), can) == page


@given(ROWS, LANGUAGES, CHANNELS)
def test_buttons_carry_what_they_were_given_and_keep_to_the_rows(rows, language, can) -> None:  # type: ignore[no-untyped-def]
    page = compose(letter(Notice(code="today"), language, rows), can)
    given_data = [button.data for row in rows for button in row.buttons]
    flat = [key for row in page.rows for key in row]
    assert len(flat) == min(len(given_data), can.max_buttons) or can.reactions or not can.approves
    assert {key.data for key in flat} <= set(given_data)
    for row in page.rows:
        assert 0 < len(row) <= can.buttons_per_row
    for key in flat:
        assert len(key.data.encode()) <= 64
        assert key.label.strip()
        assert units(key.label) <= 66
    if can.reactions:
        assert [sign for sign, _key in signed(flat)] == [key.label.split(" ")[0] for key in flat]
        assert len({key.label.split(" ")[0] for key in flat}) == len(flat), "each has a reaction of its own"


@given(QUESTIONS, LANGUAGES)
def test_what_changes_and_the_card_are_always_there(view: Question, language: Language) -> None:
    page = compose(letter(view, language), TELEGRAM)
    text = visible(page.text)
    headings = [piece.text for piece in pieces(page.text) if "b" in piece.tags]
    assert any(heading.rstrip(": ") for heading in headings[1:]), "the operation"
    if view.card is not None:
        assert "📌" in text
    for change in view.changes:
        value = regex.findall(r"\X", re.sub(r"\s+", " ", change.after or "").strip())
        if value and value[0].isalnum() and len(view.changes) == 1 and change.field == "name":
            assert value[0] in text


@given(st.sampled_from(["accepted", "already-decided-by", "no-such"]), TEXTS, LANGUAGES, st.integers(40, 200))
def test_toasts_fit(code: str, name: str, language: Language, limit: int) -> None:
    toast = Toast(channel="telegram", press="1", language=language, code=code, params={"name": name})
    assert 0 < len(toast_text(toast, limit)) <= limit


@given(TEXTS, st.integers(1, 300))
def test_a_cut_is_never_inside_a_character_as_a_reader_sees_it(text: str, most: int) -> None:
    short = cut(text, most)
    assert units(short) <= most
    if short != text:
        assert short.endswith("…")
        kept = short[:-1]
        assert text.startswith(kept)
        ends = (0, *accumulate(len(one) for one in regex.findall(r"\X", text)))
        lost = text[len(kept) : min(end for end in ends if end >= len(kept))]
        assert not lost.strip(), "only blanks are lost between the cut and the end of a character"


def test_long_quotes_go_first_then_the_overview_then_the_lines() -> None:
    due = (FieldChange(field="due", before="2026-03-14", after="2026-03-21"),)
    lines = tuple(DigestLine(operation="due", card=f"Карточка {number}", changes=due) for number in range(30))
    view = Digest(
        meeting_title="Встреча", meeting_at=AT + timedelta(days=1), overview="обзор " * 400, asks=lines
    )
    assert "30. Карточка 29" in compose(letter(view, "ru"), TELEGRAM).plain
    many = view.model_copy(update={"asks": lines * 10})
    text = visible(compose(letter(many, "ru"), TELEGRAM).text)
    assert "обзор" not in text
    found = re.search(r"и ещё (\d+)", text)
    assert found is not None
    assert int(found[1]) + len(re.findall(r"^\d+\. ", text, re.MULTILINE)) == 300
    assert units(text) > 3900, "no more is left out than must be"


def test_a_long_comment_leaves_a_list_in_one_look() -> None:
    said = "Обе кассы печатают без полос, кассиры проверили, в субботу ни одной жалобы. " * 4
    asks = tuple(
        DigestLine(
            operation="comment",
            card=f"Карточка {number}",
            changes=(FieldChange(field="comments", before=None, after=said),),
        )
        for number in range(1, 15)
    )
    page = compose(letter(Digest(meeting_title="Планёрка", meeting_at=AT, asks=asks), "ru"), TELEGRAM)
    lines = [line for line in page.plain.splitlines() if "Карточка" in line]
    assert len(lines) == 14
    assert all("Обе кассы печатают" in line and len(line) < 130 for line in lines)


def test_right_to_left_words_do_not_turn_ours() -> None:
    view = Digest(meeting_title="שלום 12", meeting_at=AT, board="Платежи")
    assert (
        "«\u2068שלום 12\u2069», чт 12 марта, 10:00 · доска «Платежи»"
        in compose(letter(view, "ru"), TELEGRAM).plain
    )
