"""Numbers as people say them."""

import pytest

from core_api.language.numerals import parse_numbers
from core_api.language.spans import words_of


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("карточку номер двенадцать", [12]),
        ("двенадцатую карточку", [12]),
        ("двадцать пятое декабря", [25]),
        ("сто двадцать три", [123]),
        ("двухсот сорока одного", [241]),
        ("две тысячи двадцать третий", [2023]),
        ("девять тысяч девятьсот девяносто девять", [9999]),
        ("двадцать двадцать шесть", [20, 26]),
        ("на twenty-fifth", [25]),
        ("the forty first", [41]),
        ("one hundred and twelve", [112]),
        ("nine thousand nine hundred ninety nine", [9999]),
        ("card twelve, thirteen", [12, 13]),
        ("12-го, 25th и #7", [12, 25, 7]),
        ("моя семья и раз", []),
        ("a word and another", []),
    ],
)
def test_numbers_are_read(said: str, values: list[int]) -> None:
    assert [number.value for number in parse_numbers(words_of(said))] == values


def test_ordinals_are_told_from_amounts() -> None:
    assert [one.ordinal for one in parse_numbers(words_of("двадцать пятое и двадцать пять"))] == [True, False]
    assert [one.ordinal for one in parse_numbers(words_of("the fifth of five"))] == [True, False]


def test_places_are_those_of_the_words() -> None:
    (number,) = parse_numbers(words_of("card twenty five please"))
    assert (number.first, number.stop) == (1, 3)


def _english(value: int) -> str:
    ones = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    ones += " seventeen eighteen nineteen"
    if value < 20:
        return ones.split()[value]
    if value < 100:
        tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()[value // 10 - 2]
        return f"{tens} {_english(value % 10)}" if value % 10 else tens
    big, name = (1000, "thousand") if value >= 1000 else (100, "hundred")
    rest = f" {_english(value % big)}" if value % big else ""
    return f"{_english(value // big)} {name}{rest}"


def test_every_number_to_9999_is_read_back() -> None:
    for value in range(10_000):
        found = parse_numbers(words_of(_english(value)))
        assert [one.value for one in found] == [value], _english(value)
