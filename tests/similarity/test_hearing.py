"""How people name things aloud: with words before and behind the name, in the other language, with numerals."""

import pytest

from core_api.contracts.matching import CardText, Query
from similarity.glossary import board_stems, heard
from similarity.openers import bare
from similarity.order import pairs, score
from tests.similarity.boards import best, lexical

BOARD = (
    CardText(id="dark", name="Dark mode for the mobile app"),
    CardText(id="limit", name="Rate limiter for the public API"),
    CardText(id="mail", name="Unsubscribe link in newsletters"),
    CardText(id="postgres", name="Миграция с PostgreSQL 13 на 16"),
    CardText(id="redis", name="Обновить Redis до 7.2"),
    CardText(id="pay", name="Ошибка 500 при оплате картой"),
    CardText(id="review", name="Отзывы покупателей на странице товара"),
)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("okay, next one, the rate limiter thing", "rate limiter"),
        ("Any news on the login page?", "login page?"),
        ("let's go back to the wiki", "wiki"),
        ("so, what about Keycloak", "Keycloak"),
        ("так, дальше у нас выгрузка остатков", "выгрузка остатков"),
        ("что там с кейклоком", "кейклоком"),
        ("Давайте обсудим тёмную тему", "тёмную тему"),
        ("rate limiter", "rate limiter"),
        ("Update the docs", "Update the docs"),
        ("карточка", "карточка"),
        ("the", "the"),
        ("", ""),
    ],
)
def test_what_is_said_before_a_name_is_no_part_of_it(said: str, name: str) -> None:
    assert bare(said) == name


@pytest.mark.parametrize(
    ("said", "card"),
    [
        ("тёмную тему в мобильном приложении отдали", "dark"),
        ("ограничение частоты запросов готово", "limit"),
        ("ссылку отписаться из рассылки сделали", "mail"),
        ("the customers' feedback is shown beside the product now", "review"),
        ("постгрес переезжает на шестнадцатую", "postgres"),
        ("опять пятисотка, уже чиним", "pay"),
    ],
)
def test_a_card_is_found_by_what_its_words_are_called_elsewhere(said: str, card: str) -> None:
    assert best(BOARD, said) == card


def test_words_that_the_board_has_are_left_as_they_were_said() -> None:
    known = board_stems(card.name for card in BOARD)
    assert heard("ошибка при оплате картой", known) == "ошибка при оплате картой"
    assert heard("nobody here says such things", known) == "nobody here says such things"
    assert heard("редис до семь и два", known) == "редис до семь и два 7.2"


def test_a_name_that_is_half_said_in_its_order_beats_the_same_words_in_another() -> None:
    said = pairs(["export", "invoice"])
    names = [pairs(["export", "every", "invoice"]), pairs(["invoice", "of", "export"])]
    assert score([said], names).tolist() == [[1.0, 0.0]]
    cards = (CardText(id="a", name="Invoice for the export"), CardText(id="b", name="Export each invoice"))
    match = lexical().rank((Query(id="q", text="", mention="export invoice"),), cards).matches[0]
    assert match.candidates[0].card_id == "b"
