"""What every reader gives, utterance by utterance, and how that becomes a transcript.

Here voices become numbered speakers and the language is found out. No format is known here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core_api.contracts.meeting import Segment, Speaker, Transcript, Word
from core_api.contracts.model import Language
from core_api.contracts.problems import Invalid
from core_api.language.controls import plain
from core_api.language.words import detect_language, fold

_ANONYMOUS = re.compile(r"(?:speaker|спикер|говорящий|участник|unknown speaker)[\s_#№-]*(\d*)", re.IGNORECASE)
_AS_SAID = re.compile(r"(?:speaker|спикер)\s+([1-9]\d{0,3})", re.IGNORECASE)


@dataclass(frozen=True)
class Utterance:
    """One utterance as its source tells it. Times in seconds; the voice as it was written."""

    text: str
    voice: str | None = None
    start: float = 0.0
    end: float = 0.0
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A whole source, in order. An utterance without text keeps its place."""

    utterances: tuple[Utterance, ...]
    timed: bool = True
    notes: tuple[str, ...] = ()
    language: Language | None = None
    """What the source itself says."""


def speakers_of(voices: Iterable[str | None]) -> dict[str, Speaker]:
    """Folded voice → speaker, by first appearance.

    «Спикер 3» and "Speaker 3" have no name and keep their number; other anonymous labels (SPEAKER_00) have no name
    and take the next free number, like the voices that do have one.
    """
    spoken = list(dict.fromkeys(_tidy(voice) for voice in voices if voice and voice.strip()))
    speakers: dict[str, Speaker] = {}
    for voice in spoken:
        if said := _AS_SAID.fullmatch(voice):
            speakers[fold(voice)] = Speaker(number=int(said[1]))
    taken = {speaker.number for speaker in speakers.values()}
    number = 0
    for voice in spoken:
        if fold(voice) in speakers:
            continue
        number = next(free for free in range(number + 1, number + len(taken) + 2) if free not in taken)
        name = None if _ANONYMOUS.fullmatch(voice) else voice
        speakers[fold(voice)] = Speaker(number=number, name=name)
    return speakers


def transcript_of(draft: Draft, language: Language | None) -> Transcript:
    """The draft as a transcript. `language` wins over the source's own word, and that over a guess from the text.

    Raises Invalid when nothing was said in it.
    """
    utterances = [_with_plain_text(utterance) for utterance in draft.utterances]
    if not any(utterance.text for utterance in utterances):
        raise Invalid("transcript-empty")
    speakers = speakers_of(utterance.voice for utterance in utterances)
    return Transcript(
        language=language or draft.language or detect_language(" ".join(said.text for said in utterances)),
        speakers=_without_repeats(speakers.values()),
        segments=tuple(_segment(index, said, speakers) for index, said in enumerate(utterances)),
        timed=draft.timed,
        notes=draft.notes,
    )


def _segment(index: int, said: Utterance, speakers: dict[str, Speaker]) -> Segment:
    speaker = speakers.get(fold(_tidy(said.voice))) if said.voice else None
    return Segment(
        index=index,
        start=said.start,
        end=max(said.start, said.end),
        speaker=speaker.number if speaker else None,
        text=said.text,
        words=said.words,
    )


def _with_plain_text(said: Utterance) -> Utterance:
    return Utterance(
        text=" ".join(plain(said.text).split()),
        voice=plain(said.voice) if said.voice else None,
        start=max(0.0, said.start),
        end=max(0.0, said.end),
        words=plain_words(said.words),
    )


def plain_words(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words without what steers a screen."""
    return tuple(word.model_copy(update={"text": plain(word.text)}) for word in words)


def _without_repeats(speakers: Iterable[Speaker]) -> tuple[Speaker, ...]:
    """«Спикер 1» and "Speaker 1" in one source are one speaker."""
    by_number = {speaker.number: speaker for speaker in speakers}
    return tuple(by_number[number] for number in sorted(by_number))


def _tidy(voice: str) -> str:
    return " ".join(voice.split())


def participants_of(transcript: Transcript) -> tuple[str, ...]:
    """The names of all speakers that have one, in the order of their numbers."""
    names: Sequence[str | None] = [speaker.name for speaker in transcript.speakers]
    return tuple(name for name in names if name)
