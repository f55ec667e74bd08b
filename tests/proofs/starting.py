"""Starts `boardscribe serve` within a fraction of a second: each a copy of a process that has loaded its modules.

The process has opened and closed another installation once; a copy knows nothing of the one that it opens.
With `HOG` among its settings a copy's worker is busy for so many seconds, as with a long recording.
"""

import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any, Self

from tests.doubles.telegram_world import TOKEN
from tests.proofs.serving import clean_environment

HOG = "HOG_SECONDS"
_LOADED = (
    "core_api.cli.serving",
    "core_api.web.app",
    "core_api.wiring.workers",
    "core_api.flow.runner",
    "core_api.flow.checkpoints",
    "core_api.flow.desk",
    "kanban_connectors.service",
    "notifier.access",
    "notifier.service",
    "notifier.wording",
    "notifier.telegram.channel",
    "notifier.webhook",
    "uvicorn.protocols.http.h11_impl",
    "uvicorn.lifespan.on",
    "uvicorn.loops.auto",
    "anyio._backends._asyncio",
    "httpcore._async",
)


class Starter:
    """The process that is copied. A `Start` for `Serving`."""

    def __init__(self) -> None:
        """Load it."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.proofs.starting"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=clean_environment(),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._process.terminate()
        self._process.communicate()

    def __call__(self, settings: dict[str, str], log: Path) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"settings": settings, "log": str(log)}) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def bury(self, pid: int) -> None:
        """The process that is copied needs not be told."""


def _begin(wanted: dict[str, Any]) -> None:
    """In the copy: become the command."""
    from core_api.cli import serving

    out = os.open(wanted["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number in (1, 2):
        os.dup2(out, number)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.update(wanted["settings"])
    if wanted["settings"].get(HOG):
        _hog(float(wanted["settings"][HOG]))
    code = 1
    try:
        code = serving.serve(with_worker=True)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _hog(seconds: float) -> None:
    """The main worker's first job, the nightly one, takes a core as the engines for speech do.

    Mostly outside of Python's lock, and for a tenth of the time holding it.
    """
    import numpy as np

    from core_api.contracts.job import Progress
    from core_api.usecases import sweep

    def nightly(_installation: object, job: Any, report: Any) -> str:
        rows = np.random.default_rng(1).random((400, 400))
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            begun = time.perf_counter()
            rows = rows @ rows % 1.0
            spent, count = time.perf_counter() - begun, 0
            while time.perf_counter() - begun < spent * 1.1:
                count += 1
            report(Progress(stage="transcribe"))
        return str(job.id)

    sweep.nightly = nightly


def _warm_up(home: Path) -> None:
    """Open an installation and close it, for all that is loaded on the way."""
    from core_api import wiring
    from core_api.settings import Settings

    settings = Settings.model_validate({"home": home, "telegram_token": TOKEN, "timezone": "UTC"})
    installation = wiring.install(settings)
    wiring.web_app(installation, settings)
    wiring.build_worker(installation, settings).run_until_idle()
    installation.close()


def main() -> None:
    """Make a copy for each line that comes in, and answer with its number."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who has ended is gone at once
    for name in _LOADED:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as elsewhere:
        _warm_up(Path(elsewhere))
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            sys.stdin.close()
            _begin(json.loads(line))
        print(pid, flush=True)


if __name__ == "__main__":
    main()
