"""Words and turns to utterances: who said what.

Pure functions over words and turns. What must never live here: sound, and any engine.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from core_api.contracts.meeting import Segment, Turn, Word

LONGEST_WORD = 2.0
"""Seconds that a word may last; recognisers stretch words over silence, and then they belong to nobody."""
PAUSE = 0.8
"""Seconds of silence that end an utterance."""
LONGEST = 30.0
"""Seconds after which an utterance without pauses is cut."""

_SENTENCE_END = re.compile(r"[.!?…]+[\"'»”)]*$")
_ABBREVIATION = re.compile(
    r"^(?:\d+|[a-zа-яё]|т\.[еднкп]|mr|mrs|ms|dr|vs|etc|e\.g|i\.e|см|стр|др|пр|руб|тыс|млн)\.$", re.I
)
_ISLAND_WORDS = 2
_ISLAND_SECONDS = 1.0


class _Spoken(NamedTuple):
    word: Word
    speaker: int | None


def segments_of(words: Sequence[Word], turns: Sequence[Turn]) -> tuple[Segment, ...]:
    """Utterances in order, numbered from 0, cut where the speaker changes, at pauses and at the ends of sentences.

    A word goes to the turn that it overlaps most, else to the nearest one; with no turns nobody is named.
    """
    clipped = [_clip(word) for word in sorted(words, key=lambda item: (item.start, item.end))]
    found = _Turns(turns)
    spoken = [_Spoken(word, found.speaker_of(word)) for word in clipped]
    utterances = _utterances(_smoothed(spoken))
    return tuple(_segment(index, utterance) for index, utterance in enumerate(utterances))


def _clip(word: Word) -> Word:
    """The word, at most 2 s long: what is too long is cut at its start, where the silence was taken in."""
    if word.end - word.start <= LONGEST_WORD:
        return word
    return word.model_copy(update={"start": word.end - LONGEST_WORD})


class _Turns:
    """Turns in order, to be asked whose a word is."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = sorted(turns, key=lambda turn: (turn.start, turn.end))
        self._starts = [turn.start for turn in self._turns]
        ends: list[float] = []
        for turn in self._turns:
            ends.append(max(turn.end, ends[-1] if ends else 0.0))
        self._ends_so_far = ends

    def speaker_of(self, word: Word) -> int | None:
        """The speaker whose turns the word overlaps most; the nearest one's if there is none."""
        first = bisect_left(self._ends_so_far, word.start)
        last = bisect_left(self._starts, word.end)
        shares: dict[int, float] = {}
        for turn in self._turns[first:last]:
            share = min(turn.end, word.end) - max(turn.start, word.start)
            if share > 0:
                shares[turn.speaker] = shares.get(turn.speaker, 0.0) + share
        if shares:
            return max(shares, key=lambda speaker: shares[speaker])
        return self._nearest(word, first, last)

    def _nearest(self, word: Word, first: int, last: int) -> int | None:
        near = self._turns[max(0, first - 1) : last + 1]
        if not near:
            return None
        return min(near, key=lambda turn: max(turn.start - word.end, word.start - turn.end)).speaker


def _smoothed(spoken: list[_Spoken]) -> list[_Spoken]:
    """The words, one or two short ones inside another's sentence made that person's: turns end a little off."""
    result = list(spoken)
    for first, last in _runs(spoken):
        before, after = first - 1, last
        if before < 0 or after >= len(spoken) or last - first > _ISLAND_WORDS:
            continue
        around = {result[before].speaker, result[after].speaker}
        short = spoken[last - 1].word.end - spoken[first].word.start <= _ISLAND_SECONDS
        inside = all(not _ends(result[place], result[place + 1]) for place in range(before, after))
        if len(around) == 1 and short and inside:
            result[first:last] = [
                item._replace(speaker=result[before].speaker) for item in result[first:last]
            ]
    return result


def _runs(spoken: list[_Spoken]) -> list[tuple[int, int]]:
    """Stretches of one speaker: (first, past the last)."""
    edges = [
        0,
        *(n for n in range(1, len(spoken)) if spoken[n].speaker != spoken[n - 1].speaker),
        len(spoken),
    ]
    return [(first, last) for first, last in pairwise(edges) if last > first]


def _ends(this: _Spoken, following: _Spoken) -> bool:
    """True when a sentence ends between two words, by its mark or by a pause."""
    text = this.word.text.strip()
    marked = bool(_SENTENCE_END.search(text)) and not _ABBREVIATION.match(text)
    return marked or following.word.start - this.word.end >= PAUSE


def _utterances(spoken: list[_Spoken]) -> list[list[_Spoken]]:
    utterances: list[list[_Spoken]] = []
    for item in spoken:
        last = utterances[-1] if utterances else None
        if last is None or last[-1].speaker != item.speaker or _ends(last[-1], item):
            utterances.append([item])
        else:
            last.append(item)
    return [piece for utterance in utterances for piece in _short(utterance)]


def _short(utterance: list[_Spoken]) -> list[list[_Spoken]]:
    """An utterance in pieces of at most 30 s, cut at its longest pauses."""
    if utterance[-1].word.end - utterance[0].word.start <= LONGEST or len(utterance) < 2:
        return [utterance]
    places = range(1, len(utterance))
    cut = max(places, key=lambda n: utterance[n].word.start - utterance[n - 1].word.end)
    return [*_short(utterance[:cut]), *_short(utterance[cut:])]


def _segment(index: int, utterance: list[_Spoken]) -> Segment:
    words = tuple(item.word for item in utterance)
    return Segment(
        index=index,
        start=words[0].start,
        end=max(word.end for word in words),
        speaker=utterance[0].speaker,
        text=" ".join(word.text.strip() for word in words),
        words=words,
    )


def renumbered(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments with speakers numbered from 1 by first appearance: a turn without words takes no number."""
    numbers: dict[int, int] = {}
    for segment in segments:
        if segment.speaker is not None:
            numbers.setdefault(segment.speaker, len(numbers) + 1)
    return tuple(
        segment
        if segment.speaker is None
        else segment.model_copy(update={"speaker": numbers[segment.speaker]})
        for segment in segments
    )
