"""From Kaiten's shapes to neutral boards. Pure: nothing is asked of anybody here."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time

from core_api.contracts.board import (
    Card,
    CardComment,
    CheckItem,
    Checklist,
    Column,
    ColumnRole,
    Label,
    Lane,
    Member,
)
from core_api.language.columns import guess_roles
from kanban_connectors.kaiten.shapes import (
    ARCHIVED,
    LIVE,
    CardShape,
    ChecklistShape,
    ColumnShape,
    CommentShape,
    LaneShape,
    TagShape,
    UserShape,
)
from kanban_connectors.markers import unmarked

_DONE = 3
_WORKING = 2


def read_columns(columns: Iterable[ColumnShape]) -> tuple[Column, ...]:
    """The columns from left to right, each followed by its subcolumns.

    A column with subcolumns holds no cards itself and is therefore closed; they are called «Column / Subcolumn».
    """
    flat: list[tuple[ColumnShape, str, bool]] = []
    for column in _ordered(columns):
        under = _ordered(column.subcolumns or ())
        flat.append((column, column.title, bool(under)))
        flat += [(one, f"{column.title} / {one.title}", False) for one in under]
    guessed = guess_roles([(name, float(place)) for place, (_, name, _) in enumerate(flat)])
    return tuple(
        Column(
            id=str(shape.id),
            name=name,
            position=float(place),
            role=_role(shape, guessed[place]),
            closed=closed,
        )
        for place, (shape, name, closed) in enumerate(flat)
    )


def _ordered(columns: Iterable[ColumnShape]) -> list[ColumnShape]:
    return sorted(columns, key=lambda column: (column.sort_order, column.id))


def _role(column: ColumnShape, guessed: ColumnRole) -> ColumnRole:
    """Kaiten says what a column is for; only that work waits for somebody has to be guessed from the name."""
    if column.type == _DONE:
        return "done"
    if column.type == _WORKING:
        return "waiting" if guessed == "waiting" else "working"
    return "queue"


def read_lanes(lanes: Iterable[LaneShape]) -> tuple[Lane, ...]:
    """The live lanes from top to bottom."""
    ordered = sorted(lanes, key=lambda lane: (lane.sort_order, lane.id))
    return tuple(Lane(id=str(lane.id), name=lane.title) for lane in ordered if lane.condition == LIVE)


def read_members(users: Iterable[UserShape]) -> tuple[Member, ...]:
    """The people; users who were switched off and those who are no people are left out."""
    ordered = sorted(users, key=lambda user: user.id)
    return tuple(
        Member(id=str(user.id), name=user.full_name or user.username or str(user.id), username=user.username)
        for user in ordered
        if user.activated and not user.virtual
    )


def tag_id(tag: TagShape) -> int:
    """The id by which a tag is known on the board."""
    return tag.tag_id or tag.id


def read_labels(tags: Iterable[TagShape]) -> tuple[Label, ...]:
    """The tags, each once."""
    known = {tag_id(tag): tag for tag in tags if not tag.archived}
    return tuple(
        Label(id=str(id_), name=tag.name, color=None if tag.color is None else str(tag.color))
        for id_, tag in sorted(known.items())
    )


def read_card(card: CardShape, origin: str, comments: Sequence[CommentShape] | None = None) -> Card:
    """The neutral card; without its comments it comes from a list, which also leaves out the checklists' items."""
    detailed = comments is not None
    moments = [one for one in (card.updated, card.comment_last_added_at) if one]
    return Card(
        id=str(card.id),
        number=card.id,
        name=card.title,
        description=card.description,
        column_id=str(card.column_id),
        lane_id=None if card.lane_id is None else str(card.lane_id),
        position=card.sort_order,
        member_ids=tuple(str(id_) for id_ in sorted({member.id for member in card.members})),
        label_ids=tuple(str(id_) for id_ in _tag_ids(card)),
        due=_due(card),
        due_has_time=card.due_date is None or card.due_date_time_present,
        checklists=tuple(map(_checklist, by_place(card.checklists))) if detailed else (),
        comments=tuple(map(_comment, oldest_first(comments or ()))),
        archived=is_archived(card),
        url=f"{origin}/{card.id}",
        last_activity=max(moments, default=None),
        revision=None if card.version is None else str(card.version),
        detailed=detailed,
    )


def is_archived(card: CardShape) -> bool:
    """Whether the card is off the board but not gone."""
    return card.archived or card.condition == ARCHIVED


def _tag_ids(card: CardShape) -> list[int]:
    return sorted({tag_id(tag) for tag in card.tags} if card.tag_ids is None else set(card.tag_ids))


def _due(card: CardShape) -> datetime | None:
    """A day without a time is noon UTC of it."""
    if card.due_date is None or card.due_date_time_present:
        return card.due_date
    return datetime.combine(card.due_date.astimezone(UTC).date(), time(12), UTC)


def by_place(checklists: Iterable[ChecklistShape]) -> list[ChecklistShape]:
    """The checklists of a card in their order."""
    return sorted(checklists, key=lambda checklist: (checklist.sort_order, checklist.id))


def _checklist(shape: ChecklistShape) -> Checklist:
    items = sorted((one for one in shape.items if not one.deleted), key=lambda one: (one.sort_order, one.id))
    return Checklist(
        id=str(shape.id),
        name=shape.name,
        items=tuple(CheckItem(id=str(one.id), name=one.text, done=one.checked) for one in items),
    )


def oldest_first(comments: Iterable[CommentShape]) -> list[CommentShape]:
    """The comments that stand."""
    return sorted((one for one in comments if not one.deleted), key=lambda one: one.id)


def _comment(shape: CommentShape) -> CardComment:
    author = shape.author.full_name or shape.author.username if shape.author else ""
    return CardComment(
        id=str(shape.id),
        text=unmarked(shape.text),
        author=author or str(shape.author_id or ""),
        at=shape.created,
    )
