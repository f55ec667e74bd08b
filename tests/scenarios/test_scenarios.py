"""Whole meetings with gold answers, without any model: what is found, and above all what is left alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from core_api.contracts.meeting import Segment, Speaker, Transcript
from core_api.contracts.minutes import Minutes
from core_api.contracts.proposal import Plan, Proposal
from kanban_connectors.file.connector import load_board
from tests.scenarios.talk import planned, understand

FIXTURES = Path(__file__).parent / "fixtures"
FOLDERS = sorted(folder for folder in FIXTURES.iterdir() if folder.is_dir())


def _transcript(folder: Path, language: Any) -> Transcript:
    segments: list[Segment] = []
    voices: dict[str, int] = {}
    for block in (folder / "meeting.vtt").read_text(encoding="utf-8").split("\n\n"):
        times = next((line for line in block.splitlines() if "-->" in line), None)
        if times is None:
            continue
        words = block.split(times, 1)[1].strip()
        who, _close, text = words.removeprefix("<v ").partition(">")
        number = voices.setdefault(who, len(voices) + 1)
        at = float(len(segments))
        segments.append(Segment(index=len(segments), start=at, end=at + 1, speaker=number, text=text.strip()))
    named = tuple(
        Speaker(number=number, name=None if who.startswith("Speaker ") else who)
        for who, number in voices.items()
    )
    return Transcript(language=language, speakers=named, segments=tuple(segments))


def _run(folder: Path) -> tuple[dict[str, Any], Minutes, Plan]:
    gold: dict[str, Any] = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    talk = _transcript(folder, gold["meeting"]["language"])
    board = load_board(folder / "board.json")
    started = gold["meeting"]["started_at"]
    return gold, understand(board, talk, started), planned(board, talk, started=started)


def _argument(proposal: Proposal) -> str:
    said = proposal.operation.model_dump(mode="json")
    return next(
        (
            str(said[key])
            for key in ("column_id", "date", "member_id", "item_id", "label_id")
            if said.get(key)
        ),
        "",
    )


def _wanted(gold: dict[str, Any]) -> set[tuple[str, str, str]]:
    names = ("to_list", "date", "member", "item", "label")
    return {
        (item["card"], one["op"], next((one[name] for name in names if name in one), ""))
        for item in gold["items"]
        if item["card"] and item["certainty"] != "ambiguous"
        for one in item["operations"]
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_wrong_happens_by_itself(folder: Path) -> None:
    gold, _minutes, plan = _run(folder)
    wanted = _wanted(gold)
    for proposal in plan.proposals:
        if proposal.verdict.route == "auto":
            assert proposal.card is not None
            assert (proposal.card.id, proposal.operation.kind, _argument(proposal)) in wanted


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_cards_that_must_be_left_alone_are_left_alone(folder: Path) -> None:
    gold, _minutes, plan = _run(folder)
    forbidden = {one["card"] for one in gold["must_not_touch"]}
    assert not [one.card.name for one in plan.proposals if one.card and one.card.id in forbidden]


def test_most_cards_that_changed_are_found_and_few_others() -> None:
    hits = wrong = missed = 0
    for folder in FOLDERS:
        gold, _minutes, plan = _run(folder)
        wanted = {item["card"] for item in gold["items"] if item["card"]}
        said = {one.card.id for one in plan.proposals if one.card}
        hits, wrong, missed = (
            hits + len(wanted & said),
            wrong + len(said - wanted),
            missed + len(wanted - said),
        )
    assert 2 * hits / (2 * hits + wrong + missed) >= 0.6


def test_cards_nobody_spoke_of_are_called_stale() -> None:
    hits = wrong = missed = 0
    for folder in FOLDERS:
        gold, _minutes, plan = _run(folder)
        wanted, said = set(gold["stale"]), {one.card.id for one in plan.stale}
        hits, wrong, missed = (
            hits + len(wanted & said),
            wrong + len(said - wanted),
            missed + len(wanted - said),
        )
    assert 2 * hits / (2 * hits + wrong + missed) >= 0.6


def test_decisions_are_found_with_the_words_that_took_them() -> None:
    found = total = 0
    for folder in FOLDERS:
        gold, minutes, _plan = _run(folder)
        said = {one.segment for decision in minutes.decisions for one in decision.evidence}
        for decision in gold["decisions"]:
            total += 1
            found += any(abs(one - other) <= 1 for one in said for other in decision["evidence"])
    assert found / total >= 0.5
