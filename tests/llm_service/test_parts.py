"""Long meetings: read in parts, put together again, with the parts that failed extracted."""

import itertools
import json
import re

import pytest

from core_api.contracts.meeting import Segment, Speaker, Transcript
from core_api.contracts.minutes import Evidence, Fact, Minutes, Request
from llm_service.summarize import summarize
from llm_service.window import Budget, Line, estimate, halve, lines_of, split

SMALL = Budget(4600)


def quiet(_progress):
    """Listens to nothing."""


def long_meeting(meeting, count=80):
    """A meeting of `count` lines; every tenth promises something."""
    texts = [
        f"Promise number {n} for the archive room stands."
        if n % 10 == 5
        else f"Line {n} of talk about nothing much."
        for n in range(count)
    ]
    segments = tuple(
        Segment(index=n, start=n * 4.0, end=n * 4.0 + 3, speaker=1 + n % 2, text=text)
        for n, text in enumerate(texts)
    )
    speakers = (Speaker(number=1, name="Ann Price"), Speaker(number=2, name="Dana Cole"))
    transcript = Transcript(language="en", speakers=speakers, segments=segments)
    return meeting.request.model_copy(update={"transcript": transcript})


def lines_in(request):
    return re.findall(r"^(s\d+) \[[^\]]*\] (.*)$", request["messages"][1]["content"], re.MULTILINE)


def fact_of(line, words, **more):
    asked = [
        {"kind": "comment", "value": words, "outright": True, "quotes": [{"line": line, "words": words}]}
    ]
    return {
        "quotes": [{"line": line, "words": words}], "text": words, "mention": "", "card": "c1",
        "kind": "commitment", "vetoes": [], "requests": asked, **more,
    }  # fmt: skip


def honest(steps, **more):
    """A model that notes each promise it is shown, and writes the head from the notes."""

    def answer(request):
        if request["response_format"]["json_schema"]["name"] == "DigestForm":
            return steps.Say(json.dumps({"overview": "All of it.", "key_points": ["Promises."]}))
        facts = [fact_of(line, words) for line, words in lines_in(request) if words.startswith("Promise")]
        return steps.Say(
            json.dumps({"facts": facts, "overview": "A part.", "key_points": ["A point."], **more})
        )

    return answer


def nothing(_request):
    raise AssertionError("nothing had to be extracted")


def test_a_long_meeting_is_read_in_parts_and_every_promise_is_noted_once(bench, steps, recorded):
    request = long_meeting(recorded("shop-en"))
    bench.play(honest(steps))
    told = []
    minutes = summarize(bench.chat(), request, told.append, nothing, SMALL)
    parts = [sent for sent in bench.server.requests if "Transcript:" in sent["messages"][1]["content"]]
    assert len(parts) >= 3
    assert [fact.evidence[0].segment for fact in minutes.facts] == list(range(5, 80, 10))
    assert [fact.id for fact in minutes.facts] == [f"f{n}" for n in range(1, 9)]
    assert (minutes.overview, minutes.key_points) == ("All of it.", ("Promises.",))
    assert minutes.notes == ()
    assert (told[-1].done, told[-1].total) == (len(parts), len(parts))
    assert [step.done for step in told] == sorted(step.done for step in told)


def test_every_line_is_shown_and_neighbouring_parts_share_some(bench, steps, recorded):
    request = long_meeting(recorded("shop-en"))
    bench.play(honest(steps))
    summarize(bench.chat(), request, quiet, nothing, SMALL)
    shown = [[line for line, _words in lines_in(sent)] for sent in bench.server.requests[:-1]]
    assert {line for part in shown for line in part} == {f"s{n}" for n in range(80)}
    assert all(set(one) & set(other) for one, other in itertools.pairwise(shown))


def test_what_a_later_part_takes_back_is_taken_back(bench, steps, recorded):
    request = long_meeting(recorded("shop-en"))

    def answer(sent):
        earlier = re.findall(r"^(e\d+) .*Promise number 5 ", sent["messages"][1]["content"], re.MULTILINE)
        return honest(steps, taken_back=[*earlier, "e99"])(sent)

    bench.play(answer)
    minutes = summarize(bench.chat(), request, quiet, nothing, SMALL)
    first, *others = minutes.facts
    assert (first.vetoes, first.requests) == (("retracted",), ())
    assert all(fact.requests and not fact.vetoes for fact in others)


def test_an_answer_without_room_is_asked_for_in_halves(bench, steps, recorded):
    request = long_meeting(recorded("shop-en"), 40)

    def answer(sent):
        if len(lines_in(sent)) > 12:
            return steps.Say('{"facts": [', finish="length")
        return honest(steps)(sent)

    bench.play(answer)
    minutes = summarize(bench.chat(), request, quiet, nothing, Budget(40_000))
    assert [fact.evidence[0].segment for fact in minutes.facts] == [5, 15, 25, 35]
    assert minutes.notes == ()


def test_a_meeting_that_never_has_room_ends_all_the_same(bench, steps, recorded):
    request = long_meeting(recorded("shop-en"), 16)
    bench.play(steps.Say("", finish="length"))
    minutes = summarize(
        bench.chat(), request, quiet, lambda _request: Minutes(overview="bare"), Budget(40_000)
    )
    assert (minutes.overview, minutes.notes) == ("bare", ("llm-too-long",))


def extracted(request):
    """The extraction: a fact from every promise, each said outright, with a note of its own."""
    facts = []
    for segment in request.transcript.segments:
        if segment.text.startswith("Promise"):
            place = Evidence(segment=segment.index, start=segment.start, end=segment.end, quote=segment.text)
            wish = Request(kind="comment", value="x", outright=True, evidence=(place,))
            facts.append(
                Fact(id="f1", kind="commitment", text=segment.text, evidence=(place,), requests=(wish,))
            )
    return Minutes(facts=tuple(facts))


def test_a_part_that_the_model_fails_at_is_extracted_and_nothing_in_it_counts_as_outright(
    bench, steps, recorded
):
    request = long_meeting(recorded("shop-en"))

    def answer(sent):
        if any(line == "s5" for line, _words in lines_in(sent)):
            return steps.Say("no")
        return honest(steps)(sent)

    bench.play(answer)
    minutes = summarize(bench.chat(), request, quiet, extracted, SMALL)
    assert minutes.notes == ("llm-bad-answer",)
    assert minutes.model == "small-model"
    assert [fact.evidence[0].segment for fact in minutes.facts] == list(range(5, 80, 10))
    assert not minutes.facts[0].requests[0].outright
    assert minutes.facts[0].card_hint is None
    assert minutes.facts[-1].requests[0].outright


def test_a_server_that_goes_down_midway_is_not_asked_again(bench, steps, recorded):
    request = long_meeting(recorded("shop-en"))
    bench.play(honest(steps), steps.Status(404))
    minutes = summarize(bench.chat(), request, quiet, extracted, SMALL)
    assert len(bench.server.bodies) == 2
    assert minutes.notes == ("llm-not-found",)
    assert [fact.evidence[0].segment for fact in minutes.facts] == list(range(5, 80, 10))
    assert minutes.overview == "A part."


def test_a_segment_longer_than_a_part_is_shown_whole_in_pieces():
    segment = Segment(
        index=3, start=0, end=1, speaker=1, text=" ".join(f"Sentence number {n}." for n in range(400))
    )
    lines = lines_of([segment], 200)
    assert {line.segment for line in lines} == {3}
    assert all(estimate(line.text) <= 200 for line in lines)
    assert " ".join(line.text for line in lines) == segment.text


@pytest.mark.parametrize("budget", [30, 60, 500])
def test_parts_cover_all_lines_in_order(budget):
    lines = [Line(n, 1, f"some words of line {n} " * (1 + n % 5)) for n in range(50)]
    parts = split(lines, budget)
    assert [line.segment for line in dict.fromkeys(line for part in parts for line in part)] == list(
        range(50)
    )
    assert all(part == tuple(sorted(part, key=lambda line: line.segment)) for part in parts)


def test_halves_hold_everything_and_an_only_line_has_none():
    lines = tuple(Line(n, 1, "x") for n in range(9))
    first, second = halve(lines)
    assert set(first) | set(second) == set(lines)
    assert max(len(first), len(second)) < len(lines)
    assert halve(lines[:1]) == ()
