"""Reading Kanboard: a project is a board, a swimlane a lane, a tag a label, the subtasks one checklist.

A closed task is an archived card. Kanboard has no pages: the cards come in two answers (open and closed), their tags
in batches. Nothing is written here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from core_api.contracts.board import Board, BoardSummary, Card
from core_api.contracts.problems import Forbidden, NotFound
from kanban_connectors.kanboard import neutral
from kanban_connectors.kanboard.rpc import Call, Rpc, call
from kanban_connectors.kanboard.shapes import (
    ColumnShape,
    CommentShape,
    ProjectShape,
    SubtaskShape,
    SwimlaneShape,
    TagShape,
    TaskShape,
    listed,
    named,
    one,
)

_BATCH = 250
"""Cards whose tags are asked for in one request."""
_TRIES = 3


@dataclass(frozen=True)
class Place:
    """A board without its cards, and the zone in which its server takes times."""

    board: Board
    zone: ZoneInfo


@dataclass(frozen=True)
class State:
    """A card as it stands, with what only Kanboard knows of it."""

    place: Place
    card: Card
    task: TaskShape
    tags: dict[str, str]
    """All tags of the task by their ids, also those that the board does not offer."""
    subtasks: tuple[SubtaskShape, ...]
    comments: tuple[CommentShape, ...]
    marks: dict[str, str]
    """What we noted beside the task, where it was asked for."""


class Reader:
    """Reads the boards of one account."""

    def __init__(self, rpc: Rpc, root: str, *, application: bool) -> None:
        """`root` is the address of Kanboard's pages; `application`: the token is the server's, not a user's."""
        self._rpc = rpc
        self._root = root
        self._application = application

    def boards(self) -> tuple[BoardSummary, ...]:
        """The projects that are not closed."""
        (raw,) = self._rpc.read(call("getAllProjects" if self._application else "getMyProjects"))
        projects = (project for project in listed(ProjectShape, raw) if project.is_active)
        return tuple(
            BoardSummary(id=project.id, name=project.name, url=neutral.board_url(self._root, project.id))
            for project in projects
        )

    def place(self, board_id: str) -> Place:
        """The board without its cards. Raises NotFound `board-not-found`."""
        if not board_id.isdecimal():
            raise NotFound("board-not-found", board=board_id)
        try:
            return self._placed(board_id, self._rpc.read(*_place_calls(int(board_id))))
        except Forbidden:  # Kanboard does not tell a user what is not theirs from what is not there
            raise NotFound("board-not-found", board=board_id) from None

    def snapshot(self, board_id: str, known: Board | None) -> Board:
        """All cards, with the tags of those that `known` does not tell."""
        place = self.place(board_id)
        tasks: list[TaskShape] = []
        for status in ("open", "closed"):
            query = call("searchTasks", project_id=int(board_id), query=f"status:{status}")
            tasks += listed(TaskShape, self._rpc.read(query)[0])
        labels = _kept(place.board, known, tasks)
        tasks = self._with_tags(tasks, labels)
        site = (self._root, place.zone)
        cards = tuple(neutral.card_of(task, tuple(labels[task.id]), site) for task in tasks)
        return place.board.model_copy(update={"cards": cards})

    def state(self, board_id: str, card_id: str, *, marks: bool = False) -> State:
        """The board and one card in one request. Raises NotFound `board-not-found`, `card-not-found`."""
        if not board_id.isdecimal():
            raise NotFound("board-not-found", board=board_id)
        calls = [
            *_place_calls(int(board_id)),
            *(_card_calls(int(card_id), marks) if card_id.isdecimal() else ()),
        ]
        try:
            raw = self._rpc.read(*calls)
        except Forbidden:
            place = self.place(board_id)  # the board may be read, so it is the card that is not there
            raise _no_card(place.board, card_id) from None
        number = len(_place_calls(0))
        place = self._placed(board_id, raw[:number])
        return self._stated(place, card_id, raw[number:])

    def again(self, place: Place, card_id: str, *, marks: bool = False) -> State:
        """One card of a board that was just read. Raises NotFound `card-not-found`."""
        return self._stated(place, card_id, self._rpc.read(*_card_calls(int(card_id), marks)))

    def by_reference(self, place: Place, reference: str) -> list[State]:
        """All cards that bear the reference, the oldest first: Kanboard lets several bear the same."""
        query = f'ref:"{reference}"'
        (raw,) = self._rpc.read(call("searchTasks", project_id=int(place.board.id), query=query))
        found = [task.id for task in listed(TaskShape, raw) if task.reference == reference]
        return [self.again(place, card_id) for card_id in sorted(found, key=int)]

    def _placed(self, board_id: str, raw: Sequence[Any]) -> Place:
        if not raw[0]:
            raise NotFound("board-not-found", board=board_id)
        project = one(ProjectShape, raw[0])
        board = neutral.board_of(
            project,
            listed(ColumnShape, raw[1]),
            listed(SwimlaneShape, raw[2]),
            named(raw[3]),
            [*listed(TagShape, raw[4]), *(listed(TagShape, raw[5]) if project.enable_global_tags else ())],
            self._root,
        )
        return Place(board, neutral.zone_of(raw[6]))

    def _stated(self, place: Place, card_id: str, raw: Sequence[Any]) -> State:
        if not raw or not raw[0]:
            raise _no_card(place.board, card_id)
        task = one(TaskShape, raw[0])
        if task.project_id != place.board.id:
            raise _no_card(place.board, card_id)
        tags = named(raw[1])
        subtasks = tuple(sorted(listed(SubtaskShape, raw[2]), key=lambda item: (item.position, int(item.id))))
        comments = tuple(sorted(listed(CommentShape, raw[3]), key=lambda comment: int(comment.id)))
        card = neutral.card_of(task, tuple(tags), (self._root, place.zone), (subtasks, comments))
        marks = named(raw[4]) if len(raw) > 4 else {}
        return State(place, card, task, tags, subtasks, comments, marks)

    def _with_tags(self, tasks: list[TaskShape], labels: dict[str, list[str]]) -> list[TaskShape]:
        """Fill in the labels of the tasks that have none yet; gives the tasks that are still there."""
        missing = [task for task in tasks if task.id not in labels]
        gone: set[str] = set()
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            for task, tags in zip(batch, self._tags(batch), strict=True):
                if tags is None:
                    gone.add(task.id)
                else:
                    labels[task.id] = list(named(tags))
        return [task for task in tasks if task.id not in gone]

    def _tags(self, tasks: Sequence[TaskShape]) -> list[Any]:
        """The tags of each task; None for one that was removed since it was listed.

        One that is not there refuses the whole request, so the request is halved until it stands alone.
        """
        try:
            return self._rpc.read(*(call("getTaskTags", task_id=int(task.id)) for task in tasks))
        except Forbidden:
            if len(tasks) == 1:
                return [None]
            half = len(tasks) // 2
            return self._tags(tasks[:half]) + self._tags(tasks[half:])


def _place_calls(project_id: int) -> list[Call]:
    return [
        call("getProjectById", project_id=project_id),
        call("getColumns", project_id=project_id),
        call("getAllSwimlanes", project_id=project_id),
        call("getAssignableUsers", project_id=project_id),
        call("getTagsByProject", project_id=project_id),
        call("getAllTags"),
        call("getTimezone"),
    ]


def _card_calls(task_id: int, marks: bool) -> list[Call]:
    names = ["getTask", "getTaskTags", "getAllSubtasks", "getAllComments"]
    return [call(name, task_id=task_id) for name in [*names, *(["getTaskMetadata"] if marks else [])]]


def _kept(board: Board, known: Board | None, tasks: Sequence[TaskShape]) -> dict[str, list[str]]:
    """The labels of the cards that did not change since `known` was read.

    Kanboard's times are whole seconds: a card that changed in the last second known may have changed again in it.
    """
    if known is None:
        return {}
    offered = {label.id for label in board.labels}
    cards = {card.id: card for card in known.cards}
    moments = [card.last_activity for card in known.cards if card.last_activity]
    newest = max(moments, default=None)
    kept: dict[str, list[str]] = {}
    for task in tasks:
        card, moment = cards.get(task.id), neutral.activity(task)
        if card and moment and newest and card.last_activity == moment < newest:
            kept[task.id] = [label for label in card.label_ids if label in offered]
    return kept


def _no_card(board: Board, card_id: str) -> NotFound:
    return NotFound("card-not-found", card=card_id, board=board.name)
