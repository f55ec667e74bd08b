"""What the language model cost is shown with the meeting, and the same meeting again costs nothing."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.engine import KEY, MODEL, serving
from tests.doubles.vllm import Vllm

SAMPLE = Path(__file__).parents[2] / "core_api" / "sample"


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Vllm]:
    engine = Vllm()
    with serving(engine) as url:
        for name, value in {
            **{"URL": url, "KEY": KEY, "MODEL": MODEL},
            **{"PRICE_IN": "0.5", "PRICE_OUT": "2", "CURRENCY": "RUB"},
        }.items():
            monkeypatch.setenv(f"BOARDSCRIBE_LLM_{name}", value)
        yield engine


def answered(engine: Vllm) -> int:
    """Questions about the meeting that reached the model."""
    return sum("kanban" in request["messages"][0]["content"] for request in engine.requests)


def test_a_meeting_costs_something_once_and_nothing_again(team: Any, model: Vllm, tmp_path: Path) -> None:
    line = ("process", SAMPLE / "planning-ru.vtt", "--board", "local:team")
    first = json.loads(team(*line, "--json").out)["model"]
    assert first["requests"] == len(first["calls"]) == answered(model) > 0
    assert first["tokens_in"] > 0 < first["tokens_out"]
    assert (first["cost"] > 0, first["currency"]) == (True, "RUB")
    again = json.loads(team(*line, "--again", "--json").out)
    assert (again["model"]["requests"], again["model"]["cost"]) == (0, 0.0)
    assert again["model"]["kept"] == first["requests"] == answered(model)
    shown = team("meeting", "show", again["meeting"]["id"], language="ru").out
    assert "Модель: 0 запросов" in shown
    assert "Ответов из сохранённых, бесплатно" in shown

    kept = sorted(path for path in (tmp_path / "home" / "model").rglob("*") if path.is_file())
    dry = json.loads(team(*line, "--dry-run", "--json").out)["model"]
    assert dry["requests"] == first["requests"]
    assert kept == sorted(path for path in (tmp_path / "home" / "model").rglob("*") if path.is_file())
