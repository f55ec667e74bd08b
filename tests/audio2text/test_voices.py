"""Voices are told apart: the network equals its original, clustering counts right, channels are recognised."""

import json
import pickle  # noqa: TID251 - poison is made with it
import zipfile
from collections import OrderedDict
from pathlib import Path

import numpy as np
import pytest

from audio2text.engines.basic import BasicDiarizer, most_for
from audio2text.engines.channels import ChannelDiarizer
from audio2text.engines.clustering import LARGEST, cluster
from audio2text.engines.mel import mel_spectrogram
from audio2text.engines.ports import Voices
from audio2text.engines.torch_file import TorchFileError, read_tensors
from audio2text.engines.voice_encoder import load_encoder
from audio2text.media import decode
from audio2text.voice_activity import VoiceActivity
from core_api.contracts.problems import Missing
from tests.audio2text.recordings import SAMPLE, Spoken, sample, spoken, write
from tests.audio2text.voices import synthetic_voice

REFERENCE = json.loads(Path(__file__).with_name("voice_reference.json").read_text(encoding="utf-8"))
NOWHERE = Path("no-such-folder")


@pytest.mark.parametrize("case", REFERENCE, ids=lambda case: f"{case['pitch']:.0f} Hz")
def test_a_voice_has_the_figures_of_the_original_network(case: dict) -> None:
    wave = np.pad(synthetic_voice(case["seed"], case["pitch"], seconds=2.0), (0, 32_000))
    mel = mel_spectrogram(wave)
    assert np.abs(mel[50] - case["mel_first"]).max() < 1e-6
    windows = load_encoder(NOWHERE).encode(np.stack([mel[first : first + 160] for first in (0, 40, 80)]))
    vector = windows.mean(axis=0) / np.linalg.norm(windows.mean(axis=0))
    assert np.abs(vector - case["vector"]).max() < 1e-5


def test_weights_that_are_not_there_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audio2text.engines.voice_encoder.find_spec", lambda _: None)
    with pytest.raises(Missing) as caught:
        load_encoder(tmp_path)
    assert caught.value.code == "voice-model-missing"
    assert caught.value.params["folder"] == str(tmp_path / "basic")


class Mischief:
    """What a poisoned checkpoint holds: a call of any function."""

    def __reduce__(self):
        return (print, ("this must never be run",))


@pytest.mark.parametrize("poison", [Mischief(), OrderedDict(a=1), [1, 2]])
def test_a_checkpoint_that_asks_for_more_than_tensors_is_refused(tmp_path: Path, poison, capsys) -> None:
    (tmp_path / "basic").mkdir()
    file = tmp_path / "basic" / "pretrained.pt"
    file.write_bytes(
        pickle.dumps(0x1950A86A20F9469CFC6C, 2) + b"".join(pickle.dumps(poison, 2) for _ in range(4))
    )
    with pytest.raises(TorchFileError):
        read_tensors(file, "model_state")
    with pytest.raises(Missing) as caught:
        load_encoder(tmp_path)
    assert caught.value.code == "voice-model-broken"
    assert capsys.readouterr().out == ""


def test_a_file_of_another_kind_is_no_checkpoint(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "model.pt", "w") as archive:
        archive.writestr("archive/data.pkl", b"")
    with pytest.raises(TorchFileError):
        read_tensors(tmp_path / "model.pt", "model_state")


def crowd(voices: int, windows: int, seed: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """Vectors around so many directions, and whose each is."""
    chance = np.random.default_rng(seed)
    middles = chance.standard_normal((voices, 64))
    whose = np.arange(windows) % voices
    vectors = middles[whose] + 0.35 * chance.standard_normal((windows, 64))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), whose


def same_partition(one: np.ndarray, other: np.ndarray) -> bool:
    return len(set(zip(one.tolist(), other.tolist(), strict=True))) == len(set(one)) == len(set(other))


@pytest.mark.parametrize("voices", [1, 2, 3, 5, 8])
def test_the_number_of_voices_is_found(voices: int) -> None:
    vectors, whose = crowd(voices, 200)
    assert same_partition(cluster(vectors), whose)


def test_the_number_of_voices_that_is_known_is_kept() -> None:
    vectors, whose = crowd(4, 160)
    assert len(set(cluster(vectors, speakers=2))) == 2
    assert len(set(cluster(vectors, speakers=1))) == 1
    assert same_partition(cluster(vectors, speakers=4), whose)


def test_few_windows_make_no_crowd() -> None:
    vectors, _ = crowd(5, 15)
    assert set(cluster(vectors)) == {0}
    assert len(cluster(vectors[:0])) == 0
    assert cluster(vectors[:1]).tolist() == [0]


def test_a_long_meeting_is_clustered_by_a_sample() -> None:
    vectors, whose = crowd(3, LARGEST + 700)
    assert same_partition(cluster(vectors), whose)


def test_a_short_recording_cannot_have_many_speakers() -> None:
    assert [most_for(seconds) for seconds in (0, 4, 30, 3600)] == [1, 1, 6, 12]


def heard(voices: Voices, turns: list[Spoken], offset: float = 0.0) -> dict[str, dict[int, float]]:
    """Seconds that each true speaker shares with each found one."""
    shared: dict[str, dict[int, float]] = {}
    for true in turns:
        for turn in voices.turns:
            overlap = min(true.end - offset, turn.end) - max(true.start - offset, turn.start)
            if overlap > 0:
                found = shared.setdefault(true.speaker, {})
                found[turn.speaker] = found.get(turn.speaker, 0.0) + overlap
    return shared


def test_the_sample_meeting_has_its_four_speakers(record_property) -> None:
    activity = VoiceActivity()
    with decode(SAMPLE, lambda _: None) as sound:
        speech = activity.listen(sound, lambda _: None)
        found = BasicDiarizer(NOWHERE).diarize(sound, speech, None, lambda _: None)
    shared = heard(found, spoken())
    right = sum(max(times.values()) for times in shared.values())
    wrong = sum(sum(times.values()) for times in shared.values()) - right
    speech_time = sum(turn.end - turn.start for turn in spoken())
    record_property("confused", round(wrong / speech_time, 4))
    best = [max(times, key=lambda speaker: times[speaker]) for times in shared.values()]
    assert sorted(best) == [1, 2, 3, 4] == sorted({turn.speaker for turn in found.turns})
    assert wrong < 0.03 * speech_time
    assert right > 0.95 * speech_time
    assert all(
        one.end <= other.start + 1e-6 for one, other in zip(found.turns, found.turns[1:], strict=False)
    )


def test_one_person_alone_is_one_speaker(tmp_path: Path) -> None:
    whole = sample(0, 60)
    franks = [turn for turn in spoken() if turn.speaker == "Frank" and turn.end < 60]
    alone = np.concatenate([whole[round(turn.start * 16_000) : round(turn.end * 16_000)] for turn in franks])
    with decode(write(tmp_path / "alone.wav", alone), lambda _: None) as sound:
        speech = VoiceActivity().listen(sound, lambda _: None)
        found = BasicDiarizer(NOWHERE).diarize(sound, speech, None, lambda _: None)
    assert {turn.speaker for turn in found.turns} == {1}


def by_channel(path: Path, *, bleed: float = 0.0, tracks: bool = False) -> tuple[Path, list[Spoken]]:
    """A minute of the sample with Anna in one lane and all others in the second, each heard faintly in the other."""
    turns = [turn for turn in spoken() if turn.end < 60]
    whole = sample(0, turns[-1].end)
    lanes = [whole * bleed, whole * bleed]
    for turn in turns:
        first, last = round(turn.start * 16_000), round(turn.end * 16_000)
        lanes[turn.speaker != "Anna"][first:last] = whole[first:last]
    return write(path, lanes, tracks=tracks), turns


@pytest.mark.parametrize(("bleed", "tracks"), [(0.0, False), (0.1, False), (0.0, True)])
def test_a_speaker_a_channel_is_recognised(tmp_path: Path, bleed: float, tracks: bool) -> None:
    file, turns = by_channel(tmp_path / "call.mkv", bleed=bleed, tracks=tracks)
    activity = VoiceActivity()
    with decode(file, lambda _: None) as sound:
        found = ChannelDiarizer(activity).diarize(
            sound, activity.listen(sound, lambda _: None), None, lambda _: None
        )
    shared = heard(found, turns)
    assert shared["Anna"][1] > 0.97 * sum(shared["Anna"].values())
    assert shared["Frank"][2] > 0.97 * sum(shared["Frank"].values())


@pytest.mark.parametrize("delay", [0, 40])
def test_a_stereo_microphone_keeps_nobody_apart(tmp_path: Path, delay: int) -> None:
    whole = sample(0, 40)
    file = write(tmp_path / "room.wav", [whole, 0.6 * np.roll(whole, delay)])
    activity = VoiceActivity()
    with decode(file, lambda _: None) as sound:
        found = ChannelDiarizer(activity).diarize(
            sound, activity.listen(sound, lambda _: None), None, lambda _: None
        )
    assert found == Voices(notes=("channels-not-separate",))


def test_a_second_channel_with_nothing_in_it_is_no_speaker(tmp_path: Path) -> None:
    whole = sample(0, 20)
    activity = VoiceActivity()
    with decode(write(tmp_path / "left.wav", [whole, 0 * whole]), lambda _: None) as sound:
        found = ChannelDiarizer(activity).diarize(
            sound, activity.listen(sound, lambda _: None), None, lambda _: None
        )
    assert found.turns == ()
