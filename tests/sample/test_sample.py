"""The sample meetings: their files fit together and say what the demo relies on. Needs neither flite nor a network."""

import itertools
import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import av
import pytest
import webvtt

import core_api.sample

FOLDER = Path(core_api.sample.__file__).parent
BOARDS = ("board-en.json", "board-ru.json")
PLAIN = {
    "en": (
        "Please move card number twelve to review.",
        "Please move the due date of card number seventeen to Friday.",
    ),
    "ru": (
        "Карточку номер двенадцать переносим в ревью.",
        "Карточку «Печать билетов на кассе» переношу в готово.",
    ),
}


def load(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def card(board: Any, number: int) -> Any:
    return next(c for c in board["cards"] if c["idShort"] == number)


def list_name(board: Any, of_card: Any) -> str:
    return str(next(row["name"] for row in board["lists"] if row["id"] == of_card["idList"]))


def voice_cues() -> list[tuple[str, float, float, str]]:
    cues = webvtt.read(str(FOLDER / "planning-ru.vtt"))
    return [(cue.voice, cue.start_in_seconds, cue.end_in_seconds, cue.text) for cue in cues]


def sentences(language: str) -> list[str]:
    if language == "en":
        return [str(turn["text"]) for turn in load("standup-en.json")["turns"]]
    return [text for *_, text in voice_cues()]


@pytest.mark.parametrize("name", BOARDS)
def test_every_id_on_a_board_is_trello_like_and_used_once(name: str) -> None:
    board = load(name)
    rows = [
        board,
        *board["lists"],
        *board["cards"],
        *board["members"],
        *board["memberships"],
        *board["labels"],
    ]
    rows += board["checklists"]
    rows += [item for checklist in board["checklists"] for item in checklist["checkItems"]]
    ids = [row["id"] for row in rows]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[0-9a-f]{24}", each) for each in ids)


@pytest.mark.parametrize("name", BOARDS)
def test_every_reference_on_a_board_leads_somewhere(name: str) -> None:
    board = load(name)
    lists = {row["id"] for row in board["lists"]}
    members = {row["id"] for row in board["members"]}
    labels = {row["id"]: row for row in board["labels"]}
    checklists = {row["id"]: row["idCard"] for row in board["checklists"]}
    for each in board["cards"]:
        assert each["idList"] in lists
        assert set(each["idMembers"]) <= members
        assert all(labels[label["id"]] == label for label in each["labels"])
        assert each["idLabels"] == [label["id"] for label in each["labels"]]
        assert all(checklists.pop(found) == each["id"] for found in each["idChecklists"])
    assert not checklists
    assert {row["idMember"] for row in board["memberships"]} == members


@pytest.mark.parametrize("name", BOARDS)
def test_cards_have_numbers_and_names_of_their_own(name: str) -> None:
    cards = load(name)["cards"]
    for field in ("idShort", "name", "shortLink", "url"):
        assert len({each[field] for each in cards}) == len(cards) == 19
    assert sum(each["closed"] for each in cards) == 1


@pytest.mark.parametrize("language", ["en", "ru"])
def test_meeting_is_described_and_younger_than_its_board(language: str) -> None:
    meeting = load("meetings.json")[language]
    started = datetime.fromisoformat(meeting["started_at"])
    board = load(meeting["board"])
    assert (FOLDER / meeting["recording"]).is_file()
    assert meeting["language"] == language
    assert all(datetime.fromisoformat(each["dateLastActivity"]) < started for each in board["cards"])


def test_weekdays_fit_what_is_said() -> None:
    # Tuesday, so that "Friday" is the sixth; Monday the second, as the lead says
    assert datetime.fromisoformat(load("meetings.json")["en"]["started_at"]).date() == date(2026, 3, 3)
    assert datetime.fromisoformat(load("meetings.json")["ru"]["started_at"]).date() == date(2026, 3, 2)
    assert date(2026, 3, 3).isoweekday() == 2


@pytest.mark.parametrize("language", ["en", "ru"])
def test_two_plain_changes_are_said_in_a_turn_of_their_own(language: str) -> None:
    said = sentences(language)
    assert [said.count(plain) for plain in PLAIN[language]] == [1, 1]


def test_plain_changes_fit_the_english_board() -> None:
    board = load("board-en.json")
    assert list_name(board, card(board, 12)) == "In progress"
    # Friday is later than what is there: an earlier date would be asked about
    assert card(board, 17)["due"].startswith("2026-03-04")


def test_plain_changes_fit_the_russian_board() -> None:
    board = load("board-ru.json")
    names = {row["id"]: row["fullName"] for row in board["members"]}
    printing = card(board, 17)
    assert printing["name"] == "Печать билетов на кассе"
    assert [list_name(board, each) for each in (card(board, 12), printing)] == ["В работе", "В работе"]
    by_text = {text: voice for voice, _, _, text in voice_cues()}
    assert names[card(board, 12)["idMembers"][0]] == by_text[PLAIN["ru"][0]]
    assert names[printing["idMembers"][0]] == by_text[PLAIN["ru"][1]]


def test_transcript_is_in_order_and_its_voices_are_members() -> None:
    cues = voice_cues()
    members = {row["fullName"] for row in load("board-ru.json")["members"]}
    assert {voice for voice, *_ in cues} == members
    assert 50 <= len(cues) <= 70
    assert all(start < end for _, start, end, _ in cues)
    assert all(before[2] <= after[1] for before, after in itertools.pairwise(cues))
    assert 6 * 60 <= cues[-1][2] <= 9 * 60


def test_recording_is_mono_and_as_long_as_its_timings_say() -> None:
    path = FOLDER / "standup-en.ogg"
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        assert stream.channels == 1
        assert stream.codec_context.name == "opus"
        seconds = sum(frame.samples / frame.sample_rate for frame in container.decode(stream))
    assert 3 * 60 <= seconds <= 4 * 60
    assert seconds == pytest.approx(load("standup-en.timings.json")["duration"], abs=0.1)
    assert path.stat().st_size < 1_500_000


def test_timings_are_those_of_the_text() -> None:
    timings, script = load("standup-en.timings.json"), load("standup-en.json")
    spans, turns = timings["turns"], script["turns"]
    assert [(s["speaker"], s["text"]) for s in spans] == [(t["speaker"], t["text"]) for t in turns]
    gaps = [after["start"] - before["end"] for before, after in itertools.pairwise(spans)]
    assert gaps == pytest.approx([turn["pause"] for turn in turns[1:]], abs=0.002)
    assert spans[-1]["end"] < timings["duration"]
    assert len({turn["voice"] for turn in turns}) == len({turn["speaker"] for turn in turns}) == 4
