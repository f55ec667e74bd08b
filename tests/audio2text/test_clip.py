"""The sound around a quote: the right seconds of any recording, as a voice message that every messenger takes."""

import io
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio2text import clip
from audio2text.clip import LONGEST, PADDING, SHORTEST, cut, window
from core_api.contracts.meeting import SoundClip
from core_api.contracts.problems import Invalid, Missing, Unsupported
from tests.audio2text.recordings import CODECS, RATE, SAMPLE, Lanes, sample, tone, write, write_silent_film

MIB = 1 << 20


def heard(made: SoundClip) -> Lanes:
    """The clip as a messenger's listener hears it."""
    with av.open(io.BytesIO(made.ogg)) as container:
        (stream,) = container.streams
        assert container.format.name == "ogg"
        assert (stream.codec_context.name, stream.codec_context.layout.name) in {
            ("opus", "mono"),
            ("libopus", "mono"),
        }
        resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        frames = [frame for each in container.decode(stream) for frame in resampler.resample(each)]
        frames += resampler.resample(None)
    return np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames])


def pitch(samples: Lanes) -> float:
    """The strongest frequency."""
    return float(np.argmax(np.abs(np.fft.rfft(samples)))) * RATE / len(samples)


def steps(count: int, seconds: float = 10.0, rate: int = RATE) -> Lanes:
    """A recording whose every stretch has a pitch of its own: 300, 400, 500 … Hz."""
    return np.concatenate([tone(seconds, 300 + 100 * number, rate=rate) for number in range(count)])


def likeness(one: Lanes, other: Lanes) -> float:
    """How alike two pieces sound, at their best alignment within a tenth of a second: 1 is the same."""
    size = min(len(one), len(other)) - RATE // 5
    middle = one[RATE // 10 : RATE // 10 + size]
    shifts = range(0, RATE // 5, 8)
    return max(float(np.corrcoef(middle, other[shift : shift + size])[0, 1]) for shift in shifts)


def test_the_words_of_the_sample_are_in_the_clip() -> None:
    made = cut(SAMPLE, 30.0, 34.0)
    assert made.seconds == pytest.approx(SHORTEST)
    assert likeness(heard(made), sample(27.0, 37.0)) > 0.8
    assert likeness(heard(made), sample(40.0, 50.0)) < 0.5, "the measure can tell pieces apart"


def test_both_ends_of_the_sample_are_moved_and_not_shortened() -> None:
    whole = len(sample(0, 10_000)) / RATE
    first, last = cut(SAMPLE, 0.0, 1.0), cut(SAMPLE, whole - 1.0, whole)
    assert likeness(heard(first), sample(0, 10)) > 0.8
    assert likeness(heard(last), sample(whole - 10, whole)) > 0.8
    assert (first.seconds, last.seconds) == (pytest.approx(10, abs=0.3), pytest.approx(10, abs=0.3))


@pytest.mark.parametrize("kind", sorted(CODECS))
def test_every_kind_of_file_gives_the_right_seconds(tmp_path: Path, kind: str) -> None:
    file = write(tmp_path / f"meeting.{kind}", steps(6, rate=48_000), rate=48_000)
    for number in (0, 3, 5):
        made = cut(file, 10 * number + 4.5, 10 * number + 5.5)
        sound = heard(made)
        assert made.seconds == pytest.approx(10, abs=0.3)
        assert pitch(sound[RATE : 9 * RATE]) == pytest.approx(300 + 100 * number, abs=3)
        assert len(sound) / RATE == pytest.approx(made.seconds, abs=0.1)


@pytest.mark.parametrize("kind", ["mp4", "mkv", "mov", "webm"])
def test_the_sound_of_a_film_is_taken(tmp_path: Path, kind: str) -> None:
    if kind == "webm":
        file = write(tmp_path / "call.webm", steps(4))
    else:
        file = write(tmp_path / f"call.{kind}", steps(4), video=True)
    assert pitch(heard(cut(file, 24, 26))[RATE : 9 * RATE]) == pytest.approx(500, abs=3)


def test_both_channels_and_all_tracks_are_heard(tmp_path: Path) -> None:
    lanes = [tone(20, 400), tone(20, 900)]
    stereo = write(tmp_path / "call.wav", lanes)
    tracks = write(tmp_path / "call.mkv", lanes, tracks=True)
    for file in (stereo, tracks):
        spectrum = np.abs(np.fft.rfft(heard(cut(file, 9, 11))[RATE : 9 * RATE]))
        strongest = sorted(round(place / 8) for place in np.argsort(spectrum)[-2:])
        assert strongest == [400, 900]


def test_a_short_recording_is_taken_whole_and_a_long_quote_is_cut(tmp_path: Path) -> None:
    short = write(tmp_path / "short.ogg", tone(4))
    assert cut(short, 1, 2).seconds == pytest.approx(4, abs=0.2)
    long = write(tmp_path / "long.flac", steps(9))
    made = cut(long, 12, 80)
    assert made.seconds == pytest.approx(LONGEST)
    assert pitch(heard(made)[: 9 * RATE]) == pytest.approx(400, abs=3), "it begins where the quote does"


@pytest.mark.parametrize(("start", "end"), [(-5, 3), (8, 2), (0, 1e12), (float("nan"), float("inf"))])
def test_whatever_is_asked_the_clip_stays_small(tmp_path: Path, start: float, end: float) -> None:
    noise = np.random.default_rng(7).uniform(-1, 1, 60 * RATE).astype(np.float32)
    made = cut(write(tmp_path / "noise.wav", noise), start, end)
    assert 10 <= made.seconds <= LONGEST
    assert len(made.ogg) < MIB
    assert len(made.ogg) * 8 / made.seconds < 26_000


def test_a_clip_of_thirty_seconds_keeps_to_its_rate() -> None:
    made = cut(SAMPLE, 10.0, 60.0)
    assert 12_000 < len(made.ogg) * 8 / made.seconds < 26_000


def test_a_far_voice_is_brought_nearer_and_a_near_one_is_not_clipped(tmp_path: Path) -> None:
    quiet = heard(cut(write(tmp_path / "quiet.wav", tone(12, level=0.004)), 5, 6))
    loud = heard(cut(write(tmp_path / "loud.wav", tone(12, level=1.0)), 5, 6))
    assert np.sqrt(np.mean(quiet[RATE:-RATE] ** 2)) == pytest.approx(10 * 0.004 / np.sqrt(2), rel=0.2)
    assert np.max(np.abs(loud)) < 1.1
    silent = cut(write(tmp_path / "silent.wav", np.zeros(12 * RATE, dtype=np.float32)), 5, 6)
    assert np.max(np.abs(heard(silent))) < 0.01


def test_it_seeks_and_does_not_decode_what_comes_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[float] = []
    place = clip._Track._frame

    def counted(track: clip._Track, frame: av.AudioFrame) -> None:
        decoded.append(frame.samples / frame.sample_rate)
        place(track, frame)

    monkeypatch.setattr(clip._Track, "_frame", counted)
    for kind in ("wav", "mp3", "m4a", "ogg", "mkv", "webm", "flac"):
        file = write(tmp_path / f"long.{kind}", steps(8, 12.0))
        decoded.clear()
        cut(file, 85, 86)
        assert sum(decoded) < 30, f"{kind}: {sum(decoded):.0f} s were decoded"


def test_a_file_that_is_shorter_than_it_says_still_gives_its_end(tmp_path: Path) -> None:
    file = write(tmp_path / "cut.wav", steps(6))
    content = file.read_bytes()
    file.write_bytes(content[: len(content) * 2 // 3])  # 40 s are left
    made = cut(file, 38, 39)
    assert made.seconds == pytest.approx(10, abs=0.3)
    assert pitch(heard(made)[RATE : 9 * RATE]) == pytest.approx(600, abs=3)


def test_a_file_in_which_nobody_can_seek_still_gives_the_right_seconds(tmp_path: Path) -> None:
    whole, file = write(tmp_path / "whole.mkv", steps(6)), tmp_path / "unseekable.mkv"
    with av.open(str(whole)) as source, av.open(str(file), "w") as target:
        (read,) = source.streams.audio
        written = target.add_stream_from_template(read)
        for packet in source.demux(read):
            if packet.size:
                copy = av.Packet(bytes(packet))  # without the mark of a place to begin at
                copy.pts, copy.dts, copy.duration = packet.pts, packet.dts, packet.duration
                copy.time_base, copy.stream = read.time_base, written
                target.mux(copy)
    with av.open(str(file)) as container, pytest.raises(av.FFmpegError):
        container.seek(34_000, stream=container.streams.audio[0])
    for number in (0, 3, 5):
        sound = heard(cut(file, 10 * number + 4.5, 10 * number + 5.5))
        assert pitch(sound[RATE : 9 * RATE]) == pytest.approx(300 + 100 * number, abs=3)


def test_what_has_no_sound_says_so(tmp_path: Path) -> None:
    text = tmp_path / "talk.vtt"
    text.write_text("WEBVTT\n\n00:00.000 --> 00:02.000\nHello.\n", encoding="utf-8")
    long = write(tmp_path / "short.wav", tone(3))
    for file, start in ((text, 0), (write_silent_film(tmp_path / "film.mp4"), 0), (long, 500)):
        with pytest.raises(Missing, match="no-sound"):
            cut(file, start, start + 2)


def test_what_cannot_be_read_is_told_apart(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ogg"
    broken.write_bytes(SAMPLE.read_bytes()[:40])
    with pytest.raises(Invalid, match="media-cut-off"):
        cut(broken, 0, 2)
    playlist = tmp_path / "list.m3u8"
    playlist.write_text("#EXTM3U\n/etc/passwd\n", encoding="utf-8")
    with pytest.raises(Unsupported, match="media-playlist"):
        cut(playlist, 0, 2)
    with pytest.raises(Invalid, match="media-not-found"):
        cut(tmp_path / "gone.ogg", 0, 2)


seconds = st.floats(0, 20_000)


@given(seconds, st.floats(0, 400), st.none() | seconds)
def test_a_window_holds_the_beginning_of_the_quote_and_stays_within_the_recording(
    start: float, length: float, whole: float | None
) -> None:
    end = start + length
    begin, finish = window(start, end, whole)
    assert 0 <= begin <= finish
    assert finish - begin <= LONGEST + 1e-6
    if whole is None:
        assert finish - begin >= SHORTEST - 1e-6
        assert begin <= max(0.0, start - PADDING) + 1e-6
        assert finish >= min(end + PADDING, begin + LONGEST) - 1e-6
    else:
        assert finish <= whole
        assert finish - begin >= min(SHORTEST, whole) - 1e-6
        if end <= whole:
            assert begin <= start
            assert finish >= min(end, begin + LONGEST) - 1e-6
