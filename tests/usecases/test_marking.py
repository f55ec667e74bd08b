"""Cards without news bear a mark where a board wants it; news takes it off, and the mark itself is none."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core_api import wiring
from core_api.contracts.board import AddLabel, Card, RemoveLabel
from core_api.contracts.proposal import Actor, ChangeRecord
from core_api.usecases import boards, rules
from core_api.usecases.history import changes
from core_api.usecases.installation import Installation
from core_api.usecases.report import report
from core_api.usecases.submit import Submission, submit
from core_api.usecases.undo import undo_meeting

REF, MARK = "local:team", "Летний сезон"
Work = Callable[[], None]
HandIn = Callable[[], str]


@pytest.fixture(autouse=True)
def policy(installation: Installation) -> None:
    rules.change_policy(installation, REF, stale_label=MARK)


def marked(installation: Installation) -> set[str]:
    board, _policy = boards.look(installation, REF)
    (label,) = [label.id for label in board.labels if label.name == MARK]
    return {card.id for card in board.cards if label in card.label_ids and not card.archived}


def stale(installation: Installation, meeting: str) -> set[str]:
    return {item.card.id for item in report(installation, meeting).stale}


def marks(installation: Installation, meeting: str) -> list[ChangeRecord]:
    return [one for one in changes(installation, meeting) if one.rule == "stale-mark"]


def name_them(installation: Installation, tmp_path: Path, cards: list[Card], day: int) -> str:
    """A meeting in which these cards are named; gives its id."""
    path = tmp_path / f"{day}.txt"
    lines = [f"Анна: По карточке «{card.name}» без изменений, всё ещё думаем." for card in cards]
    path.write_text("\n".join(lines), encoding="utf-8")
    begun = datetime.fromisoformat("2026-03-10T10:00:00+03:00") + timedelta(days=day)
    submission = Submission(path=path, board=REF, started_at=begun)
    return submit(installation, submission, wiring.read_source(path, None)).id


def test_cards_without_news_are_marked_and_news_takes_the_mark_off(
    installation: Installation, hand_in: HandIn, work: Work, tmp_path: Path
) -> None:
    before = marked(installation)
    first = hand_in()
    work()
    quiet = stale(installation, first)
    assert quiet - before
    assert marked(installation) == before | quiet
    (one, *_rest) = marks(installation, first)
    assert (one.by.kind, one.meeting_id) == ("gate", first)
    assert {record.card.id for record in marks(installation, first)} == quiet - before

    board, _policy = boards.look(installation, REF)
    news = [card for card in board.cards if card.id in quiet - before][:1]
    second = name_them(installation, tmp_path, news, 1)
    work()
    assert stale(installation, second) >= quiet - {news[0].id}, "a mark is no news"
    assert news[0].id not in marked(installation)
    off = [
        record.card.id for record in marks(installation, second) if isinstance(record.operation, RemoveLabel)
    ]
    assert off == [news[0].id]


def test_the_marks_are_taken_back_with_the_meeting(
    installation: Installation, hand_in: HandIn, work: Work
) -> None:
    before = marked(installation)
    first = hand_in()
    work()
    assert marked(installation) != before
    undo_meeting(installation, first, Actor(name="lead"))
    assert marked(installation) == before


def test_what_a_person_marked_is_theirs(
    installation: Installation, hand_in: HandIn, work: Work, tmp_path: Path
) -> None:
    board, _policy = boards.look(installation, REF)
    (label,) = [label.id for label in board.labels if label.name == MARK]
    busy = next(card for card in board.cards if not card.archived and label not in card.label_ids)
    connector, board_id = installation.connector_for(REF)
    connector.apply(board_id, busy.id, AddLabel(label_id=label), "by-hand")
    name_them(installation, tmp_path, [busy], 1)
    work()
    assert busy.id in marked(installation)


@pytest.mark.parametrize(
    "fields", [{"mode": "shadow"}, {"stopped": True}, {"read_only": True}, {"stale_label": None}]
)
def test_nothing_is_marked_where_it_may_not_be(
    installation: Installation, hand_in: HandIn, work: Work, fields: dict[str, object]
) -> None:
    rules.change_policy(installation, REF, **fields)
    before = marked(installation)
    meeting = hand_in()
    work()
    assert marked(installation) == before
    assert marks(installation, meeting) == []


def test_columns_that_are_off_limits_are_let_be(
    installation: Installation, hand_in: HandIn, work: Work
) -> None:
    board, _policy = boards.look(installation, REF)
    columns = {column.id for column in board.columns}
    rules.change_policy(installation, REF, off_limits=columns)
    meeting = hand_in()
    work()
    assert stale(installation, meeting)
    assert marks(installation, meeting) == []


def test_a_label_that_is_not_there_is_told(installation: Installation, hand_in: HandIn, work: Work) -> None:
    rules.change_policy(installation, REF, stale_label="Нет такой")
    meeting = hand_in()
    work()
    assert "stale-label-missing" in report(installation, meeting).notes
    assert marks(installation, meeting) == []
