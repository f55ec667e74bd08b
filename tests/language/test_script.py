"""Words of two scripts by one sound: one table for titles and for matching."""

from importlib.util import find_spec

import pytest

from core_api.language.script import likeness, sound, spoken_acronyms


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("кейклок", "keycloak"),
        ("кафка", "kafka"),
        ("редис", "redis"),
        ("постгрес", "postgres"),
        ("скетч", "sketch"),
    ],
)
def test_a_word_sounds_the_same_in_both_scripts(russian: str, english: str) -> None:
    assert sound(russian) == sound(english)


def test_what_was_misheard_is_alike_and_another_word_is_not() -> None:
    assert likeness(sound("киклок"), sound("keycloak")) > 0.6
    assert likeness(sound("роуминг"), sound("roaming")) > 0.6
    assert likeness(sound("редис"), sound("keycloak")) < 0.1


def test_digits_stay_and_doubles_are_one() -> None:
    assert sound("v16") == "v16"
    assert sound("грамматика") == sound("граматика")


def test_an_acronym_is_heard_letter_by_letter() -> None:
    assert spoken_acronyms("Шлём SMS и 22 API") == ["esemes", "eipiai"]


def test_there_is_one_such_table() -> None:
    assert find_spec("similarity.script") is None
