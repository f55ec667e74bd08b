"""A recording becomes a transcript: the right words, the right speakers, and an honest note on how it was made."""

import subprocess
import sys
from pathlib import Path

import pytest

import audio2text
import core_api
from audio2text.service import build
from core_api.contracts.job import Progress
from core_api.contracts.meeting import Transcript
from core_api.contracts.ports import TranscribeRequest
from core_api.language.words import fold
from core_api.locales import has
from tests.audio2text.recordings import sample, spoken, write

SECONDS = 40.0


def word_errors(said: list[str], heard: list[str]) -> float:
    """The word error rate: edits over words that were said."""
    row = list(range(len(heard) + 1))
    for place, word in enumerate(said, 1):
        before, row[0] = row[0], place
        for column, other in enumerate(heard, 1):
            before, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, before + (word != other)),
            )
    return row[-1] / len(said)


def plain(text: str) -> list[str]:
    return "".join(char if char.isalnum() or char in "' " else " " for char in fold(text)).split()


@pytest.fixture(scope="module")
def minute(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole turns of the first 40 s of the sample recording."""
    end = max(turn.end for turn in spoken() if turn.end < SECONDS)
    return write(tmp_path_factory.mktemp("minute") / "minute.m4a", sample(0, end + 0.3))


@pytest.fixture(scope="module")
def told() -> list[Progress]:
    return []


@pytest.fixture(scope="module")
def transcript(minute: Path, told: list[Progress]) -> Transcript:
    service = build("demo-en", "basic", minute.parent)
    return service.transcribe(TranscribeRequest(path=minute, glossary={"frank": "Francis"}), told.append)


def test_most_words_are_right(transcript: Transcript, record_property) -> None:
    said = plain(" ".join(turn.text for turn in spoken() if turn.end < SECONDS))
    heard = plain(" ".join(segment.original or segment.text for segment in transcript.segments))
    errors = word_errors(said, heard)
    record_property("word error rate", round(errors, 3))
    assert errors < 0.25


def test_everybody_is_a_speaker_of_their_own(transcript: Transcript) -> None:
    turns = [turn for turn in spoken() if turn.end < SECONDS]
    order = list(dict.fromkeys(turn.speaker for turn in turns))
    assert [speaker.number for speaker in transcript.speakers] == list(range(1, len(order) + 1))
    for segment in transcript.segments:
        middle = (segment.start + segment.end) / 2
        whose = min(turns, key=lambda turn: max(turn.start - middle, middle - turn.end))
        assert segment.speaker == order.index(whose.speaker) + 1, segment.text


def test_segments_are_in_order_and_numbered(transcript: Transcript) -> None:
    assert [segment.index for segment in transcript.segments] == list(range(len(transcript.segments)))
    starts = [segment.start for segment in transcript.segments]
    assert starts == sorted(starts)


def test_it_says_that_it_was_only_a_demonstration(transcript: Transcript) -> None:
    assert transcript.notes == ("demo-engine",)
    assert has("degraded-demo-engine", "ru") and has("degraded-demo-engine", "en")


def test_the_glossary_is_applied_and_what_was_heard_is_kept(transcript: Transcript) -> None:
    changed = [segment for segment in transcript.segments if "Francis" in segment.text]
    assert changed
    assert all(segment.original and "frank" in segment.original for segment in changed)


def test_progress_is_told_often_and_reaches_the_end(told: list[Progress], transcript: Transcript) -> None:
    stages = list(dict.fromkeys(progress.stage for progress in told))
    assert set(stages) == {"decode", "listen", "diarize", "transcribe"}
    assert all(0 <= progress.done <= (progress.total or progress.done) for progress in told)
    assert (told[-1].stage, told[-1].done) == ("transcribe", told[-1].total)


def test_without_the_voice_model_there_are_words_without_speakers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audio2text.engines.voice_encoder.find_spec", lambda _: None)
    file = write(tmp_path / "short.wav", sample(0, 8))
    found = build("demo-en", "basic", tmp_path).transcribe(TranscribeRequest(path=file), lambda _: None)
    assert found.speakers == ()
    assert {segment.speaker for segment in found.segments} == {None}
    assert set(found.notes) == {"demo-engine", "voice-model-missing"}
    assert all(has(f"degraded-{note}", language) for note in found.notes for language in ("ru", "en"))


def terminal(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "audio2text", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={"PATH": "/usr/bin", **environment}
    )


def test_the_command_prints_who_said_what(tmp_path: Path) -> None:
    file = write(tmp_path / "short.wav", sample(0, 8))
    said = terminal("transcribe", str(file), "--model", "demo-en")
    assert said.returncode == 0
    assert said.stdout.startswith("[00:00] Speaker 1: good morning")
    assert "demonstration" in said.stderr


def test_the_command_prints_json(tmp_path: Path) -> None:
    file = write(tmp_path / "short.wav", sample(0, 3))
    said = terminal("transcribe", str(file), "--model", "demo-en", "--diarizer", "none", "--json")
    assert Transcript.model_validate_json(said.stdout).segments[0].text.startswith("good morning")


@pytest.mark.parametrize(
    ("language", "word"), [("ru_RU.UTF-8", "распознавания"), ("en_US.UTF-8", "speech model")]
)
def test_the_command_explains_what_is_missing(tmp_path: Path, language: str, word: str) -> None:
    said = terminal("transcribe", str(tmp_path / "x.wav"), LANG=language, PYTHONIOENCODING="utf-8")
    assert said.returncode == 3
    assert word in said.stderr
    assert "Traceback" not in said.stderr


def test_the_service_is_cheap_to_import() -> None:
    code = "import sys, audio2text.service; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {
        "faster_whisper",
        "ctranslate2",
        "onnxruntime",
        "av",
        "pocketsphinx",
        "torch",
        "scipy",
        "tokenizers",
    }
    assert not heavy & set(done.stdout.split())


def test_the_package_is_ours() -> None:
    ours = Path(core_api.__file__).parents[1]
    assert Path(audio2text.__file__).parents[1] == ours
