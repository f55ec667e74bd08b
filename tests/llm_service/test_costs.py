"""What a meeting may cost, what it did cost, and that the same work is not paid for twice."""

import json
import os
import stat
import threading
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core_api.contracts.minutes import ModelCall, Spent
from core_api.contracts.problems import Cancelled, Problem, Refused
from llm_service.cache import Cache
from llm_service.chat import Ask
from llm_service.ledger import Ledger
from llm_service.schema import ProbeForm, form
from llm_service.service import LanguageService
from llm_service.terms import Keeping, Limits, Prices, Terms

FORM = form(ProbeForm, {"word": ("card", "list")})
GOOD = '{"word": "card", "number": 7}'
SECRET = "the launch is on the sixteenth"


def messages(number=0):
    return [
        {"role": "system", "content": "Fill in."},
        {"role": "user", "content": f"{SECRET} {number}"},
    ]


def used(text, read, written):
    choice = {"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    usage = {"prompt_tokens": read, "completion_tokens": written}
    return json.dumps({"choices": [choice], "usage": usage}).encode()


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self):
        return self.now


def call(read, written):
    return ModelCall(digest="d", model="m", tokens_in=read, tokens_out=written)


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(1, 400), st.integers(0, 100)), max_size=30))
def test_no_order_of_questions_oversteps_the_tokens(asked):
    ledger, spent = Ledger(Limits(tokens=1000), Prices()), 0
    for read, room, share in asked:
        written = room * share // 100
        try:
            ledger.reserve(read, room)
        except Refused as problem:
            assert problem.code == "llm-budget-spent"
            assert spent + read + room > 1000
            continue
        spent += read + written
        ledger.settle(read, room, call(read, written))
    assert spent <= 1000


def test_money_is_counted_by_both_prices():
    ledger = Ledger(Limits(cost=1.0), Prices(2.0, 10.0, "USD"))
    ledger.reserve(100_000, 50_000)
    ledger.settle(100_000, 50_000, call(100_000, 20_000))
    (first,) = ledger.calls
    assert (first.cost, first.currency) == (pytest.approx(0.4), "USD")
    ledger.reserve(50_000, 50_000)
    with pytest.raises(Refused, match="llm-budget-spent"):
        Ledger(Limits(cost=1.0), Prices(2.0, 10.0), before=Spent(cost=0.5)).reserve(50_000, 50_000)


def test_a_question_waits_for_those_on_their_way_before_it_is_refused():
    ledger = Ledger(Limits(tokens=1000), Prices())
    ledger.reserve(100, 800)
    through = threading.Event()

    def second():
        ledger.reserve(100, 300)
        through.set()

    thread = threading.Thread(target=second)
    thread.start()
    assert not through.wait(0.05)
    ledger.settle(100, 800, call(100, 200))
    assert through.wait(20)
    thread.join()


def test_time_runs_from_the_start_of_the_meeting():
    clock = Clock()
    ledger = Ledger(Limits(seconds=60), Prices(), clock, Spent(seconds=20))
    assert ledger.seconds_left == 40
    ledger.reserve(1, 1)
    clock.now = 41
    with pytest.raises(Refused, match="llm-budget-spent"):
        ledger.reserve(1, 1)


def test_a_server_that_takes_all_the_time_is_the_end_of_the_budget_and_not_a_fault(bench, steps):
    bench.terms = Terms(limits=Limits(seconds=0.3))
    bench.play(steps.Hang())
    run = bench.chat().begin()
    with pytest.raises(Refused, match="llm-budget-spent"):
        run.complete(messages(), FORM, 200)
    assert run.resting is None


def test_when_the_tokens_are_spent_the_rest_is_extracted_and_said(bench, steps, recorded):
    meeting = recorded("delivery-ru")
    bench.terms = Terms(limits=Limits(tokens=1000))
    bench.play(steps.Say(json.dumps(meeting.answer)))
    minutes = bench.service().summarize(meeting.request, lambda _progress: None)
    assert "llm-budget-spent" in minutes.notes
    assert minutes.model is None
    assert minutes.facts
    assert bench.server.bodies == []


def test_every_request_is_written_down_without_a_word_of_it(bench, steps, caplog):
    caplog.set_level("DEBUG")
    bench.terms = Terms(prices=Prices(1.0, 2.0, "EUR"))
    bench.play(steps.Raw(used("nonsense", 30, 4)), steps.Raw(used(GOOD, 60, 9)), steps.Status(422))
    run = bench.chat().begin()
    run.complete(messages(), FORM, 200, "minutes.v7")
    with pytest.raises(Problem):
        run.complete(messages(1), FORM, 200)
    bad, good, refused = run.calls
    assert [one.outcome for one in run.calls] == ["llm-bad-answer", "ok", "llm-bad-request"]
    assert (good.tokens_in, good.tokens_out, good.prompt) == (60, 9, "minutes.v7")
    assert good.cost == pytest.approx((60 + 18) / 1e6)
    assert bad.digest == good.digest != refused.digest
    assert (refused.tokens_in, refused.tokens_out) == (0, 0)
    written = caplog.text + "".join(one.model_dump_json() for one in run.calls)
    assert SECRET not in written
    assert "sk-test" not in written


def test_the_same_question_again_costs_nothing_also_in_another_process(bench, steps, tmp_path):
    bench.terms = Terms(keeping=Keeping(tmp_path / "model"))
    bench.play(steps.Say("nonsense"), steps.Say(GOOD))
    assert bench.chat().begin().complete(messages(), FORM, 200).number == 7
    asked = len(bench.server.bodies)
    again = bench.chat().begin()
    assert again.complete(messages(), FORM, 200).number == 7
    assert len(bench.server.bodies) == asked == 2
    (kept,) = again.calls
    assert (kept.outcome, kept.tokens_in, kept.tokens_out) == ("kept", 0, 0)
    for other in (messages(1), messages()):
        again.complete(other, FORM, 200 if other != messages() else 201)
    assert len(bench.server.bodies) == 4, "another question, and another limit, are asked"


def test_what_is_kept_is_private_and_holds_no_question(bench, steps, tmp_path):
    home = tmp_path / "model"
    bench.terms = Terms(keeping=Keeping(home))
    bench.play(steps.Say(GOOD))
    bench.chat().begin().complete(messages(), FORM, 200)
    files = [path for path in home.rglob("*") if path.is_file()]
    assert files
    for path in home.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o600 if path.is_file() else 0o700)
    assert SECRET not in "".join(path.read_text() for path in files)


@pytest.mark.parametrize("terms", [Keeping(None), "off", "dry"])
def test_a_cache_that_is_off_keeps_and_takes_nothing(bench, steps, tmp_path, terms):
    keeping = Keeping(tmp_path, answers=terms == "dry") if isinstance(terms, str) else terms
    bench.terms = Terms(keeping=keeping)
    bench.play(steps.Say(GOOD))
    for _time in range(2):
        bench.chat().begin(keep=terms != "dry").complete(messages(), FORM, 200)
    assert len(bench.server.bodies) == 2
    assert not list(tmp_path.rglob("answers"))


def test_what_is_too_old_or_too_much_is_forgotten(tmp_path):
    clock = Clock(1_000_000.0)
    cache = Cache(Keeping(tmp_path, days=1, mebibytes=1), clock)
    for number in range(65):
        path = tmp_path / "answers" / "aa" / f"aa{number:02}"
        cache.put(path.name, "x" * 40_000)
        os.utime(path, (clock.now, clock.now))
        clock.now += 1
    assert cache.get("aa64")
    assert cache.get("aa00") is None, "the oldest made room"
    kept = sum(path.stat().st_size for path in tmp_path.rglob("aa*") if path.is_file())
    assert kept <= 1 << 20
    clock.now += 86_400
    assert cache.get("aa64") is None
    assert not (tmp_path / "answers" / "aa" / "aa64").exists()


def test_a_disk_that_cannot_be_written_is_no_reason_to_fail(bench, steps, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    bench.terms = Terms(keeping=Keeping(blocked / "model"))
    bench.play(steps.Say(GOOD))
    assert bench.chat().begin().complete(messages(), FORM, 200).number == 7


def test_a_meeting_that_no_model_may_read_is_not_answered_from_what_was_kept(
    bench, steps, recorded, tmp_path
):
    meeting = recorded("delivery-ru")
    bench.terms = Terms(keeping=Keeping(tmp_path))
    bench.play(steps.Say(json.dumps(meeting.answer)))
    service = bench.service()
    first = service.summarize(meeting.request, lambda _progress: None)
    assert [one.outcome for one in first.calls] == ["ok"] * len(first.calls) != []
    again = service.summarize(meeting.request, lambda _progress: None)
    assert {one.outcome for one in again.calls} == {"kept"}
    assert again.model_copy(update={"calls": ()}) == first.model_copy(update={"calls": ()})
    asked = len(bench.server.bodies)
    for models in ("none", "local"):
        public = LanguageService(bench.chat(), None, lambda _host: ("93.184.216.34",))
        public._chat.read_at = ("http://model.example.org/v1",)
        forbidden = public.summarize(
            meeting.request.model_copy(update={"models": models}), lambda _told: None
        )
        assert (forbidden.model, forbidden.calls) == (None, ())
        assert "llm-forbidden" in forbidden.notes
    assert len(bench.server.bodies) == asked, "nobody was asked, not even how it is best asked"
    dry = service.summarize(meeting.request.model_copy(update={"keep": False}), lambda _progress: None)
    assert {one.outcome for one in dry.calls} == {"ok"}


def test_who_cancels_waits_for_no_answer_that_is_on_its_way(bench, steps):
    bench.play(steps.Hang())
    asked = threading.Event()

    def stop(_done):
        if len(bench.server.bodies) == 4:
            asked.set()
            raise Cancelled("cancelled")

    run = bench.chat().begin()
    with pytest.raises(Cancelled):
        run.complete_all([Ask(messages(number), FORM, 200) for number in range(9)], stop)
    assert asked.is_set()
    assert [one.outcome for one in run.calls] == ["cancelled"] * 4
    bench.play(steps.Say(GOOD))
    assert bench.chat().complete(messages(), FORM, 200).number == 7
