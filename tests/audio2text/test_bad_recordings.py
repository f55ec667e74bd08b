"""A file that cannot be used is refused with a problem that says so, in both languages; the rest is taken."""

import contextlib
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audio2text.media import decode
from audio2text.service import build
from core_api.contracts.model import Language
from core_api.contracts.ports import TranscribeRequest
from core_api.contracts.problems import Invalid, Problem, Unsupported
from core_api.locales import has, text
from tests.audio2text.recordings import tone, write, write_silent_film


def refused(path: Path) -> Problem:
    """What the service says of a file; both languages must have words for it that name the file."""
    with pytest.raises(Invalid) as caught:
        build("demo-en", "none", path.parent).transcribe(TranscribeRequest(path=path), lambda _: None)
    problem = caught.value
    for language in ("ru", "en"):
        said = text(f"problem-{problem.code}", language, problem.params)
        assert path.name in said and "{" not in said
        assert has(f"problem-{problem.code}-next", language)
    return problem


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "meeting.wav").touch()
    assert refused(tmp_path / "meeting.wav").code == "media-empty"


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path / "absent.wav").code == "media-not-found"
    (tmp_path / "folder.wav").mkdir()
    assert refused(tmp_path / "folder.wav").code == "media-not-found"


@pytest.mark.parametrize(
    "content",
    [
        b"Anna: good morning\n" * 100,
        b"PK\x03\x04" + bytes(range(256)) * 50,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50,
        np.random.default_rng(1).bytes(200_000),
        b"\0" * 100_000,
    ],
    ids=["text", "archive", "picture", "noise", "zeros"],
)
@pytest.mark.parametrize("name", ["meeting.wav", "meeting.mp3"])
def test_what_is_no_recording_whatever_its_name(tmp_path: Path, content: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert refused(tmp_path / name).code == "not-media"


@pytest.mark.parametrize(
    "content",
    [
        "#EXTM3U\n#EXTINF:10,\n{other}\n",
        "ffconcat version 1.0\nfile {other}\n",
        '<?xml version="1.0"?><MPD></MPD>',
    ],
    ids=["hls", "concat", "dash"],
)
def test_a_playlist_is_not_followed(tmp_path: Path, content: str) -> None:
    other = write(tmp_path / "secret.wav", tone(3))
    (tmp_path / "meeting.mp3").write_text(content.format(other=other))
    problem = refused(tmp_path / "meeting.mp3")
    assert isinstance(problem, Unsupported)
    assert problem.code == "media-playlist"


def test_a_coding_that_nobody_knows(tmp_path: Path) -> None:
    form = struct.pack("<4sIHHIIHH4sI", b"fmt ", 16, 0x9999, 1, 8_000, 16_000, 2, 16, b"data", 32_000)
    (tmp_path / "meeting.wav").write_bytes(
        b"RIFF" + struct.pack("<I", 32_036) + b"WAVE" + form + bytes(32_000)
    )
    assert refused(tmp_path / "meeting.wav").code == "media-codec-unknown"


PIECES = st.lists(
    st.tuples(st.integers(min_value=0), st.binary(max_size=30), st.integers(0, 300)), max_size=20
)


@given(kind=st.sampled_from(["m4a", "mp3", "ogg", "wav", "mkv", "flac"]), pieces=PIECES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happened_to_a_file_it_is_taken_or_refused(
    tmp_path: Path, kind: str, pieces: list[tuple[int, bytes, int]]
) -> None:
    file = tmp_path / f"meeting.{kind}"
    content = bytearray(write(file, tone(2)).read_bytes())
    for place, fresh, cut in pieces:
        start = place % (len(content) + 1)
        content[start : start + cut] = fresh
    file.write_bytes(content)
    with contextlib.suppress(Problem), decode(file, lambda _: None) as sound:
        assert len(sound.read()) == sound.samples


def test_a_film_without_sound(tmp_path: Path) -> None:
    assert refused(write_silent_film(tmp_path / "screen.mp4")).code == "no-audio-track"


@pytest.mark.parametrize("level", [0.0, 0.001])
def test_silence_and_noise_without_speech(tmp_path: Path, level: float) -> None:
    noise = level * np.random.default_rng(3).standard_normal(16_000 * 6)
    assert refused(write(tmp_path / "quiet.wav", noise.astype(np.float32))).code == "no-speech"


@pytest.mark.parametrize("kind", ["wav", "flac", "mp3", "ogg", "mkv", "webm", "avi", "aiff"])
def test_of_half_a_recording_the_half_is_taken_and_noted(tmp_path: Path, kind: str) -> None:
    whole = write(tmp_path / f"whole.{kind}", tone(20)).read_bytes()
    half = tmp_path / f"half.{kind}"
    half.write_bytes(whole[: len(whole) // 2])
    with decode(half, lambda _: None) as sound:
        assert 8 < sound.duration < 12
        assert sound.notes in (("audio-cut-off",), ("audio-damaged",))
        assert all(has(f"degraded-{note}", language) for note in sound.notes for language in ("ru", "en"))


def test_of_half_an_m4a_nothing_can_be_taken(tmp_path: Path) -> None:
    whole = write(tmp_path / "whole.m4a", tone(20)).read_bytes()
    (tmp_path / "half.m4a").write_bytes(whole[: len(whole) // 2])
    assert refused(tmp_path / "half.m4a").code == "media-cut-off"


def test_damage_in_the_middle_costs_the_middle_only(tmp_path: Path) -> None:
    file = write(tmp_path / "meeting.mp3", tone(20))
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 2000] = b"\0\xff" * 1000
    file.write_bytes(content)
    with decode(file, lambda _: None) as sound:
        assert sound.duration > 18
        assert sound.notes == ("audio-damaged",)


def test_a_recording_that_is_too_long_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    file = write(tmp_path / "meeting.wav", tone(5))
    with pytest.raises(Invalid) as caught, decode(file, lambda _: None, longest=4):
        pass
    assert caught.value.code == "media-too-long"


def test_half_an_eternity_of_nothing_is_no_sound(tmp_path: Path) -> None:
    assert refused(write(tmp_path / "click.wav", tone(0.05))).code == "media-no-sound-in-it"


def silent_hours(path: Path, hours: int) -> Path:
    """A WAV of hours that takes no room on the disk: its samples are a hole."""
    size = hours * 3600 * 16_000
    form = struct.pack("<4sIHHIIHH4sI", b"fmt ", 16, 1, 1, 8_000, 16_000, 2, 16, b"data", size)
    path.write_bytes(b"RIFF" + struct.pack("<I", size + 36) + b"WAVE" + form)
    with path.open("r+b") as handle:
        handle.truncate(size + 44)
    return path


def test_three_hours_stay_within_bounded_memory(tmp_path: Path) -> None:
    file = silent_hours(tmp_path / "long.wav", 3)
    code = (
        "import sys, pathlib\n"
        "from audio2text.media import decode\n"
        "from audio2text.voice_activity import VoiceActivity\n"
        "with decode(pathlib.Path(sys.argv[1]), lambda _: None) as sound:\n"
        "    assert sound.duration == 10800, sound.duration\n"
        "    assert VoiceActivity().listen(sound, lambda _: None).regions == ()\n"
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(next(line.split()[1] for line in status.splitlines() if line.startswith('VmHWM')))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 300_000, "kilobytes; three hours of samples alone are 345,000"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_speech_model_names_every_way_out(tmp_path: Path, language: Language) -> None:
    with pytest.raises(Problem) as caught:
        build(None, "basic", tmp_path).transcribe(TranscribeRequest(path=tmp_path / "x.wav"), lambda _: None)
    assert caught.value.code == "no-speech-model"
    way_out = text("problem-no-speech-model-next", language)
    assert all(word in way_out for word in (".vtt", "BOARDSCRIBE_ASR_MODEL", "faster-whisper", "demo-en"))
