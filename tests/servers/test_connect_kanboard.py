"""`boardscribe board connect kanboard` against a real Kanboard, as a new user does it, and a board taken in by it."""

import json
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.kanboard import KanboardServer

TOKEN = "c0ffee" * 10


@pytest.fixture
def server(tmp_path: Path) -> Iterator[KanboardServer]:
    folder = tmp_path / "kanboard"
    folder.mkdir()
    running = KanboardServer(folder)
    yield running
    running.stop()


def boardscribe(home: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as its user starts it."""
    return subprocess.run(
        [sys.executable, "-c", "from core_api.cli import main; main()", *arguments],
        env=os.environ
        | {"BOARDSCRIBE_HOME": str(home), "BOARDSCRIBE_LANGUAGE": "en", "BOARDSCRIBE_LOG_LEVEL": "debug"},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_new_user_connects_a_project_and_sees_its_cards(server: KanboardServer, tmp_path: Path) -> None:
    ours = server.add_user("robot", TOKEN)
    anna = server.add_user("anna")
    project = server.call("createProject", name="Website")
    for user in (ours, anna):
        server.call("addProjectUser", project_id=project, user_id=user, role="project-member")
    server.call("createTask", project_id=project, title="Landing page")
    site = server.url.removesuffix("/jsonrpc.php")
    home = tmp_path / "home"
    wrong, right = ("robot", "no-token"), ("robot", TOKEN)
    typed = "\n".join((site, *wrong, *right, "1 waiting", "", "all", ""))
    ended = boardscribe(home, "board", "connect", "kanboard", typed=typed)
    assert ended.returncode == 0, ended.stderr
    assert "Kanboard does not accept our key" in ended.stderr
    assert "Kanboard knows us: Robot (@robot)" in ended.stdout
    assert "connected in shadow mode" in ended.stdout
    secrets = (TOKEN, b64encode(f"robot:{TOKEN}".encode()).decode())
    assert not [secret for secret in secrets if secret in ended.stdout + ended.stderr]
    assert "DEBUG" in ended.stderr.upper(), "what is logged at that level was looked through"
    held = [path.name for path in home.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()]
    assert held == ["accounts.json"]
    assert json.loads((home / "accounts.json").read_text())["kanboard"]["user"] == "robot"
    shown = json.loads(boardscribe(home, "board", "show", f"kanboard:{project}", "--json").stdout)
    assert [card["name"] for card in shown["board"]["cards"]] == ["Landing page"]
    assert shown["board"]["columns"][0]["role"] == "waiting"
    people = json.loads(boardscribe(home, "people", "list", "--json").stdout)["people"]
    assert [one["person"]["name"] for one in people] == ["Anna"]
    checks = json.loads(boardscribe(home, "doctor", "--json").stdout)["checks"]
    assert next(one["code"] for one in checks if one["name"] == "kanboard") == "vendor-ok"


def test_the_applications_token_works_and_is_told_to_be_too_much(
    server: KanboardServer, tmp_path: Path
) -> None:
    server.call("createProject", name="Website")
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps({"url": server.url, "token": server.token}))
    ended = boardscribe(tmp_path / "home", "board", "connect", "kanboard", "--key-file", str(keys), "--yes")
    assert ended.returncode == 0, ended.stderr
    assert "More rights than needed: application" in ended.stdout
    assert server.token not in ended.stdout + ended.stderr
