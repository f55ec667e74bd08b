"""Entries are found by the words of a question, in Russian and in English, best first, on both databases alike."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from core_api.contracts.meeting import Meeting, Segment, Speaker, Transcript
from core_api.contracts.model import Language
from core_api.contracts.search import Access, Entry, Filters, Source
from core_api.domain.passages import speech
from core_api.store import meetings
from core_api.store.database import Database
from core_api.store.search import StoredIndex
from core_api.store.tables import MeetingRow
from core_api.usecases.retrieve import retrieve

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


def put(index: StoredIndex, meeting: Meeting, said: Transcript) -> None:
    source = Source(id=f"speech:{meeting.id}", version="1", meeting_id=meeting.id)
    index.put(source, speech(meeting, said))


def ids(index: StoredIndex, question: str, limit: int = 8, **filters: Any) -> list[str]:
    return [found.entry.id for found in index.search(question, Filters(**filters), limit)]


@pytest.fixture
def indexed(database: Database, make_meeting: Callable[..., Meeting]) -> StoredIndex:
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
    index = StoredIndex(database)
    for name, said in (("mtg_ru", russian), ("mtg_en", english)):
        with database.transaction() as session:
            meeting = meetings.add(session, make_meeting(name, title=name), name)
        put(index, meeting, said)
    return index


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
def test_the_best_passage_answers_the_question(indexed: StoredIndex, question: str, best: str) -> None:
    found = indexed.search(question, Filters(), 8)
    assert found[0].entry.id == best
    assert found[0].entry.text.startswith("Анна: ")
    assert found[0].score > 0


def test_entries_come_best_first_and_no_more_than_asked_for(indexed: StoredIndex) -> None:
    question = "отчёт о погоде и оплате карточки в пятницу"
    found = indexed.search(question, Filters(), 8)
    assert found[0].entry.id == "mtg_ru:0-0"
    assert all(better.score >= worse.score for better, worse in pairwise(found))
    assert indexed.search(question, Filters(), 2) == found[:2]
    assert indexed.search(question, Filters(), 0) == ()


@pytest.mark.parametrize(
    "question", ["", "   ", "что это было", "the of and", "?!", "квантовая хромодинамика"]
)
def test_a_question_that_nothing_answers_finds_nothing(indexed: StoredIndex, question: str) -> None:
    assert indexed.search(question, Filters(), 8) == ()


def test_indexing_again_takes_the_place_of_what_was_there(
    indexed: StoredIndex, make_meeting: Callable[..., Meeting]
) -> None:
    assert ids(indexed, "ёлка") == ["mtg_ru:2-2"]
    put(indexed, make_meeting("mtg_ru"), talk("Совсем другой разговор про бюджет."))
    assert ids(indexed, "ёлка") == []
    assert ids(indexed, "бюджеты") == ["mtg_ru:0-0"]
    indexed.drop("speech:mtg_ru")
    assert ids(indexed, "бюджеты") == []


def test_what_another_process_put_in_or_deleted_is_seen(
    indexed: StoredIndex, open_database: Callable[[], Database], make_meeting: Callable[..., Meeting]
) -> None:
    assert ids(indexed, "бюджеты") == []
    other = open_database()
    put(StoredIndex(other), make_meeting("mtg_ru"), talk("Совсем другой разговор про бюджет."))
    assert ids(indexed, "бюджеты") == ["mtg_ru:0-0"]
    with other.transaction() as session:
        session.delete(session.get_one(MeetingRow, "mtg_ru"))
    assert ids(indexed, "бюджеты") == []
    assert ids(indexed, "billing") == ["mtg_en:0-0"]
    assert indexed.freshness().entries == 2


def test_a_zero_character_and_an_empty_meeting_are_no_harm(
    indexed: StoredIndex, make_meeting: Callable[..., Meeting]
) -> None:
    put(indexed, make_meeting("mtg_ru"), talk("бюд\0жет и смета"))
    assert ids(indexed, "смета\0") == ["mtg_ru:0-0"]
    put(indexed, make_meeting("mtg_ru"), talk())
    assert ids(indexed, "смета\0") == []


MARCH = datetime(2026, 3, 2, tzinfo=UTC)
SAID = {
    "fact-1": {"kind": "fact", "meeting_id": "m1", "board": "local:a", "people": ("Дана",), "at": MARCH},
    "fact-2": {
        "kind": "fact",
        "meeting_id": "m2",
        "board": "local:b",
        "people": ("Ёлка Ким",),
        "superseded": True,
    },
    "card-1": {
        "kind": "card",
        "board": "local:b",
        "people": ("дана", "Олег"),
        "at": MARCH + timedelta(days=1),
    },
    "card-2": {"kind": "card", "board": "local:a"},
    "paper": {"kind": "document"},
}


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({}, {"fact-1", "fact-2", "card-1", "card-2", "paper"}),
        ({"kinds": {"fact", "document"}}, {"fact-1", "fact-2", "paper"}),
        ({"people": {"ДАНА"}}, {"fact-1", "card-1"}),
        ({"people": {"елка  ким", "Олег"}}, {"fact-2", "card-1"}),
        ({"people": {"Никто"}}, set()),
        ({"boards": {"local:b"}}, {"fact-2", "card-1"}),
        ({"meetings": {"m1", "m9"}}, {"fact-1"}),
        ({"since": MARCH + timedelta(hours=1)}, {"card-1"}),
        ({"until": MARCH + timedelta(hours=1)}, {"fact-1"}),
        ({"superseded": False}, {"fact-1", "card-1", "card-2", "paper"}),
        ({"access": Access()}, {"paper"}),
        ({"access": Access(boards={"local:b"})}, {"card-1", "paper"}),
        ({"access": Access(meetings={"m1"}, boards={"local:b"})}, {"fact-1", "card-1", "paper"}),
        ({"access": Access(meetings={"m2"}), "kinds": {"fact"}}, {"fact-2"}),
    ],
)
def test_a_search_is_kept_to_what_was_asked_and_may_be_read(
    database: Database, filters: dict[str, Any], kept: set[str]
) -> None:
    index = StoredIndex(database)
    entries = [
        Entry(id=name, source="all:1", text="выпуск новой версии", **more) for name, more in SAID.items()
    ]
    index.put(Source(id="all:1", version="1"), tuple(entries))
    assert ids(index, "новая версия", **filters) == sorted(kept)
    assert ids(index, "новая версия", 1, **filters) == sorted(kept)[:1]


def test_the_batch_command_finds_what_the_store_finds(
    database: Database, make_meeting: Callable[..., Meeting]
) -> None:
    said = talk(
        long("We ship the billing page on Friday."),
        long("The invoice export is late, the customer asks for it."),
        long("Сервер «Ёлка» переехал, счёт за него придёт в мае."),
        language="en",
    )
    meeting = make_meeting("mtg_a", title="")
    with database.transaction() as session:
        meetings.add(session, meeting, "a")
    index = StoredIndex(database)
    put(index, meeting, said)
    texts = [(entry.id, entry.text) for entry in speech(meeting, said)]
    for question in (
        "When do we ship billing?",
        "client wants the export of invoices",
        "переезд серверов",
        "погода",
    ):
        ((_asked, alone),) = retrieve(texts, [("1", question)], 10)
        assert (
            alone == [(found.entry.id, found.score) for found in index.search(question, Filters(), 10)] != []
        )
