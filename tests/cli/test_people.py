"""`boardscribe people`: who may decide, said and changed in both languages."""

import getpass
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ME = getpass.getuser()
SAMPLE = Path(__file__).parents[2] / "core_api" / "sample" / "planning-ru.vtt"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_from_nobody_to_an_approver_and_back(team: Callable[..., Any], language: str) -> None:
    def people(*arguments: str) -> Any:
        ended = team("people", *arguments, language=language)
        assert ended.code == 0, ended.err
        return ended.out

    nobody = people("list")
    assert "boardscribe people add" in nobody
    people("add", "Анна Белова", "--language", "ru", "--timezone", "Europe/Moscow")
    people("link", "анна", "--cli", ME)
    people("link", "анна", "--telegram", "4242")
    people("link", "анна", "--board", "local:team", "тимур")
    people("grant", "анна", "lead", "--board", "local:team")
    listed = people("list")
    for said in ("Анна Белова", ME, "4242", "local:team"):
        assert said in listed
    known = json.loads(people("list", "--json"))["people"][0]
    assert known["person"]["timezone"] == "Europe/Moscow"
    assert known["grants"] == [{"person_id": known["person"]["id"], "board": "local:team", "role": "lead"}]
    assert {one["kind"] for one in known["person"]["identities"]} == {"cli", "telegram", "board"}
    people("edit", "анна", "--name", "Анна Серова")
    people("unlink", "Серова", "--telegram", "4242")
    people("revoke", "Серова", "--board", "local:team")
    people("remove", "Серова")
    gone = json.loads(people("list", "--json"))["people"][0]
    assert (gone["person"]["active"], gone["grants"], gone["person"]["identities"]) == (False, [], [])


def test_who_may_not_is_told_and_the_board_stays_as_it_is(team: Callable[..., Any]) -> None:
    team("people", "add", "Вера")
    team("people", "link", "Вера", "--cli", "vera")
    team("people", "grant", "Вера", "admin", "--board", "local:team")
    refused = team("board", "mode", "local:team", "shadow")
    assert refused.code == 1
    assert f"{ME} may not change what local:team allows" in refused.err
    assert "boardscribe people list" in refused.err
    policy = json.loads(team("board", "show", "local:team", "--json").out)["policy"]
    assert policy["mode"] == "live"
    mine = team("people", "link", "Вера", "--cli", ME, language="ru")
    assert (mine.code, "не может менять" in mine.err) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("link", "Вера"),
        ("link", "Вера", "member"),
        ("link", "Вера", "--board", "local:team"),
        ("link", "Вера", "--cli", "vera", "--telegram", "1"),
        ("link", "Вера", "--board", "local:team", "Никого такого"),
        ("link", "Nobody", "--cli", "x"),
        ("grant", "Вера", "approver", "--board", "local:nowhere"),
        ("revoke", "Вера"),
        ("add", "  "),
        ("add", "вера"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_next_step(
    team: Callable[..., Any], arguments: tuple[str, ...]
) -> None:
    team("people", "add", "Вера")
    before = team("people", "list", "--json").out
    ended = team("people", *arguments)
    assert ended.code == 1
    assert len(ended.err.splitlines()) == 2
    assert team("people", "list", "--json").out == before


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("in Telegram", "not from 23:30 to 07:00", "is sent nothing unasked", "at any hour")),
        ("ru", ("в Telegram", "не беспокоить с 23:30 до 07:00", "не присылать ничего", "в любое время")),
    ],
)
def test_how_somebody_wants_to_be_asked_is_set_and_shown(
    team: Callable[..., Any], language: str, words: tuple[str, ...]
) -> None:
    team("people", "add", "Анна")
    team("people", "link", "Анна", "--telegram", "4242")
    set_one = ("--quiet", "23:30-7"), ("--channel", "telegram"), ("--mute",)
    assert all(team("people", "edit", "Анна", *options).code == 0 for options in set_one)
    manners = json.loads(team("people", "show", "Анна", "--json").out)["person"]["manners"]
    quiet = {"begins": "23:30:00", "ends": "07:00:00"}
    assert manners == {"channel": "telegram", "quiet": quiet, "muted": True}
    for command in ("list", "show"):
        named = () if command == "list" else ("Анна",)
        assert words[2] in team("people", command, *named, language=language).out
    shown = team("people", "edit", "Анна", "--unmute", language=language).out
    assert words[0] in shown
    assert words[1] in shown
    assert words[3] in team("people", "edit", "Анна", "--quiet", "none", language=language).out
    ended = team("people", "edit", "Анна", "--channel", "none")
    assert ended.code == 0
    assert json.loads(team("people", "show", "Анна", "--json").out)["person"]["manners"]["channel"] is None


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("edit", "Анна", "--quiet", "22"), "no span of hours"),
        (("edit", "Анна", "--quiet", "25:00-08:00"), "no span of hours"),
        (("edit", "Анна", "--channel", "matrix"), "not known in Matrix yet"),
        (("link", "Анна", "--telegram", "@anna"), "no user id of Telegram"),
        (("link", "Анна", "--email", "anna@"), "no e-mail address"),
        (("link", "Анна", "--matrix", "anna"), "@anna:example.org"),
    ],
)
def test_a_slip_is_told_and_the_person_stays_as_they_are(
    team: Callable[..., Any], options: tuple[str, ...], words: str
) -> None:
    team("people", "add", "Анна")
    before = team("people", "show", "Анна", "--json").out
    ended = team("people", *options)
    assert ended.code == 1
    assert words in ended.err
    assert team("people", "show", "Анна", "--json").out == before


@pytest.mark.parametrize(("language", "words"), [("en", "within 15 minutes"), ("ru", "в течение 15 минут")])
def test_a_code_is_shown_once_with_what_to_do(team: Callable[..., Any], language: str, words: str) -> None:
    team("people", "add", "Анна")
    shown = team("people", "code", "Анна", language=language)
    assert shown.code == 0
    code = shown.out.splitlines()[0]
    assert len(code) == 8
    assert f"/start {code}" in shown.out
    assert words in shown.out
    other = json.loads(team("people", "code", "Анна", "--json").out)
    assert len(other["code"]) == 8
    assert other["code"] != code
    assert other["person_id"] == json.loads(team("people", "show", "Анна", "--json").out)["person"]["id"]


@pytest.mark.parametrize(("language", "words"), [("en", "Анна's meeting"), ("ru", "Чья встреча: Анна")])
def test_a_meeting_is_somebodys(team: Callable[..., Any], language: str, words: str) -> None:
    team("people", "add", "Анна")
    shown = team("process", SAMPLE, "--board", "local:team", "--owner", "анна", language=language)
    assert shown.code == 0, shown.err
    assert words in shown.out
    assert team("process", SAMPLE, "--board", "local:team", "--owner", "Nobody").code == 1
    tried = team(
        "process", SAMPLE, "--board", "local:team", "--owner", "анна", "--dry-run", language=language
    )
    assert tried.code == 0
    assert words not in tried.out, "a dry run knows nobody"
