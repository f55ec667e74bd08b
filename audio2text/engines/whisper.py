"""`whisper`: speech to text in both languages with faster-whisper, from model files in a local folder.

Nothing is ever downloaded: a folder that lacks a file is refused before faster-whisper, which would fetch
it, sees it. Every window is recognised by itself, without the text before it, so that an invented phrase
cannot spread.
"""

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from audio2text.loops import without_loops
from audio2text.sound import RATE, Sound, Span
from core_api.contracts.job import Progress
from core_api.contracts.meeting import Word
from core_api.contracts.model import Language
from core_api.contracts.ports import Report
from core_api.contracts.problems import Missing, Unavailable, Unsupported

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

_FILES = ("model.bin", "config.json", "tokenizer.json")
_VOCABULARIES = ("vocabulary.json", "vocabulary.txt")
_HEARD_FOR_LANGUAGE = 3
_SHORTEST_WORD = 0.02
_WINDOW_FRAMES = 3000
_SEED = 0
"""Of the chance in the warmer tries, so that a freshly loaded model hears the same recording the same way."""


def find_folder(model: str, models_dir: Path) -> Path:
    """The folder of a model given by name or as a folder; complete, or Missing (`speech-model-…`)."""
    expected = models_dir / "whisper" / model
    folders = (Path(model).expanduser(), expected, models_dir / model)
    folder = next((path for path in folders if path.is_dir()), None)
    if folder is None:
        raise Missing("speech-model-missing", model=model, folder=str(expected))
    lacking = [name for name in _FILES if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in _VOCABULARIES):
        lacking.append(_VOCABULARIES[0])
    if lacking:
        raise Missing("speech-model-incomplete", model=model, folder=str(folder), files=", ".join(lacking))
    return folder


class WhisperRecognizer:
    """faster-whisper with one model, loaded at the first window."""

    longest = 30.0

    def __init__(self, model: str, models_dir: Path) -> None:
        self.notes: tuple[str, ...] = ()
        self._model_name = model
        self._models_dir = models_dir

    def check(self, language: Language | None) -> None:
        """Raise Missing where files are missing and Unsupported where an English model is to hear Russian."""
        folder = find_folder(self._model_name, self._models_dir)
        if language == "ru" and (folder.name.endswith(".en") or self._model_name.endswith(".en")):
            raise Unsupported("speech-model-english-only", model=self._model_name)

    def language(self, sound: Sound, windows: Sequence[Span], asked: Language | None) -> Language:
        """The asked language, else the likelier of the two in up to three windows of the recording."""
        self.check(asked)
        if not self._model.model.is_multilingual:
            if asked == "ru":
                raise Unsupported("speech-model-english-only", model=self._model_name)
            return "en"
        return asked or self._heard(sound, windows)

    def recognize(
        self, sound: Sound, windows: Sequence[Span], language: Language, report: Report
    ) -> Iterator[Word]:
        """The words in order with their times and probabilities; what is looped within a window is said once."""
        for window in windows:
            report(Progress(stage="transcribe", done=window.start, total=sound.duration, unit="seconds"))
            yield from without_loops(self._window(sound, window, language))

    @cached_property
    def _model(self) -> "WhisperModel":
        """The model on the graphics card where it works there, else on the processor."""
        import ctranslate2

        folder = find_folder(self._model_name, self._models_dir)
        try:
            if ctranslate2.get_cuda_device_count() > 0:
                model = self._on_the_card(folder)
                if model is not None:
                    return model
                self.notes = ("gpu-unusable",)
            return _load(folder, "cpu", "int8")
        except (RuntimeError, ValueError) as error:
            raise Missing("speech-model-broken", model=self._model_name, folder=str(folder)) from error

    @staticmethod
    def _on_the_card(folder: Path) -> "WhisperModel | None":
        """The model after a trial on half a minute of silence; libraries that lack show themselves only then."""
        try:
            model = _load(folder, "cuda", "int8_float16")
            model.encode(model.feature_extractor(np.zeros(30 * RATE, dtype=np.float32))[:, :_WINDOW_FRAMES])
        except (RuntimeError, ValueError):
            return None
        return model

    def _heard(self, sound: Sound, windows: Sequence[Span]) -> Language:
        chances = {"ru": 0.0, "en": 0.0}
        for window in windows[:: max(1, len(windows) // _HEARD_FOR_LANGUAGE)][:_HEARD_FOR_LANGUAGE]:
            _, _, every = self._model.detect_language(audio=sound.read(window.start, window.end))
            for name, chance in every:
                if name in chances:
                    chances[name] += float(chance)
        return "ru" if chances["ru"] > chances["en"] else "en"

    def _window(self, sound: Sound, window: Span, language: Language) -> Iterator[Word]:
        segments, _ = self._model.transcribe(
            sound.read(window.start, window.end),
            language=language,
            beam_size=1 if self._model.model.device == "cpu" else 5,
            temperature=(0.0, 0.4, 0.8),
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=False,
        )
        try:
            for segment in segments:
                for word in segment.words or ():
                    placed = _placed(word, window)
                    if placed:
                        yield placed
        except RuntimeError as error:
            raise Unavailable("speech-model-failed", model=self._model_name) from error


def _load(folder: Path, device: str, numbers: str) -> "WhisperModel":
    import ctranslate2
    from faster_whisper import WhisperModel

    ctranslate2.set_random_seed(_SEED)
    threads = min(4, os.cpu_count() or 1)
    return WhisperModel(
        str(folder), device=device, compute_type=numbers, cpu_threads=threads, local_files_only=True
    )


def _placed(word: Any, window: Span) -> Word | None:
    """A word in seconds of the recording, inside its window; its figures come as NumPy's and may lie outside."""
    text = str(word.word).strip()
    if not text:
        return None
    start = min(max(window.start, window.start + float(word.start)), window.end)
    end = min(max(start + _SHORTEST_WORD, window.start + float(word.end)), window.end)
    return Word(
        text=text, start=start, end=max(start, end), probability=min(1.0, max(0.0, float(word.probability)))
    )
