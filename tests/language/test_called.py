"""Cards called by a bare number, abbreviations spelled out, and words of an order that are no title."""

import pytest

from core_api.language.called import called_numbers, only_number
from core_api.language.spans import words_of
from core_api.language.titles import Title, index_of, name_cards

KNOWN = {12, 105, 142, 212, 230, 318}
INDEX = index_of(
    [
        Title("move", "Перенос серверной в подвал", 141),
        Title("pump", "Замена насоса", 142),
        Title("review", "Review of supplier contracts", 317),
        Title("boiler", "Boiler inspection", 318),
        Title("crm", "CRM export", 319),
    ],
    ("Очередь", "Проверка", "To do", "Review"),
)


def _called(said: str) -> list[int]:
    return [one.value for one in called_numbers(said, words_of(said), KNOWN)]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("Сто сорок вторую в проверку.", 142),
        ("Тогда сто сорок вторую переносим на паузу", 142),
        ("можно двести двенадцатую закрывать", 212),
        ("Двести двенадцатая. Счёт оплачен.", 212),
        ("Двенадцатую верните в работу", 12),
        ("212 в архив", 212),
        ("перенеси триста восемнадцать в готово", 318),
        ("Two twelve goes to review.", 212),
        ("Move one oh five to done", 105),
        ("okay three eighteen is done", 318),
        ("push 318 back to doing", 318),
    ],
)
def test_an_order_calls_a_card_by_its_number(said: str, number: int) -> None:
    assert _called(said) == [number]


@pytest.mark.parametrize(
    "said",
    [
        "Двести двенадцать рублей за штуку",
        "в квартиру двести двенадцатую завезли плитку",
        "сто сорок вторую серию смотрели?",
        "Двенадцатого переносим встречу",
        "двенадцатую версию ставим завтра",
        "продали 212 билетов",
        "Встречаемся в 12",
        "переносим на двенадцать",
        "It cost two twelve in total",
        "Meet at two thirty",
        "move 212 boxes to the cellar",
        "we move at 12 to the new office",
        "version 2.12 goes live",
        "$212 goes to charity",
        "two thirty works for me",
        "There are 318 in the queue",
    ],
)
def test_counts_days_times_and_versions_call_none(said: str) -> None:
    assert not _called(said)


def test_a_called_card_is_not_plainly_named() -> None:
    best = name_cards("Сто сорок вторую переносим в «Проверку»", INDEX)[0]
    assert (best.card_id, best.plain, best.called) == ("pump", None, True)
    english = name_cards("Three eighteen goes to review.", INDEX)[0]
    assert (english.card_id, english.plain, english.called) == ("boiler", None, True)


def test_the_verb_of_an_order_is_no_title() -> None:
    assert not [one for one in name_cards("Хорошо, переносим на завтра", INDEX) if one.weight]
    assert name_cards("Перенос серверной начали", INDEX)[0].card_id == "move"


def test_the_column_of_an_order_is_no_title() -> None:
    assert "review" not in {one.card_id for one in name_cards("Move it to review", INDEX)}
    assert name_cards("How is the review of the contracts going?", INDEX)[0].card_id == "review"


def test_letters_spelled_out_are_an_abbreviation() -> None:
    assert name_cards("what about the c r m export", INDEX)[0].card_id == "crm"
    assert name_cards("си ар эм когда", INDEX)[0].card_id == "crm"
    assert name_cards("cee ar em is late", INDEX)[0].card_id == "crm"
    assert "crm" not in {one.card_id for one in name_cards("see a r and m", INDEX)}


def test_only_a_larger_number_alone_is_a_mention() -> None:
    assert only_number(words_of("двести двенадцатую")) == 212
    assert only_number(words_of("two twelve")) == 212
    assert only_number(words_of("twelve")) is None
    assert only_number(words_of("212 boxes")) is None
