"""`retrieve`: the index of past meetings over the texts of a file, as a scorer runs it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Boardscribe = Callable[..., Any]
SAID = [
    {"id": "p1", "text": "Anna: The rate limiter goes live on Friday.\u2028Boris: Good."},
    {"id": "p2", "text": "Вера: Договор с типографией подписали в пятницу."},
    {"id": "p3", "text": "Boris: I had lunch."},
]


def lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def found(boardscribe: Boardscribe, folder: Path, *questions: str, top: int = 10) -> list[list[str]]:
    asked = [{"id": str(number), "text": words} for number, words in enumerate(questions)]
    files = ("--passages", lines(folder / "p", SAID), "--queries", lines(folder / "q", asked))
    ended = boardscribe("retrieve", *files, "--top", top)
    assert ended.code == 0, ended.err
    told = [json.loads(line) for line in ended.out.splitlines()]
    assert [line["query"] for line in told] == [one["id"] for one in asked]
    return [[one["id"] for one in line["passages"]] for line in told]


def test_texts_are_found_in_both_languages_and_nothing_is_made_up(
    boardscribe: Boardscribe, tmp_path: Path
) -> None:
    answers = found(boardscribe, tmp_path, "When is the rate limiter live?", "типография", "киты Юпитера")
    assert answers == [["p1"], ["p2"], []]


def test_no_more_than_asked_for_come_best_first(boardscribe: Boardscribe, tmp_path: Path) -> None:
    both = found(boardscribe, tmp_path, "Boris lunch")
    assert both[0] == ["p3", "p1"]
    assert found(boardscribe, tmp_path, "Boris lunch", top=1) == [["p3"]]


def test_it_leaves_nothing_and_touches_no_home(boardscribe: Boardscribe, tmp_path: Path) -> None:
    found(boardscribe, tmp_path, "lunch")
    assert {path.name for path in tmp_path.iterdir()} == {"p", "q"}


def test_a_file_that_is_none_is_said(boardscribe: Boardscribe, tmp_path: Path) -> None:
    good, bad = lines(tmp_path / "p", SAID), tmp_path / "bad"
    bad.write_text('{"id": "1"}\n[]\n', encoding="utf-8")
    ended = boardscribe("retrieve", "--passages", good, "--queries", bad)
    assert ended.code == 1
    assert "Line 2" in ended.err
    ended = boardscribe("retrieve", "--passages", tmp_path / "none", "--queries", good)
    assert ended.code == 1
    assert "cannot be read" in ended.err
