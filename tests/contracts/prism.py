"""The validating mock: prism, started on a description, asked whether it takes a request."""

import json
import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import httpx

from tests.contracts.description import Sent
from tests.servers.kanboard import free_port

_STARTS_WITHIN = 60.0
_OURS_TO_FIX = frozenset({"NO_RESPONSE_DEFINED", "NO_SUCCESS_RESPONSE_DEFINED", "NOT_ACCEPTABLE"})
"""What prism says when it took the request and only does not know what to answer."""


@dataclass(frozen=True)
class Ruling:
    """What prism says of a request."""

    accepted: bool
    status: int
    why: str = ""


class Prism:
    """A running prism. `query` and `headers` go with each request: credentials, where the description wants them."""

    def __init__(
        self, folder: Path, description: dict[str, Any], *, query: dict[str, str], headers: dict[str, str]
    ) -> None:
        """`folder` is where prism is installed."""
        self._work = tempfile.TemporaryDirectory(prefix="boardscribe-contracts-")
        self._query = query
        spec = Path(self._work.name) / "description.json"
        spec.write_text(json.dumps(description), encoding="utf-8")
        port = free_port()
        node = shutil.which("node")
        if node is None:
            raise RuntimeError("node is needed (https://nodejs.org)")
        command = [node, str(folder / "node_modules/@stoplight/prism-cli/dist/index.js"), "mock"]
        self._log = Path(self._work.name) / "prism.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*command, "-h", "127.0.0.1", "-p", str(port), "--errors", str(spec)],
                stdout=log,
                stderr=log,
                env=os.environ | {"NO_COLOR": "1"},
            )
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30)
        self._wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._client.close()
        self._process.terminate()
        self._process.wait(timeout=30)
        self._work.cleanup()

    def rule(self, sent: Sent) -> Ruling:
        """Whether a request fits the description."""
        params = sent.query | self._query
        response = self._client.request(sent.method, sent.path, params=params, json=sent.body)
        try:
            said = response.json()
        except ValueError:
            said = {}
        said = said if isinstance(said, dict) else {}
        fault = str(said.get("type", "")).rpartition("#")[2]
        if response.is_success or fault in _OURS_TO_FIX:
            return Ruling(True, response.status_code)
        found = said.get("validation") or json.loads(response.headers.get("sl-violations", "[]"))
        found = [one for one in found if one["location"][:1] != ["response"]] if found else found
        if fault == "VIOLATIONS" and not found:  # of the answer that prism itself made up
            return Ruling(True, response.status_code)
        why = "; ".join(f"{'.'.join(map(str, one['location']))} {one['message']}" for one in found)
        return Ruling(False, response.status_code, why or fault or response.text[:200])

    def _wait(self) -> None:
        ends = time.monotonic() + _STARTS_WITHIN
        while time.monotonic() < ends and self._process.poll() is None:
            try:
                self._client.get("/")
                return
            except httpx.TransportError:
                time.sleep(0.2)
        raise RuntimeError(f"prism did not start:\n{self._log.read_text(encoding='utf-8')[-2000:]}")
