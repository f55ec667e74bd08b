"""What steers a screen is taken out of a text; everything else stays to the letter."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core_api.language.controls import plain

STEERING = "\x00\x07\x08\x1b\x7f\x9b\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("sign", STEERING, ids=lambda sign: f"{ord(sign):04x}")
def test_what_steers_a_screen_goes(sign: str) -> None:
    assert plain(f"Pay {sign}page") == "Pay page"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x1c", "\x85"], ids=repr)
def test_line_ends_become_newlines(end: str) -> None:
    assert plain(f"one{end}two") == "one\ntwo"


def test_letters_of_every_script_and_their_joiners_stay() -> None:
    text = "Ёлка\tкафе\u0301 — שלום\u200f \u0645\u06cc\u200c\u062e 👩\u200d💻 a\u00adb\n"
    assert plain(text) == text


@given(st.text(st.characters(codec="utf-8")))
def test_nothing_that_steers_is_left_and_a_plain_text_is_plain_already(text: str) -> None:
    cleaned = plain(text)
    assert not [char for char in cleaned if unicodedata.category(char) == "Cc" and char not in "\n\t"]
    assert not set(cleaned) & set(STEERING)
    assert plain(cleaned) == cleaned
