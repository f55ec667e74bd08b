"""What a question plainly says becomes a filter, and nothing else does; which card it means; what overtakes what."""

from datetime import date

import pytest

from core_api.domain.card_questions import KnownCard, asks_for_changes, meant
from core_api.domain.inquiry import known_people, read
from core_api.domain.superseding import supersedes

TODAY = date(2026, 11, 26)
PEOPLE = known_people(
    ["дана левина", "вадим", "тамара ильинична", "dana levi", "eli", "harriet", "александр котов"]
)


@pytest.mark.parametrize(
    ("question", "words", "who", "since"),
    [
        (
            "what did Dana promise last week?",
            "what did promise ?",
            {"dana levi", "дана левина"},
            "2026-11-16",
        ),
        ("Что обещала Дана на прошлой неделе?", "Что обещала ?", {"дана левина"}, "2026-11-16"),
        ("Что Саша говорил вчера про релиз?", "Что говорил про релиз?", {"александр котов"}, "2026-11-25"),
        ("По словам Вадима, внесли ли предоплату?", "По словам , внесли ли предоплату?", {"вадим"}, None),
        ("Что сказал Вадим о Тамаре Ильиничне?", "Что сказал о Тамаре Ильиничне?", {"вадим"}, None),
        ("What was promised by Eli since Monday?", "What was promised by ?", {"eli"}, "2026-11-23"),
        ("Обещания Даны", "Обещания", {"дана левина"}, None),
        ("What did we decide in March about it?", "What did we decide about it?", set(), "2026-03-01"),
        ("Что решили две недели назад?", "Что решили ?", set(), "2026-11-09"),
    ],
)
def test_whose_words_and_what_time(question: str, words: str, who: set[str], since: str | None) -> None:
    asked = read(question, PEOPLE, TODAY)
    assert (asked.text, asked.speakers) == (words, frozenset(who))
    assert (asked.period.since.isoformat() if asked.period else None) == since


@pytest.mark.parametrize(
    "question",
    [
        "Что обещали Дане?",
        "Что решили про Дану?",
        "Who promised Dana the report?",
        "What happened with Dana's vacation?",
        "When will Harriet deliver the copy?",
        "Почему переезд бухгалтерии не перенесли на 19 декабря?",
        "Когда ждём корпуса и почему не в пятницу?",
        "Что решили про релиз в марте?",
        "Did we ship it last week?",
    ],
)
def test_what_is_asked_about_stays_words(question: str) -> None:
    asked = read(question, PEOPLE, TODAY)
    assert (asked.text, asked.speakers, asked.period, asked.newest) == (question, frozenset(), None, False)


def test_the_last_meeting_a_board_and_all_of_a_kind() -> None:
    asked = read("Что решили на последней встрече?", PEOPLE, TODAY)
    assert (asked.text, asked.newest, asked.wanted) == ("Что решили ?", True, "decisions")
    assert read("What was said on the board “Web” at the latest meeting?", PEOPLE, TODAY).board == "Web"


CARDS = (
    KnownCard("local:a", "1", "Оплата", 12),
    KnownCard("local:a", "2", "Оплата картой в приложении", 13),
    KnownCard("local:a", "3", "Move billing to Frankfurt", 14),
)


@pytest.mark.parametrize(
    ("question", "card"),
    [
        ("Почему изменилась карточка Оплата?", "1"),
        ("Почему передвинули карточку «Оплата картой в приложении»?", "2"),
        ("Кто перенёс карточку про оплату картами в приложениях?", "2"),
        ("Why was card #14 moved?", "3"),
        ("What happened to the card about moving billing to Frankfurt?", "3"),
        ("Почему изменилась карточка про отпуск?", None),
        ("Почему изменилась карточка 99?", None),
    ],
)
def test_which_card_is_meant(question: str, card: str | None) -> None:
    assert asks_for_changes(question)
    found = meant(question, CARDS)
    assert (found.id if found else None) == card


@pytest.mark.parametrize("question", ["Почему оплата не работает?", "What changed in the plan?", "Карточка?"])
def test_other_questions_ask_for_no_cards_changes(question: str) -> None:
    assert not asks_for_changes(question)


@pytest.mark.parametrize(
    ("later", "earlier", "same_card", "told"),
    [
        ("Релиз мобильного приложения — 12 марта.", "Релиз мобильного приложения пятого марта.", False, True),
        ("The grant application waits for May.", "We send the grant application in March.", False, True),
        (
            "Релиз мобильного приложения пятого марта.",
            "Релиз мобильного приложения пятого марта.",
            False,
            False,
        ),
        ("Нанимаем второго дизайнера.", "Релиз мобильного приложения пятого марта.", False, False),
        ("Релиз переносим на апрель.", "Релиз мобильного приложения пятого марта.", True, True),
    ],
)
def test_a_later_decision_overtakes_one_on_the_same_matter_only(
    later: str, earlier: str, same_card: bool, told: bool
) -> None:
    assert supersedes(later, earlier, same_card=same_card) is told
