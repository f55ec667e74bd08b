"""What Kanboard answers, as far as we read it.

Only field names and their defaults: numbers may come as texts, depending on the server's database. What they mean on
a board is in `reading`.
"""

from typing import Annotated

from pydantic import BeforeValidator, Field

from core_api.contracts.problems import Malformed
from core_api.language.controls import plain
from kanban_connectors.kanboard.rpc import NAME
from kanban_connectors.shape import Plain, Read, Shape, all_shaped, shaped

Id = Annotated[str, BeforeValidator(str), Field(pattern=r"^\d+$")]
"""Kanboard counts; we keep names."""


class MeShape(Shape):
    """The user whose token it is."""

    id: Id
    username: Plain
    name: Plain = ""
    role: str = ""


class ProjectShape(Shape):
    """A project: what we call a board."""

    id: Id
    name: Plain
    is_active: bool = True
    enable_global_tags: bool = True


class ColumnShape(Shape):
    """A column."""

    id: Id
    title: Plain
    position: int = 0


class SwimlaneShape(Shape):
    """A lane."""

    id: Id
    name: Plain
    position: int = 0


class TagShape(Shape):
    """A tag; `project_id` 0 is a tag of the whole server."""

    id: Id
    name: Plain
    project_id: int = 0
    color_id: str | None = None


class TaskShape(Shape):
    """A task, from a list or by itself. The counts are in lists only."""

    id: Id
    title: Plain
    description: Plain = ""
    project_id: Id
    column_id: Id
    swimlane_id: Id = "0"
    owner_id: Id = "0"
    position: int = 0
    is_active: bool = True
    date_due: int = 0
    date_modification: int = 0
    date_moved: int = 0
    reference: str = ""
    nb_comments: int | None = None
    nb_subtasks: int | None = None


class CommentShape(Shape):
    """A comment. The reference comes only when it is asked for by its id."""

    id: Id
    comment: Plain = ""
    user_id: Id = "0"
    username: Plain = ""
    name: Plain = ""
    date_creation: int = 0
    reference: str = ""


class SubtaskShape(Shape):
    """A subtask; status 0 is to do, 1 in progress, 2 done."""

    id: Id
    title: Plain
    status: int = 0
    position: int = 0


def one(kind: type[Read], raw: object) -> Read:
    """One thing that Kanboard answered. Raises Malformed `vendor-answer`."""
    return shaped(NAME, kind, raw)


def listed(kind: type[Read], raw: object) -> list[Read]:
    """A list that Kanboard answered. Raises Malformed `vendor-answer`."""
    return all_shaped(NAME, kind, raw)


def named(raw: object) -> dict[str, str]:
    """Names by ids. PHP writes an empty table as an empty list. Raises Malformed `vendor-answer`."""
    if raw == []:
        return {}
    if not isinstance(raw, dict):
        raise Malformed("vendor-answer", vendor=NAME)
    return {str(key): plain(str(value)) for key, value in raw.items()}
