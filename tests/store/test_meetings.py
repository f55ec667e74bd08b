"""What is kept of a meeting comes back as it was, on both databases."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core_api.contracts.board import CardRef
from core_api.contracts.meeting import Meeting, Segment, Transcript
from core_api.contracts.minutes import Evidence, Minutes, Resolution
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import Heard, Plan, StaleCard
from core_api.store import meetings
from core_api.store.database import Database

HEARD = (Heard(text="Пойдём обедать.", outcome="nothing", reason="chatter"),)
STALE = (StaleCard(card=CardRef(id="c9", name="Отчёт"), reason="silent"),)


def test_a_meeting_comes_back_as_it_was_with_the_zone_of_its_people(
    database: Database, meeting: Meeting
) -> None:
    with database.reading() as session:
        found = meetings.get(session, meeting.id)
    assert found == meeting
    assert found.started_at.utcoffset() == timedelta(hours=3)
    assert found.started_at.hour == 10


def test_the_same_key_gives_the_meeting_that_was_first(
    database: Database, meeting: Meeting, make_meeting: Callable[..., Meeting]
) -> None:
    with database.transaction() as session:
        again = meetings.add(session, make_meeting("mtg_2", title="Другая"), "key-1")
    assert again == meeting
    with database.reading() as session:
        assert meetings.by_key(session, "key-1") == meeting
        assert meetings.by_key(session, "key-2") is None
        assert meetings.recent(session) == (meeting,)


def test_the_newest_meetings_come_first(
    database: Database, meeting: Meeting, make_meeting: Callable[..., Meeting], now: object
) -> None:
    with database.transaction() as session:
        for number in (2, 3):
            meetings.add(session, make_meeting(f"mtg_{number}"), f"key-{number}")
    with database.reading() as session:
        assert [found.id for found in meetings.recent(session, 2)] == ["mtg_3", "mtg_2"]


def test_an_unknown_meeting_is_said_to_be_unknown(database: Database, transcript: Transcript) -> None:
    with database.reading() as session, pytest.raises(NotFound, match="meeting-not-found"):
        meetings.get(session, "mtg_x")
    with database.transaction() as session, pytest.raises(NotFound, match="meeting-not-found"):
        meetings.save_transcript(session, "mtg_x", transcript)


def test_a_transcript_is_kept_once_and_a_better_one_takes_its_place(
    database: Database, meeting: Meeting, transcript: Transcript
) -> None:
    with database.transaction() as session:
        assert meetings.transcript(session, meeting.id) is None
        first = meetings.save_transcript(session, meeting.id, transcript)
        assert meetings.save_transcript(session, meeting.id, transcript) == first
    better = transcript.model_copy(update={"notes": ("no-diarization",)})
    with database.transaction() as session:
        second = meetings.save_transcript(session, meeting.id, better)
    with database.reading() as session:
        assert meetings.transcript(session, meeting.id) == better
        assert meetings.transcript_id(session, meeting.id) == second
    assert first.startswith("tr_")
    assert second != first


def test_odd_characters_survive(database: Database, make_meeting: Callable[..., Meeting]) -> None:
    words = "нуль \0 кавычки ' \" \\ эмодзи 🦊 %s :name"
    odd = make_meeting(title=words)
    said = Transcript(language="ru", segments=(Segment(index=0, start=0, end=1, text=words),))
    with database.transaction() as session:
        meetings.add(session, odd, "odd")
        meetings.save_transcript(session, odd.id, said)
    with database.reading() as session:
        assert meetings.get(session, odd.id) == odd
        assert meetings.transcript(session, odd.id) == said


def test_minutes_and_plan_come_back_as_they_were(database: Database, meeting: Meeting) -> None:
    quote = (Evidence(segment=0, start=0, end=1, quote="Решили."),)
    minutes = Minutes(
        overview="Кратко.", decisions=(Resolution(text="Решили.", evidence=quote),), notes=("a",)
    )
    with database.transaction() as session:
        assert meetings.minutes(session, meeting.id) is None
        assert meetings.plan(session, meeting.id) is None
        meetings.save_minutes(session, meeting.id, Minutes())
        meetings.save_minutes(session, meeting.id, minutes)
        meetings.save_plan(session, meeting.id, Plan(heard=HEARD, stale=STALE), ("no-model",))
    with database.reading() as session:
        assert meetings.minutes(session, meeting.id) == minutes
        assert meetings.plan(session, meeting.id) == (HEARD, STALE, ("no-model",))


def test_a_stage_that_failed_is_visible(database: Database, meeting: Meeting) -> None:
    with database.transaction() as session:
        assert meetings.stage(session, meeting.id) == ("received", None)
        meetings.set_stage(session, meeting.id, "failed", "board-unreachable")
        meetings.set_language(session, meeting.id, "ru")
    with database.reading() as session:
        assert meetings.stage(session, meeting.id) == ("failed", "board-unreachable")
        assert meetings.get(session, meeting.id).language == "ru"
