"""From Kanboard's shapes to the neutral board. Pure: nothing is asked of the server here."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core_api.contracts.board import (
    Board,
    Card,
    CardComment,
    CheckItem,
    Checklist,
    Column,
    Due,
    Label,
    Lane,
    Member,
)
from core_api.contracts.problems import Malformed
from core_api.language.columns import guess_roles
from kanban_connectors.checklists import title_for
from kanban_connectors.kanboard.rpc import NAME
from kanban_connectors.kanboard.shapes import (
    ColumnShape,
    CommentShape,
    ProjectShape,
    SubtaskShape,
    SwimlaneShape,
    TagShape,
    TaskShape,
)

DONE = 2
"""The status of a subtask that is done."""
APPLICATION = "jsonrpc"
"""The user's name that stands for the whole application."""


def board_url(root: str, board_id: str) -> str:
    """Where people see the board."""
    return f"{root}/?controller=BoardViewController&action=show&project_id={board_id}"


def zone_of(name: object) -> ZoneInfo:
    """The zone in which the server takes and shows times. Raises Malformed."""
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError):
        raise Malformed("vendor-answer", vendor=NAME) from None


def board_of(
    project: ProjectShape,
    columns: Sequence[ColumnShape],
    lanes: Sequence[SwimlaneShape],
    members: dict[str, str],
    tags: Iterable[TagShape],
    root: str,
) -> Board:
    """The board without its cards. `members` are those who can be assigned, by their ids."""
    order = sorted(columns, key=lambda column: column.position)
    roles = guess_roles([(column.title, float(column.position)) for column in order])
    labels = {tag.id: tag for tag in tags if tag.project_id in (0, int(project.id))}
    return Board(
        id=project.id,
        name=project.name,
        url=board_url(root, project.id),
        columns=tuple(
            Column(id=column.id, name=column.title, position=float(column.position), role=role)
            for column, role in zip(order, roles, strict=True)
        ),
        lanes=tuple(
            Lane(id=lane.id, name=lane.name) for lane in sorted(lanes, key=lambda lane: lane.position)
        ),
        members=tuple(Member(id=id_, name=name) for id_, name in members.items()),
        labels=tuple(
            Label(id=tag.id, name=tag.name, color=tag.color_id)
            for tag in sorted(labels.values(), key=lambda tag: (tag.name, int(tag.id)))
        ),
    )


def card_of(
    task: TaskShape,
    label_ids: tuple[str, ...],
    site: tuple[str, ZoneInfo],
    details: tuple[Sequence[SubtaskShape], Sequence[CommentShape]] | None = None,
) -> Card:
    """The card of a task; without `details` from a list, which leaves subtasks and comments out.

    `site` is the address of Kanboard's pages and the zone in which it takes times.
    """
    root, zone = site
    subtasks, comments = details or ((), ())
    due, has_time = _due(task.date_due, zone)
    return Card(
        id=task.id,
        number=int(task.id),
        name=task.title,
        description=task.description,
        column_id=task.column_id,
        lane_id=task.swimlane_id,
        position=float(task.position),
        member_ids=() if task.owner_id == "0" else (task.owner_id,),
        label_ids=tuple(sorted(label_ids, key=int)),
        due=due,
        due_has_time=has_time,
        checklists=_checklists(task, subtasks),
        comments=tuple(_comment(comment) for comment in comments),
        archived=not task.is_active,
        url=f"{root}/?controller=TaskViewController&action=show&task_id={task.id}",
        last_activity=activity(task),
        revision=str(task.date_modification),
        detailed=details is not None or (task.nb_comments == 0 and task.nb_subtasks == 0),
    )


def activity(task: TaskShape) -> datetime | None:
    """When the task was last changed or moved."""
    seconds = max(task.date_modification, task.date_moved)
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def due_text(due: Due, zone: ZoneInfo) -> str:
    """A due moment as Kanboard takes it: in the server's zone, to the minute; nothing clears it.

    Kanboard shows midnight as a day without a time, and so it is written.
    """
    if due.at is not None:
        return due.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return f"{due.date} 00:00" if due.date else ""


def _due(seconds: int, zone: ZoneInfo) -> tuple[datetime | None, bool]:
    """The moment, to the minute because a finer one could not be written back, and whether it has a time."""
    if not seconds:
        return None, True
    local = datetime.fromtimestamp(seconds - seconds % 60, zone)
    if (local.hour, local.minute) == (0, 0):
        return datetime.combine(local.date(), time(12), UTC), False
    return local.astimezone(UTC), True


def _checklists(task: TaskShape, subtasks: Sequence[SubtaskShape]) -> tuple[Checklist, ...]:
    if not subtasks:
        return ()
    name = title_for(subtasks[0].title)
    items = tuple(CheckItem(id=one.id, name=one.title, done=one.status == DONE) for one in subtasks)
    return (Checklist(id=f"subtasks-{task.id}", name=name, items=items),)


def _comment(comment: CommentShape) -> CardComment:
    author = comment.name or comment.username or (APPLICATION if comment.user_id == "0" else "")
    at = datetime.fromtimestamp(comment.date_creation, UTC) if comment.date_creation else None
    return CardComment(id=comment.id, text=comment.comment, author=author, at=at)
