"""Long meetings: read in parts, put together again, with the parts that failed extracted."""

import json
import re

import pytest

from core_api.contracts.meeting import Segment, Speaker, Transcript
from core_api.contracts.minutes import Evidence, Fact, Minutes, Request
from llm_service.summarize import summarize
from llm_service.topics import Part, parts
from llm_service.window import Budget, Line, estimate, lines_of

SMALL = Budget(4096)


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


def tokens_of(request):
    """What a request takes of the context, its answer included."""
    told = "".join(message["content"] for message in request["messages"])
    return estimate(told) + request["max_tokens"]


def fact_of(line, words, **more):
    asked = [
        {"kind": "comment", "value": words, "outright": True, "quotes": [{"line": line, "words": words}]}
    ]
    return {
        "quotes": [{"line": line, "words": words}], "text": words, "mention": "", "card": "c1",
        "kind": "commitment", "vetoes": [], "requests": asked, **more,
    }  # fmt: skip


def honest(steps, taken_back=()):
    """A model that notes each promise it is shown, and writes the head from the notes."""

    def answer(request):
        form = request["response_format"]["json_schema"]["name"]
        if form == "DigestForm":
            return steps.Say(json.dumps({"overview": "All of it.", "key_points": ["Promises."]}))
        if form == "SettleForm":
            return steps.Say(json.dumps({"taken_back": list(taken_back)}))
        facts = [fact_of(line, words) for line, words in lines_in(request) if words.startswith("Promise")]
        return steps.Say(json.dumps({"facts": facts, "overview": "A part.", "key_points": ["A point."]}))

    return answer


def nothing(_request):
    raise AssertionError("nothing had to be extracted")


def test_a_long_meeting_is_read_in_parts_and_every_promise_is_noted_once(bench, steps, recorded):
    request = long_meeting(recorded("shop-en"))
    bench.play(honest(steps))
    told = []
    minutes = summarize(bench.chat(), request, told.append, nothing, SMALL)
    parts = [sent for sent in bench.server.requests if "Transcript:" in sent["messages"][1]["content"]]
    assert len(parts) >= 2
    assert all(tokens_of(sent) <= SMALL.context for sent in bench.server.requests)
    assert [fact.evidence[0].segment for fact in minutes.facts] == list(range(5, 80, 10))
    assert [fact.id for fact in minutes.facts] == [f"f{n}" for n in range(1, 9)]
    assert (minutes.overview, minutes.key_points) == ("All of it.", ("Promises.",))
    assert minutes.notes == ()
    assert (told[-1].done, told[-1].total) == (len(parts), len(parts))
    assert [step.done for step in told] == sorted(step.done for step in told)


def test_every_line_is_shown_once_and_each_part_sees_what_was_said_before_it(bench, steps, recorded):
    request = long_meeting(recorded("shop-en"))
    bench.play(honest(steps))
    summarize(bench.chat(), request, quiet, nothing, SMALL)
    asked = [sent["messages"][1]["content"] for sent in bench.server.requests]
    shown = [
        re.findall(r"^s(\d+) ", one.split("Transcript:")[1], re.M) for one in asked if "Transcript:" in one
    ]
    assert sorted(int(line) for part in shown for line in part) == list(range(80))
    before = [re.findall(r"^s(\d+) ", one.split("Transcript:")[0], re.M) for one in asked if "Before:" in one]
    assert len(before) == len(shown) - 1
    firsts = {part[0] for part in shown}
    assert all(str(int(lines[-1]) + 1) in firsts for lines in before)


def test_a_fact_that_rests_on_lines_before_its_part_alone_is_left_to_that_part(bench, steps, recorded):
    request = long_meeting(recorded("shop-en"))
    bench.play(honest(steps))
    minutes = summarize(bench.chat(), request, quiet, nothing, SMALL)
    seen_twice = [sent for sent in bench.server.requests if len(re.findall(r"Promise number", str(sent))) > 0]
    assert seen_twice
    assert [len(fact.requests) for fact in minutes.facts] == [1] * 8


def test_what_a_later_part_takes_back_is_taken_back(bench, steps, recorded):
    request = long_meeting(recorded("shop-en"))
    bench.play(honest(steps, taken_back=["f1", "f99"]))
    minutes = summarize(bench.chat(), request, quiet, nothing, SMALL)
    first, *others = minutes.facts
    assert (first.vetoes, first.requests) == (("retracted",), ())
    assert all(fact.requests and not fact.vetoes for fact in others)


def test_where_nobody_can_say_what_was_taken_back_nothing_counts_as_outright(bench, steps, recorded):
    request = long_meeting(recorded("shop-en"))

    def answer(sent):
        if sent["response_format"]["json_schema"]["name"] == "SettleForm":
            return steps.Say("no")
        return honest(steps)(sent)

    bench.play(answer)
    minutes = summarize(bench.chat(), request, quiet, nothing, SMALL)
    assert not any(wish.outright for fact in minutes.facts for wish in fact.requests)
    assert minutes.notes == ("llm-bad-answer",)


def test_an_answer_without_room_is_asked_for_in_halves(bench, steps, recorded):
    request = long_meeting(recorded("shop-en"), 40)

    def answer(sent):
        own = sent["messages"][1]["content"].split("Transcript:")[-1]
        if len(re.findall(r"^s\d+ ", own, re.MULTILINE)) > 12:
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


def test_a_part_that_the_model_fails_at_is_extracted_and_nothing_at_all_counts_as_outright(
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
    assert minutes.facts[0].card_hint is None
    assert not any(wish.outright for fact in minutes.facts for wish in fact.requests)


def test_a_segment_longer_than_a_part_is_shown_whole_in_pieces():
    segment = Segment(
        index=3, start=0, end=1, speaker=1, text=" ".join(f"Sentence number {n}." for n in range(400))
    )
    lines = lines_of([segment], 200)
    assert {line.segment for line in lines} == {3}
    assert all(estimate(line.text) <= 200 for line in lines)
    assert " ".join(line.text for line in lines) == segment.text


@pytest.mark.parametrize("room", [30, 60, 500])
def test_parts_cover_all_lines_once_in_order(room):
    lines = [Line(n, n % 3, f"some words of line {n} " * (1 + n % 5)) for n in range(50)]
    assert [line.segment for part in parts(lines, room) for line in part.lines] == list(range(50))


def test_a_part_ends_where_the_talk_turns_to_something_else():
    texts = ["The hall is rented and the deposit of the hall is paid"] * 9
    texts += ["Now hiring: the recruiter found two developers"] * 9
    lines = [Line(n, n % 2, text) for n, text in enumerate(texts)]
    first = parts(lines, sum(estimate(line.text) + 8 for line in lines[:13]))[0]
    assert len(first.lines) == 9


def test_halves_hold_everything_and_an_only_line_has_none():
    lines = tuple(Line(n, 1, "x") for n in range(9))
    first, second = Part(lines).halves()
    assert (*first.lines, *second.lines) == lines
    assert second.before == first.lines[-2:]
    assert Part(lines[:1]).halves() == ()
