"""What waits at the terminal: told, gone on with, and removing a card only by its name."""

import json
from collections.abc import Callable

import pytest
from rich.console import Console

from core_api.cli import render
from core_api.contracts.board import CardRef, Move
from core_api.contracts.minutes import Evidence
from core_api.contracts.model import Language
from core_api.contracts.proposal import FieldChange, Proposal, ThreeWay, Verdict
from core_api.locales import translator

Boardscribe = Callable[..., object]


def test_where_nothing_waits_that_is_said(team: Boardscribe) -> None:
    assert team("board", "waiting").out.strip() == "Nothing waits to be written."
    assert json.loads(team("board", "waiting", "--json").out) == {"waiting": []}
    assert team("board", "resume").out.strip() == "Nothing waits."
    assert team("board", "sweep", "local:team").code == 0


def test_a_card_is_not_removed_where_that_is_not_allowed(team: Boardscribe) -> None:
    board = json.loads(team("board", "show", "local:team", "--json").out)["board"]
    card = board["cards"][0]
    left = team("board", "delete", "local:team", card["id"], answers="\n")
    assert (left.code, "Nothing was removed." in left.out) == (1, True)
    refused = team("board", "delete", "local:team", card["id"], answers=card["name"] + "\n")
    assert refused.code == 1
    assert "BOARDSCRIBE_ALLOW_DELETE" in refused.err
    assert json.loads(team("board", "show", "local:team", "--json").out)["board"] == board


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "column · when proposed: To do now: Done we would write: Doing"),
        ("ru", "колонка · когда предлагали: To do сейчас: Done запишем: Doing"),
    ],
)
def test_review_shows_three_ways(language: Language, told: str) -> None:
    proposal = Proposal(
        id="p",
        meeting_id="m",
        fact_id="f",
        claim="It moves.",
        operation=Move(column_id="doing"),
        card=CardRef(id="c", name="Pay page"),
        changes=(FieldChange(field="column", before="Done", after="Doing"),),
        meanwhile=(ThreeWay(field="column", was="To do", now="Done", ours="Doing"),),
        evidence=(Evidence(segment=0, start=0.0, end=1.0, quote="words"),),
        confidence=0.9,
        verdict=Verdict(route="review", rule="card-changed"),
    )
    console = Console(width=120)
    with console.capture() as caught:
        console.print(render.proposal_panel(proposal, None, translator(language), "1"))
    assert told in " ".join(caught.get().split())
