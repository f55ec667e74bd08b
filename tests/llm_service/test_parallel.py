"""Many questions at once: order kept, never more than allowed on their way, an end when somebody asks for one."""

import json
import threading

import pytest

from core_api.contracts.problems import Cancelled, Problem
from llm_service.chat import Ask
from llm_service.schema import ProbeForm, form

FORM = form(ProbeForm, {"word": ("card", "list")})


def asks(count):
    def messages(number):
        return [{"role": "system", "content": "Fill in."}, {"role": "user", "content": f"number {number}."}]

    return [Ask(messages(number), FORM, 200) for number in range(count)]


def number_of(request):
    said = request["messages"][-1]["content"]
    return int(said.split("number ")[1].split(".")[0])


class Crowd:
    """Answers each request with its own number, once `size` of them are there; knows how many came at once."""

    def __init__(self, steps, size):
        self.steps, self.gate = steps, threading.Barrier(size)
        self.here, self.most, self.lock = 0, 0, threading.Lock()

    def __call__(self, request):
        with self.lock:
            self.here += 1
            self.most = max(self.most, self.here)
        self.gate.wait(20)
        with self.lock:
            self.here -= 1
        return self.steps.Say(json.dumps({"word": "card", "number": number_of(request)}))


def test_four_at_once_and_the_answers_in_the_order_of_the_questions(bench, steps):
    crowd = Crowd(steps, 4)
    bench.play(crowd)
    heard = []
    answers = bench.chat().complete_all(asks(12), heard.append)
    assert [answer.number for answer in answers] == list(range(12))
    assert crowd.most == 4
    assert (heard[0], heard[-1]) == (0, 12)
    assert heard == sorted(heard)


def test_a_question_that_fails_fails_alone(bench, steps):
    def answer(request):
        number = number_of(request)
        return steps.Status(422) if number == 1 else steps.Say(f'{{"word": "list", "number": {number}}}')

    bench.play(answer)
    first, second, third = bench.chat().complete_all(asks(3))
    assert isinstance(second, Problem)
    assert second.code == "llm-bad-request"
    assert (first.number, third.number) == (0, 2)


def test_no_questions_no_answers(bench):
    assert bench.chat().complete_all([]) == []


def test_who_asks_to_stop_stops_what_was_not_begun(bench, steps):
    asked_to_stop = threading.Event()

    def answer(request):
        if number_of(request) >= 2:
            asked_to_stop.wait(20)
        return steps.Say('{"word": "card", "number": 7}')

    def stop(done):
        if done >= 2:
            asked_to_stop.set()
            raise Cancelled("cancelled")

    bench.play(answer)
    with pytest.raises(Cancelled):
        bench.chat().complete_all(asks(200), stop)
    assert len(bench.server.bodies) < 60
