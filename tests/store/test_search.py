"""Passages are found by the words of a question, in Russian and in English, best first, on both databases alike."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core_api.contracts.meeting import Meeting, Segment, Speaker, Transcript
from core_api.contracts.model import Language
from core_api.store import meetings, search
from core_api.store.database import Database

FILLER = "обсудили погоду дорогу обед планы встречу ещё раз спокойно долго вместе "


def talk(*said: str, language: Language = "ru") -> Transcript:
    segments = tuple(
        Segment(index=place, start=place, end=place + 1, speaker=1, text=text)
        for place, text in enumerate(said)
    )
    return Transcript(language=language, speakers=(Speaker(number=1, name="Анна"),), segments=segments)


def long(sentence: str) -> str:
    """The sentence in a passage of its own: long enough to fill one."""
    return f"{sentence} {FILLER * 16}"


@pytest.fixture
def indexed(database: Database, make_meeting: Callable[..., Meeting]) -> Database:
    english = talk(
        long("We ship the billing page on Friday."),
        long("The don't-panic button in PaymentForm v16 is broken, see #123."),
        language="en",
    )
    russian = talk(
        long("Карточку с оплатой закрываем в пятницу."),
        long("Алексей возьмёт отчёт о платежах."),
        long("Сервер «Ёлка» переехал."),
    )
    with database.transaction() as session:
        for name, said in (("mtg_ru", russian), ("mtg_en", english)):
            meeting = meetings.add(session, make_meeting(name, title=name), name)
            search.index(session, meeting, said)
    return database


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Что решили про карточки оплаты?", "mtg_ru:0-0"),
        ("кто берёт отчёты", "mtg_ru:1-1"),
        ("куда переехали елки", "mtg_ru:2-2"),
        ("When do we ship billing?", "mtg_en:0-0"),
        ("what is wrong with the payment form", "mtg_en:1-1"),
        ("#123", "mtg_en:1-1"),
        ("v16", "mtg_en:1-1"),
        ("don't panic's \"button\" OR NOT * ( ' \\ :", "mtg_en:1-1"),
    ],
)
def test_the_best_passage_answers_the_question(indexed: Database, question: str, best: str) -> None:
    with indexed.reading() as session:
        found = search.search(session, question)
    assert found[0].id == best
    assert found[0].text.startswith("Анна: ")
    assert found[0].score > 0


def test_passages_come_best_first_and_no_more_than_asked_for(indexed: Database) -> None:
    with indexed.reading() as session:
        found = search.search(session, "отчёт о погоде и оплате карточки в пятницу")
        few = search.search(session, "отчёт о погоде и оплате карточки в пятницу", limit=2)
    assert found[0].id == "mtg_ru:0-0"
    assert all(better.score >= worse.score for better, worse in pairwise(found))
    assert few == found[:2]


def test_a_search_may_be_kept_to_one_meeting(indexed: Database) -> None:
    with indexed.reading() as session:
        found = search.search(session, "погода", meeting_id="mtg_en")
    assert {passage.meeting_id for passage in found} == {"mtg_en"}
    assert found[0].meeting_title == "mtg_en"


@pytest.mark.parametrize(
    "question", ["", "   ", "что это было", "the of and", "?!", "квантовая хромодинамика"]
)
def test_a_question_that_nothing_answers_finds_nothing(indexed: Database, question: str) -> None:
    with indexed.reading() as session:
        assert search.search(session, question) == ()


def test_indexing_again_takes_the_place_of_what_was_there(
    indexed: Database, make_meeting: Callable[..., Meeting]
) -> None:
    with indexed.transaction() as session:
        count = search.index(session, make_meeting("mtg_ru"), talk("Совсем другой разговор про бюджет."))
    with indexed.reading() as session:
        assert count == 1
        assert search.search(session, "ёлка") == ()
        assert search.search(session, "бюджеты")[0].id == "mtg_ru:0-0"


def test_a_zero_character_and_an_empty_meeting_are_no_harm(
    indexed: Database, make_meeting: Callable[..., Meeting]
) -> None:
    with indexed.transaction() as session:
        assert search.index(session, make_meeting("mtg_ru"), talk("бюд\0жет и смета")) == 1
        assert search.search(session, "смета\0")[0].meeting_id == "mtg_ru"
        assert search.index(session, make_meeting("mtg_ru"), talk()) == 0


@given(st.lists(st.integers(min_value=0, max_value=500), max_size=40))
def test_windows_are_whole_segments_of_a_handy_size(sizes: list[int]) -> None:
    transcript = talk(*(" ".join(["слово"] * size) for size in sizes))
    cut = search.windows(transcript)
    kept = [segment.index for window in cut for segment in window]
    assert kept == [place for place, size in enumerate(sizes) if size]
    for window in cut:
        words = sum(sizes[segment.index] for segment in window)
        assert words <= search.MOST_WORDS or len(window) == 1
    for earlier, later in pairwise(cut):
        first = sum(sizes[segment.index] for segment in earlier)
        assert first >= search.ENOUGH_WORDS or first + sizes[later[0].index] > search.MOST_WORDS
