"""The shapes of Kaiten's answers, as far as we read them; all that they also carry (avatars!) is dropped here.

Only field names and their defaults. What they mean on a board is in `reading`.
"""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from core_api.language.controls import plain


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_Moment = Annotated[datetime, AfterValidator(_aware)]
_Plain = Annotated[str, AfterValidator(plain)]
"""A text for people: nothing in it steers their screen."""

LIVE, ARCHIVED, DELETED = 1, 2, 3
"""The `condition` of a card or a lane."""

RESPONSIBLE = 2
"""The `type` of a member; the others only take part."""


class Shape(BaseModel):
    """Unknown fields are ignored, and null is as good as absent."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, raw: Any) -> Any:
        return (
            {key: value for key, value in raw.items() if value is not None} if isinstance(raw, dict) else raw
        )


class UserShape(Shape):
    """A user; as a member of a card with the part they play there."""

    id: int
    full_name: _Plain = ""
    username: _Plain = ""
    activated: bool = True
    virtual: bool = False
    type: int = 1


class ColumnShape(Shape):
    """A column or, with a parent in `column_id`, a subcolumn."""

    id: int
    title: _Plain
    sort_order: float = 0.0
    type: int = 1
    """1 queue, 2 in progress, 3 done."""
    column_id: int | None = None
    subcolumns: tuple["ColumnShape", ...] | None = None
    """None: the answer does not tell."""


class LaneShape(Shape):
    """A lane."""

    id: int
    title: _Plain = ""
    sort_order: float = 0.0
    condition: int = LIVE


class BoardShape(Shape):
    """A board in the list of a space's boards."""

    id: int
    title: _Plain
    columns: tuple[ColumnShape, ...] | None = None
    """None: the answer does not tell; likewise for lanes."""
    lanes: tuple[LaneShape, ...] | None = None


class _BoardRef(Shape):
    id: int = 0


class SpaceShape(Shape):
    """A space."""

    id: int
    title: _Plain
    archived: bool = False
    boards: tuple[_BoardRef, ...] | None = None
    """None: the answer does not tell."""


class TagShape(Shape):
    """A tag; where it hangs on a card, its own id may be in `tag_id`."""

    id: int
    name: _Plain
    color: int | None = None
    tag_id: int | None = None
    archived: bool = False


class ItemShape(Shape):
    """A line of a checklist."""

    id: int
    text: _Plain = ""
    sort_order: float = 0.0
    checked: bool = False
    deleted: bool = False
    user_id: int | None = None
    """Who made it."""
    created: _Moment | None = None


class ChecklistShape(Shape):
    """A checklist; lists of cards leave the items out."""

    id: int
    name: _Plain = ""
    sort_order: float = 0.0
    items: tuple[ItemShape, ...] = ()
    created: _Moment | None = None


class CommentShape(Shape):
    """A comment."""

    id: int
    text: _Plain = ""
    author_id: int | None = None
    author: UserShape | None = None
    deleted: bool = False
    created: _Moment | None = None


class CardShape(Shape):
    """A card."""

    id: int
    title: _Plain
    description: _Plain = ""
    board_id: int
    column_id: int
    lane_id: int | None = None
    sort_order: float = 0.0
    condition: int = LIVE
    archived: bool = False
    due_date: _Moment | None = None
    due_date_time_present: bool = False
    members: tuple[UserShape, ...] = ()
    tags: tuple[TagShape, ...] = ()
    tag_ids: tuple[int, ...] | None = None
    checklists: tuple[ChecklistShape, ...] = ()
    comment_last_added_at: _Moment | None = None
    created: _Moment | None = None
    updated: _Moment | None = None
    version: int | None = None
    external_id: str = ""
