"""`python -m similarity rank` and `boardscribe process` are one matcher: equal input, equal candidates and chances."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from core_api.contracts.matching import CardText, Query, Ranking
from core_api.contracts.model import ModelAccess
from similarity.__main__ import app
from similarity.service import FusedMatcher
from tests.cli.conftest import SAMPLE, Boardscribe

Asked = tuple[tuple[Query, ...], tuple[CardText, ...], Ranking]


def _lines(path: Path, rows: list[Mapping[str, Any]]) -> str:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return str(path)


def test_a_meeting_and_a_file_get_the_same_candidates(
    boardscribe: Boardscribe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Asked] = []
    plain = FusedMatcher.rank

    def watched(
        self: FusedMatcher,
        queries: tuple[Query, ...],
        cards: tuple[CardText, ...],
        models: ModelAccess = "external",
    ) -> Ranking:
        asked.append((queries, cards, plain(self, queries, cards, models)))
        return asked[-1][2]

    monkeypatch.setattr(FusedMatcher, "rank", watched)
    board = f"file:{SAMPLE / 'board-ru.json'}"
    ended = boardscribe("process", SAMPLE / "planning-ru.vtt", "--board", board, "--dry-run", "--json")
    assert ended.code == 0, ended.err
    ((queries, cards, ranking),) = asked
    monkeypatch.setattr(FusedMatcher, "rank", plain)

    told = [{**card.model_dump(mode="json"), "title": card.name, "text": card.description} for card in cards]
    said = [{**query.model_dump(mode="json"), "topic": query.mention} for query in queries]
    files = ("--cards", _lines(tmp_path / "cards", told), "--queries", _lines(tmp_path / "queries", said))
    lines = [json.loads(line) for line in CliRunner().invoke(app, ["rank", *files]).stdout.splitlines()]
    assert [
        (line["query"], [(one["card"], one["probability"], one["named"]) for one in line["candidates"]])
        for line in lines
    ] == [
        (match.query_id, [(one.card_id, one.score, one.named) for one in match.candidates])
        for match in ranking.matches
    ]
    first = {match.candidates[0].card_id for match in ranking.matches if match.candidates}
    proposed = {item["card"]["id"] for item in json.loads(ended.out)["proposals"] if item["card"]}
    assert proposed, "the sample meeting changes cards"
    assert proposed <= first
