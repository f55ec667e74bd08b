"""`boardscribe board connect`, as a new user walks through it, to a double that refuses what Trello refuses."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.trello import KEY, SECRET, TOKEN, TrelloDouble
from tests.doubles.trello_world import Key


@dataclass
class Place:
    """A Trello with two boards that we see, and the command at hand."""

    run: Callable[..., Any]
    double: TrelloDouble
    url: str
    home: Path
    boards: dict[str, str] = field(default_factory=dict)

    def connect(self, *answers: str, language: str = "en", options: tuple[object, ...] = ()) -> Any:
        typed = "".join(f"{answer}\n" for answer in answers)
        return self.run(
            "board", "connect", "trello", "--url", self.url, *options, language=language, answers=typed
        )

    def kept(self) -> dict[str, Any]:
        path = self.home / "accounts.json"
        return dict(json.loads(path.read_text())) if path.exists() else {}

    def policy(self, name: str) -> dict[str, Any]:
        ended = self.run("board", "policy", f"trello:{self.boards[name]}", "--json")
        assert ended.code == 0, ended.err
        return dict(json.loads(ended.out)["policy"])

    def listed(self) -> dict[str, Any]:
        return {one["name"]: one for one in json.loads(self.run("board", "list", "--json").out)["boards"]}


@pytest.fixture
def place(boardscribe: Callable[..., Any], tmp_path: Path) -> Iterator[Place]:
    double = TrelloDouble()
    world = double.world
    boards = {}
    for name in ("Разработка", "Marketing"):
        boards[name] = world.add_board(name, [double.me, double.person])
        for position, column in enumerate(("To do", "Doing", "Review", "Done")):
            world.add_list(boards[name], column, float(position))
    with double.served() as url:
        yield Place(boardscribe, double, url, tmp_path / "home", boards)


def number(place: Place, name: str) -> str:
    """The board's number in the list that is shown."""
    shown = place.connect(KEY, TOKEN, "", "")
    line = next(line for line in shown.out.splitlines() if name in line and line.split()[0].isdecimal())
    return line.split()[0]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_from_nothing_to_a_board_in_shadow_mode(place: Place, language: str) -> None:
    picked = number(place, "Разработка")
    assert place.kept() == {}, "whoever leaves keeps nothing"
    ended = place.connect(KEY, TOKEN, SECRET, picked, "3 waiting", "", "1=Анна Белова", language=language)
    assert ended.code == 0, ended.err
    ref = f"trello:{place.boards['Разработка']}"
    for said in (
        "https://trello.com/power-ups/admin",
        f"expiration=30days&scope=read,write&response_type=token&name=Boardscribe&key={KEY}",
        "Boardscribe (@boardscribe_bot)",
        f"boardscribe board mode {ref} live",
    ):
        assert said in ended.out
    assert "account" not in ended.out.split("authorize?")[1].split()[0]
    for secret in (TOKEN, SECRET):
        assert secret not in ended.out + ended.err
    assert place.kept()["trello"]["token"] == TOKEN
    assert (place.home / "accounts.json").stat().st_mode & 0o777 == 0o600
    policy = place.policy("Разработка")
    assert policy["mode"] == "shadow"
    columns = {one["name"]: one["id"] for one in place.double.world.lists.values() if one["idBoard"] in ref}
    assert policy["column_roles"] == {columns["Review"]: "waiting"}
    people = json.loads(place.run("people", "list", "--json").out)["people"]
    linked = {one["person"]["name"]: one["person"]["identities"][0] for one in people}
    assert linked == {"Анна Белова": {"kind": "board", "place": ref, "id": place.double.person}}
    shown = place.run("board", "show", ref, "--json")
    assert json.loads(shown.out)["board"]["name"] == "Разработка"
    assert set(place.listed()) == {"Разработка"}


def test_a_wrong_token_is_told_and_asked_again(place: Place) -> None:
    wrong = "ATTA" + "0" * 60
    ended = place.connect(KEY, wrong, "", KEY, TOKEN, "", "Marketing", "", "")
    assert ended.code == 0, ended.err
    assert "Trello does not accept our key" in ended.err
    assert wrong not in ended.out + ended.err
    assert place.kept()["trello"]["token"] == TOKEN
    assert place.policy("Marketing")["mode"] == "shadow"


@pytest.mark.parametrize("answers", [(), (KEY,), (KEY, TOKEN, ""), (KEY, TOKEN, "", "Marketing", "2 done")])
def test_whoever_leaves_leaves_nothing_behind(place: Place, answers: tuple[str, ...]) -> None:
    ended = place.connect(*answers)
    assert ended.code == 1
    assert "nothing was kept" in ended.out
    assert place.kept() == {}
    assert place.listed() == {}


def test_too_few_rights_are_refused_and_too_many_are_told(place: Place) -> None:
    reading, all_rights = "ATTA" + "1" * 60, "ATTA" + "2" * 60
    place.double.world.tokens[reading] = Key(place.double.me, write=False)
    place.double.world.tokens[all_rights] = Key(place.double.me, account=True)
    refused = place.connect(KEY, reading, "", "")
    assert refused.code == 1
    assert "write is missing" in refused.err
    assert place.kept() == {}
    ended = place.connect(KEY, all_rights, "", "Marketing", "", "")
    assert ended.code == 0, ended.err
    assert "More rights than needed: account" in ended.out


def test_a_script_connects_without_a_question(place: Place, tmp_path: Path) -> None:
    keys = tmp_path / "keys.env"
    keys.write_text(f"# ours\nBOARDSCRIBE_TRELLO_KEY={KEY}\nexport BOARDSCRIBE_TRELLO_TOKEN='{TOKEN}'\n")
    options = ("--key-file", keys, "--board", "Marketing", "--board", "разраб", "--yes")
    ended = place.connect(options=options)
    assert ended.code == 0, ended.err
    assert set(place.listed()) == {"Marketing", "Разработка"}
    again = place.connect(options=("--key-file", keys, "--yes"))
    assert (again.code, "--board" in again.err) == (1, True)
    place.run("board", "mode", f"trello:{place.boards['Marketing']}", "live")
    assert place.connect(options=options).code == 0
    assert place.policy("Marketing")["mode"] == "live", "connecting again changes no mode"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{}", "key, token"),
        (f'{{"key": "{KEY}"}}', "token"),
        (TOKEN, "key"),
        (None, "cannot be read"),
        (f'{{"key": "{KEY}", "token": "{TOKEN}", "url": "https://u:p@trello"}}', "no user, no password"),
    ],
)
def test_a_key_file_that_does_not_do_is_refused_without_quoting_it(
    place: Place, tmp_path: Path, text: str | None, words: str
) -> None:
    keys = tmp_path / "keys"
    if text is not None:
        keys.write_text(text)
    ended = place.run("board", "connect", "trello", "--key-file", keys, "--yes", "--board", "Marketing")
    assert ended.code == 1
    assert words in ended.err
    assert TOKEN not in ended.out + ended.err
    assert place.kept() == {}


def test_a_board_is_listed_while_its_vendor_is_away_and_doctor_says_what_still_works(place: Place) -> None:
    assert place.connect(KEY, TOKEN, "", "Marketing", "", "").code == 0
    ok = json.loads(place.run("doctor", "--json").out)["checks"]
    assert next(one for one in ok if one["name"] == "trello")["code"] == "vendor-ok"
    del place.double.world.tokens[TOKEN]
    line = place.listed()["Marketing"]
    assert line["away"] == "vendor-unauthorized"
    checked = place.run("doctor", language="ru")
    assert checked.code == 3
    assert "одобренное хранится" in " ".join(checked.out.split())
    assert place.run("board", "stop", f"trello:{place.boards['Marketing']}").code == 0, (
        "the kill switch works"
    )
    assert "away:" in " ".join(place.run("board", "list").out.split())
    assert TOKEN not in checked.out + checked.err


def test_what_the_environment_says_goes_first(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("KEY", KEY), ("TOKEN", TOKEN), ("URL", place.url)):
        monkeypatch.setenv(f"BOARDSCRIBE_TRELLO_{name}", value)
    ended = place.run("board", "connect", "trello", answers="Marketing\n\n\n")
    assert ended.code == 0, ended.err
    assert "come from the settings" in ended.out
    assert place.kept() == {}
    assert place.policy("Marketing")["mode"] == "shadow"
    refused = place.run("board", "disconnect", "trello")
    assert (refused.code, "BOARDSCRIBE_TRELLO" in refused.err) == (1, True)


def test_a_hook_needs_an_address_of_ours(place: Place) -> None:
    assert place.connect(KEY, TOKEN, SECRET, "Marketing", "", "").code == 0
    ended = place.run("board", "hook", f"trello:{place.boards['Marketing']}")
    assert ended.code == 3
    assert "BOARDSCRIBE_PUBLIC_URL" in ended.err
    assert place.double.world.hooks == {}


def test_disconnect_forgets_the_keys_and_keeps_what_was_done(place: Place) -> None:
    assert place.connect(KEY, TOKEN, "", "Marketing", "", "").code == 0
    ended = place.run("board", "disconnect", "trello")
    assert ended.code == 0
    assert "https://trello.com/my/account" in ended.out
    assert place.kept() == {}
    assert place.listed()["Marketing"]["away"] == "board-account-missing"
    assert place.run("board", "disconnect", "trello").code == 1


def test_once_there_is_an_admin_only_admins_connect(place: Place) -> None:
    place.run("people", "add", "Vera")
    place.run("people", "link", "Vera", "--cli", "vera")
    place.run("people", "grant", "Vera", "admin")
    ended = place.connect(KEY, TOKEN, "", "Marketing", "", "")
    assert (ended.code, "may not change" in ended.err, place.kept()) == (1, True, {})


def test_a_token_is_not_shown_while_it_is_typed(tmp_path: Path) -> None:
    """At a real terminal, whose echo is on until the program takes it off."""
    environment = os.environ | {
        "BOARDSCRIBE_HOME": str(tmp_path / "home"),
        "BOARDSCRIBE_LANGUAGE": "en",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "TERM": "dumb",
    }
    code = "import sys; from core_api.cli import main; sys.argv = ['boardscribe', 'board', 'connect', 'trello']; main()"
    ours, theirs = pty.openpty()
    command = subprocess.Popen(
        [sys.executable, "-c", code], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    shown = ""
    for prompt, answer in (("leave):", KEY + "\n"), ("(not shown):", TOKEN + "\n"), ("without:", "\x04")):
        seen = len(shown)
        while prompt not in shown[seen:]:
            shown += os.read(ours, 4096).decode()
        os.write(ours, answer.encode())
    with suppress(OSError):  # the other end is closed
        while part := os.read(ours, 4096):
            shown += part.decode()
    assert command.wait() == 1
    os.close(ours)
    assert KEY in shown
    assert TOKEN not in shown
    assert "nothing was kept" in shown
