"""`review`: why a proposal is rejected, with the reasons and words of all other surfaces; and who may not decide."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core_api import wiring
from core_api.contracts.model import Language
from core_api.contracts.proposal import REASONS
from core_api.locales import text
from core_api.settings import Settings
from core_api.store import proposals
from core_api.usecases.queue import waiting
from tests.cli.test_review_came_back import BOARD, TALK


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_rejection_is_asked_for_its_reason(
    boardscribe: Callable[..., Any], tmp_path: Path, language: Language
) -> None:
    board, talk = tmp_path / "board.json", tmp_path / "talk.vtt"
    board.write_text(json.dumps(BOARD), encoding="utf-8")
    talk.write_text(TALK, encoding="utf-8")
    boardscribe("board", "import", board, "--name", "team")
    assert boardscribe("process", talk, "--board", "local:team").code == 0
    here = wiring.install(Settings())
    proposal = waiting(here)[0].stored.proposal
    number = REASONS.index("already-done") + 1
    asked = " ".join(boardscribe("review", language=language, answers=f"r\n9\n{number}\n").out.split())
    with here.database.reading() as session:
        decision = proposals.decision(session, proposal.id)
    here.close()
    for reason in REASONS:
        assert text(f"reason-{reason}", language) in asked
    assert decision is not None
    assert (decision.answer, decision.reason) == ("reject", "already-done")


def test_a_decision_that_is_refused_is_said_and_ends_in_1(
    boardscribe: Callable[..., Any], tmp_path: Path
) -> None:
    """Somebody else holds a role by now, and whoever sits at the terminal is not known."""
    board, talk = tmp_path / "board.json", tmp_path / "talk.vtt"
    board.write_text(json.dumps(BOARD), encoding="utf-8")
    talk.write_text(TALK, encoding="utf-8")
    boardscribe("board", "import", board, "--name", "team")
    assert boardscribe("process", talk, "--board", "local:team").code == 0
    assert boardscribe("people", "add", "Anna").code == 0
    assert boardscribe("people", "grant", "Anna", "lead", "--board", "local:team").code == 0
    ended = boardscribe("review", answers="a\nq\n")
    assert ended.code == 1
    assert ended.err
    here = wiring.install(Settings())
    assert waiting(here), "it waits for whoever may decide"
    here.close()
