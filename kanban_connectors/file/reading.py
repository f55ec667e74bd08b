"""A board read from the shape of Trello's own JSON export, and the parts of it that Trello's API answers with too.

Text in, board out. No file is opened here and no network is used; unknown keys are ignored.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from core_api.contracts.board import Board, Card, CardComment, CheckItem, Checklist, Column, Label, Member
from core_api.contracts.problems import Invalid
from core_api.language.columns import guess_roles
from core_api.language.controls import plain
from kanban_connectors.file.shapes import (
    ActionShape,
    BoardShape,
    CardShape,
    ChecklistShape,
    LabelShape,
    ListShape,
)
from kanban_connectors.markers import unmarked

_STEP = 65536.0
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def read_board(content: bytes, source: str) -> Board:
    """The board in an export.

    Raises Invalid: `board-not-json`, `board-not-a-board`, `board-lists-missing`, `board-malformed` with the
    place, `board-duplicate` with the id, `board-card-misplaced` with the card.

    Args:
        content: the file.
        source: the user's name of it, for the messages.
    """
    raw = _parsed(content, source)
    try:
        shape = BoardShape.model_validate(raw)
    except ValidationError as error:
        raise Invalid("board-malformed", source=source, place=_place(raw, error)) from error
    _refuse_duplicates(shape, source)
    closed = {one.id for one in shape.lists if one.closed}
    known = {one.id for one in shape.lists}
    for card in shape.cards:
        if card.idList not in known:
            raise Invalid("board-card-misplaced", source=source, card=card.name)
    parts = Parts(shape.checklists, shape.actions)
    cards = (card_of(card, place, closed, parts) for place, card in enumerate(shape.cards, start=1))
    return outline_of(shape).model_copy(update={"cards": tuple(cards)})


def outline_of(shape: BoardShape) -> Board:
    """The board without its cards."""
    return Board(
        id=shape.id,
        name=shape.name,
        url=shape.url,
        columns=_columns(shape.lists),
        members=tuple(
            Member(id=one.id, name=one.fullName or one.username or one.id, username=one.username)
            for one in shape.members
        ),
        labels=_labels(shape),
    )


class Parts:
    """Checklists and comments by card."""

    def __init__(
        self, checklists: Iterable[ChecklistShape] = (), actions: Sequence[ActionShape] = ()
    ) -> None:
        """`actions` are comments, the newest first."""
        self.checklists: dict[str, list[Checklist]] = {}
        for one in sorted(checklists, key=lambda checklist: checklist.pos):
            self.checklists.setdefault(one.idCard, []).append(_checklist(one))
        self.comments: dict[str, list[CardComment]] = {}
        oldest_first = list(reversed(actions))
        oldest_first.sort(key=lambda action: action.date or _LONG_AGO)
        for action in oldest_first:
            if action.data.text:
                comment = CardComment(
                    id=action.id,
                    text=unmarked(action.data.text),
                    author=action.memberCreator.fullName or "",
                    at=action.date,
                )
                self.comments.setdefault(action.data.card.id, []).append(comment)


def _parsed(content: bytes, source: str) -> dict[str, Any]:
    try:
        raw = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Invalid("board-not-json", source=source) from error
    if not isinstance(raw, dict) or not ({"cards", "lists"} & raw.keys()):
        raise Invalid("board-not-a-board", source=source)
    if not raw.get("lists"):
        raise Invalid("board-lists-missing", source=source)
    return raw | {"actions": _comments(raw.get("actions"))}


def _comments(actions: object) -> list[object]:
    """Only comments matter here; other lines of the history come in many shapes."""
    found = actions if isinstance(actions, list) else []
    return [one for one in found if isinstance(one, dict) and one.get("type") == "commentCard"]


def _place(raw: dict[str, Any], error: ValidationError) -> str:
    """Where the first mistake is, with the name of the card or the list it is in."""
    path = error.errors()[0]["loc"]
    text = ".".join(str(part) for part in path)
    node: Any = raw
    for part in path:
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(node, dict) and isinstance(node.get("name"), str):
            text += f" («{node['name'][:60]}»)"
            break
    return text


def _refuse_duplicates(shape: BoardShape, source: str) -> None:
    for kind in (shape.lists, shape.cards, shape.members):
        seen: set[str] = set()
        for one in kind:
            if one.id in seen:
                raise Invalid("board-duplicate", source=source, id=one.id)
            seen.add(one.id)


def _columns(lists: Iterable[ListShape]) -> tuple[Column, ...]:
    placed = [
        (one, one.pos if one.pos is not None else place * _STEP) for place, one in enumerate(lists, start=1)
    ]
    placed.sort(key=lambda pair: pair[1])
    used = [(one.name, position) for one, position in placed if not one.closed]
    roles = iter(guess_roles(used))
    return tuple(
        Column(
            id=one.id,
            name=one.name,
            position=position,
            role="done" if one.closed else next(roles),
            closed=one.closed,
        )
        for one, position in placed
    )


def _labels(shape: BoardShape) -> tuple[Label, ...]:
    found: dict[str, LabelShape] = {one.id: one for one in shape.labels}
    for card in shape.cards:
        for one in card.labels:
            found.setdefault(one.id, one)
    return tuple(Label(id=one.id, name=one.name, color=one.color) for one in found.values())


def _checklist(shape: ChecklistShape) -> Checklist:
    items = sorted(shape.checkItems, key=lambda item: item.pos)
    return Checklist(
        id=shape.id,
        name=shape.name,
        items=tuple(CheckItem(id=one.id, name=one.name, done=one.state == "complete") for one in items),
    )


def card_of(shape: CardShape, place: int, closed: Collection[str], parts: Parts) -> Card:
    """The card, as the `place`-th of its board; `closed` are the columns whose cards count as archived."""
    label_ids = dict.fromkeys([*(one.id for one in shape.labels), *shape.idLabels])
    return Card(
        id=shape.id,
        number=shape.idShort,
        name=shape.name,
        description=plain(unmarked(shape.desc)),
        column_id=shape.idList,
        position=shape.pos if shape.pos is not None else place * _STEP,
        member_ids=tuple(dict.fromkeys(shape.idMembers)),
        label_ids=tuple(label_ids),
        due=shape.due,
        due_done=bool(shape.dueComplete),
        checklists=tuple(parts.checklists.get(shape.id, ())),
        comments=tuple(parts.comments.get(shape.id, ())),
        archived=shape.closed or shape.idList in closed,
        url=shape.url,
        last_activity=shape.dateLastActivity,
    )
