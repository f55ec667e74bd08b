"""Serves Roundup trackers on a loopback port, each under its own name, until it is ended. Run as a program."""

import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from roundup.cgi.wsgi_handler import RequestDispatcher


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Trackers:
    """All trackers of a folder; one is opened when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, RequestDispatcher] = {}

    def __call__(self, environment: dict[str, Any], start: Any) -> Any:
        _, name, *rest = environment["PATH_INFO"].split("/")
        if name not in self._open:
            self._open[name] = RequestDispatcher(str(self._folder / name))
        environment["SCRIPT_NAME"] = f"/{name}"
        environment["PATH_INFO"] = "/" + "/".join(rest)
        return self._open[name](environment, start)


if __name__ == "__main__":
    folder, port = sys.argv[1:]
    make_server(
        "127.0.0.1", int(port), Trackers(Path(folder)), server_class=_Server, handler_class=_Quiet
    ).serve_forever()
