"""A test that did not run is said to be so, and under CI it is a failure."""

from pathlib import Path

import pytest

RULES = {
    name: (Path(__file__).parents[1] / f"{name}.py").read_text(encoding="utf-8")
    for name in ("conftest", "canary")
}
SKIPPING = "import pytest\n\ndef test_late():\n    pytest.skip('no disk')\n\ndef test_fine():\n    pass\n"
WHOLE = "import pytest\n\npytest.importorskip('no_such_module')\n\ndef test_never():\n    pass\n"


@pytest.mark.parametrize(("ci", "code"), [("true", pytest.ExitCode.TESTS_FAILED), ("", pytest.ExitCode.OK)])
def test_a_skip_fails_the_run_under_ci_only_and_is_always_listed(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: str, code: pytest.ExitCode
) -> None:
    monkeypatch.setenv("CI", ci)
    pytester.makepyfile(**RULES)
    pytester.makepyfile(test_one=SKIPPING, test_whole=WHOLE)
    result = pytester.runpytest_subprocess("-p", "no:randomly")
    assert result.ret == code
    result.stdout.fnmatch_lines(["*DID NOT RUN: *test_whole*", "*DID NOT RUN: *test_late*"])


def test_the_network_is_shut(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(**RULES)
    pytester.makepyfile(
        "import socket\n\ndef test_far():\n    socket.create_connection(('192.0.2.1', 80), timeout=1)\n"
    )
    result = pytester.runpytest_subprocess()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*tests run without a network*"])
