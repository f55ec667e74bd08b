"""A secret that is written anywhere fails the session, which says where; the canary would notice."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
SECRET = "canary-of-the-sub-session"
HEAD = f"""
import logging
import subprocess
import sys
from pathlib import Path

from pydantic import SecretStr

from core_api.contracts.problems import Invalid
from core_api.store.database import connect

TOKEN = SecretStr("{SECRET}").get_secret_value()
"""


@pytest.fixture
def session(pytester: pytest.Pytester) -> pytest.Pytester:
    """A session with our conftest and canary, and no tests yet."""
    for name in ("conftest", "canary"):
        pytester.makepyfile(**{name: (TESTS / f"{name}.py").read_text(encoding="utf-8")})
    return pytester


@pytest.mark.parametrize(
    ("leak", "place"),
    [
        ("logging.getLogger('core_api').debug('with %s', TOKEN)", "log of core_api"),
        (
            "try:\n        int(TOKEN)\n    except ValueError:\n        logging.getLogger('core_api').exception('no')",
            "log of core_api",
        ),
        ("Invalid('board-ref', ref=f'trello:{TOKEN}')", "problem board-ref"),
        ("(tmp_path / 'job.json').write_text(TOKEN)", "job.json"),
        (
            "database = connect(f'sqlite:///{tmp_path}/app.db')\n"
            "    database.migrate()\n"
            "    with database.transaction() as session:\n"
            "        session.connection().exec_driver_sql(\n"
            "            \"INSERT INTO board_policy VALUES ('b', '{'||'\" + TOKEN + \"')\"\n"
            "        )\n"
            "    database.dispose()",
            "app.db",
        ),
    ],
    ids=["log", "traceback", "problem", "file", "row"],
)
def test_a_leak_fails_the_session_and_is_named(session: pytest.Pytester, leak: str, place: str) -> None:
    session.makepyfile(test_leaky=f"{HEAD}\n\ndef test_leaky(tmp_path):\n    {leak}\n")
    result = session.runpytest_subprocess()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines([f"SECRET LEAKED: cana? (25 characters) in *{place}*"])
    assert SECRET not in result.stdout.str()


def test_a_setting_of_a_child_process_is_a_secret_too(session: pytest.Pytester) -> None:
    code = "import os, sys; open(sys.argv[1], 'w').write(os.environ['BOARDSCRIBE_KAITEN_TOKEN'])"
    session.makepyfile(
        test_child=f"{HEAD}\n\ndef test_child(tmp_path, monkeypatch):\n"
        f"    monkeypatch.setenv('BOARDSCRIBE_KAITEN_TOKEN', 'handed-on-{SECRET}')\n"
        f"    subprocess.run([sys.executable, '-c', {code!r}, str(tmp_path / 'left.txt')], check=True)\n"
    )
    result = session.runpytest_subprocess()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["SECRET LEAKED: hand* in *left.txt*"])


def test_a_session_that_keeps_its_secrets_passes_and_says_how_many_were_looked_for(
    session: pytest.Pytester,
) -> None:
    session.makepyfile(
        test_tight=f"{HEAD}\n\ndef test_tight(tmp_path):\n"
        "    logging.getLogger('core_api').debug('with %s', SecretStr(TOKEN))\n"
        "    (tmp_path / 'api-token').write_text(TOKEN)\n"
    )
    result = session.runpytest_subprocess()
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["1 secrets of the tests were looked for: 0 leaks"])
