"""`python -m similarity rank`: what a scorer or a curious operator runs."""

import json
from pathlib import Path
from typing import Any

import pytest

from similarity.__main__ import main


def _lines(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return str(path)


def test_each_query_gets_its_cards_without_those_it_leaves_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cards = [
        {"id": "a", "title": "Rate limiter for the public API", "text": ""},
        {"id": "b", "title": "Public API documentation", "text": ""},
    ]
    queries = [
        {"id": "1", "topic": "the rate limiter", "text": "it is live", "date": "", "exclude": []},
        {
            "id": "2",
            "topic": "the rate limiter",
            "text": "the public API is live",
            "date": "",
            "exclude": ["a"],
        },
        {"id": "3", "topic": "", "text": "жжж", "date": "", "exclude": []},
    ]
    main(["rank", "--cards", _lines(tmp_path / "c", cards), "--queries", _lines(tmp_path / "q", queries)])
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["query"] for answer in answers] == ["1", "2", "3"]
    assert [[row["card"] for row in answer["candidates"]] for answer in answers] == [["a"], ["b"], []]
    assert answers[0]["candidates"][0]["probability"] > answers[1]["candidates"][0]["probability"]
