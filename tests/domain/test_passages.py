"""What was said is cut into passages of a handy size, between segments only."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core_api.contracts.meeting import Segment, Transcript
from core_api.domain.passages import ENOUGH_WORDS, MOST_WORDS, windows


def talk(*said: str) -> Transcript:
    segments = (Segment(index=at, start=at, end=at + 1, speaker=1, text=text) for at, text in enumerate(said))
    return Transcript(language="ru", segments=tuple(segments))


@given(st.lists(st.integers(min_value=0, max_value=500), max_size=40))
def test_windows_are_whole_segments_of_a_handy_size(sizes: list[int]) -> None:
    transcript = talk(*(" ".join(["слово"] * size) for size in sizes))
    cut = windows(transcript)
    kept = [segment.index for window in cut for segment in window]
    assert kept == [place for place, size in enumerate(sizes) if size]
    for window in cut:
        words = sum(sizes[segment.index] for segment in window)
        assert words <= MOST_WORDS or len(window) == 1
    for earlier, later in pairwise(cut):
        first = sum(sizes[segment.index] for segment in earlier)
        assert first >= ENOUGH_WORDS or first + sizes[later[0].index] > MOST_WORDS
