"""People's names as they are said."""

import pytest

from core_api.contracts.board import Member
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
