"""How fast a recording becomes a transcript, stage by stage, and how good it is on the sample recording.

Run it by hand: `python -m tests.benchmarks.bench_speech [FILE] [--seconds 60] [--model demo-en]`. Not a test: it
asserts nothing, because a wall clock says as much about the machine as about the code.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from audio2text.attribution import segments_of
from audio2text.engines.basic import BasicDiarizer
from audio2text.engines.channels import ChannelDiarizer
from audio2text.engines.demo_en import DemoEnglish
from audio2text.engines.whisper import WhisperRecognizer
from audio2text.media import decode
from audio2text.sound import RATE
from audio2text.voice_activity import VoiceActivity
from audio2text.windows import windows_of
from core_api.contracts.meeting import Turn, Word
from tests.audio2text.recordings import SAMPLE, sample, spoken, write
from tests.audio2text.test_transcribing import plain, word_errors


class Clock:
    """Measures stages and prints each as it ends."""

    def __init__(self, seconds: float) -> None:
        self._audio = seconds
        self._total = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what is inside, in wall-clock and processor seconds."""
        wall, processor = time.perf_counter(), time.process_time()
        yield
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        self._total += wall
        self._show(name, wall, processor)

    def _show(self, name: str, wall: float, processor: float) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{name:<12}{wall:8.2f} s{wall / self._audio:8.3f} RTF{processor:8.2f} s CPU{peak:8.0f} MB peak"
        )

    def finish(self) -> None:
        """Print the sum."""
        print(
            f"{'all':<12}{self._total:8.2f} s{self._total / self._audio:8.3f} RTF, {self._audio:.1f} s of audio"
        )


def frames(turns: Sequence[tuple[float, float, int]], seconds: float) -> np.ndarray:
    """The speaker of every hundredth of a second, 0 where nobody speaks."""
    found = np.zeros(int(seconds * 100) + 1, dtype=int)
    for start, end, speaker in turns:
        found[int(start * 100) : int(end * 100)] = speaker
    return found


def diarization_errors(turns: Sequence[Turn], seconds: float) -> str:
    """Missed, invented and confused speech over all speech, without a collar; voices matched greedily."""
    names: dict[str, int] = {}
    true = [
        (t.start, t.end, names.setdefault(t.speaker, len(names) + 1)) for t in spoken() if t.end <= seconds
    ]
    said = frames(true, seconds)
    heard = frames([(turn.start, turn.end, turn.speaker) for turn in turns], seconds)
    shared = np.zeros((len(names) + 1, int(heard.max(initial=0)) + 1), dtype=int)
    np.add.at(shared, (said, heard), 1)
    inner = shared[1:, 1:].copy()
    right = 0
    while inner.size and inner.max() > 0:
        row, column = np.unravel_index(inner.argmax(), inner.shape)
        right += int(inner[row, column])
        inner[row, :] = inner[:, column] = 0
    speech = int(shared[1:].sum())
    missed, invented = int(shared[1:, 0].sum()), int(shared[0, 1:].sum())
    confused = speech - missed - right
    return (
        f"speakers {shared.shape[1] - 1} of {len(names)}, DER {(missed + invented + confused) / speech:.1%} "
        f"(missed {missed / speech:.1%}, invented {invented / speech:.1%}, confused {confused / speech:.1%})"
    )


def quality(words: Sequence[Word], turns: Sequence[Turn], seconds: float) -> None:
    """Print what can be said where the truth is known."""
    said = plain(" ".join(turn.text for turn in spoken() if turn.end <= seconds))
    heard = plain(" ".join(word.text for word in words))
    print(f"words        {len(said)} said, WER {word_errors(said, heard):.1%}")
    print(f"voices       {diarization_errors(turns, seconds)}")


def main() -> None:
    """Parse the command line and run the stages."""
    parser = argparse.ArgumentParser(description="Times the speech stages.")
    parser.add_argument("file", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--seconds", type=float, help="of the sample recording, in whole turns")
    parser.add_argument("--model", default="demo-en", help="demo-en, or a faster-whisper folder")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file, known = chosen.file, chosen.file == SAMPLE
        if chosen.seconds and known:
            end = max(turn.end for turn in spoken() if turn.end <= chosen.seconds)
            file = write(Path(folder) / "piece.m4a", sample(0, end + 0.3))
        run(file, chosen.model, known=known)


def run(file: Path, model: str, *, known: bool) -> None:
    """All stages over one file."""
    with decode(file, lambda _: None) as sound:
        clock = Clock(sound.samples / RATE)
    recognizer = DemoEnglish() if model == "demo-en" else WhisperRecognizer(model, Path())
    activity = VoiceActivity()
    with clock.stage("decode"), decode(file, lambda _: None):
        pass
    with decode(file, lambda _: None) as sound:
        with clock.stage("listen"):
            speech = activity.listen(sound, lambda _: None)
        with clock.stage("channels"):
            ChannelDiarizer(activity).diarize(sound, speech, None, lambda _: None)
        with clock.stage("basic"):
            turns = BasicDiarizer(Path()).diarize(sound, speech, None, lambda _: None).turns
        with clock.stage("transcribe"):
            windows = windows_of(speech, sound.duration, recognizer.longest)
            words = list(recognizer.recognize(sound, windows, "en", lambda _: None))
        with clock.stage("attribute"):
            segments = segments_of(words, turns)
        clock.finish()
        print(f"segments     {len(segments)}")
        if known:
            quality(words, turns, sound.duration)


if __name__ == "__main__":
    main()
