"""A database of each kind for every test of the store, and a small meeting to fill it with."""

import importlib.util
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from core_api.contracts.board import CardRef, Comment
from core_api.contracts.meeting import Meeting, Segment, Speaker, Transcript
from core_api.contracts.minutes import Evidence
from core_api.contracts.proposal import Proposal, Verdict
from core_api.store import meetings
from core_api.store.database import Database


def _load(name: str) -> ModuleType:
    """The module beside this folder, the same one for all who load it."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[1] / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


globals().update(vars(_load("databases").FIXTURES))

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def transcript() -> Transcript:
    said = ("Добрый день.", "Карточку с оплатой закрываем.", "Алексей возьмёт отчёт к пятнице.")
    segments = tuple(
        Segment(index=place, start=place * 5.0, end=place * 5.0 + 4, speaker=1 + place % 2, text=text)
        for place, text in enumerate(said)
    )
    speakers = (Speaker(number=1, name="Анна"), Speaker(number=2))
    return Transcript(language="ru", speakers=speakers, segments=segments)


@pytest.fixture
def make_meeting() -> Callable[..., Meeting]:
    def make(identity: str = "mtg_1", **fields: Any) -> Meeting:
        moscow = timezone(timedelta(hours=3))
        values = {
            "id": identity,
            "title": "Планёрка",
            "started_at": datetime(2026, 3, 2, 10, 30, tzinfo=moscow),
            "source": "standup.vtt",
            "blob": "0" * 64,
            "board": "local:demo",
        }
        return Meeting.model_validate(values | fields)

    return make


@pytest.fixture
def meeting(database: Database, make_meeting: Callable[..., Meeting]) -> Meeting:
    with database.transaction() as session:
        return meetings.add(session, make_meeting(), "key-1", NOW)


@pytest.fixture
def make_proposal() -> Callable[..., Proposal]:
    def make(identity: str = "prp_1", meeting_id: str = "mtg_1", **fields: Any) -> Proposal:
        values = {
            "id": identity,
            "meeting_id": meeting_id,
            "board": "local:demo",
            "fact_id": "f1",
            "claim": "Оплата закрыта.",
            "operation": Comment(text="Закрыли."),
            "card": CardRef(id="c1", name="Оплата"),
            "evidence": (Evidence(segment=1, start=5, end=9, quote="закрываем"),),
            "confidence": 0.9,
            "verdict": Verdict(route="review", rule="asks"),
        }
        return Proposal.model_validate(values | fields)

    return make
