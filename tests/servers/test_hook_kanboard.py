"""A real Kanboard tells of a change, and what it says is understood."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlmodel import select

from core_api import wiring
from core_api.settings import Settings
from core_api.store.tables import JobRow
from tests.doubles.faults import served
from tests.servers.kanboard import KanboardServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[KanboardServer]:
    folder = tmp_path / "kanboard"
    folder.mkdir()
    running = KanboardServer(folder)
    yield running
    running.stop()


def test_a_hint_of_a_real_kanboard_names_the_task(server: KanboardServer, tmp_path: Path) -> None:
    app: dict[str, Any] = {}

    async def api(scope: Any, receive: Any, send: Any) -> None:
        await app["api"](scope, receive, send)

    with served(api) as url:
        settings = Settings(
            home=tmp_path / "home",
            timezone="UTC",
            public_url=url,
            kanboard_url=server.url,
            kanboard_token=SecretStr(server.token),
            _env_file=None,
        )  # type: ignore[call-arg]
        here = wiring.install(settings)
        app["api"] = wiring.web_app(here, settings)
        project = server.call("createProject", name="Website")
        task = server.call("createTask", project_id=project, title="Landing page")
        server.set_webhook(wiring.post_of(settings).address("kanboard"))
        server.call("updateTask", id=task, title="Landing page, new")
        server.call("createComment", task_id=task, user_id=1, content="Looks good.")
        with here.database.reading() as session:
            told = list(session.exec(select(JobRow).where(JobRow.kind == "notice")))
        here.close()
    assert [job.args["card"] for job in told] == [str(task)] * len(told)
    assert len(told) >= 2
