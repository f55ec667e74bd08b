"""The audit as other programs get it, and the history of cards, on both databases."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core_api.contracts.board import Card, CardRef, Comment, Move
from core_api.contracts.history import Sighting
from core_api.contracts.minutes import Evidence
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import Actor, ChangeRecord, FieldChange, FieldValue
from core_api.store import changes, sightings
from core_api.usecases import audit_export
from core_api.usecases.audit_export import COLUMNS, exported, safe
from core_api.usecases.card_history import check, history
from core_api.usecases.installation import Installation

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
NASTY = ('=HYPERLINK("http://example.org")', "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "  =1")


def record(identity: str, **fields: Any) -> ChangeRecord:
    values = {
        "id": identity,
        "meeting_id": "mtg_gone",
        "proposal_id": "prp_1",
        "board": "trello:b1",
        "card": CardRef(id="c1", name="Оплата"),
        "operation": Move(column_id="done"),
        "changes": (FieldChange(field="column", before="В работе", after="Готово"),),
        "evidence": (Evidence(segment=1, start=61.5, end=63, speaker=2, quote="закрываем"),),
        "by": Actor(name="Анна", channel="dashboard"),
        "rule": "not-outright",
        "at": NOW,
        "meeting_title": "Планёрка",
        "speakers": {2: "Борис"},
    }
    return ChangeRecord.model_validate(values | fields)


def store(here: Installation, *records: ChangeRecord) -> None:
    with here.database.transaction() as session:
        for one in records:
            changes.record(session, one)


def watch(here: Installation, card: Card, ref: str = "trello:b1") -> None:
    seen = Sighting(board=ref, card_id=card.id, first=card, first_at=NOW, last=card, last_at=NOW)
    with here.database.transaction() as session:
        sightings.add(session, seen)


def table(here: Installation) -> list[dict[str, str]]:
    text = "".join(exported(here, "csv"))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_row_a_field_with_all_that_the_question_why_needs(installation: Installation) -> None:
    both = (
        FieldChange(field="card", before=None, after="Оплата"),
        FieldChange(field="column", before=None, after="Готово"),
    )
    store(installation, record("op_1", changes=both, decided_at=NOW))
    first, second = table(installation)
    assert tuple(first) == COLUMNS
    assert (first["field"], second["field"]) == ("card", "column")
    assert (first["quote"], first["second"], first["speaker"]) == ("закрываем", "61.5", "Борис")
    assert (first["approver"], first["channel"], first["rule"]) == ("Анна", "dashboard", "not-outright")
    assert (first["meeting"], first["decided_at"]) == ("Планёрка", "2026-03-02T09:00:00+00:00")


def test_no_cell_is_calculated(installation: Installation) -> None:
    for number, text in enumerate(NASTY):
        store(
            installation,
            record(
                f"op_{number}",
                card=CardRef(id="c1", name=text),
                changes=(FieldChange(field="comments", before=None, after=text),),
                evidence=(Evidence(segment=1, start=0, end=1, quote=text),),
                by=Actor(name=text),
                meeting_title=text,
            ),
        )
    cells = [cell for row in table(installation) for cell in row.values()]
    assert sum(cell[1:] in NASTY for cell in cells) == len(NASTY) * 5
    assert not any(cell.lstrip(" ").startswith(tuple("=+-@\t\r\n＝＋－＠")) for cell in cells)


@given(st.text())
def test_a_safe_cell_says_the_same(text: str) -> None:
    cell = safe(text)
    assert cell in {text, f"'{text}"}
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t"))


def test_the_export_goes_on_page_by_page_and_misses_nothing(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_export, "_PAGE", 2)
    store(
        installation,
        *(record(f"op_{number}", at=NOW + timedelta(minutes=number // 3)) for number in range(7)),
        record("op_other", board="local:team"),
    )
    told = "".join(exported(installation, "jsonl", board="trello:b1"))
    ids = [json.loads(line)["id"] for line in told.splitlines()]
    assert ids == [f"op_{number}" for number in range(7)]
    later = "".join(exported(installation, "jsonl", since=NOW + timedelta(minutes=2)))
    assert [json.loads(line)["id"] for line in later.splitlines()] == ["op_6"]
    assert ChangeRecord.model_validate_json(told.splitlines()[0]).card.name == "Оплата"


def test_an_empty_audit_is_an_empty_file(installation: Installation) -> None:
    assert "".join(exported(installation, "jsonl")) == ""
    assert table(installation) == []


def test_the_history_of_a_card_whose_meeting_is_gone_still_names_who_was_quoted(
    installation: Installation,
) -> None:
    store(installation, record("op_1"))
    told = history(installation, "c1")
    assert told.entries[0].change is not None
    assert told.meetings[0].title == "Планёрка"
    assert [(one.number, one.name) for one in told.meetings[0].speakers] == [(2, "Борис")]


def test_the_one_card_that_is_meant_is_found_and_no_guess_is_made(installation: Installation) -> None:
    watch(installation, Card(id="c1", number=12, name="Оплата", column_id="done"))
    watch(installation, Card(id="12", number=3, name="Оплата картой", column_id="done"))
    watch(installation, Card(id="c1", number=12, name="Оплата", column_id="x"), "trello:b2")
    assert history(installation, "12").card.id == "12"  # an id goes before a number
    assert history(installation, "#3").card.id == "12"
    assert history(installation, "оплата", "trello:b1").card.id == "c1"  # the whole name before a part
    with pytest.raises(NotFound, match="card-not-named"):
        history(installation, "оплата")
    with pytest.raises(NotFound, match="card-unknown"):
        history(installation, "отчёт")


def test_records_that_do_not_add_up_are_told(installation: Installation) -> None:
    card = Card(id="c1", name="Оплата", column_id="doing")
    watch(installation, card)
    wrote = (FieldValue(field="column", before="doing", after="done"),)
    store(installation, record("op_1", values=wrote, sequence=1))
    (told,) = check(installation)
    assert [(gap.field, gap.told, gap.found) for gap in told.gaps] == [("column", "done", "doing")]
    assert check(installation, "local:team") == ()


def test_records_of_older_versions_come_last_and_are_not_held_against_the_card(
    installation: Installation,
) -> None:
    watch(installation, Card(id="c1", name="Оплата", column_id="done"))
    wrote = (FieldValue(field="column", before="done", after="done"),)
    store(
        installation,
        record("op_old", operation=Comment(text="Готово."), at=NOW),
        record("op_new", values=wrote, sequence=1, at=NOW - timedelta(minutes=1)),
    )
    told = history(installation, "c1").entries
    assert [entry.change.id for entry in told if entry.change] == ["op_new", "op_old"]
    assert check(installation)[0].gaps == ()
