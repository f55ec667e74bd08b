"""`boardscribe people`: who may decide, said and changed in both languages."""

import getpass
import json
from collections.abc import Callable
from typing import Any

import pytest

ME = getpass.getuser()


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
