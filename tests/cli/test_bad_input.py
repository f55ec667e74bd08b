"""Whatever is handed in: a clear message in the user's language, an exit code, and nothing lost."""

import json
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "core_api" / "sample"
Boardscribe = Callable[..., object]


def silent(path: Path) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16000)
        sound.writeframes(b"\0\0" * 16000 * 3)


def truncated(path: Path) -> None:
    path.write_bytes((SAMPLE / "standup-en.ogg").read_bytes()[:40])


BAD: dict[str, tuple[str, Callable[[Path], object]]] = {
    "an empty file": ("meeting.vtt", lambda path: path.write_bytes(b"")),
    "an empty recording": ("meeting.wav", lambda path: path.write_bytes(b"")),
    "nothing but spaces": ("meeting.txt", lambda path: path.write_text(" \n\n ")),
    "a program": ("meeting.mp3", lambda path: path.write_bytes(b"\x7fELF" + bytes(range(256)) * 40)),
    "a picture called a recording": (
        "m.wav",
        lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 500),
    ),
    "a playlist": (
        "m.mp4",
        lambda path: path.write_text("#EXTM3U\n#EXT-X-VERSION:3\nhttp://127.0.0.1:9/a.ts\n"),
    ),
    "silence": ("m.wav", silent),
    "half a header": ("m.ogg", truncated),
    "JSON that is no transcript": ("m.json", lambda path: path.write_text('{"a": 1}')),
}


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("case", BAD)
def test_bad_files_are_refused_in_words(
    case: str, language: str, boardscribe: Boardscribe, tmp_path: Path
) -> None:
    name, make = BAD[case]
    make(tmp_path / name)
    ended = boardscribe("process", tmp_path / name, "--asr-model", "demo-en", "--dry-run", language=language)
    assert ended.code == 1
    lines = [line for line in ended.err.splitlines() if line.strip()]
    assert len(lines) >= 2, "what happened, and what to do"
    assert not any(line.startswith("problem-") for line in lines), lines
    cyrillic = any("а" <= char <= "я" for char in ended.err)
    assert cyrillic == (language == "ru"), ended.err


def test_a_recording_without_a_speech_model_says_what_is_missing(boardscribe: Boardscribe) -> None:
    ended = boardscribe("process", SAMPLE / "standup-en.ogg", "--dry-run")
    assert ended.code == 3
    assert "BOARDSCRIBE_ASR_MODEL" in ended.err


def test_a_failed_stage_is_visible_and_can_be_resumed(boardscribe: Boardscribe) -> None:
    assert boardscribe("process", SAMPLE / "standup-en.ogg", "--title", "Stand-up").code == 3
    listed = boardscribe("meeting", "list")
    assert "Stand-up" in listed.out
    assert "failed" in listed.out


def test_a_missing_file_is_named(boardscribe: Boardscribe) -> None:
    ended = boardscribe("process", "nowhere.vtt")
    assert ended.code == 1
    assert "nowhere.vtt" in ended.err


def test_a_transcript_in_an_old_encoding_is_read(boardscribe: Boardscribe, tmp_path: Path) -> None:
    text = (SAMPLE / "planning-ru.vtt").read_text(encoding="utf-8")
    (tmp_path / "old.vtt").write_bytes(text.replace("—", "-").encode("cp1251", errors="replace"))
    ended = boardscribe("process", tmp_path / "old.vtt", "--dry-run", "--json")
    assert ended.code == 0, ended.err
    answer = json.loads(ended.out)
    assert answer["meeting"]["language"] == "ru"
    assert all(not name.startswith("Speaker") for name in answer["meeting"]["participants"])


def test_a_board_file_without_lists_is_refused(boardscribe: Boardscribe, tmp_path: Path) -> None:
    board = json.loads((SAMPLE / "board-ru.json").read_text(encoding="utf-8"))
    del board["lists"]
    (tmp_path / "board.json").write_text(json.dumps(board), encoding="utf-8")
    ended = boardscribe("process", SAMPLE / "planning-ru.vtt", "--board", f"file:{tmp_path / 'board.json'}")
    assert ended.code == 1
    assert "list" in ended.err.lower()


def test_an_unreachable_model_is_said_and_the_work_goes_on(
    boardscribe: Boardscribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOARDSCRIBE_LLM_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("BOARDSCRIBE_LLM_MODEL", "absent")
    ended = boardscribe("process", SAMPLE / "planning-ru.vtt", "--dry-run", "--json", language="ru")
    assert ended.code == 0, ended.err
    assert any("модел" in line for line in json.loads(ended.out)["degraded"])


def test_wrong_settings_are_wrong_usage(boardscribe: Boardscribe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOARDSCRIBE_API_HOST", "0.0.0.0")  # noqa: S104 - what must be refused
    ended = boardscribe("meeting", "list")
    assert ended.code == 2
    assert "BOARDSCRIBE_API_TOKEN" in ended.err


def test_an_unknown_board_loses_nothing(boardscribe: Boardscribe) -> None:
    ended = boardscribe("process", SAMPLE / "planning-ru.vtt", "--board", "local:nowhere", language="ru")
    assert ended.code == 1
    assert "nowhere" in ended.err
