"""Settings pick where minutes are written and cards are found; nothing is noticed but an outage, which is said."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from core_api import wiring
from core_api.contracts.answering import AnswerRequest
from core_api.contracts.matching import CardText, Query
from core_api.contracts.problems import Problem
from core_api.contracts.proposal import StoredProposal
from core_api.settings import Settings
from core_api.store import proposals
from core_api.usecases.submit import Submission, submit
from core_api.wire.service import Mount
from core_api.wire.serving import Listen, running
from llm_service import actions as minutes
from llm_service.service import build
from similarity import actions as matching
from similarity.service import FusedMatcher

KEY = "a-key-of-the-tests-that-is-long-enough"
NOBODY = "http://127.0.0.1:9"
SAMPLE = Path(__file__).parents[2] / "core_api" / "sample"


def settings(home: Path, **more: str) -> Settings:
    ours = {name: SecretStr(value) if name.endswith("_key") else value for name, value in more.items()}
    return Settings(_env_file=None, home=home, timezone="UTC", **ours)  # type: ignore[call-arg, arg-type]


def mounts() -> tuple[Mount[Any], ...]:
    """Both services, on one port."""
    return Mount(minutes.SERVICE, build(None, None, None)), Mount(matching.SERVICE, FusedMatcher())


def both(url: str, key: str = KEY) -> dict[str, str]:
    return {"minutes_url": url, "minutes_key": key, "matching_url": url, "matching_key": key}


def proposed(given: Settings) -> list[tuple[str, str, float]]:
    """What the sample meeting proposes: kind, card and confidence."""
    with closing(wiring.install(given)) as here:
        wiring.import_board(here, SAMPLE / "board-ru.json", "team")
        told = json.loads((SAMPLE / "meetings.json").read_text(encoding="utf-8"))["ru"]
        path = SAMPLE / "planning-ru.vtt"
        meeting = submit(
            here,
            Submission(path=path, board="local:team", title=told["title"]),
            wiring.read_source(path, None),
        )
        wiring.build_worker(here, given).run_until_idle()
        with here.database.reading() as session:
            return [_told(one) for one in proposals.for_meeting(session, meeting.id)]


def _told(stored: StoredProposal) -> tuple[str, str, float]:
    proposal = stored.proposal
    return proposal.operation.kind, proposal.card.id if proposal.card else "", proposal.confidence


@pytest.mark.parametrize("scheme", ["http", "grpc"])
def test_a_meeting_is_understood_and_matched_through_the_services_as_it_is_here(
    tmp_path: Path, scheme: str
) -> None:
    with running(mounts(), Listen(key=SecretStr(KEY)), grace=5) as ports:
        url = f"{scheme}://127.0.0.1:{ports.grpc if scheme == 'grpc' else ports.http}"
        far = proposed(settings(tmp_path / "far", **both(url)))
    assert far == proposed(settings(tmp_path / "near"))
    assert far


def test_the_checkup_says_how_the_services_are(tmp_path: Path) -> None:
    names = {"minutes", "matching", "model", "embedder"}

    def checked(given: Settings) -> list[str]:
        with closing(wiring.install(given)) as here:
            return [one.code for one in wiring.checkup(here, given)() if one.name in names]

    with running(mounts(), Listen(key=SecretStr(KEY)), grace=5) as ports:
        url = f"grpc://127.0.0.1:{ports.grpc}"
        assert checked(settings(tmp_path, **both(url))) == ["minutes-ok", "matching-ok"]
        wrong = both(url, "another-key-that-is-long-enough")
        assert checked(settings(tmp_path, **wrong)) == ["minutes-key", "matching-key"]
    assert checked(settings(tmp_path, **both(NOBODY))) == ["minutes-down", "matching-down"]
    assert checked(settings(tmp_path)) == ["model-none", "embedder-none"]


def test_without_the_services_nothing_is_taken_for_unsaid_or_unmatched(tmp_path: Path) -> None:
    query, card = Query(id="1", text="x"), CardText(id="a", name="x")
    question = AnswerRequest(question="?", passages=(), language="en")
    with closing(wiring.install(settings(tmp_path, **both(NOBODY)))) as here:
        for ask in (
            lambda: here.services.matcher().rank((query,), (card,)),
            lambda: here.services.answerer().answer(question),
        ):
            with pytest.raises(Problem) as told:
                ask()
            assert told.value.retryable
