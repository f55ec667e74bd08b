"""`history` and `export` as a person uses them, on the Russian sample meeting."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parents[2] / "core_api" / "sample"
Boardscribe = Callable[..., Any]
STARTED = json.loads((SAMPLE / "meetings.json").read_text(encoding="utf-8"))["ru"]["started_at"]


@pytest.fixture
def processed(team: Boardscribe) -> Boardscribe:
    """The sample meeting has changed two cards."""
    ended = team(
        *("process", SAMPLE / "planning-ru.vtt", "--board", "local:team", "--started-at", STARTED),
        *("--title", "Планёрка"),
    )
    assert ended.code == 0
    return team


def lines(boardscribe: Boardscribe, *more: str) -> list[dict[str, Any]]:
    ended = boardscribe("export", "changes", *more)
    assert ended.code == 0, ended.err
    return [json.loads(line) for line in ended.out.splitlines()]


def test_a_card_tells_who_said_what_when_and_what_followed(processed: Boardscribe) -> None:
    change = lines(processed)[0]
    told = processed("history", change["card"]["name"])
    assert told.code == 0, told.err
    said = " ".join(told.out.split())
    assert f"“{change['evidence'][0]['quote']}”" in said
    assert "Планёрка" in said
    assert change["changes"][0]["before"] in said
    assert change["changes"][0]["after"] in said
    assert "Done without asking." in said
    assert "plainly said about a plainly named card" in said
    assert change["id"] in said
    assert processed("undo", change["id"]).code == 0
    after = " ".join(processed("history", change["card"]["id"], language="ru").out.split())
    assert "Отменил(а)" in after
    assert after.index("Отменил(а)") < after.index("Сделано без вопроса.")  # the newest first
    assert f"Отменяет {change['id']}." in after


def test_what_is_wrapped_stays_off_the_margin(
    processed: Boardscribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = lines(processed)[0]
    monkeypatch.setenv("COLUMNS", "50")
    told = processed("history", change["card"]["id"]).out.splitlines()
    assert all(len(line) <= 50 for line in told)
    assert all(line.startswith("20") for line in told[1:] if line and not line.startswith(" "))


def test_no_text_on_a_card_passes_for_an_entry_of_its_own(processed: Boardscribe) -> None:
    assert processed("review", answers="a\nq\n").code == 0
    comment = next(one for one in lines(processed) if "\n" in one["operation"].get("text", ""))
    told = processed("history", comment["card"]["id"]).out.splitlines()
    second = comment["operation"]["text"].splitlines()[1]
    assert [line for line in told if second in line] == [f"    {second}"]
    assert all(line.startswith("20") for line in told[1:] if line and not line.startswith(" "))


def test_a_card_is_found_by_number_and_by_a_part_of_its_name(processed: Boardscribe) -> None:
    change = lines(processed)[0]
    by_id = processed("history", change["card"]["id"], "--json").out
    told = json.loads(by_id)
    assert told["entries"][0]["change"]["id"] == change["id"]
    assert told["meetings"][0]["title"] == "Планёрка"
    assert processed("history", f"#{told['number']}", "--json").out == by_id
    assert (
        processed("history", change["card"]["name"].upper()[:-1], "--board", "local:team", "--json").out
        == by_id
    )


def test_a_card_that_nothing_happened_to_says_so_and_one_that_is_not_there_too(
    processed: Boardscribe,
) -> None:
    quiet = json.loads(processed("board", "show", "local:team", "--json").out)["board"]["cards"]
    touched = {line["card"]["id"] for line in lines(processed)}
    watched = json.loads(processed("history", "--check", "--json").out)["cards"]
    seen = touched | {one["card"]["id"] for one in watched}
    name = next(card["name"] for card in quiet if card["id"] not in seen)
    assert "changed nothing on this card" in processed("history", name, "--board", "local:team").out
    unknown = processed("history", "нет такой карточки", "--board", "local:team")
    assert unknown.code == 1
    assert "Nothing is known of a card" in unknown.err
    assert processed("history").code == 2
    assert processed("history", name, "--check").code == 2


def test_all_records_of_the_meeting_add_up(processed: Boardscribe) -> None:
    checked = processed("history", "--check")
    assert checked.code == 0
    assert "all of it adds up" in checked.out
    rows = json.loads(processed("history", "--check", "--json").out)["cards"]
    assert sum(row["changes"] for row in rows) == 2
    assert all(row["gaps"] == [] for row in rows)


def test_a_table_opens_in_a_spreadsheet_with_its_letters(processed: Boardscribe) -> None:
    text = processed("export", "changes", "--format", "csv", "--board", "local:team").out
    assert text.startswith("\ufeffat,board,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {row["change_id"] for row in rows} == {line["id"] for line in lines(processed)}
    assert all(row["quote"] and row["meeting"] == "Планёрка" and row["channel"] == "gate" for row in rows)
    assert processed("export", "changes", "--board", "local:other").out == ""
    assert lines(processed, "--since", "2100-01-01") == []
    assert processed("export", "changes", "--since", "yesterday").code == 2
