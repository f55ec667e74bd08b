"""`python -m similarity rank`: what a scorer or a curious operator runs."""

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from core_api.contracts.matching import CardText, Query
from similarity.__main__ import app
from similarity.service import FusedMatcher

CARDS = [
    {"id": "a", "title": "Rate limiter for the public API", "text": ""},
    {"id": "b", "title": "Public API documentation", "text": ""},
]


def _lines(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return str(path)


def ranked(
    tmp_path: Path, queries: list[dict[str, Any]], *more: str, cards: list[dict[str, Any]] | None = None
) -> list[dict[str, Any]]:
    """What the command prints."""
    files = ("--cards", _lines(tmp_path / "c", cards or CARDS), "--queries", _lines(tmp_path / "q", queries))
    ended = CliRunner().invoke(app, ["rank", *files, *more])
    assert ended.exit_code == 0, ended.output
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_each_query_gets_its_cards_without_those_it_leaves_out(tmp_path: Path) -> None:
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
    answers = ranked(tmp_path, queries)
    assert [answer["query"] for answer in answers] == ["1", "2", "3"]
    assert [[row["card"] for row in answer["candidates"]] for answer in answers] == [["a"], ["b"], []]
    assert answers[0]["candidates"][0]["probability"] > answers[1]["candidates"][0]["probability"]


SAID = [
    {"id": "1", "topic": "the rate limiter", "text": "it is live"},
    {"id": "2", "topic": "", "text": "the documentation of the public API is half done"},
]


def test_it_is_the_matcher_that_meetings_use(tmp_path: Path) -> None:
    queries = tuple(Query(id=row["id"], text=row["text"], mention=row["topic"]) for row in SAID)
    cards = tuple(CardText(id=row["id"], name=row["title"]) for row in CARDS)
    matches = FusedMatcher().rank(queries, cards).matches
    assert [
        [(one["card"], one["score"]) for one in line["candidates"]] for line in ranked(tmp_path, SAID)
    ] == [[(one.card_id, one.score) for one in match.candidates] for match in matches]


def test_in_reverse_each_card_gets_its_texts(tmp_path: Path) -> None:
    lines = ranked(tmp_path, SAID, "--reverse")
    assert [line["card"] for line in lines] == ["a", "b"]
    assert lines[0]["candidates"][0]["query"] == "1"
    assert lines[1]["candidates"][0]["query"] == "2"


def test_so_many_candidates_as_asked_for(tmp_path: Path) -> None:
    many = [{"id": str(number), "title": f"Public API, part {number}"} for number in range(30)]
    said = [{"id": "1", "text": "the public API"}]
    assert len(ranked(tmp_path, said, cards=many)[0]["candidates"]) == 12
    assert len(ranked(tmp_path, said, "--top", "3", cards=many)[0]["candidates"]) == 3
    assert len(ranked(tmp_path, said, "--top", "25", cards=many)[0]["candidates"]) == 25


def test_a_file_that_cannot_be_read_is_said_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "bad").write_text('{"id": "1", "text": "one"}\nno json\n', encoding="utf-8")
    cards = _lines(tmp_path / "c", CARDS)
    ended = CliRunner().invoke(app, ["rank", "--cards", cards, "--queries", str(tmp_path / "bad")])
    assert ended.exit_code == 1
    assert "2" in ended.stderr
    assert "bad" in ended.stderr
    missing = CliRunner().invoke(app, ["rank", "--cards", cards, "--queries", str(tmp_path / "none")])
    assert missing.exit_code == 1


def test_nothing_can_be_excluded_in_reverse(tmp_path: Path) -> None:
    files = (
        "--cards",
        _lines(tmp_path / "c", CARDS),
        "--queries",
        _lines(tmp_path / "q", [{**SAID[0], "exclude": ["a"]}]),
    )
    assert CliRunner().invoke(app, ["rank", *files, "--reverse"]).exit_code == 1
