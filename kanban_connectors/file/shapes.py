"""The shape of Trello's own JSON export, as far as we read and write it. Trello's API answers with the same parts.

Only field names and their defaults. What they mean on a board is in `reading`.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from core_api.language.controls import plain


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_Moment = Annotated[datetime, AfterValidator(_aware)]
Plain = Annotated[str, AfterValidator(plain)]
"""A text for people: nothing in it steers their screen."""


class Shape(BaseModel):
    """Unknown fields are passed over, and null is the same as absent."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, raw: Any) -> Any:
        return (
            {key: value for key, value in raw.items() if value is not None} if isinstance(raw, dict) else raw
        )


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
    checkItems: list[CheckItemShape] = []  # noqa: N815 - Trello's name


class CardShape(Shape):
    """A card."""

    id: str = Field(min_length=1)
    idShort: int | None = None  # noqa: N815 - Trello's name
    name: Plain
    desc: Plain = ""
    idList: str  # noqa: N815 - Trello's name
    closed: bool = False
    pos: float | None = None
    due: _Moment | None = None
    dueComplete: bool | None = False  # noqa: N815 - Trello's name
    idMembers: list[str] = []  # noqa: N815 - Trello's name
    idLabels: list[str] = []  # noqa: N815 - Trello's name
    labels: list[LabelShape] = []
    dateLastActivity: _Moment | None = None  # noqa: N815 - Trello's name
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
    date: _Moment | None = None
    data: _ActionData = _ActionData()
    memberCreator: _Creator = _Creator()  # noqa: N815 - Trello's name


class BoardShape(Shape):
    """The whole export."""

    id: str = Field(min_length=1)
    name: Plain
    url: Plain = ""
    lists: list[ListShape]
    cards: list[CardShape]
    members: list[MemberShape] = []
    labels: list[LabelShape] = []
    checklists: list[ChecklistShape] = []
    actions: list[ActionShape] = []
