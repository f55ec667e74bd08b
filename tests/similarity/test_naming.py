"""A card is plainly named by its number or its whole title, and by nothing less."""

import pytest

from core_api.contracts.matching import CardText
from tests.similarity.boards import ENGLISH, RUSSIAN, ask


def named(cards: tuple[CardText, ...], text: str, mention: str = "") -> dict[str, str]:
    """The named cards and how they were named."""
    found = ask(cards, text, mention).candidates
    return {candidate.card_id: candidate.named for candidate in found if candidate.named}


@pytest.mark.parametrize(
    ("cards", "text", "card"),
    [
        (RUSSIAN, "карточка номер двенадцать готова", "redis"),
        (RUSSIAN, "По двенадцатой карточке всё сделано", "redis"),
        (RUSSIAN, "по задаче четырнадцать ждём склад", "stock"),
        (RUSSIAN, "тикет сто тридцать один переносим на май", "office"),
        (RUSSIAN, "карточку №21 закрываем", "sms"),
        (RUSSIAN, "номер тридцать можно закрывать", "wiki"),
        (RUSSIAN, "#7 готов", "keycloak"),
        (ENGLISH, "card twelve is done", "login"),
        (ENGLISH, "ticket number twenty-five moves to done", "dark"),
        (ENGLISH, "I finished #14 yesterday", "backup"),
        (ENGLISH, "the fourteenth card is blocked", "backup"),
        (ENGLISH, "task 4: partners are happy", "limit"),
    ],
)
def test_a_number_beside_a_word_for_card_names_it(cards: tuple[CardText, ...], text: str, card: str) -> None:
    assert named(cards, text) == {card: "number"}
    match = ask(cards, text)
    assert match.best
    assert match.best.card_id == card
    assert match.confidence > 0.95


@pytest.mark.parametrize(
    ("cards", "text"),
    [
        (ENGLISH, "it takes fourteen seconds"),
        (ENGLISH, "we have 12 cards on the board"),
        (ENGLISH, "version 12.5 is out, issue 12.5 percent more"),
        (ENGLISH, "that is 14 dollars a month"),
        (ENGLISH, "the task took 12 hours"),
        (ENGLISH, "see pull request #14"),
        (ENGLISH, "call me on phone number 14"),
        (ENGLISH, "This card. Twelve people came."),
        (ENGLISH, "the fourth task of today"),
        (RUSSIAN, "встречаемся в 12 часов"),
        (RUSSIAN, "двенадцатого марта релиз"),
        (RUSSIAN, "осталось двенадцать карточек"),
        (RUSSIAN, "в карточке три пункта"),
        (RUSSIAN, "на задачу уйдёт 14 дней"),
        (RUSSIAN, "это третья задача за неделю"),
        (RUSSIAN, "номер телефона 21"),
        (RUSSIAN, "обошлось в тридцать тысяч рублей"),
    ],
)
def test_a_bare_number_in_talk_names_nothing(cards: tuple[CardText, ...], text: str) -> None:
    cards = tuple(card for card in cards if card.number != 4)
    assert named(cards, text) == {}


def test_several_numbers_are_all_named_and_nobody_is_sure_which_is_meant() -> None:
    match = ask(ENGLISH, "cards 12 and 14 are done")
    assert {c.card_id for c in match.candidates if c.named} == {"login", "backup"}
    assert match.confidence <= 0.5


def test_the_mention_says_which_of_two_numbers_is_meant() -> None:
    assert named(ENGLISH, "card 12 waits for card 14", "card twelve") == {"login": "number"}


def test_a_number_that_no_card_or_two_cards_carry_names_none() -> None:
    twins = (*ENGLISH, CardText(id="other", number=12, name="Something else altogether"))
    assert named(ENGLISH, "card 99 is done") == {}
    assert named(twins, "card 12 is done") == {}


@pytest.mark.parametrize(
    ("cards", "text", "card"),
    [
        (ENGLISH, "Dark mode for mobile app is ready for testing", "dark"),
        (ENGLISH, "nightly backups of the billing databases run again", "backup"),
        (RUSSIAN, "обновили вики? — Нет. А переезд склада на улицу Ленина начался", "office"),
        (RUSSIAN, "договором с новым провайдером SMS занимаются юристы", "sms"),
    ],
)
def test_the_whole_title_names_the_card_whatever_its_case(
    cards: tuple[CardText, ...], text: str, card: str
) -> None:
    assert named(cards, text) == {card: "title"}


def test_one_rare_word_is_title_enough() -> None:
    cards = (*ENGLISH, CardText(id="keycloak", name="Keycloak"))
    assert named(cards, "we moved Keycloak to the new host") == {"keycloak": "title"}


def test_half_a_title_is_no_name() -> None:
    assert named(ENGLISH, "dark mode is ready") == {}
    assert named(RUSSIAN, "интеграция с 1С стоит") == {}


def test_of_two_titles_one_inside_the_other_the_longer_is_named_when_it_was_said() -> None:
    cards = (
        CardText(id="short", name="Invoice export"),
        CardText(id="long", name="Invoice export for auditors"),
    )
    assert named(cards, "the invoice export for auditors is done") == {"long": "title"}
    assert named(cards, "the invoice export is done") == {"short": "title"}
    assert named(cards, "auditors got the invoice export") == {}


def test_a_title_with_another_number_behind_it_is_another_title() -> None:
    cards = (
        CardText(id="plain", name="Migration runbook"),
        CardText(id="v16", name="Migration runbook v16"),
    )
    assert named(cards, "the migration runbook v16 is written") == {"v16": "title"}
    assert named(cards, "the migration runbook v17 is written") == {}


def test_ordinary_words_and_shared_titles_name_nothing() -> None:
    twins = (
        CardText(id="a", name="Quarterly audit of suppliers"),
        CardText(id="b", name="Quarterly audit of suppliers"),
    )
    common = (CardText(id="search", name="Поиск"), CardText(id="task", name="Новая задача"))
    assert named(ENGLISH, "it still needs a code review") == {}
    assert named(common, "поиск работает, и появилась новая задача") == {}
    assert named(twins, "the quarterly audit of suppliers is done") == {}


def test_a_title_said_in_passing_does_not_beat_the_subject() -> None:
    text = "we do it after the nightly backups of the billing database"
    match = ask(ENGLISH, text, "the rate limiter for the API")
    assert match.best
    assert match.best.card_id == "limit"
    assert not match.best.named or match.confidence > 0.5
    assert named(ENGLISH, text, "the dark theme on phones") == {}


def test_a_title_lost_in_a_long_passage_is_no_name() -> None:
    passage = " ".join(["we talked about many other things at length"] * 8)
    assert named(ENGLISH, f"{passage} dark mode for the mobile app {passage}") == {}
