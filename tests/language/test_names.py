"""People's names as they are said."""

import pytest

from core_api.contracts.board import Member
from core_api.language.misheard import heard, nearest
from core_api.language.names import directory, find_people, resolve

PEOPLE = directory(
    Member(id=key, name=name)
    for key, name in {
        "larisa": "Лариса Гончар",
        "nastya": "Анастасия Орлова",
        "vadim": "Вадим Ткач",
        "yulia": "Юлия Осипова",
        "tamara": "Тамара Шах",
        "pavel": "Павел Иванов",
        "sveta": "Светлана Кузнецова",
        "sasha-m": "Александр Петров",
        "sasha-f": "Александра Сидорова",
        "joaquin": "Joaquín Ibarra",
        "liz": "Elizabeth Stone",
        "lena": "Lena Vogt",
        "bob": "Robert Marlow",
        "quentin": "Quentin Blake",
        "timur": "Тимур Ахметов",
    }.items()
)


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("отдай Юле", "yulia"),
        ("спроси у Вадима", "vadim"),
        ("Юль, посмотришь?", "yulia"),
        ("Настя возьмёт", "nastya"),
        ("передай Орловой", "nastya"),
        ("Тамара Ильинична, возьмёте?", "tamara"),
        ("Паше надо", "pavel"),
        ("Павла спроси", "pavel"),
        ("Свете позвони", "sveta"),
        ("Саше Петрову", "sasha-m"),
        ("Joaquin's branch", "joaquin"),
        ("Liz, can you?", "liz"),
        ("put Lena on it", "lena"),
        ("Bob will do it", "bob"),
        ("ask Betty", "liz"),
        ("let Libby do it", "liz"),
    ],
)
def test_one_person_is_meant(said: str, who: str) -> None:
    assert [one.member for one in find_people(said, PEOPLE)] == [who]


def test_two_people_who_fit_are_nobody() -> None:
    assert [one.member for one in find_people("Саша сделает", PEOPLE)] == [None]
    assert resolve("Саша", PEOPLE) is None


def test_ordinary_words_are_no_names() -> None:
    assert not find_people("включи свет, при свете виднее", PEOPLE)
    assert not find_people("никто не знает", PEOPLE)


def test_names_of_voices_are_resolved_or_left_alone() -> None:
    assert resolve("Юля Осипова", PEOPLE) == "yulia"
    assert resolve("Тамара Ильинична", PEOPLE) == "tamara"
    assert resolve("Lena Brown", PEOPLE) is None
    assert resolve("Speaker 1", PEOPLE) is None


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("Квентин", "quentin"),
        ("Квентину", "quentin"),
        ("Боб", "bob"),
        ("Quintin", "quentin"),
        ("Elisabeth", "liz"),
        ("Гончер", "larisa"),
        ("Лариса Гончер", "larisa"),
        ("Тимора Ахмедова", "timur"),
        ("Марина", None),
        ("Лена", "lena"),
        ("Oleg", None),
        ("Lara Brown", None),
    ],
)
def test_a_misheard_name_is_somebodys_when_it_sounds_like_nobody_elses(said: str, who: str | None) -> None:
    assert nearest(said, PEOPLE) == who


def test_two_who_sound_alike_are_nobody() -> None:
    twins = directory((Member(id="1", name="Arina Kotova"), Member(id="2", name="Irina Kotova")))
    assert nearest("Erina", twins) is None


def test_only_a_name_that_is_nobodys_as_it_stands_is_misheard_in_a_talk() -> None:
    assert list(heard("Тогда Квентину отдай, а Сервер пусть Гончер посмотрит.", PEOPLE)) == [
        "quentin",
        "larisa",
    ]
    assert list(heard("Квентин посмотрит. гончер тоже, и Юля.", PEOPLE)) == []
