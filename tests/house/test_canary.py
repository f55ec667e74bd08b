"""A secret that is written anywhere fails the session, which says where; the canary would notice."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
SECRET = "canary-of-the-sub-session"
HEAD = """
import logging
import subprocess
import sys
from pathlib import Path

from pydantic import SecretStr

from core_api.contracts.problems import Invalid
from core_api.store.database import connect
"""
TOKEN = f"TOKEN = SecretStr('{SECRET}').get_secret_value()"


@pytest.fixture
def session(pytester: pytest.Pytester) -> pytest.Pytester:
    """A session with our conftest and canary, and no tests yet."""
    for name in ("conftest", "canary"):
        pytester.makepyfile(**{name: (TESTS / f"{name}.py").read_text(encoding="utf-8")})
    return pytester


LEAKS = {
    "log": ("logging.getLogger('core_api').debug('with %s', token)", "log of core_api"),
    "traceback": (
        "try:\n        int(token)\n    except ValueError:\n        logging.getLogger('flow').exception('no')",
        "log of flow",
    ),
    "problem": ("Invalid('board-ref', ref=f'trello:{token}')", "problem board-ref"),
    "file": ("(tmp_path / 'job.json').write_text(token)", "job.json"),
    "row": (
        "database = connect(f'sqlite:///{tmp_path}/app.db')\n"
        "    database.migrate()\n"
        "    with database.transaction() as session:\n"
        "        session.connection().exec_driver_sql(\n"
        "            \"INSERT INTO pace_bucket VALUES ('\" + token + \"', '{}')\"\n"
        "        )\n"
        "    database.dispose()",
        "app.db",
    ),
}
"""Ways to leak a token, and where it must be said to be found."""


def test_a_leak_of_any_kind_fails_the_session_and_is_named(session: pytest.Pytester) -> None:
    leaky = [
        f"def test_{kind}(tmp_path):\n    token = SecretStr('{kind}-{SECRET}').get_secret_value()\n    {leak}\n"
        for kind, (leak, _) in LEAKS.items()
    ]
    session.makepyfile(test_leaky="\n\n".join([HEAD, *leaky]))
    result = session.runpytest_subprocess()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(passed=len(LEAKS))
    for kind, (_, place) in LEAKS.items():
        result.stdout.re_match_lines([rf"SECRET LEAKED: {(kind + '-')[:4]}… \(\d+ characters\) in .*{place}"])
    assert SECRET not in result.stdout.str()
    assert len([line for line in result.outlines if line.startswith("SECRET LEAKED")]) == len(LEAKS)


def test_a_setting_of_a_child_process_is_a_secret_too(session: pytest.Pytester) -> None:
    code = "import os, sys; open(sys.argv[1], 'w').write(os.environ['BOARDSCRIBE_KAITEN_TOKEN'])"
    session.makepyfile(
        test_child=f"{HEAD}\n{TOKEN}\n\ndef test_child(tmp_path, monkeypatch):\n"
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
        test_tight=f"{HEAD}\n{TOKEN}\n\ndef test_tight(tmp_path):\n"
        "    logging.getLogger('core_api').debug('with %s', SecretStr(TOKEN))\n"
        "    (tmp_path / 'api-token').write_text(TOKEN)\n"
    )
    result = session.runpytest_subprocess()
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["1 secrets of the tests were looked for: 0 leaks*"])
