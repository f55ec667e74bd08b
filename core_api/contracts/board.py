"""A kanban board, neutral between vendors, and all that may ever change on one."""

from datetime import UTC, datetime, time
from datetime import date as Day  # noqa: N812 - a field is called date
from typing import Annotated, Literal, get_args

from pydantic import Field

from core_api.contracts.model import Frozen, Moment

ColumnRole = Literal["queue", "working", "waiting", "done"]
"""What a column means: not begun, being worked on, waiting for somebody, finished."""


class Column(Frozen):
    """A list of the board."""

    id: str
    name: str
    position: float = 0.0
    role: ColumnRole = "queue"
    """Guessed from the name and the place; shown, and can be edited."""
    closed: bool = False


class Lane(Frozen):
    """A horizontal lane of the board."""

    id: str
    name: str


class Member(Frozen):
    """A person of the board."""

    id: str
    name: str
    username: str = ""


class Label(Frozen):
    """A label that the board offers."""

    id: str
    name: str
    color: str | None = None


class CheckItem(Frozen):
    """One line of a checklist."""

    id: str
    name: str
    done: bool = False


class Checklist(Frozen):
    """A checklist of a card."""

    id: str
    name: str
    items: tuple[CheckItem, ...] = ()


class CardComment(Frozen):
    """A comment that stands on a card."""

    id: str
    text: str
    author: str = ""
    at: Moment | None = None


class Card(Frozen):
    """A card with all that a proposal may look at."""

    id: str
    number: int | None = None
    """The short number that people say («карточка двенадцать»)."""
    name: str
    description: str = ""
    column_id: str
    lane_id: str | None = None
    position: float = 0.0
    member_ids: tuple[str, ...] = ()
    label_ids: tuple[str, ...] = ()
    due: Moment | None = None
    due_has_time: bool = True
    """False: the board knows a day only, and `due` is noon UTC of it."""
    due_done: bool = False
    checklists: tuple[Checklist, ...] = ()
    comments: tuple[CardComment, ...] = ()
    """The newest last; a snapshot may leave them out."""
    archived: bool = False
    url: str = ""
    last_activity: Moment | None = None
    revision: str | None = None
    """Changes whenever the card changes, where the board has such a thing."""
    detailed: bool = True
    """False: a list left out checklists and comments, which `Connector.card` reads."""


class Board(Frozen):
    """A whole board at one moment. Archived cards are included and marked."""

    id: str
    name: str
    url: str = ""
    columns: tuple[Column, ...] = ()
    lanes: tuple[Lane, ...] = ()
    cards: tuple[Card, ...] = ()
    members: tuple[Member, ...] = ()
    labels: tuple[Label, ...] = ()
    cursor: str | None = None
    """Where a later reading may go on, in the connector's own words."""


class BoardSummary(Frozen):
    """A line of a list of boards."""

    id: str
    name: str
    cards: int | None = None
    """None where the board does not tell without being read."""
    url: str = ""
    place: str = ""
    """Where it lies: a workspace, a space; empty where there is nothing above a board."""


class CardRef(Frozen):
    """A card by id and by the name it had when it was looked at."""

    id: str
    name: str


# --- operations: the closed union of the design's §2.2 -------------------------------------------------------


def _moment(day: Day | None, at: datetime | None) -> datetime | None:
    return None if day is None else at or datetime.combine(day, time(12), UTC)


class Comment(Frozen):
    """Write a comment. Undo: delete our own."""

    kind: Literal["comment"] = "comment"
    text: str = Field(min_length=1)


class Move(Frozen):
    """Put the card into a column, at its end unless a position is given. Undo: back to column and place."""

    kind: Literal["move"] = "move"
    column_id: str
    position: float | None = None


class Due(Frozen):
    """Set the due day, or with None clear it. Undo: the old value."""

    kind: Literal["due"] = "due"
    date: Day | None
    """The local day in the meeting's zone."""
    at: Moment | None = None
    """The exact moment: noon of that day in the meeting's zone once it is decided on, or what an undo restores."""

    @property
    def moment(self) -> datetime | None:
        """What a board stores: `at`, else noon UTC; None clears."""
        return _moment(self.date, self.at)


class Assign(Frozen):
    """Add a member to the card."""

    kind: Literal["assign"] = "assign"
    member_id: str


class Unassign(Frozen):
    """Take a member off the card."""

    kind: Literal["unassign"] = "unassign"
    member_id: str


class Check(Frozen):
    """Tick a checklist item."""

    kind: Literal["check"] = "check"
    item_id: str


class Uncheck(Frozen):
    """Take the tick off a checklist item."""

    kind: Literal["uncheck"] = "uncheck"
    item_id: str


class AddCheck(Frozen):
    """Add a checklist item (to the first checklist; one is made where the card has none)."""

    kind: Literal["add_check"] = "add_check"
    name: str = Field(min_length=1)


class AddLabel(Frozen):
    """Put a label on the card."""

    kind: Literal["label"] = "label"
    label_id: str


class RemoveLabel(Frozen):
    """Take a label off the card."""

    kind: Literal["unlabel"] = "unlabel"
    label_id: str


class Rename(Frozen):
    """Give the card another name."""

    kind: Literal["rename"] = "rename"
    name: str = Field(min_length=1)


class Describe(Frozen):
    """Append text to the description; `replace` is only for an undo that restores the old one."""

    kind: Literal["describe"] = "describe"
    text: str
    replace: bool = False

    def onto(self, description: str) -> str:
        """The description after it, given the one before."""
        if self.replace or not description:
            return self.text
        return f"{description}\n\n{self.text}" if self.text else description

    def shows_in(self, description: str) -> bool:
        """Whether the description has it: an appended text as paragraphs of its own, whatever people wrote after it."""
        there, wanted = (one.replace("\r\n", "\n") for one in (description, self.text))
        if self.replace:
            return there == wanted
        return not wanted or f"\n\n{wanted}\n" in f"\n\n{there}\n"


class Create(Frozen):
    """Make a new card. Undo: archive it."""

    kind: Literal["create"] = "create"
    name: str = Field(min_length=1)
    column_id: str
    text: str = ""
    member_id: str | None = None
    date: Day | None = None
    """The due day, local to the meeting's zone."""
    at: Moment | None = None
    """The exact moment of the due day, as in `Due`."""
    label_id: str | None = None

    @property
    def moment(self) -> datetime | None:
        """The due moment that a board stores: `at`, else noon UTC; None without a day."""
        return _moment(self.date, self.at)


class Archive(Frozen):
    """Archive the card."""

    kind: Literal["archive"] = "archive"


class Restore(Frozen):
    """Bring an archived card back."""

    kind: Literal["restore"] = "restore"


Proposable = (
    Comment
    | Move
    | Due
    | Assign
    | Unassign
    | Check
    | Uncheck
    | AddCheck
    | AddLabel
    | RemoveLabel
    | Rename
    | Describe
    | Create
    | Archive
    | Restore
)
"""The members of `Operation`, for the union of all that a connector writes."""

Operation = Annotated[Proposable, Field(discriminator="kind")]
"""All that may ever be proposed."""

OperationKind = Literal[
    "comment",
    "move",
    "due",
    "assign",
    "unassign",
    "check",
    "uncheck",
    "add_check",
    "label",
    "unlabel",
    "rename",
    "describe",
    "create",
    "archive",
    "restore",
]

OPERATION_KINDS: tuple[OperationKind, ...] = get_args(OperationKind)


class Withdraw(Frozen):
    """Take back something of our own that has an id on the board: a comment or a checklist item.

    Only an undo says it; no proposal can.
    """

    kind: Literal["withdraw"] = "withdraw"
    what: Literal["comment", "check_item"]
    remote_id: str


Inverse = Annotated[
    Move
    | Due
    | Assign
    | Unassign
    | Check
    | Uncheck
    | AddLabel
    | RemoveLabel
    | Rename
    | Describe
    | Archive
    | Restore
    | Withdraw,
    Field(discriminator="kind"),
]
"""What an undo may do."""
