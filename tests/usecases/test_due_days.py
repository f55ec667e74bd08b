"""A due day is that day where the people met, from the talk to the board and back, however far they are from UTC."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from core_api import wiring
from core_api.contracts.board import Card, Create, Due
from core_api.contracts.proposal import Actor, Decision, Proposal, StoredProposal
from core_api.usecases import boards
from core_api.usecases.decide import decide
from core_api.usecases.edit import edited
from core_api.usecases.export import arguments
from core_api.usecases.installation import Installation
from core_api.usecases.queue import waiting
from core_api.usecases.report import report
from core_api.usecases.submit import Submission, submit
from core_api.usecases.undo import undo_meeting

LEAD = Actor(name="lead")
TALK = """WEBVTT

00:01.000 --> 00:09.000
<v Ира>Карточка двенадцать, срок переносим на шестое марта.

00:10.000 --> 00:19.000
<v Ира>Заведите новую карточку «Заказать стулья», срок шестое марта.
"""
ZONES = [timezone(timedelta(hours=hours)) for hours in (12, 14, -11)]
SIXTH = date(2026, 3, 6)

pytestmark = pytest.mark.parametrize("zone", ZONES, ids=str)


@pytest.fixture
def meeting(installation: Installation, work: Callable[[], None], tmp_path: Path, zone: timezone) -> str:
    path = tmp_path / "talk.vtt"
    path.write_text(TALK, encoding="utf-8")
    began = datetime(2026, 3, 2, 10, tzinfo=zone)
    boards.change_policy(installation, "local:team", automatic=frozenset())
    submission = Submission(path=path, board="local:team", started_at=began)
    found = submit(installation, submission, wiring.read_source(path, None)).id
    work()
    return found


def asked(installation: Installation, kind: str) -> StoredProposal:
    return next(item.stored for item in waiting(installation) if item.stored.proposal.operation.kind == kind)


def card(installation: Installation, name: str) -> Card:
    return next(item for item in boards.look(installation, "local:team")[0].cards if item.name == name)


def approve(installation: Installation, proposal: Proposal, operation: Due | None = None) -> None:
    decide(
        installation,
        Decision(
            proposal_id=proposal.id,
            version=proposal.version,
            answer="edit" if operation else "approve",
            operation=operation,
            by=LEAD,
            at=installation.clock(),
        ),
    )


def local_day(due: datetime | None, zone: timezone) -> date | None:
    return due.astimezone(zone).date() if due else None


def test_the_day_of_the_talk_is_the_day_on_the_board_and_an_undo_brings_the_old_moment_back(
    installation: Installation, meeting: str, work: Callable[[], None], zone: timezone
) -> None:
    proposal = asked(installation, "due").proposal
    assert proposal.card is not None
    assert arguments(proposal.operation) == {"date": "2026-03-06"}
    before = card(installation, proposal.card.name).due
    approve(installation, proposal)
    work()
    assert local_day(card(installation, proposal.card.name).due, zone) == SIXTH
    change = next(item for item in report(installation, meeting).changes if item.operation.kind == "due")
    assert [item.after for item in change.changes] == ["2026-03-06"]
    assert arguments(change.operation) == {"date": "2026-03-06"}
    done, refused = undo_meeting(installation, meeting, LEAD)
    assert (len(done), refused) == (1, ())
    assert card(installation, proposal.card.name).due == before
    back = next(item for item in report(installation, meeting).changes if item.undoes)
    was = local_day(before, zone)
    assert [(item.before, item.after) for item in back.changes] == [
        ("2026-03-06", was.isoformat() if was else None)
    ]
    assert getattr(back.operation, "date", None) == was


def test_a_day_typed_by_hand_or_sent_by_a_script_is_that_day_too(
    installation: Installation, meeting: str, work: Callable[[], None], zone: timezone
) -> None:
    proposal = asked(installation, "due").proposal
    assert proposal.card is not None
    board, _policy = boards.look(installation, "local:team")
    typed = edited(proposal.operation, "9 марта", board, datetime(2026, 3, 2, 10, tzinfo=zone))
    assert isinstance(typed, Due)
    approve(installation, proposal, typed)
    work()
    assert local_day(card(installation, proposal.card.name).due, zone) == date(2026, 3, 9)


def test_a_new_card_is_due_on_the_day_that_was_said(
    installation: Installation, meeting: str, work: Callable[[], None], zone: timezone
) -> None:
    proposal = asked(installation, "create").proposal
    assert isinstance(proposal.operation, Create)
    assert proposal.operation.date == SIXTH
    assert "at" not in arguments(proposal.operation)
    approve(installation, proposal)
    work()
    assert local_day(card(installation, proposal.operation.name).due, zone) == SIXTH
