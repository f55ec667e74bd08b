"""Any common recording is decoded to 16 kHz with every channel and track in reach."""

from pathlib import Path

import numpy as np
import pytest

from audio2text.media import decode
from core_api.contracts.job import Progress
from core_api.contracts.problems import Cancelled
from tests.audio2text.recordings import CODECS, tone, write


def quiet(_: Progress) -> None:
    """A report that nobody reads."""


def pitch(samples: np.ndarray) -> float:
    """The strongest frequency."""
    return float(np.argmax(np.abs(np.fft.rfft(samples)))) * 16_000 / len(samples)


@pytest.mark.parametrize("kind", sorted(CODECS))
def test_every_kind_of_file_sounds_as_it_was_made(tmp_path: Path, kind: str) -> None:
    file = write(tmp_path / f"meeting.{kind}", tone(3, 600, rate=48_000), rate=48_000)
    with decode(file, quiet) as sound:
        assert sound.duration == pytest.approx(3, abs=0.15)
        assert pitch(sound.read(0.5, 2.5)) == pytest.approx(600, abs=2)
        assert sound.notes == ()


def test_the_name_of_a_file_does_not_matter(tmp_path: Path) -> None:
    made = write(tmp_path / "really.mp3", tone(3))
    with decode(made.rename(tmp_path / "meeting.wav"), quiet) as sound:
        assert sound.duration == pytest.approx(3, abs=0.15)


def test_the_sound_of_a_film_is_taken(tmp_path: Path) -> None:
    with decode(write(tmp_path / "call.mp4", tone(2, 500), video=True), quiet) as sound:
        assert pitch(sound.read(0.5, 1.5)) == pytest.approx(500, abs=2)


def test_channels_of_a_stereo_file_are_kept_apart(tmp_path: Path) -> None:
    with decode(write(tmp_path / "call.wav", [tone(2, 300), tone(2, 900)]), quiet) as sound:
        assert [pitch(sound.read(lane=lane)) for lane in range(2)] == [pytest.approx(300), pytest.approx(900)]


def test_tracks_of_a_multi_track_file_are_lanes_and_mixed(tmp_path: Path) -> None:
    file = write(tmp_path / "call.mkv", [tone(2, 300), tone(2, 900)], tracks=True)
    with decode(file, quiet) as sound:
        assert [round(pitch(sound.read(0.5, 1.5, lane)), -1) for lane in range(2)] == [300, 900]
        spectrum = np.abs(np.fft.rfft(sound.read(0.5, 1.5)))
        assert sorted(np.argsort(spectrum)[-2:].tolist()) == [300, 900]


@pytest.mark.parametrize("level", [0.003, 0.02, 0.5])
def test_a_quiet_and_a_loud_recording_are_brought_to_one_level(tmp_path: Path, level: float) -> None:
    with decode(write(tmp_path / "meeting.wav", tone(3, level=level)), quiet) as sound:
        assert 20 * np.log10(np.sqrt(np.mean(sound.read() ** 2))) == pytest.approx(-20, abs=0.5)


def test_silence_between_words_does_not_make_a_recording_louder(tmp_path: Path) -> None:
    gappy = np.concatenate([tone(2), np.zeros(16_000 * 20, dtype=np.float32)])
    with decode(write(tmp_path / "meeting.wav", gappy), quiet) as sound:
        assert 20 * np.log10(np.sqrt(np.mean(sound.read(0, 2) ** 2))) == pytest.approx(-20, abs=0.5)


def test_progress_is_told_in_seconds_and_a_stop_is_obeyed(tmp_path: Path) -> None:
    file = write(tmp_path / "long.flac", tone(100))
    told: list[Progress] = []
    with decode(file, told.append):
        pass
    assert [progress.stage for progress in told] == ["decode"] * len(told)
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    assert told and told[0].total == pytest.approx(100)

    def stop(_: Progress) -> None:
        raise Cancelled("cancelled")

    with pytest.raises(Cancelled), decode(file, stop):
        pass


def test_nothing_is_left_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    with decode(write(tmp_path / "meeting.wav", tone(2)), quiet):
        assert list((tmp_path / "temporary").iterdir())
    assert not list((tmp_path / "temporary").iterdir())
