"""Quotes are checked by code: what stands in a segment is found, what does not is not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core_api.contracts.meeting import Segment
from llm_service.quotes import locate, verbatim

SAID = "Ну, всё — ёлку купили; «Гоша» придёт в 17:00 (it's fine), й."


@pytest.mark.parametrize(
    ("quote", "real"),
    [
        ("всё — ёлку купили", "всё — ёлку купили"),
        ("все елку  купили", "всё — ёлку купили"),
        ("ГОША придет в 17:00", "Гоша» придёт в 17:00"),
        ("Its fine", None),
        ("it's fine", "it's fine"),
        ("it’s fine.", "it's fine"),
        ("«Ну, всё»", "Ну, всё"),
        ("елку ... придёт", "придёт"),
        ("ёлку купили … не придёт", None),
        ("купил", None),
        ("лку купили", None),
        ("купили ёлку", None),
        ("", None),
        ("…", None),
        ("«»", None),
        (unicodedata.normalize("NFD", "ёлку купили"), "ёлку купили"),
        ("елку\u200b купили", "ёлку купили"),
    ],
)
def test_a_quote_is_found_as_it_was_said_or_not_at_all(quote, real):
    assert verbatim(quote, SAID) == real


def segments(*texts):
    return tuple(Segment(index=n, start=n, end=n + 1, text=text) for n, text in enumerate(texts))


def test_a_quote_of_several_words_is_found_in_the_right_line_when_the_wrong_one_was_named():
    talk = segments("Good morning.", "The invoice is paid now.", "Fine, fine.")
    assert locate("the invoice is paid", talk[0], talk).segment == 1


def test_a_quote_that_stands_in_two_other_lines_or_is_too_short_is_not_guessed():
    talk = segments("Hello.", "The invoice is paid.", "Yes, the invoice is paid.")
    assert locate("the invoice is paid", talk[0], talk) is None
    assert locate("the invoice is paid", talk[2], talk).segment == 2
    assert locate("hello", talk[1], talk) is None


@given(st.text(max_size=60), st.text(max_size=120))
def test_what_comes_out_always_stands_in_the_text(quote, text):
    real = verbatim(quote, text)
    assert real is None or (real and real in text)


@given(st.text(max_size=80), st.integers(0, 20), st.integers(1, 20))
def test_any_run_of_whole_words_is_found(text, start, count):
    words = text.split()[start : start + count]
    if any(any(unicodedata.normalize("NFKD", char).isalnum() for char in word) for word in words):
        found = verbatim(" ".join(words), text)
        assert found is None or found in text


@given(st.lists(st.sampled_from("Ёлка ждёт нас it's here 17:00 — ,".split()), min_size=1, max_size=12))
def test_every_piece_between_two_spaces_of_real_talk_is_found(words):
    text = "  ".join(words)
    for start in range(len(words)):
        piece = " ".join(words[start:])
        if any(char.isalnum() for char in piece):
            assert verbatim(piece.upper(), text) is not None
