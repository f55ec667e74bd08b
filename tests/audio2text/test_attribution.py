"""Words go to whoever speaks, and become utterances that a person would write down."""

from hypothesis import given
from hypothesis import strategies as st

from audio2text.attribution import renumbered, segments_of
from core_api.contracts.meeting import Segment, Turn, Word


def words(*timed: tuple[str, float, float]) -> list[Word]:
    return [Word(text=text, start=start, end=end) for text, start, end in timed]


def turns(*timed: tuple[float, float, int]) -> list[Turn]:
    return [Turn(start=start, end=end, speaker=speaker) for start, end, speaker in timed]


def said(segments: tuple[Segment, ...]) -> list[tuple[int | None, str]]:
    return [(segment.speaker, segment.text) for segment in segments]


def test_a_word_goes_to_the_turn_that_it_overlaps_most() -> None:
    found = segments_of(words(("yes", 0.9, 1.5), ("no", 1.5, 2.0)), turns((0, 1, 1), (1, 3, 2)))
    assert said(found) == [(2, "yes no")]


def test_a_word_outside_every_turn_goes_to_the_nearest() -> None:
    found = segments_of(words(("well", 2.2, 2.4)), turns((0, 1, 1), (3, 4, 2)))
    assert said(found) == [(2, "well")]


def test_without_turns_nobody_is_named() -> None:
    assert said(segments_of(words(("hello", 0, 1)), [])) == [(None, "hello")]


def test_an_utterance_ends_where_the_speaker_changes_after_a_pause_and_with_a_sentence() -> None:
    spoken = words(
        ("Done.", 0, 0.5), ("Next", 0.6, 1), ("one", 1, 1.4), ("please", 2.4, 3), ("sure", 3.1, 3.6)
    )
    found = segments_of(spoken, turns((0, 3, 1), (3, 4, 2)))
    assert said(found) == [(1, "Done."), (1, "Next one"), (1, "please"), (2, "sure")]
    assert [segment.index for segment in found] == [0, 1, 2, 3]
    assert (found[1].start, found[1].end) == (0.6, 1.4)


def test_an_abbreviation_ends_no_sentence() -> None:
    found = segments_of(words(("Спроси", 0, 0.4), ("т.е.", 0.4, 0.8), ("Анну", 0.8, 1.2)), turns((0, 2, 1)))
    assert said(found) == [(1, "Спроси т.е. Анну")]


def test_a_word_inside_anothers_sentence_is_not_torn_out() -> None:
    spoken = words(("move", 0, 0.4), ("the", 0.4, 0.6), ("card", 0.6, 1.0), ("there", 1.0, 1.4))
    found = segments_of(spoken, turns((0, 0.4, 1), (0.4, 0.6, 2), (0.6, 2, 1)))
    assert said(found) == [(1, "move the card there")]


def test_a_short_answer_between_pauses_stays_with_who_gave_it() -> None:
    spoken = words(("ready?", 0, 0.5), ("yes.", 0.6, 0.9), ("good", 1.0, 1.5))
    found = segments_of(spoken, turns((0, 0.55, 1), (0.55, 0.95, 2), (0.95, 2, 1)))
    assert said(found) == [(1, "ready?"), (2, "yes."), (1, "good")]


def test_a_word_stretched_over_a_silence_belongs_to_its_end() -> None:
    found = segments_of(words(("so", 0, 10)), turns((0, 7.9, 1), (8, 12, 2)))
    assert said(found) == [(2, "so")]
    assert found[0].start == 8


def test_a_long_speech_without_pauses_is_cut() -> None:
    spoken = words(
        *((f"word{place}", place * 0.5, place * 0.5 + (0.2 if place == 60 else 0.5)) for place in range(120))
    )
    found = segments_of(spoken, turns((0, 60, 1)))
    assert all(segment.end - segment.start <= 30.5 for segment in found)
    assert " ".join(segment.text for segment in found) == " ".join(word.text for word in spoken)


def test_speakers_are_numbered_by_first_appearance() -> None:
    found = segments_of(words(("a", 0, 1), ("b", 2, 3), ("c", 4, 5)), turns((0, 1, 7), (2, 3, 2), (4, 5, 7)))
    assert [segment.speaker for segment in renumbered(found)] == [1, 2, 1]


TIMES = st.floats(min_value=0, max_value=100, allow_nan=False)
LENGTHS = st.floats(min_value=0, max_value=5, allow_nan=False)


@given(
    st.lists(st.tuples(TIMES, LENGTHS), max_size=30),
    st.lists(st.tuples(TIMES, LENGTHS, st.integers(min_value=1, max_value=4)), max_size=10),
)
def test_no_word_is_lost_whatever_the_times(spans: list, talk: list) -> None:
    spoken = [Word(text=f"w{n}", start=start, end=start + length) for n, (start, length) in enumerate(spans)]
    given_turns = [Turn(start=start, end=start + length, speaker=speaker) for start, length, speaker in talk]
    found = segments_of(spoken, given_turns)
    assert sorted(word.text for segment in found for word in segment.words) == sorted(
        word.text for word in spoken
    )
    assert all(segment.start <= segment.end for segment in found)
    assert all((segment.speaker is None) == (not talk) for segment in found)
