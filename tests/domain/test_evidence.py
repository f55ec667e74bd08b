"""Quotes are checked against what was said."""

from core_api.contracts.meeting import Segment, Transcript
from core_api.contracts.minutes import Evidence
from core_api.domain.evidence import true_quote, verify

TALK = Transcript(
    language="ru",
    segments=(
        Segment(index=0, start=0, end=5, speaker=1, text="Всё готово — переносим  «Ёлку» в ревью!"),
        Segment(index=1, start=5, end=9, speaker=2, text="I've finished it; moving on."),
    ),
)


def test_a_quote_is_found_whatever_its_case_spaces_and_marks() -> None:
    assert true_quote("все готово, переносим елку", TALK.segments[0].text) == "Всё готово — переносим  «Ёлку»"
    assert true_quote("i’ve finished it", TALK.segments[1].text) == "I've finished it"


def test_words_nobody_said_are_no_evidence() -> None:
    assert true_quote("переносим в готово", TALK.segments[0].text) is None
    assert true_quote("finish", TALK.segments[1].text) is None
    assert true_quote("", TALK.segments[1].text) is None


def test_the_speaker_and_the_second_come_from_the_transcript() -> None:
    offered = Evidence(segment=0, start=70, end=71, speaker=9, quote="moving on")
    (found,) = verify([offered], TALK)
    assert (found.segment, found.start, found.speaker, found.quote) == (1, 5, 2, "moving on.")


def test_a_quote_from_nowhere_is_dropped() -> None:
    assert not verify([Evidence(segment=7, start=0, end=1, quote="moving on")], TALK)
