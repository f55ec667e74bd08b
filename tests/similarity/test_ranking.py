"""The right card comes first, in both languages, and doubt is shown as doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core_api.contracts.matching import CardText, Query
from tests.similarity.boards import ENGLISH, RUSSIAN, ask, best, lexical

SAID = (
    (RUSSIAN, "по выгрузке остатков всё готово", "", "stock"),
    (RUSSIAN, "заказы из одинэс грузятся дублями", "загрузка заказов", "orders"),
    (RUSSIAN, "кейклок поднял, партнёры уже заходят", "", "keycloak"),
    (RUSSIAN, "юристы вернули бумаги", "эсэмэс-провайдер", "sms"),
    (RUSSIAN, "редис вчера обновили, всё спокойно", "", "redis"),
    (RUSSIAN, "Катя переписала страницы", "вики для новых разработчиков", "wiki"),
    (ENGLISH, "the backup of the billing databases failed again last night", "", "backup"),
    (ENGLISH, "it is limiting rates now, partners get a 429", "the API rate limits", "limit"),
    (ENGLISH, "редизайн отдали в тестирование", "логин пейдж", "login"),
)


@pytest.mark.parametrize(("cards", "text", "mention", "card"), SAID)
def test_inflected_misheard_and_transliterated_words_find_their_card(
    cards: tuple[CardText, ...], text: str, mention: str, card: str
) -> None:
    assert best(cards, text, mention) == card


def test_what_the_speaker_called_the_thing_counts_more_than_the_rest_of_the_sentence() -> None:
    assert best(ENGLISH, "we will look at the release plan for it later", "the nightly backups") == "backup"


def test_context_decides_only_where_the_fact_itself_says_nothing() -> None:
    queries = (
        Query(id="silent", text="it is done", context="Now the nightly backups."),
        Query(id="speaks", text="the rate limiter is done", context="Now the nightly backups."),
    )
    first, second = lexical().rank(queries, ENGLISH).matches
    assert (first.best and first.best.card_id, second.best and second.best.card_id) == ("backup", "limit")


def test_near_twins_leave_a_close_runner_up_and_a_doubt() -> None:
    match = ask(RUSSIAN, "там опять задержка", "интеграция с 1С")
    assert {candidate.card_id for candidate in match.candidates[:2]} == {"stock", "orders"}
    assert match.confidence <= 0.6


@pytest.mark.parametrize(
    ("cards", "text"),
    [
        (RUSSIAN, "Предлагаю в пятницу всем собраться на пиццу"),
        (RUSSIAN, "Нас плохо слышно, переподключись, пожалуйста"),
        (ENGLISH, "I am on holiday next week, from Wednesday to Friday"),
        (ENGLISH, "Can everybody hear me? Let's start."),
    ],
)
def test_talk_about_no_card_is_never_sure(cards: tuple[CardText, ...], text: str) -> None:
    assert ask(cards, text).confidence < 0.4


def test_a_card_that_was_spoken_of_is_surer_than_one_that_is_not_on_the_board() -> None:
    said = ask(ENGLISH, "they failed again", "the nightly billing backups").confidence
    absent = ask(ENGLISH, "they failed again", "the payment terminal firmware").confidence
    assert said > 0.7
    assert absent < 0.3


def test_nothing_in_common_means_no_candidates() -> None:
    match = ask(ENGLISH, "ъъъ")
    assert (match.candidates, match.confidence, match.best) == ((), 0.0, None)


def test_an_empty_text_and_an_empty_board_give_empty_matches() -> None:
    assert ask(ENGLISH, "").candidates == ()
    assert ask((), "the rate limiter").candidates == ()
    assert lexical().rank((), ENGLISH).matches == ()
    assert [match.query_id for match in lexical().rank_reverse(ENGLISH[:2], ()).matches] == ["limit", "plan"]


def test_an_open_card_comes_before_an_equally_good_closed_one() -> None:
    twins = (
        CardText(id="a-closed", name="Weekly report to the board", open=False),
        CardText(id="b-open", name="Weekly report to the board"),
    )
    match = ask(twins, "sent", "the weekly report")
    assert [candidate.card_id for candidate in match.candidates] == ["b-open", "a-closed"]


def test_a_closed_card_is_still_found_when_nothing_else_fits() -> None:
    cards = (*ENGLISH, CardText(id="old", name="Migrate invoices to PostgreSQL", open=False))
    assert best(cards, "the migration of invoices broke again") == "old"


def test_what_was_approved_for_a_card_before_helps_it_later() -> None:
    talk = "the sandbox still refuses the partner certificate"
    taught = tuple(
        card.model_copy(update={"history": ("the partner certificate was refused by the sandbox",)})
        if card.id == "dark"
        else card
        for card in ENGLISH
    )
    assert best(ENGLISH, talk) != "dark"
    assert best(taught, talk) == "dark"


def test_a_description_helps_where_the_title_is_silent() -> None:
    cards = (
        *ENGLISH[:2],
        CardText(id="x", name="Quarterly chores", description="Rotate the TLS certificates."),
    )
    assert best(cards, "the certificates were rotated") == "x"


def test_at_most_twelve_candidates_best_first() -> None:
    cards = tuple(CardText(id=f"c{n}", name=f"Billing report number {n} for partners") for n in range(40))
    found = ask(cards, "the billing report for partners").candidates
    scores = [candidate.score for candidate in found]
    assert len(found) == 12
    assert scores == sorted(scores, reverse=True)


def test_for_each_card_the_texts_about_it() -> None:
    queries = (
        Query(id="limiter", text="the rate limiter is live"),
        Query(id="pizza", text="pizza on Friday"),
        Query(id="backups", text="nightly backups of the billing database work again"),
    )
    ranking = lexical().rank_reverse(ENGLISH, queries)
    first = {match.query_id: match.best.card_id for match in ranking.matches if match.best}
    sure = {match.query_id: match.confidence for match in ranking.matches}
    assert (first["limit"], first["backup"]) == ("limiter", "backups")
    assert sure["review"] < 0.3 < sure["backup"]


def test_a_lexical_matcher_has_nothing_to_apologise_for() -> None:
    assert lexical().rank((Query(id="q", text="привет"),), RUSSIAN).notes == ()


WORDS = st.sampled_from(
    "release plan backup billing card twelve 12 карточка номер вики остатки the is готово redis".split()
)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)


@given(text=TEXTS, mention=TEXTS, cards=st.permutations(RUSSIAN + ENGLISH))
def test_the_order_of_the_cards_changes_nothing_and_chances_are_chances(
    text: str, mention: str, cards: list[CardText]
) -> None:
    cards = [card.model_copy(update={"number": None}) for card in cards]
    found = ask(tuple(cards), text, mention)
    again = ask(tuple(sorted(cards, key=lambda card: card.id)), text, mention)
    assert [candidate.card_id for candidate in found.candidates] == [c.card_id for c in again.candidates]
    assert found.confidence == pytest.approx(again.confidence, abs=1e-6)
    assert all(0 <= candidate.score <= 1 for candidate in found.candidates)
    assert 0 <= found.confidence <= 1


@given(cards=st.lists(TEXTS, max_size=6), texts=st.lists(TEXTS, max_size=4))
def test_any_board_can_be_ranked_both_ways(cards: list[str], texts: list[str]) -> None:
    board = tuple(CardText(id=str(n), number=n, name=name, open=n % 2 == 0) for n, name in enumerate(cards))
    queries = tuple(Query(id=str(n), text=text) for n, text in enumerate(texts))
    assert [match.query_id for match in lexical().rank(queries, board).matches] == [
        query.id for query in queries
    ]
    assert [match.query_id for match in lexical().rank_reverse(board, queries).matches] == [
        card.id for card in board
    ]
