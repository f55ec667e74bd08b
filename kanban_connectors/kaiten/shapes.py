"""The shapes of Kaiten's answers, as far as we read them; all that they also carry (avatars!) is dropped here.

Only field names and their defaults. What they mean on a board is in `reading`.
"""

from kanban_connectors.shape import Aware, Plain, Shape

LIVE, ARCHIVED, DELETED = 1, 2, 3
"""The `condition` of a card or a lane."""

RESPONSIBLE = 2
"""The `type` of a member; the others only take part."""


class UserShape(Shape):
    """A user; as a member of a card with the part they play there."""

    id: int
    full_name: Plain = ""
    username: Plain = ""
    activated: bool = True
    virtual: bool = False
    type: int = 1


class ColumnShape(Shape):
    """A column or, with a parent in `column_id`, a subcolumn."""

    id: int
    title: Plain
    sort_order: float = 0.0
    type: int = 1
    """1 queue, 2 in progress, 3 done."""
    column_id: int | None = None
    subcolumns: tuple["ColumnShape", ...] | None = None
    """None: the answer does not tell."""


class LaneShape(Shape):
    """A lane."""

    id: int
    title: Plain = ""
    sort_order: float = 0.0
    condition: int = LIVE


class BoardShape(Shape):
    """A board in the list of a space's boards."""

    id: int
    title: Plain
    columns: tuple[ColumnShape, ...] | None = None
    """None: the answer does not tell; likewise for lanes."""
    lanes: tuple[LaneShape, ...] | None = None


class _BoardRef(Shape):
    id: int = 0


class SpaceShape(Shape):
    """A space."""

    id: int
    title: Plain
    archived: bool = False
    boards: tuple[_BoardRef, ...] | None = None
    """None: the answer does not tell."""


class TagShape(Shape):
    """A tag; where it hangs on a card, its own id may be in `tag_id`."""

    id: int
    name: Plain
    color: int | None = None
    tag_id: int | None = None
    archived: bool = False


class ItemShape(Shape):
    """A line of a checklist."""

    id: int
    text: Plain = ""
    sort_order: float = 0.0
    checked: bool = False
    deleted: bool = False
    user_id: int | None = None
    """Who made it."""
    created: Aware | None = None


class ChecklistShape(Shape):
    """A checklist; lists of cards leave the items out."""

    id: int
    name: Plain = ""
    sort_order: float = 0.0
    items: tuple[ItemShape, ...] = ()
    created: Aware | None = None


class CommentShape(Shape):
    """A comment."""

    id: int
    text: Plain = ""
    author_id: int | None = None
    author: UserShape | None = None
    deleted: bool = False
    created: Aware | None = None


class CardShape(Shape):
    """A card."""

    id: int
    title: Plain
    description: Plain = ""
    board_id: int
    column_id: int
    lane_id: int | None = None
    sort_order: float = 0.0
    condition: int = LIVE
    archived: bool = False
    due_date: Aware | None = None
    due_date_time_present: bool = False
    members: tuple[UserShape, ...] = ()
    tags: tuple[TagShape, ...] = ()
    tag_ids: tuple[int, ...] | None = None
    checklists: tuple[ChecklistShape, ...] = ()
    comment_last_added_at: Aware | None = None
    created: Aware | None = None
    updated: Aware | None = None
    version: int | None = None
    external_id: str = ""
