"""`boardscribe serve | work | dashboard`: the programs that stay."""

import errno
import os
import signal
import socket
import sys
import threading
from importlib.util import find_spec
from pathlib import Path

from core_api import wiring
from core_api.cli.opening import open_desk
from core_api.cli.outcome import DONE, FAILED
from core_api.contracts.problems import Conflict, Invalid, Missing
from core_api.wire.listening import listening_on


def serve(*, with_worker: bool) -> int:
    """The API on its address, with an embedded worker unless told otherwise, until a signal ends it."""
    import uvicorn

    desk = open_desk()
    kinds = wiring.kinds_of_workers(desk.installation)
    listening = _listen(desk.settings.api_host, desk.settings.api_port)
    api = wiring.web_app(desk.installation, desk.settings, staffed=with_worker)
    stop = threading.Event()
    threads = []
    if with_worker:
        worker = wiring.build_worker(desk.installation, desk.settings, kinds=kinds)
        work_on = (stop, wiring.build_schedule(desk.installation).tick)
        threads.append(threading.Thread(target=worker.run_forever, args=work_on, name="worker", daemon=True))
    for number in (
        signal.SIGTERM,
        signal.SIGINT,
    ):  # uvicorn sends itself the signal again when it has shut down
        signal.signal(number, lambda *_: stop.set())
    for thread in threads:
        thread.start()
    desk.err.print(desk.say("serving", url=f"http://{desk.settings.api_host}:{desk.settings.api_port}"))
    if not desk.settings.api_token:
        desk.err.print(desk.say("serving-token", path=str(desk.settings.home / "api-token")))
    server = uvicorn.Server(uvicorn.Config(api, log_level=desk.settings.log_level, log_config=None))
    server.run(sockets=[listening])
    stop.set()
    for thread in threads:
        thread.join(timeout=10)
    return DONE if server.started else FAILED


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises Conflict `port-taken`, Invalid `address-unusable`."""
    try:
        return listening_on(host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Conflict("port-taken", host=host, port=str(port)) from error
        raise Invalid("address-unusable", host=host, port=str(port), detail=error.strerror or "") from error


def work(*, with_messengers: bool) -> int:
    """A worker until SIGTERM or Ctrl-C; what it holds is given back.

    People are asked and heard here too where a service of their own reaches the messengers; those that live in the
    API's process are served there.
    """
    desk = open_desk()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    desk.err.print(desk.say("working"))
    kinds = wiring.kinds_of_workers(desk.installation)
    staff = wiring.far_staff(desk.installation, desk.settings) if with_messengers else None
    worker = wiring.build_worker(desk.installation, desk.settings, kinds=kinds)
    if staff is not None:
        staff.start()
    worker.run_forever(stop, wiring.build_schedule(desk.installation).tick)
    if staff is not None:
        staff.stop()
    return DONE


def dashboard() -> int:
    """The dashboard on loopback, as a client of the API."""
    desk = open_desk()
    spec = find_spec("dashboard")
    if find_spec("streamlit") is None or spec is None or not spec.submodule_search_locations:
        raise Missing("dashboard-missing")
    page = Path(next(iter(spec.submodule_search_locations))) / "app.py"
    host = desk.settings.api_host if desk.settings.api_host != "0.0.0.0" else "127.0.0.1"  # noqa: S104 - a comparison
    environment = os.environ | {
        "BOARDSCRIBE_API_URL": f"http://{host}:{desk.settings.api_port}",
        "BOARDSCRIBE_API_TOKEN": wiring.api_token(desk.settings),
    }
    if desk.settings.language:
        environment["BOARDSCRIBE_LANGUAGE"] = desk.settings.language
    desk.err.print(desk.say("dashboard-at", url=f"http://127.0.0.1:{desk.settings.dashboard_port}"))
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(page)),
        *("--server.address", "127.0.0.1", "--server.port", str(desk.settings.dashboard_port)),
        *(
            "--server.headless",
            "true",
            "--browser.gatherUsageStats",
            "false",
            "--client.toolbarMode",
            "minimal",
        ),
    ]
    sys.stderr.flush()
    os.execve(sys.executable, command, environment)  # noqa: S606 - in its place, so that signals reach the page
