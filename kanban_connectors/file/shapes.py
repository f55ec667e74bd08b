"""The shape of Trello's own JSON export, as far as we read and write it. Trello's API answers with the same parts.

Only field names and their defaults. What they mean on a board is in `reading`.
"""

from typing import Literal

from pydantic import Field

from kanban_connectors.shape import Aware, Plain, Shape


class ListShape(Shape):
    """A list."""

    id: str = Field(min_length=1)
    name: Plain
    closed: bool = False
    pos: float | None = None


class LabelShape(Shape):
    """A label."""

    id: str = Field(min_length=1)
    name: Plain = ""
    color: Plain | None = None


class MemberShape(Shape):
    """A member."""

    id: str = Field(min_length=1)
    fullName: Plain | None = None  # noqa: N815 - Trello's name
    username: Plain = ""


class CheckItemShape(Shape):
    """A line of a checklist."""

    id: str = Field(min_length=1)
    name: Plain
    state: Literal["complete", "incomplete"] = "incomplete"
    pos: float = 0.0


class ChecklistShape(Shape):
    """A checklist."""

    id: str = Field(min_length=1)
    idCard: str  # noqa: N815 - Trello's name
    name: Plain = ""
    pos: float = 0.0
    checkItems: tuple[CheckItemShape, ...] = ()  # noqa: N815 - Trello's name


class CardShape(Shape):
    """A card."""

    id: str = Field(min_length=1)
    idShort: int | None = None  # noqa: N815 - Trello's name
    name: Plain
    desc: Plain = ""
    idList: str  # noqa: N815 - Trello's name
    closed: bool = False
    pos: float | None = None
    due: Aware | None = None
    dueComplete: bool | None = False  # noqa: N815 - Trello's name
    idMembers: tuple[str, ...] = ()  # noqa: N815 - Trello's name
    idLabels: tuple[str, ...] = ()  # noqa: N815 - Trello's name
    labels: tuple[LabelShape, ...] = ()
    dateLastActivity: Aware | None = None  # noqa: N815 - Trello's name
    url: Plain = ""


class _CardOfAction(Shape):
    id: str = ""


class _ActionData(Shape):
    text: Plain = ""
    card: _CardOfAction = _CardOfAction()


class _Creator(Shape):
    fullName: Plain | None = None  # noqa: N815 - Trello's name


class ActionShape(Shape):
    """A comment, as a line of the board's history."""

    id: str = ""
    date: Aware | None = None
    data: _ActionData = _ActionData()
    memberCreator: _Creator = _Creator()  # noqa: N815 - Trello's name


class BoardShape(Shape):
    """The whole export."""

    id: str = Field(min_length=1)
    name: Plain
    url: Plain = ""
    lists: list[ListShape]
    cards: list[CardShape]
    members: tuple[MemberShape, ...] = ()
    labels: tuple[LabelShape, ...] = ()
    checklists: tuple[ChecklistShape, ...] = ()
    actions: tuple[ActionShape, ...] = ()
