"""`boardscribe board policy`: what a board allows, shown and set in both languages."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parents[2] / "core_api" / "sample"


def policy(team: Callable[..., Any], *options: str) -> Any:
    ended = team("board", "policy", "local:team", *options, "--json")
    assert ended.code == 0, ended.err
    return json.loads(ended.out)["policy"]


def test_each_setting_is_set_and_the_others_stay(team: Callable[..., Any]) -> None:
    before = policy(team)
    columns = {
        one["name"]: one["id"]
        for one in json.loads(team("board", "show", "local:team", "--json").out)["board"]["columns"]
    }
    set_one = [
        (("--automatic", "comment,due"), {"automatic": ["comment", "due"]}),
        (("--off-limits", "ревью"), {"off_limits": [columns["Ревью"]]}),
        (("--changes-per-meeting", "7"), {"changes_per_meeting": 7}),
        (("--changes-per-card", "0"), {"changes_per_card": 0}),
        (("--threshold", "0.97"), {"threshold": 0.97}),
        (("--read-only",), {"read_only": True}),
        (("--models", "local"), {"models": "local"}),
    ]
    expected = before
    for options, fields in set_one:
        expected = expected | fields
        now = policy(team, *options)
        assert {key: sorted(value) if isinstance(value, list) else value for key, value in now.items()} == {
            key: sorted(value) if isinstance(value, list) else value for key, value in expected.items()
        }
    back = policy(team, "--automatic", "default", "--off-limits", "none", "--writable")
    assert (sorted(back["automatic"]), back["off_limits"], back["read_only"]) == (
        sorted(before["automatic"]),
        [],
        False,
    )
    assert policy(team, "--automatic", "none")["automatic"] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Who decides", "whoever has this terminal", "due date", "Ревью", "at most unasked", "by ")),
        ("ru", ("Кто решает", "тот, у кого этот терминал", "срок", "Ревью", "без вопроса не больше")),
    ],
)
def test_it_reads_in_both_languages(team: Callable[..., Any], language: str, said: tuple[str, ...]) -> None:
    ended = team("board", "policy", "local:team", "--off-limits", "Ревью", language=language)
    assert ended.code == 0
    for words in said:
        assert words.lower() in ended.out.lower()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--automatic", "archive"), "always asks"),
        (("--automatic", "comment,fly"), "“fly” is not a kind"),
        (("--off-limits", "Нигде"), "no column “Нигде”"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    team: Callable[..., Any], options: tuple[str, ...], words: str
) -> None:
    before = policy(team)
    ended = team("board", "policy", "local:team", "--changes-per-card", "1", *options)
    assert ended.code == 1
    assert words in ended.err
    assert policy(team) == before


def test_a_name_that_several_columns_have_is_an_error(
    boardscribe: Callable[..., Any], tmp_path: Path
) -> None:
    board = {
        "id": "b1",
        "name": "Twice",
        "lists": [{"id": "l1", "name": "Doing"}, {"id": "l2", "name": "Doing"}, {"id": "l3", "name": "Done"}],
        "cards": [],
    }
    path = tmp_path / "board.json"
    path.write_text(json.dumps(board), encoding="utf-8")
    assert boardscribe("board", "import", path, "--name", "twice").code == 0
    for command in (
        ("policy", "local:twice", "--off-limits", "doing"),
        ("role", "local:twice", "Doing", "done"),
    ):
        ended = boardscribe("board", *command)
        assert ended.code == 1
        assert "l1" in ended.err
        assert "l2" in ended.err
    assert boardscribe("board", "policy", "local:twice", "--off-limits", "l2").code == 0


def test_a_board_that_is_not_there_has_no_policy(boardscribe: Callable[..., Any]) -> None:
    for options in ((), ("--read-only",)):
        ended = boardscribe("board", "policy", "local:nowhere", *options)
        assert ended.code == 1
        assert "nowhere" in ended.err


def test_who_is_asked_is_set_and_shown(team: Callable[..., Any]) -> None:
    asking = policy(
        team,
        *("--ask-first", "card_owner", "--assignee-confirms", "comment,check"),
        *("--remind-after", "90m", "--escalate-after", "1d 12h", "--ask-group", "telegram:-100123"),
    )["asking"]
    assert sorted(asking.pop("assignee_confirms")) == ["check", "comment"]
    assert asking == {
        "first": "card_owner",
        "remind_minutes": 90,
        "escalate_minutes": 36 * 60,
        "group": {"channel": "telegram", "user": "", "chat": "-100123"},
    }
    again = policy(team, "--escalate-after", "none", "--ask-group", "none", "--assignee-confirms", "none")
    assert (again["asking"]["first"], again["asking"]["remind_minutes"]) == ("card_owner", 90)
    assert (again["asking"]["escalate_minutes"], again["asking"]["group"]) == (0, None)
    assert again["asking"]["assignee_confirms"] == []
    shown = team("board", "policy", "local:team", "--assignee-confirms", "due").out
    for words in ("whoever the card is assigned to", "due date", "after 90 minutes", "never"):
        assert words in shown
    spoken = team("board", "policy", "local:team", "--remind-after", "3 дня", language="ru").out
    for words in ("исполнителя карточки", "через 3 дня", "никогда"):
        assert words in spoken


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--remind-after", "soon"), "no span of time"),
        (("--escalate-after", "0h"), "no span of time"),
        (("--escalate-after", "4h and"), "no span of time"),
        (("--ask-group", "-100123"), "no group chat"),
        (("--assignee-confirms", "create"), "no card yet"),
        (("--assignee-confirms", "fly"), "not a kind"),
    ],
)
def test_a_slip_in_who_is_asked_changes_nothing(
    team: Callable[..., Any], options: tuple[str, ...], words: str
) -> None:
    before = policy(team)
    ended = team("board", "policy", "local:team", "--ask-first", "card_owner", *options)
    assert ended.code == 1
    assert words in ended.err
    assert policy(team) == before
