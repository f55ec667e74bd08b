"""A home with the Russian sample meeting processed on a local board, for the tests of the API and of the dashboard.

Loaded by path from their `conftest.py`, made once a session and copied for each test. What the talk itself led to is
put aside; three proposals of known content wait instead, so that no test depends on how well a talk is understood.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core_api import wiring
from core_api.contracts.board import Board, Card, CardRef, Comment, Due, Move, Operation
from core_api.contracts.minutes import Evidence
from core_api.contracts.proposal import FieldChange, Proposal, Verdict
from core_api.domain.fingerprint import fingerprint
from core_api.settings import Settings
from core_api.store import meetings, proposals
from core_api.store.database import Session
from core_api.usecases import boards
from core_api.usecases.installation import Installation
from core_api.usecases.submit import Submission, submit

SAMPLE = Path(__file__).parents[1] / "core_api" / "sample"
BOARD = "local:team"
NASTY = "<script>alert(1)</script> **жирно** [ссылка](javascript:alert(1)) :red[красно] $x^2$ &amp;"
"""What a person may say or write on a card, and no page may take for anything but text."""
TOKEN = "a-key-for-tests-of-the-api-only"


@dataclass(frozen=True)
class Home:
    """An installation in a folder of its own."""

    settings: Settings
    installation: Installation
    meeting_id: str

    def board(self) -> Board:
        return boards.look(self.installation, BOARD)[0]

    def card(self, name: str) -> Card:
        return next(card for card in self.board().cards if card.name == name)

    def record(self) -> None:
        """Make its meeting one of which there is a recording."""
        blob = self.installation.blobs.put(SAMPLE / "standup-en.ogg")
        with self.installation.database.transaction() as session:
            meeting = meetings.get(session, self.meeting_id)
            meetings.update(session, meeting.model_copy(update={"blob": blob, "source": "talk.ogg"}))

    def work(self) -> None:
        """Do all that is queued, as the worker beside the API would."""
        wiring.build_worker(self.installation, self.settings).run_until_idle()


def settings_of(folder: Path, **more: Any) -> Settings:
    return Settings(
        home=folder, timezone="UTC", models_allowed="none", api_token=TOKEN, _env_file=None, **more
    )  # type: ignore[call-arg]


def _proposal(  # noqa: PLR0917 - a row of the table below
    session: Session,
    meeting_id: str,
    board: Board,
    name: str,
    operation: Operation,
    change: FieldChange,
    segment: int,
) -> Proposal:
    card = next(card for card in board.cards if card.name == name)
    other = next(card for card in board.cards if card.name != name and not card.archived)
    transcript, minutes = meetings.transcript(session, meeting_id), meetings.minutes(session, meeting_id)
    assert transcript is not None
    assert minutes is not None
    said = transcript.segments[segment]
    return Proposal(
        id=f"pr_{operation.kind}_{segment}",
        meeting_id=meeting_id,
        board=BOARD,
        fact_id=minutes.facts[0].id,
        claim=said.text,
        operation=operation,
        card=CardRef(id=card.id, name=card.name),
        runner_up=CardRef(id=other.id, name=other.name),
        changes=(change,),
        evidence=(
            Evidence(segment=segment, start=said.start, end=said.end, speaker=said.speaker, quote=said.text),
        ),
        confidence=0.62,
        verdict=Verdict(route="review", rule="not-outright"),
        seen=fingerprint(card, operation),
    )


def known_proposals(session: Session, meeting_id: str, board: Board) -> tuple[Proposal, ...]:
    """A move, a due day, and a comment whose every word tries to be more than text."""
    column = next(column for column in board.columns if column.name == "Ревью")
    rows: tuple[tuple[str, Operation, FieldChange, int], ...] = (
        (
            "Тёмная тема сайта",
            Move(column_id=column.id),
            FieldChange(field="column", before="Бэклог", after="Ревью"),
            10,
        ),
        (
            "Мобильное приложение",
            Due(date=date(2026, 3, 6)),
            FieldChange(field="due", before=None, after="2026-03-06"),
            11,
        ),
        (
            "Подарочные сертификаты",
            Comment(text=NASTY),
            FieldChange(field="comments", before=None, after=NASTY),
            12,
        ),
    )
    return tuple(_proposal(session, meeting_id, board, *row) for row in rows)


def _processed(folder: Path) -> str:
    settings = settings_of(folder)
    installation = wiring.install(settings)
    wiring.import_board(installation, SAMPLE / "board-ru.json", "team")
    boards.set_mode(installation, BOARD, "live")
    path = SAMPLE / "planning-ru.vtt"
    submission = Submission(path=path, board=BOARD, title="Планёрка", language="ru")
    meeting = submit(installation, submission, wiring.read_source(path, "ru"))
    wiring.build_worker(installation, settings).run_until_idle()
    board = boards.look(installation, BOARD)[0]
    with installation.database.transaction() as session:
        for item in proposals.queue(session):
            proposals.set_state(session, item.proposal.id, item.proposal.version, "expired")
        proposals.add(session, known_proposals(session, meeting.id, board), "open", installation.clock())
    installation.close()
    return meeting.id


@pytest.fixture(scope="session")
def processed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("processed") / "home"
    return folder, _processed(folder)


@pytest.fixture
def open_home(tmp_path: Path) -> Iterator[Callable[[Path, str], Home]]:
    """Opens a folder as an installation, and closes it in the end."""
    opened: list[Installation] = []

    def begin(folder: Path, meeting_id: str = "") -> Home:
        settings = settings_of(folder)
        opened.append(wiring.install(settings))
        return Home(settings, opened[-1], meeting_id)

    yield begin
    for installation in opened:
        installation.close()


@pytest.fixture
def home(processed: tuple[Path, str], open_home: Callable[[Path, str], Home], tmp_path: Path) -> Home:
    """A copy of the processed home."""
    folder = tmp_path / "home"
    shutil.copytree(processed[0], folder)
    return open_home(folder, processed[1])


@pytest.fixture
def empty_home(open_home: Callable[[Path, str], Home], tmp_path: Path) -> Home:
    """An installation without boards and meetings."""
    return open_home(tmp_path / "empty", "")


FIXTURES = SimpleNamespace(processed=processed, open_home=open_home, home=home, empty_home=empty_home)
