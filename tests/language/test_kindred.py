"""Words of kindred meaning tie both ways and never a word to itself, whatever form they are asked in."""

from core_api.language.kindred import kindred
from core_api.language.words import stem, stems


def test_who_asks_about_the_price_is_led_to_the_cost_in_both_languages() -> None:
    assert {"cost", stem("стоимость"), stem("цена")} <= kindred(*stems("prices"))
    assert stem("задержка") in kindred(*stems("перенесли")) | kindred(stem("перенести"))
    assert kindred("qwertyuiop") == frozenset()


def test_a_tie_goes_both_ways_and_never_to_itself() -> None:
    for word in ("price", "школа", "deadline", "ошибка"):
        for other in kindred(stem(word)):
            assert stem(word) in kindred(other)
            assert other != stem(word)
