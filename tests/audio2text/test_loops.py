"""A recogniser that is caught in a loop is heard once; people who repeat themselves are heard in full."""

import pytest

from audio2text.loops import without_loops
from core_api.contracts.meeting import Word


def heard(text: str) -> str:
    words = [Word(text=word, start=place, end=place + 1) for place, word in enumerate(text.split())]
    return " ".join(word.text for word in without_loops(words))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("so " + "thank you. " * 9 + "bye", "so thank you. bye"),
        ("Субтитры сделал DimaTorzok " * 12, "Субтитры сделал DimaTorzok"),
        ("а а а а а а а а", "а"),
        ("Да, да, да, да.", "Да, да, да, да."),
        ("move the card and move the card", "move the card and move the card"),
        ("", ""),
    ],
)
def test_a_loop_is_heard_once(said: str, kept: str) -> None:
    assert heard(said) == kept
