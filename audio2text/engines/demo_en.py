"""`demo-en`: English speech to text with pocketsphinx and the small model inside its package.

Good enough to see the product work without any download, and no more: on clean speech one word in eight is
wrong, on a telephone call three in four; no punctuation, no Russian. Never chosen unless somebody asks for
it by name.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from audio2text.sound import Sound, Span
from core_api.contracts.job import Progress
from core_api.contracts.meeting import Word
from core_api.contracts.model import Language
from core_api.contracts.ports import Report
from core_api.contracts.problems import Missing, Unsupported

if TYPE_CHECKING:
    from pocketsphinx import Decoder

NAME = "demo-en"

_NOT_A_WORD = re.compile(r"^[<\[+(]")
_VARIANT = re.compile(r"\(\d+\)$")
_FRAME = 0.01


class DemoEnglish:
    """The demonstration recogniser."""

    longest = 15.0
    notes = ("demo-engine",)

    def check(self, language: Language | None) -> None:
        """Raise Unsupported for Russian and Missing where pocketsphinx is not installed."""
        if language not in (None, "en"):
            raise Unsupported("demo-english-only")
        if find_spec("pocketsphinx") is None:
            raise Missing("demo-engine-missing")

    def language(self, sound: Sound, windows: Sequence[Span], asked: Language | None) -> Language:
        """English, always: it cannot tell languages apart."""
        self.check(asked)
        return "en"

    def recognize(
        self, sound: Sound, windows: Sequence[Span], language: Language, report: Report
    ) -> Iterator[Word]:
        """The words in order, lower case, without punctuation; probabilities are those of the decoder."""
        self.check(language)
        for window in windows:
            report(Progress(stage="transcribe", done=window.start, total=sound.duration, unit="seconds"))
            yield from self._window(sound, window)

    @cached_property
    def _decoder(self) -> "Decoder":
        from pocketsphinx import Decoder

        return Decoder(samprate=16000, loglevel="FATAL")

    def _window(self, sound: Sound, window: Span) -> Iterator[Word]:
        samples = (sound.read(window.start, window.end) * 32_767).astype("<i2")
        decoder = self._decoder
        decoder.start_utt()
        decoder.process_raw(samples.tobytes(), no_search=False, full_utt=True)
        decoder.end_utt()
        scale = decoder.get_logmath()
        for part in decoder.seg() or ():
            if _NOT_A_WORD.match(part.word):
                continue
            yield Word(
                text=_spelled(part.word),
                start=window.start + part.start_frame * _FRAME,
                end=min(window.end, window.start + (part.end_frame + 1) * _FRAME),
                probability=float(np.clip(scale.exp(part.prob), 0.0, 1.0)),
            )


def _spelled(word: str) -> str:
    """The dictionary's entry as it is written: no variant's number, a capital I."""
    plain = _VARIANT.sub("", word)
    return "I" + plain[1:] if plain == "i" or plain.startswith("i'") else plain
