"""Plain text as people and conference programs write it."""

from pathlib import Path

import pytest

from core_api.contracts.meeting import Transcript
from core_api.sources.reading import read

Told = list[tuple[str | None, float, str]]


def _read(folder: Path, text: str) -> Transcript:
    path = folder / "meeting.txt"
    path.write_text(text, encoding="utf-8")
    source = read(path)
    assert source.kind == "txt"
    assert source.transcript is not None
    return source.transcript


def _told(transcript: Transcript) -> Told:
    return [(transcript.name_of(part.speaker), part.start, part.text) for part in transcript.segments]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[00:01:02] Anna: hi\n[00:01:05] Bob: hello", [("Anna", 62, "hi"), ("Bob", 65, "hello")]),
        ("Anna (00:01): hi\nBob (00:05): yes: indeed", [("Anna", 1, "hi"), ("Bob", 5, "yes: indeed")]),
        (
            "Anna Petrova   0:03\nHello\n\nMore of it.\n\nBob   0:10\nYes",
            [("Anna Petrova", 3, "Hello"), ("Anna Petrova", 3, "More of it."), ("Bob", 10, "Yes")],
        ),
        ("Anna\n0:03\nHello\nBob\n0:05\nHi", [("Anna", 3, "Hello"), ("Bob", 5, "Hi")]),
        ("[Анна Ли] 10:02:15\nДа\n\n[Боб] 10:02:20\nНет", [("Анна Ли", 0, "Да"), ("Боб", 5, "Нет")]),
        (
            "10:02:15 From Anna Li to Everyone: hello\n10:02:17\t From  Bob : hi",
            [("Anna Li", 0, "hello"), ("Bob", 2, "hi")],
        ),
        ("00:00:01\nAnna: hi\n00:00:09\nBob: hey", [("Anna", 1, "hi"), ("Bob", 9, "hey")]),
        ("Anna 11:58 AM\nHello\nBob 12:01 PM\nHi", [("Anna", 0, "Hello"), ("Bob", 180, "Hi")]),
    ],
)
def test_lines_with_times(tmp_path: Path, text: str, told: Told) -> None:
    transcript = _read(tmp_path, text)
    assert _told(transcript) == told
    assert transcript.timed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Анна: привет\nБорис: да\nи ещё", [("Анна", 0, "привет"), ("Борис", 0, "да и ещё")]),
        ("**Anna:** hello\n**Bob:** hi", [("Anna", 0, "hello"), ("Bob", 0, "hi")]),
        ("- Анна: привет\n- Борис: да", [("Анна", 0, "привет"), ("Борис", 0, "да")]),
        ("Speaker 2: a\nSpeaker 1: b", [(None, 0, "a"), (None, 0, "b")]),
    ],
)
def test_lines_without_times_are_not_timed(tmp_path: Path, text: str, told: Told) -> None:
    transcript = _read(tmp_path, text)
    assert _told(transcript) == told
    assert not transcript.timed


def test_mere_paragraphs_keep_their_words_and_name_nobody(tmp_path: Path) -> None:
    text = (
        "Встреча в 10:30\n\nМы говорили о сроках. Сроки: к пятнице.\nРешение: перенести.\n"
        "Длинная строка, что\nперенесена"
    )
    transcript = _read(tmp_path, text)
    assert transcript.speakers == ()
    assert [part.text for part in transcript.segments] == [
        "Встреча в 10:30",
        "Мы говорили о сроках. Сроки: к пятнице.",
        "Решение: перенести.",
        "Длинная строка, что перенесена",
    ]


def test_a_note_among_the_lines_is_no_speaker(tmp_path: Path) -> None:
    transcript = _read(tmp_path, "Anna: we ship\n\nNote: not before Monday\n\nBob: fine\n\nAnna: good")
    assert _told(transcript) == [
        ("Anna", 0, "we ship"), (None, 0, "Note: not before Monday"), ("Bob", 0, "fine"), ("Anna", 0, "good"),
    ]  # fmt: skip


def test_an_utterance_lasts_until_the_next_one(tmp_path: Path) -> None:
    transcript = _read(tmp_path, "[00:01] Anna: hi\n[00:05] Bob: hey\n[00:09 - 00:12] Anna: bye")
    assert [(part.start, part.end) for part in transcript.segments] == [(1, 5), (5, 9), (9, 12)]


def test_a_given_language_wins_over_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Anna: deploy staging", encoding="utf-8")
    source = read(path, "ru")
    assert source.transcript is not None
    assert source.transcript.language == "ru"
