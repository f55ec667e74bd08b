"""`python -m llm_service probe` says what a server can do, and every code has its words."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import llm_service
from core_api.locales import has
from llm_service.__main__ import app
from llm_service.prompts import ANSWER, DIGEST, MINUTES, MINUTES_BRIEF, load
from llm_service.telling import tell

GOOD = '{"word": "card", "number": 7}'


def run(bench, **more):
    environment = {
        "BOARDSCRIBE_LLM_URL": bench.server.url,
        "BOARDSCRIBE_LLM_KEY": "sk-test-4711",
        "BOARDSCRIBE_LLM_MODEL": "small-model",
        "BOARDSCRIBE_HOME": str(bench.home),
        "LANG": "en_GB.UTF-8",
        **more,
    }
    output = io.StringIO()
    return tell(environment, output), output.getvalue()


def test_a_model_that_works_is_said_to_work_and_how(bench, steps):
    bench.play(steps.Say(GOOD))
    code, text = run(bench)
    assert code == 0
    assert "The model small-model fills in forms." in text
    assert "strict JSON schema" in text


def test_what_a_server_lacks_is_told(bench, steps):
    bench.server.formats = {"json_object", None}
    bench.server.unknown = {"seed"}
    bench.play(steps.Say(GOOD))
    code, text = run(bench, LANG="ru_RU.UTF-8")
    assert code == 0
    assert "любой объект JSON" in text
    assert "seed" in text


def test_a_model_that_answers_nonsense_will_not_do(bench, steps):
    for wrong in ('{"word": "list", "number": 3}', "hello"):
        bench.play(steps.Say(wrong))
        code, text = run(bench)
        assert code == 1
        assert "will not do" in text


def test_a_wrong_key_is_told_without_the_key(bench, steps):
    bench.play(steps.Say(GOOD))
    code, text = run(bench, BOARDSCRIBE_LLM_KEY="sk-wrong")
    assert code == 1
    assert "did not accept the key" in text
    assert "sk-" not in text


def test_the_short_names_of_the_settings_work_too(bench, steps):
    bench.play(steps.Say(GOOD))
    more = {"BOARDSCRIBE_LLM_URL": "", "BOARDSCRIBE_LLM_KEY": "", "LLM_API_BASE": bench.server.url}
    assert run(bench, LLM_API_KEY="sk-test-4711", **more)[0] == 0


def test_no_model_is_something_missing():
    output = io.StringIO()
    assert tell({"LANG": "ru"}, output) == 3
    assert "BOARDSCRIBE_LLM_URL" in output.getvalue()


@pytest.mark.parametrize("arguments", [["serve-me"], ["probe", "x"]])
def test_other_words_are_wrong_usage(arguments):
    assert CliRunner().invoke(app, arguments).exit_code == 2


def test_it_runs_as_a_module():
    clean = {name: value for name, value in os.environ.items() if "LLM" not in name}
    done = subprocess.run(
        [sys.executable, "-m", "llm_service", "probe"], env=clean, capture_output=True, check=False
    )
    assert done.returncode == 3


def test_every_code_has_its_words_in_both_languages():
    folder = Path(llm_service.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    codes = set(re.findall(r'(?:Unavailable|Invalid|Refused|Missing)\(\s*"([a-z-]+)"', source))
    assert {"llm-unreachable", "llm-timeout", "llm-bad-answer", "models-forbidden"} <= codes
    notes = (codes - {"models-forbidden"}) | set(re.findall(r'= "(llm-[a-z-]+)"', source))
    for language in ("ru", "en"):
        missing = [code for code in codes if not (has(f"problem-{code}", language))]
        missing += [code for code in codes if not has(f"problem-{code}-next", language)]
        missing += [code for code in notes if not has(f"degraded-{code}", language)]
        assert missing == []


def test_the_instructions_name_the_language_and_leave_no_gap():
    for version in (MINUTES, MINUTES_BRIEF, DIGEST, ANSWER):
        assert "Russian" in load(version, "ru")
        assert "English" in load(version, "en")
        assert "{{" not in load(version, "ru")
