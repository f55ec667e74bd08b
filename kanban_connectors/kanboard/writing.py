"""What each write is in Kanboard's calls, and what of the board it needs.

Pure: a card as it stands and a write give calls. Nothing is sent here.
"""

from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Archive,
    Assign,
    Check,
    Comment,
    Create,
    Describe,
    Due,
    Move,
    RemoveLabel,
    Rename,
    Restore,
    Unassign,
    Uncheck,
    Withdraw,
)
from core_api.contracts.connector import Delete, Edit, TextLimits, Write
from core_api.contracts.problems import Internal, NotFound, TooLarge
from kanban_connectors import lookup
from kanban_connectors.kanboard.neutral import DONE, due_text
from kanban_connectors.kanboard.reading import Place, State
from kanban_connectors.kanboard.rpc import NAME, Call, call

LIMITS = TextLimits(name=65535, item=65535)
_END = 10**6
"""A place after all others: Kanboard makes it the next free one."""


def check_texts(write: Write) -> None:
    """Raises TooLarge `vendor-too-large` when a text is longer than Kanboard takes."""
    names = [write.name or ""] if isinstance(write, Create | Rename | Edit | AddCheck) else []
    if any(len(name) > (LIMITS.name or 0) for name in names):
        raise TooLarge("vendor-too-large", vendor=NAME)


def create_call(place: Place, write: Create, reference: str) -> Call:
    """The call that makes a card. Raises NotFound for what the board lacks."""
    board = place.board
    lookup.open_column(board, write.column_id)
    params: dict[str, object] = {
        "title": write.name,
        "project_id": int(board.id),
        "column_id": int(write.column_id),
        "description": write.text,
        "reference": reference,
    }
    if write.member_id:
        params["owner_id"] = int(lookup.member(board, write.member_id).id)
    if write.label_id:
        params["tags"] = [lookup.label(board, write.label_id).name]
    if write.moment:
        params["date_due"] = due_text(Due(date=write.date, at=write.at), place.zone)
    return Call("createTask", params)


def calls_for(state: State, write: Write) -> list[Call]:  # noqa: PLR0911 - a table
    """The calls that change fields of a card. Raises NotFound for what the board or the card lacks."""
    match write:
        case Move():
            return [_move(state, write.column_id, write.position, state.task.swimlane_id)]
        case Archive():
            return _close(state)
        case Restore():
            return [call("openTask", task_id=_id(state))]
        case Check() | Uncheck():
            return [_tick(state, write.item_id, DONE if write.kind == "check" else 0)]
        case Withdraw(what="comment"):
            return [call("removeComment", comment_id=int(write.remote_id))]
        case Withdraw():
            return [call("removeSubtask", subtask_id=int(write.remote_id))]
        case Edit():
            return _edit(state, write)
        case Delete():
            return [call("removeTask", task_id=_id(state))]
        case _:
            return [_update(state, **_fields(state, write))]


def check_parts(state: State, write: Write) -> None:
    """Raises NotFound with the code of what the board or the card lacks."""
    board = state.place.board
    match write:
        case Move():
            lookup.open_column(board, write.column_id)
        case Assign():
            lookup.member(board, write.member_id)
        case AddLabel():
            lookup.label(board, write.label_id)
        case Check() | Uncheck():
            if all(item.id != write.item_id for item in state.subtasks):
                raise NotFound("item-not-found", item=write.item_id, card=state.card.name)
        case Edit():
            if write.column_id is not None:
                lookup.open_column(board, write.column_id)
            if write.lane_id is not None:
                lookup.lane(board, write.lane_id)
        case _:
            return


def comment_call(state: State, write: Comment, user_id: str, reference: str) -> Call:
    """The call that makes a comment, in our own name."""
    return call(
        "createComment",
        task_id=_id(state),
        user_id=int(user_id),
        content=write.text,
        reference=reference,
    )


def _fields(state: State, write: Write) -> dict[str, object]:  # noqa: PLR0911 - a table
    match write:
        case Rename():
            return {"title": write.name}
        case Describe():
            return {"description": write.onto(state.card.description)}
        case Due():
            return {"date_due": due_text(write, state.place.zone)}
        case Assign():
            return {"owner_id": int(write.member_id)}
        case Unassign():
            return {"owner_id": 0}
        case AddLabel():
            return {"tags": [*state.tags.values(), lookup.label(state.place.board, write.label_id).name]}
        case RemoveLabel():
            return {"tags": [name for id_, name in state.tags.items() if id_ != write.label_id]}
        case _:
            raise Internal("internal")


def _edit(state: State, edit: Edit) -> list[Call]:
    """One update of all fields; the place and the state have calls of their own in the same request."""
    fields: dict[str, object] = {"title": edit.name, "description": edit.description}
    if edit.due is not None:
        fields["date_due"] = due_text(edit.due, state.place.zone)
    said = {name: value for name, value in fields.items() if value is not None}
    calls = [_update(state, **said)] if said else []
    column, lane = edit.column_id or state.task.column_id, edit.lane_id or state.task.swimlane_id
    moves = (column, lane) != (state.task.column_id, state.task.swimlane_id)
    if moves or edit.position not in (None, state.card.position):
        calls.append(_move(state, column, edit.position, lane))
    if edit.archived is not None and edit.archived != state.card.archived:
        calls += _close(state) if edit.archived else [call("openTask", task_id=_id(state))]
    return calls


def _update(state: State, **fields: object) -> Call:
    return Call("updateTask", {"id": _id(state), **fields})


def _move(state: State, column_id: str, position: float | None, lane_id: str) -> Call:
    return call(
        "moveTaskPosition",
        project_id=int(state.task.project_id),
        task_id=_id(state),
        column_id=int(column_id),
        position=_END if position is None else max(1, round(position)),
        swimlane_id=int(lane_id),
    )


def _close(state: State) -> list[Call]:
    """Kanboard ticks all subtasks of a task that is closed; those that were open are opened again."""
    opened = [_tick(state, item.id, item.status) for item in state.subtasks if item.status != DONE]
    return [call("closeTask", task_id=_id(state)), *opened]


def _tick(state: State, item_id: str, status: int) -> Call:
    return call("updateSubtask", id=int(item_id), task_id=_id(state), status=status)


def _id(state: State) -> int:
    return int(state.task.id)
