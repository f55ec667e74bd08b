"""The suite's board on a real Kanboard, where we are a user who is a member of the project."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kanban_connectors.kanboard.connector import build
from kanban_connectors.pacing import MemoryPace
from tests.conformance.desk import BOARD, Desk
from tests.servers.kanboard import KanboardServer

TOKEN = "a-token-for-tests-of-kanboard"


@dataclass
class Team:
    """A server with the users of the suite's board."""

    server: KanboardServer
    users: dict[str, int]

    def project(self, name: str = "Demo", lanes: bool = True) -> int:
        """A project with the suite's columns; all users are its members."""
        call = self.server.call
        project = int(call("createProject", name=name))
        columns = [int(one["id"]) for one in call("getColumns", project_id=project)]
        self.server.calls(
            [
                ("removeColumn", {"column_id": columns.pop()}),
                *(
                    ("updateColumn", {"column_id": id_, "title": column.name})
                    for id_, column in zip(columns, BOARD.columns, strict=False)
                ),
                *(
                    ("addProjectUser", {"project_id": project, "user_id": id_, "role": "project-member"})
                    for id_ in self.users.values()
                ),
                *([("addSwimlane", {"project_id": project, "name": "Fast"})] if lanes else []),
            ]
        )
        return project


@contextmanager
def open_team(folder: Path) -> Iterator[Team]:
    """A server with the suite's users, until the end."""
    server = KanboardServer(folder)
    try:
        users = {
            "boardscribe": server.add_user("boardscribe", TOKEN),
            "anna": server.add_user("anna"),
            "boris": server.add_user("boris"),
        }
        yield Team(server, users)
    finally:
        server.stop()


@pytest.fixture(scope="session")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """One server for all tests; each has a project of its own."""
    with open_team(tmp_path_factory.mktemp("kanboard")) as team:
        yield team


@pytest.fixture
def kanboard(team: Team) -> Desk:
    """The suite's board in a project of its own."""
    return kanboard_desk(team)


def kanboard_desk(team: Team) -> Desk:
    call, project = team.server.call, team.project()
    columns = _ids(call("getColumns", project_id=project), "title", {"To do": "todo"})
    lanes = _ids(call("getAllSwimlanes", project_id=project), "name", {"Default swimlane": "main"})
    labels = {label.id: str(call("createTag", project_id=project, tag=label.name)) for label in BOARD.labels}
    made = team.server.calls(
        [
            (
                "createTask",
                {
                    "title": card.name,
                    "project_id": project,
                    "description": card.description,
                    "column_id": int(columns[card.column_id]),
                    "owner_id": team.users[card.member_ids[0]] if card.member_ids else 0,
                    "tags": [label.name for label in BOARD.labels if label.id in card.label_ids],
                    "date_due": f"{card.due:%Y-%m-%d %H:%M}" if card.due else "",
                },
            )
            for card in BOARD.cards
        ]
    )
    cards = {card.id: str(id_) for card, id_ in zip(BOARD.cards, made, strict=True)}
    account = team.server.account("boardscribe", TOKEN)
    return Desk(
        build(account, MemoryPace(), allow_delete=False),
        str(project),
        columns=columns,
        cards=cards,
        members={name: str(id_) for name, id_ in team.users.items()},
        labels=labels,
        items={"one": str(call("createSubtask", task_id=int(cards["pay"]), title="One"))},
        lanes=lanes,
        absent="999999",
        deleting=build(account, MemoryPace(), allow_delete=True),
    )


def _ids(things: list[dict[str, Any]], name: str, called: dict[str, str]) -> dict[str, str]:
    """The suite's names (the lower-case words, but for what is called otherwise) and Kanboard's ids."""
    return {called.get(thing[name], thing[name].lower()): str(thing["id"]) for thing in things}
