"""Strict doubles of vLLM and Ollama with every known fault of theirs: a valid form each time, or a typed problem."""

from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from pydantic import SecretStr

from core_api.contracts.problems import Invalid
from llm_service.chat import Chat
from llm_service.schema import AnswerForm, ProbeForm, form
from llm_service.service import build
from llm_service.terms import Keeping, Terms
from llm_service.transport import Means, Patience
from llm_service.window import DEFAULT_CONTEXT
from tests.benchmarks.bench_minutes import meeting
from tests.doubles.engine import KEY, MODEL, serving
from tests.doubles.ollama import Ollama
from tests.doubles.vllm import Vllm

FORM = form(AnswerForm, {"line": ("s1", "s2")})
ASKED = [{"role": "system", "content": "Answer."}, {"role": "user", "content": "When do we open?"}]


def chat_at(url, terms=None):
    patience = Patience(base=20, attempts=2)
    return Chat(url, SecretStr(KEY), MODEL, patience=patience, means=Means(sleep=[].append), terms=terms)


@dataclass
class Table:
    """A server that is served, with what was asked of it after it was learnt."""

    engine: object
    chat: Chat
    learnt: int = field(default=0)

    def ask(self):
        filled = self.chat.complete(ASKED, FORM, 400)
        assert isinstance(filled, AnswerForm)
        return len(self.engine.requests) - self.learnt


@contextmanager
def at(engine, terms=None):
    with serving(engine) as url:
        chat = chat_at(url, terms)
        chat.learn()
        yield Table(engine, chat, len(engine.requests))
        chat.close()


# fault, does the model think aloud → how it is asked, whether told to be quiet, requests for one form
VLLM = [
    ((), False, "strict", False, 1),
    ((), True, "strict", True, 1),
    (("ignored-when-quiet",), True, "strict", False, 1),
    (("ignored",), False, "strict", False, 1),
    (("ignored",), True, "strict", False, 1),
    (("in-reasoning",), True, "strict", True, 1),
    (("no-response-format",), False, "structured", False, 1),
    (("no-response-format", "ignored-when-quiet"), True, "structured", False, 1),
    (("doubled-brace",), True, "strict", True, 1),
    (("doubled-brace", "ignored-when-quiet"), True, "strict", False, 1),
    (("inline",), True, "strict", True, 1),
    (("inline", "ignored"), True, "strict", False, 1),
]


@pytest.mark.parametrize(("faults", "thinks", "mode", "quiet", "requests"), VLLM)
def test_vllm(faults, thinks, mode, quiet, requests):
    with at(Vllm(frozenset(faults), thinks)) as table:
        assert table.ask() == requests
        assert (table.chat.dialect.mode, table.chat.dialect.quiet) == (mode, quiet)
        assert table.chat.dialect.engine == "vllm"


def test_where_every_grammar_ends_in_blanks_none_is_asked_for():
    with at(Vllm(frozenset({"whitespace"}))) as table:
        assert table.chat.dialect.mode == "plain"
        assert table.ask() == 1


def test_blanks_without_end_are_no_answer_and_after_two_the_grammar_is_left_out():
    engine = Vllm()
    with at(engine) as table:
        engine.faults = frozenset({"whitespace"})
        asked = [table.ask() for _question in range(4)]
        assert asked == [2, 4, 5, 6], "two repairs in the prompt alone, then every question"
        assert table.chat.dialect.mode == "plain"


def test_a_thinking_model_may_think_where_that_is_allowed():
    with at(Vllm(thinks=True), Terms(thinking=True)) as table:
        assert not table.chat.dialect.quiet
        assert table.ask() == 1


OLLAMA = [
    ((), False, False),
    ((), True, True),
    (("ignored-when-quiet",), True, False),
    (("ignored",), True, False),
    (("ignored",), False, False),
]


@pytest.mark.parametrize(("faults", "thinks", "quiet"), OLLAMA)
def test_ollama(faults, thinks, quiet):
    engine = Ollama(frozenset(faults), thinks)
    with at(engine) as table:
        assert table.ask() == 1
        dialect = table.chat.dialect
        assert (dialect.engine, dialect.mode, dialect.quiet) == ("ollama", "strict", quiet)
        assert engine.truncated == 0
        assert "fits this schema" in engine.requests[-1]["messages"][-1]["content"], "told: it is not shown"


@pytest.mark.parametrize(
    ("engine", "wanted", "context"),
    [
        (Vllm(context=12_000), None, 12_000),
        (Vllm(context=4096), None, 4096),
        (Vllm(context=12_000), 8000, 8000),
        (Vllm(context=4096), 32_000, 4096),
        (Ollama(context=131_072), None, 16_384),
        (Ollama(context=131_072), 40_000, 40_000),
        (Ollama(context=8192), None, 8192),
        (Ollama(context=131_072, parameters="stop  <|end|>\nnum_ctx   20000"), None, 20_000),
    ],
)
def test_the_context_is_the_one_that_the_server_tells(engine, wanted, context):
    with at(engine, Terms(context=wanted)) as table:
        assert table.chat.context == context
        table.ask()
        if isinstance(engine, Ollama):
            assert engine.requests[-1]["options"]["num_ctx"] == context


def test_a_server_that_tells_nothing_is_not_asked_small_talk(bench, steps):
    bench.play(steps.Say('{"word": "card", "number": 7}'))
    chat = bench.chat()
    chat.learn()
    assert bench.server.bodies == []
    assert chat.context == DEFAULT_CONTEXT


@pytest.mark.parametrize("engine", [Vllm, Ollama])
def test_what_was_found_out_is_remembered(engine, tmp_path):
    terms = Terms(keeping=Keeping(tmp_path))
    served = engine(frozenset({"ignored-when-quiet"}), thinks=True)
    with serving(served) as url:
        for expected in (3 if engine is Vllm else 4, 0 if engine is Vllm else 1):
            chat = chat_at(url, terms)
            before = len(served.requests)
            chat.learn()
            chat.learn()
            chat.close()
            assert len(served.requests) - before <= expected
            assert not chat.dialect.quiet


def test_too_long_a_question_is_told_apart():
    with at(Vllm(context=2100)) as table, pytest.raises(Invalid, match="llm-too-long"):
        table.chat.complete([ASKED[0], {"role": "user", "content": "words " * 3000}], FORM, 400)


@pytest.mark.parametrize("context", [4096, 6000, 8192])
@pytest.mark.parametrize("engine", [Vllm, Ollama])
def test_a_meeting_is_read_in_parts_that_fit_the_context_that_was_found(engine, context):
    server = engine(context=context)
    with serving(server) as url:
        service = build(url, SecretStr(KEY), MODEL)
        told = service.summarize(meeting(3000), lambda _progress: None)
        service.close()
    assert told.notes == ()
    assert {call.outcome for call in told.calls} == {"ok"}, "no request was refused or cut"
    assert len(told.calls) > 3
    assert getattr(server, "truncated", 0) == 0


def test_a_context_without_room_for_any_talk_is_not_asked_at_all():
    server = Vllm(context=2300)
    with serving(server) as url:
        service = build(url, SecretStr(KEY), MODEL)
        told = service.summarize(meeting(600), lambda _progress: None)
        service.close()
    assert told.notes[0] == "llm-too-long"
    assert (told.model, told.calls) == (None, ())


def test_the_probe_form_is_small():
    assert len(str(form(ProbeForm, {"word": ("card",)}).schema)) < 400
