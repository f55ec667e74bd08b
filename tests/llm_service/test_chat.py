"""The client against a server that behaves, misbehaves, refuses and is not there."""

import json
import logging
import socket

import pytest
from pydantic import SecretStr

from core_api.contracts.problems import Invalid, Missing, Refused, Unavailable
from llm_service.chat import Chat
from llm_service.reply import Reply, parse
from llm_service.schema import AnswerForm, ProbeForm, form
from llm_service.transport import Patience

FORM = form(ProbeForm, {"word": ("card", "list")})
ASKED = [{"role": "system", "content": "Fill in."}, {"role": "user", "content": "Card, seven."}]
GOOD = '{"word": "card", "number": 7}'


def ask(chat):
    return chat.complete(ASKED, FORM, 200)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"Here you are:\n{GOOD}\nAnything else?",
        f'<think>Perhaps {{"word": "list", "number": 1}}?</think>\n{GOOD}',
        f"I think aloud without opening it.</think>{GOOD}",
        "{" + GOOD,
        f"<THINK>hm</THINK>```\n{GOOD}```",
    ],
)
def test_the_form_is_found_whatever_stands_around_it(bench, steps, text):
    bench.play(steps.Say(text))
    filled = ask(bench.chat())
    assert (filled.word, filled.number) == ("card", 7)
    assert len(bench.server.bodies) == 1


@pytest.mark.parametrize("content", ["", "\n\n", "{"])
def test_an_answer_that_landed_in_the_reasoning_field_is_found(bench, steps, content):
    bench.play(steps.Say(content, reasoning=GOOD))
    assert ask(bench.chat()).number == 7
    assert len(bench.server.bodies) == 1


def test_reasoning_is_never_taken_for_the_answer(bench, steps):
    bench.play(steps.Say(GOOD, reasoning='{"word": "list", "number": 1}'))
    assert ask(bench.chat()).word == "card"


def test_a_wrong_answer_is_repaired_once_with_the_reason(bench, steps):
    bench.play(steps.Say('{"word": "card"}'), steps.Say(GOOD))
    assert ask(bench.chat()).number == 7
    repair = bench.server.requests[1]["messages"]
    assert repair[-2] == {"role": "assistant", "content": '{"word": "card"}'}
    assert "number: Field required" in repair[-1]["content"]


@pytest.mark.parametrize(
    "bad",
    [
        "I cannot do that.",
        "[1, 2]",
        '{"word": 5, "number": "x"}',
        "",
        '{"word": "card", "number"',
        "{" * 5000,
    ],
)
def test_a_model_that_is_wrong_twice_is_a_problem_and_not_a_guess(bench, steps, bad):
    bench.play(steps.Say(bad))
    with pytest.raises(Invalid, match="llm-bad-answer"):
        ask(bench.chat())
    assert len(bench.server.bodies) == 2


@pytest.mark.parametrize(
    "body", [b"<html>Bad gateway</html>", b"[]", b'{"choices": []}', b"\xff\xfe", b"null"]
)
def test_a_body_that_is_no_chat_completion_is_a_bad_answer(bench, steps, body):
    bench.play(steps.Raw(body))
    with pytest.raises(Invalid, match="llm-bad-answer"):
        ask(bench.chat())


def test_an_answer_cut_off_by_the_token_limit_is_told_apart(bench, steps):
    bench.play(steps.Say(GOOD[:12], finish="length"))
    with pytest.raises(Invalid, match="llm-too-long"):
        ask(bench.chat())
    assert len(bench.server.bodies) == 1


def test_a_question_too_long_for_the_model_is_told_apart_from_an_unknown_parameter(bench, steps):
    message = {
        "error": {"message": "This model's maximum context length is 4096 tokens; max_tokens is too large"}
    }
    bench.play(steps.Status(400, text=json.dumps(message)))
    with pytest.raises(Invalid, match="llm-too-long"):
        ask(bench.chat())
    assert len(bench.server.bodies) == 1


def test_half_a_body_is_asked_for_again(bench, steps):
    bench.play(steps.Raw(steps.Say(GOOD).body()[:40], missing=60), steps.Say(GOOD))
    assert ask(bench.chat()).number == 7
    assert bench.slept == [1.0]


def test_a_server_that_only_ever_gives_half_is_unreachable(bench, steps):
    bench.play(steps.Raw(b'{"choices": [', missing=100))
    with pytest.raises(Unavailable, match="llm-unreachable"):
        ask(bench.chat())
    assert len(bench.server.bodies) == 4


def test_a_short_outage_is_waited_out_a_little_longer_each_time(bench, steps):
    bench.play(steps.Status(500), steps.Status(503), steps.Say(GOOD))
    assert ask(bench.chat()).number == 7
    assert bench.slept == [1.0, 2.0]


def test_retry_after_is_honoured(bench, steps):
    bench.play(steps.Status(429, {"Retry-After": "7"}), steps.Say(GOOD))
    assert ask(bench.chat()).number == 7
    assert 7 <= bench.slept[0] < 8, "never before it was asked for"


def test_a_long_retry_after_is_not_waited_for_but_passed_on(bench, steps):
    bench.play(steps.Status(429, {"Retry-After": "3600"}))
    with pytest.raises(Unavailable, match="llm-busy") as caught:
        ask(bench.chat())
    assert caught.value.retry_after == 3600
    assert bench.slept == []


def test_all_waiting_together_is_bounded(bench, steps):
    bench.play(steps.Status(429, {"Retry-After": "25"}))
    with pytest.raises(Unavailable, match="llm-busy"):
        ask(bench.chat())
    assert sum(bench.slept) <= bench.patience.waiting


@pytest.mark.parametrize("header", ["soon", "nan", "inf", "-5", "Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 99"])
def test_an_odd_retry_after_does_no_harm(bench, steps, header):
    bench.play(steps.Status(429, {"Retry-After": header}), steps.Say(GOOD))
    assert ask(bench.chat()).number == 7
    assert 0 <= bench.slept[0] <= 1.0


def test_a_slow_server_is_given_up_once_its_time_is_over(bench, steps):
    bench.patience = Patience(base=0.2, per_thousand_read=0, per_thousand_written=0)
    bench.play(steps.Hang())
    with pytest.raises(Unavailable, match="llm-timeout"):
        ask(bench.chat())
    assert bench.slept == []


def test_the_time_grows_with_the_question_and_the_answer():
    patience = Patience()
    assert patience.limit(1000, 100) < patience.limit(50_000, 100) < patience.limit(50_000, 4000)
    assert patience.limit(10**9, 10**9) == patience.longest


def test_nobody_at_the_address_is_unreachable(bench):
    with pytest.raises(Unavailable, match="llm-unreachable"):
        ask(bench.chat(url=f"http://127.0.0.1:{free_port()}/v1"))


@pytest.mark.parametrize("url", ["http://[::1", "nonsense", "http://127.0.0.1:99999/v1", "http://\x00/v1"])
def test_an_address_that_is_none_is_unreachable(bench, url):
    with pytest.raises(Unavailable, match="llm-unreachable"):
        ask(bench.chat(url=url))


def test_a_wrong_key_is_refused_and_never_told(bench, steps, caplog):
    caplog.set_level(logging.DEBUG)
    bench.play(steps.Say(GOOD))
    with pytest.raises(Refused, match="llm-unauthorized") as caught:
        ask(bench.chat(key="sk-wrong-0815"))
    chain = [caught.value, caught.value.__cause__, caught.value.__context__]
    told = "".join(f"{problem!r}{vars(problem)}" for problem in chain if problem) + caplog.text
    assert "sk-" not in told
    assert len(bench.server.bodies) == 1


def test_the_key_is_in_no_error_of_a_lost_connection():
    chat = Chat(f"http://127.0.0.1:{free_port()}", SecretStr("sk-secret"), "m", patience=Patience(attempts=1))
    with pytest.raises(Unavailable) as caught:
        ask(chat)
    assert caught.value.__context__ is None
    assert "sk-secret" not in f"{caught.value!r}{caught.value.params}{vars(chat)}"


@pytest.mark.parametrize("key", ["ключ", "sk-a\nsk-b", "sk\x00", "  sk-test-4711\n"])
def test_an_odd_key_is_a_problem_like_any_other(bench, steps, key):
    bench.play(steps.Say(GOOD))
    try:
        assert ask(bench.chat(key=key)).number == 7
        assert key.strip() == "sk-test-4711"
    except (Refused, Unavailable) as problem:
        assert "sk" not in f"{problem}{problem.__context__}"


def test_a_model_that_the_server_does_not_have_is_missing(bench, steps):
    bench.play(steps.Status(404, text='{"error": {"message": "model not found"}}'))
    with pytest.raises(Missing, match="llm-not-found"):
        ask(bench.chat())


def test_a_redirect_is_not_followed(bench, steps):
    bench.play(steps.Status(307, {"Location": "http://127.0.0.1:9/v1/chat/completions"}))
    with pytest.raises(Missing, match="llm-not-found"):
        ask(bench.chat())


@pytest.mark.parametrize(
    ("formats", "mode", "tries"),
    [({"json_schema", None}, "strict", 1), ({"json_object", None}, "object", 3), ({None}, "plain", 4)],
)
def test_the_client_learns_how_its_server_is_asked_for_forms(bench, steps, formats, mode, tries):
    bench.server.formats = formats
    bench.play(steps.Say(GOOD))
    chat = bench.chat()
    ask(chat)
    assert chat.dialect.mode == mode
    assert len(bench.server.bodies) == tries
    ask(chat)
    assert len(bench.server.bodies) == tries + 1


def test_the_schema_is_shown_in_the_prompt_in_every_dialect(bench, steps):
    bench.server.formats = {None}
    bench.play(steps.Say(GOOD))
    ask(bench.chat())
    assert all(
        '"enum":["card","list"]' in request["messages"][-1]["content"] for request in bench.server.requests
    )


def test_parameters_that_a_server_does_not_know_are_left_out(bench, steps):
    bench.server.unknown = {"seed", "temperature"}
    bench.play(steps.Say(GOOD))
    chat = bench.chat()
    ask(chat)
    assert chat.dialect.without == {"seed", "temperature"}
    assert chat.dialect.mode == "strict"
    assert not {"seed", "temperature"} & set(bench.server.requests[-1])


def test_a_server_that_wants_the_newer_name_of_the_limit_gets_it(bench, steps):
    refusal = {
        "error": {"message": "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."}
    }
    bench.play(steps.Status(400, text=json.dumps(refusal)), steps.Say(GOOD))
    ask(bench.chat())
    last = bench.server.requests[-1]
    assert last["max_completion_tokens"] == 200
    assert "max_tokens" not in last


def test_a_server_that_refuses_everything_is_a_problem_and_nothing_is_learnt(bench, steps):
    bench.play(steps.Status(422))
    chat = bench.chat()
    with pytest.raises(Invalid, match="llm-bad-request"):
        ask(chat)
    assert chat.dialect.mode == "strict"


def test_equal_questions_are_equal_bytes(bench, steps):
    bench.play(steps.Say(GOOD))
    ask(bench.chat())
    ask(bench.chat())
    assert bench.server.bodies[0] == bench.server.bodies[1]
    first = bench.server.requests[0]
    assert (first["temperature"], first["seed"], first["max_tokens"]) == (0.2, 7, 200)
    assert first["response_format"]["json_schema"]["strict"] is True


def test_what_a_model_writes_cannot_steer_a_screen():
    shape = form(AnswerForm, {"line": ("s1",)})
    said = {
        "found": True,
        "text": "Yes\x1b[2J\u202e, on Friday\x07",
        "quotes": [{"line": "s1", "words": "on\x9b Friday"}],
    }
    filled = parse(Reply(json.dumps(said), "", cut_short=False), shape)
    assert filled.text == "Yes[2J, on Friday"
    assert filled.quotes[0].words == "on Friday"
