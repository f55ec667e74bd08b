"""A pytest plugin that writes down what reaches any double, into the file that an environment variable names.

`-p tests.contracts.listener`; only `recording` uses it.
"""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

HEARD = "BOARDSCRIBE_TEST_HEARD"
"""The file to write, one request a line."""

_patch = pytest.MonkeyPatch()
_heard: list[str] = []


def pytest_sessionstart() -> None:
    """Listen from now on; imported here, since pytest wants to see libraries before they are loaded."""
    from tests.doubles.faults import Asked, Faults

    drawn = Faults._drawn

    def hear(faults: Faults, asked: Asked) -> Any:
        _heard.append(json.dumps(asdict(asked) | {"body": asked.body.decode("utf-8", errors="replace")}))
        return drawn(faults, asked)

    _patch.setattr(Faults, "_drawn", hear)


def pytest_sessionfinish() -> None:
    """Write it all down."""
    _patch.undo()
    Path(os.environ[HEARD]).write_text("\n".join(_heard), encoding="utf-8")
