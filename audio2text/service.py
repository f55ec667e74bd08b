"""The speech service: a recording in, a transcript with speakers out.

It puts decoding, voice activity, a recogniser, a diarizer, attribution and the glossary together, and is the
implementation of `core_api.contracts.ports.Transcriber`. Importing it is cheap; models are loaded once, when
they are first needed. What must never live here: anything about one engine.
"""

import threading
from collections.abc import Sequence
from pathlib import Path

from audio2text.attribution import renumbered, segments_of
from audio2text.engines.basic import BasicDiarizer
from audio2text.engines.channels import ChannelDiarizer
from audio2text.engines.demo_en import NAME as DEMO
from audio2text.engines.demo_en import DemoEnglish
from audio2text.engines.none import NoDiarizer
from audio2text.engines.ports import Diarizer, Recognizer, Voices
from audio2text.engines.whisper import WhisperRecognizer
from audio2text.glossary import apply_glossary
from audio2text.media import decode
from audio2text.sound import Sound
from audio2text.voice_activity import Speech, VoiceActivity
from audio2text.windows import windows_of
from core_api.contracts.job import Progress
from core_api.contracts.meeting import Speaker, Transcript
from core_api.contracts.ports import Report, Transcriber, TranscribeRequest
from core_api.contracts.problems import Invalid, Missing

DIARIZERS = ("basic", "channels", "none")
"""The names that `build` takes; `basic` tries `channels` first."""


def build(asr_model: str | None, diarizer: str, models_dir: Path) -> Transcriber:
    """The service with a recogniser and a diarizer.

    `asr_model` is `demo-en`, or the name or folder of a faster-whisper model; None is told to whoever
    transcribes, as Missing (`no-speech-model`). `diarizer` is one of `DIARIZERS`; another name raises
    Invalid.
    """
    if diarizer not in DIARIZERS:
        raise Invalid("diarizer-unknown", name=diarizer, known=", ".join(DIARIZERS))
    hearing = VoiceActivity()
    engines: dict[str, tuple[Diarizer, ...]] = {
        "basic": (ChannelDiarizer(hearing), BasicDiarizer(models_dir)),
        "channels": (ChannelDiarizer(hearing),),
        "none": (NoDiarizer(),),
    }
    return SpeechService(_recognizer(asr_model, models_dir), engines[diarizer], hearing)


def _recognizer(asr_model: str | None, models_dir: Path) -> Recognizer | None:
    if asr_model is None or not asr_model.strip():
        return None
    return DemoEnglish() if asr_model == DEMO else WhisperRecognizer(asr_model, models_dir)


class SpeechService:
    """A recogniser and diarizers that are asked in turn. One recording at a time: engines are not shared."""

    def __init__(
        self, recognizer: Recognizer | None, diarizers: Sequence[Diarizer], voice_activity: VoiceActivity
    ) -> None:
        self._recognizer = recognizer
        self._diarizers = diarizers
        self._voice_activity = voice_activity
        self._busy = threading.Lock()

    def transcribe(self, request: TranscribeRequest, report: Report) -> Transcript:
        """The whole recording as a transcript.

        Raises Missing (no recogniser, or its files), Invalid and Unsupported (the file, the language, no
        speech in it: `no-speech`), Cancelled (from `report`).
        """
        if self._recognizer is None:
            raise Missing("no-speech-model")
        self._recognizer.check(request.language)
        while not self._busy.acquire(timeout=1.0):
            report(Progress(stage="decode", unit="seconds"))
        try:
            return self._transcribe(self._recognizer, request, report)
        finally:
            self._busy.release()

    def _transcribe(self, recognizer: Recognizer, request: TranscribeRequest, report: Report) -> Transcript:
        report(Progress(stage="decode", unit="seconds"))
        with decode(request.path, report) as sound:
            speech = self._voice_activity.listen(sound, report)
            if not speech.regions:
                raise Invalid("no-speech", file=request.path.name)
            windows = windows_of(speech, sound.duration, recognizer.longest)
            language = recognizer.language(sound, windows, request.language)
            voices = self._voices(sound, speech, request.speakers, report)
            words = list(recognizer.recognize(sound, windows, language, report))
            report(Progress(stage="transcribe", done=sound.duration, total=sound.duration, unit="seconds"))
        if not words:
            raise Invalid("no-words", file=request.path.name)
        segments = renumbered(apply_glossary(segments_of(words, voices.turns), request.glossary))
        numbers = sorted({segment.speaker for segment in segments if segment.speaker is not None})
        return Transcript(
            language=language,
            speakers=tuple(Speaker(number=number) for number in numbers),
            segments=segments,
            notes=(*sound.notes, *recognizer.notes, *voices.notes),
        )

    def _voices(self, sound: Sound, speech: Speech, speakers: int | None, report: Report) -> Voices:
        """What the first diarizer that can tell voices apart says; a missing model is a note, not the end."""
        found = Voices()
        for diarizer in self._diarizers:
            try:
                found = diarizer.diarize(sound, speech, speakers, report)
            except Missing as problem:
                found = Voices(notes=(problem.code,))
            if found.turns:
                return found
        return found
