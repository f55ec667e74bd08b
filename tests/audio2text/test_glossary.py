"""The team's terms are put where the recogniser wrote what it heard, and what it heard is kept."""

import pytest

from audio2text.glossary import apply_glossary
from core_api.contracts.meeting import Segment, Word


def segment(text: str) -> Segment:
    return Segment(index=0, start=0, end=1, text=text, words=(Word(text=text[:1], start=0, end=1),))


def changed(text: str, glossary: dict[str, str]) -> str:
    return apply_glossary([segment(text)], glossary)[0].text


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("Запустили рум вчера.", "Запустили RUMA вчера."),
        ("запустили Руму, наконец", "запустили RUMA, наконец"),
        ("в руме сломалось", "в RUMA сломалось"),
        ("в румынии тепло", "в румынии тепло"),
        ("форум открыт", "форум открыт"),
    ],
)
def test_an_alias_is_a_whole_word_in_any_form(heard: str, meant: str) -> None:
    assert changed(heard, {"рум": "RUMA", "рума": "RUMA"}) == meant


def test_yo_case_and_several_words() -> None:
    assert changed("поправь Кубер нетес и елку", {"кубер нетес": "Kubernetes", "ёлка": "Yolka"}) == (
        "поправь Kubernetes и Yolka"
    )


def test_the_longer_alias_goes_first() -> None:
    assert changed("open the room service page", {"room": "RUMA", "room service": "Concierge"}) == (
        "open the Concierge page"
    )


def test_what_was_heard_is_kept_beside_it() -> None:
    original = segment("Рум упал")
    found = apply_glossary([original, segment("всё хорошо")], {"рум": "RUMA"})
    assert (found[0].text, found[0].original) == ("RUMA упал", "Рум упал")
    assert found[0].words == original.words
    assert found[1].original is None


@pytest.mark.parametrize("glossary", [{}, {"": "X"}, {" - ": "X"}])
def test_nothing_to_do(glossary: dict[str, str]) -> None:
    assert changed("Запустили рум - вчера.", glossary) == "Запустили рум - вчера."
