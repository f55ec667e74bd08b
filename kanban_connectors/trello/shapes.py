"""The shape of what Trello answers, as far as we read it. The parts of a board are those of its export.

Only field names and their defaults; unknown fields are passed over. What they mean is in `reading`.
"""

from pydantic import Field

from core_api.contracts.model import Moment
from kanban_connectors import shape
from kanban_connectors.file.shapes import (
    ActionShape,
    BoardShape,
    CardShape,
    ChecklistShape,
    ListShape,
)
from kanban_connectors.shape import Plain, Read, Shape
from kanban_connectors.trello.api import NAME


class MeShape(Shape):
    """The member that the token belongs to."""

    id: str = Field(min_length=1)
    fullName: Plain = ""  # noqa: N815 - Trello's name
    username: Plain = ""


class PermissionShape(Shape):
    """One right of a token."""

    modelType: str = ""  # noqa: N815 - Trello's name
    read: bool = False
    write: bool = False


class TokenShape(Shape):
    """What a token may do, and until when."""

    dateExpires: Moment | None = None  # noqa: N815 - Trello's name
    permissions: tuple[PermissionShape, ...] = ()


class OrganizationShape(Shape):
    """A workspace."""

    displayName: Plain = ""  # noqa: N815 - Trello's name


class SummaryShape(Shape):
    """A line of the list of boards."""

    id: str = Field(min_length=1)
    name: Plain
    url: Plain = ""
    organization: OrganizationShape = OrganizationShape()


class OutlineShape(BoardShape):
    """A board, whose cards come by themselves."""

    cards: list[CardShape] = Field(default_factory=list)


class CommentShape(ActionShape):
    """A line of the history, with who wrote it."""

    idMemberCreator: str = ""  # noqa: N815 - Trello's name


class PlacedShape(CardShape):
    """A card as its own route gives it, with what hangs on it where that was asked for."""

    idBoard: str = ""  # noqa: N815 - Trello's name
    desc: str = ""
    """To the letter: what is written back must not lose what a screen would not show."""
    checklists: tuple[ChecklistShape, ...] = ()
    actions: tuple[CommentShape, ...] = ()
    column: ListShape | None = Field(default=None, validation_alias="list")


class _ListRef(Shape):
    id: str = ""


class _CardRef(Shape):
    id: str = ""
    name: str = ""


class _MadeData(Shape):
    card: _CardRef = _CardRef()
    column: _ListRef = Field(default=_ListRef(), validation_alias="list")


class MadeShape(Shape):
    """A line of the history that says that a card was made."""

    idMemberCreator: str = ""  # noqa: N815 - Trello's name
    data: _MadeData = _MadeData()


class HookShape(Shape):
    """A webhook."""

    id: str = Field(min_length=1)
    idModel: str = ""  # noqa: N815 - Trello's name
    callbackURL: str = ""  # noqa: N815 - Trello's name
    active: bool = True
    consecutiveFailures: int = 0  # noqa: N815 - Trello's name
    firstConsecutiveFailDate: Moment | None = None  # noqa: N815 - Trello's name


class _EventData(Shape):
    card: _CardRef = _CardRef()


class _EventAction(Shape):
    id: str = Field(min_length=1)
    type: str = ""
    idMemberCreator: str = ""  # noqa: N815 - Trello's name
    data: _EventData = _EventData()


class EventShape(Shape):
    """The body of a webhook's delivery."""

    action: _EventAction


class IdShape(Shape):
    """The id of what was made."""

    id: str = Field(min_length=1)


def shaped(kind: type[Read], raw: object) -> Read:
    """The answer as that shape. Raises Malformed `vendor-answer`."""
    return shape.shaped(NAME, kind, raw)


def shaped_all(kind: type[Read], raw: object) -> list[Read]:
    """The answer as a list of that shape. Raises Malformed `vendor-answer`."""
    return shape.all_shaped(NAME, kind, raw)
