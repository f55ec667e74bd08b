"""A server that fails again and again is left alone, tried once, and taken back; people are told."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from core_api.checkup import Checkup
from core_api.contracts.problems import Cancelled, Invalid, Unavailable
from core_api.settings import Settings
from core_api.store.database import connect
from core_api.wire import outage
from llm_service.chat import Chat
from llm_service.readiness import Readiness
from llm_service.terms import Keeping, Terms
from llm_service.transport import Means, Patience
from llm_service.turnstile import FAILURES, FIRST_REST, Turnstile
from tests.llm_service.test_costs import FORM, GOOD, messages


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def fail(turnstile, problem=None):
    with pytest.raises(type(problem) if problem else Unavailable), turnstile.passing(lambda: False):
        raise problem or Unavailable("llm-unreachable")


def pass_through(turnstile):
    with turnstile.passing(lambda: False):
        pass


def test_three_failures_in_a_row_close_it_and_one_request_opens_it_again():
    clock, heard = Clock(), []
    turnstile = Turnstile(4, "host", lambda failures, rest: heard.append((failures, rest)), clock)
    fail(turnstile)
    fail(turnstile)
    pass_through(turnstile)
    for _time in range(FAILURES):
        assert turnstile.resting is None
        fail(turnstile)
    with pytest.raises(Unavailable, match="llm-resting") as told:
        pass_through(turnstile)
    assert told.value.retry_after == FIRST_REST
    clock.now = FIRST_REST
    through = []

    def other():
        pass_through(turnstile)
        through.append(1)

    others = [threading.Thread(target=other) for _number in range(3)]
    with turnstile.passing(lambda: False):
        for thread in others:
            thread.start()
        others[0].join(0.05)
        assert through == [], "they wait for what becomes of the first"
    for thread in others:
        thread.join(20)
    assert len(through) == 3
    assert turnstile.resting is None
    assert heard == [(3, FIRST_REST), (0, FIRST_REST)]


def test_a_trial_that_fails_means_a_longer_rest():
    clock = Clock()
    turnstile = Turnstile(4, "host", seconds=clock)
    for _time in range(FAILURES):
        fail(turnstile)
    clock.now = FIRST_REST
    fail(turnstile)
    assert turnstile.resting == 2 * FIRST_REST


@pytest.mark.parametrize(
    "problem", [Unavailable("llm-busy"), Invalid("llm-bad-request"), Cancelled("cancelled")]
)
def test_who_answers_something_is_there(problem):
    turnstile = Turnstile(4, "host")
    for _time in range(2 * FAILURES):
        fail(turnstile, problem)
    assert turnstile.resting is None


def test_a_request_that_is_gone_does_not_wait_for_its_turn():
    turnstile = Turnstile(1, "host")
    with turnstile.passing(lambda: False), pytest.raises(Cancelled), turnstile.passing(lambda: True):
        pass


def test_who_waits_for_a_trial_that_fails_is_refused():
    clock = Clock()
    turnstile = Turnstile(4, "host", seconds=clock)
    for _time in range(FAILURES):
        fail(turnstile)
    clock.now = FIRST_REST
    refused = []

    def other():
        try:
            pass_through(turnstile)
        except Unavailable as problem:
            refused.append(problem.code)

    waiting = threading.Thread(target=other)
    with pytest.raises(Unavailable), turnstile.passing(lambda: False):
        waiting.start()
        raise Unavailable("llm-timeout")
    waiting.join(20)
    assert refused == ["llm-resting"]


def settings(home, url):
    return Settings(
        _env_file=None, home=home, llm_url=url, llm_model="small-model", llm_key=SecretStr("sk-test-4711")
    )


def doctor_says(home, url):
    database = connect("sqlite://")
    try:
        checks = Checkup(settings(home, url), database)()
    finally:
        database.dispose()
    return next(one for one in checks if one.name == "model")


def test_doctor_and_readiness_say_that_it_rests_and_for_how_long(bench, steps, tmp_path):
    clock = Clock()
    terms = Terms(keeping=Keeping(settings(tmp_path, bench.server.url).model_folder))
    means = Means(sleep=lambda _seconds: None, monotonic=clock)
    patience = Patience(attempts=1)
    chat = Chat(
        bench.server.url,
        SecretStr("sk-test-4711"),
        "small-model",
        patience=patience,
        means=means,
        terms=terms,
    )
    ready = Readiness(bench.server.url, None, "small-model", resting=lambda: chat.resting)
    bench.play(*[steps.Status(503)] * FAILURES, steps.Say(GOOD))
    for _time in range(FAILURES):
        with pytest.raises(Unavailable, match="llm-unreachable"):
            chat.complete(messages(), FORM, 200)
    with pytest.raises(Unavailable, match="llm-resting"):
        chat.complete(messages(), FORM, 200)
    assert len(bench.server.bodies) == FAILURES
    (told,) = ready()
    assert (told.code, told.params["seconds"]) == ("model-resting", 30)
    check = doctor_says(tmp_path, bench.server.url)
    assert (check.state, check.code) == ("degraded", "model-resting")
    assert 0 < check.params["seconds"] <= 30
    clock.now = FIRST_REST
    assert chat.complete(messages(), FORM, 200).number == 7
    assert ready()[0].code != "model-resting"
    assert doctor_says(tmp_path, bench.server.url).code != "model-resting"


def test_an_outage_is_told_of_one_server_and_only_while_it_lasts(tmp_path):
    now = datetime(2026, 3, 4, tzinfo=UTC)
    said = outage.Outage(url="a:1", model="m", failures=3, until=now + timedelta(seconds=5))
    outage.tell(tmp_path / "new", said)
    assert outage.told(tmp_path / "new", "a:1", "m", now) == said
    assert outage.told(tmp_path / "new", "b:1", "m", now) is None
    assert outage.told(tmp_path / "new", "a:1", "m", now + timedelta(seconds=6)) is None
    (tmp_path / "outage.json").write_text("{")
    assert outage.told(tmp_path, "a:1", "m", now) is None
