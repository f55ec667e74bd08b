"""Which buttons stand under a question, and what each of them does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from core_api.contracts.asking import Action
from core_api.contracts.board import Board, Card, OperationKind
from core_api.contracts.messages import Button, Question
from core_api.contracts.proposal import StoredProposal, reasons_for
from core_api.store import proposals

_FIXED: frozenset[OperationKind] = frozenset({"check", "uncheck", "archive", "restore"})
"""Kinds that have nothing to edit."""
CREATED = ("name", "column", "members", "due", "description")
"""The fields of a new card that can be edited, by their names in `FieldChange`."""
_OPTIONS = 8


@dataclass(frozen=True)
class Press:
    """A button with what it does; an action of None opens an address."""

    action: Action | None
    button: Button


Rows = tuple[tuple[Press, ...], ...]


@dataclass(frozen=True)
class Options:
    """What can be picked in a step."""

    cards: tuple[Card, ...] = ()
    board: Board | None = None
    today: date | None = None
    """The meeting's day, from which days are counted."""
    columns: dict[str, str] = field(default_factory=dict)
    """The names of columns by id, for cards."""


def rows(stored: StoredProposal, view: Question, options: Options, *, sound: bool) -> Rows:
    """The rows of buttons under a question as it stands. `sound`: the quote can be listened to."""
    if view.outcome is not None:
        return _after(stored, view)
    if stored.state not in proposals.WAITING:
        return ()
    if view.step is None:
        return _first(stored, view, sound=sound)
    match view.step.code:
        case "reason":
            picks = [_named("reject", reason, f"reason-{reason}") for reason in reasons_for(stored.proposal)]
        case "field":
            picks = [_named("field", name, f"field-{name}") for name in CREATED]
        case "value":
            picks = _values(view.step.field, options)
        case _:
            picks = [_card(card, options) for card in options.cards]
            if view.step.code == "card":
                picks.append(_named("search", "", "search"))
    return (*_in_twos(picks), (_named("back", "", "back"),))


def field_of(stored: StoredProposal) -> str:
    """The one field that an edit of this kind changes; empty for a new card, which has several."""
    by_kind = {
        "comment": "comments",
        "move": "column",
        "due": "due",
        "assign": "members",
        "unassign": "members",
        "add_check": "checklist",
        "label": "labels",
        "unlabel": "labels",
        "rename": "name",
        "describe": "description",
    }
    return by_kind.get(stored.proposal.operation.kind, "")


def _first(stored: StoredProposal, view: Question, *, sound: bool) -> Rows:
    kind = stored.proposal.operation.kind
    deciding = [_plain("approve", look="good")]
    if kind not in _FIXED:
        deciding.append(_plain("edit"))
    others = [_plain("other_card")] if kind != "create" else []
    listening = [_plain("listen")] if sound else []
    rest = [*listening, _plain("note"), _plain("reject", look="bad")]
    return tuple(tuple(row) for row in ([*deciding, *others], rest, _link(view)) if row)


def _after(stored: StoredProposal, view: Question) -> Rows:
    undoing = [_plain("undo")] if stored.state == "applied" else []
    row = (*undoing, *_link(view))
    return (row,) if row else ()


def _link(view: Question) -> list[Press]:
    if not view.card_url.startswith(("https://", "http://")):
        return []
    return [Press(None, Button(code="open_card", url=view.card_url))]


def _values(name: str, options: Options) -> list[Press]:
    board = options.board
    if name == "due" and options.today is not None:
        return [_day(options.today + timedelta(days=days)) for days in (1, 3, 7, 14)]
    if board is None:
        return []
    if name == "column":
        return [_value(name, one.id, one.name) for one in board.columns if not one.closed][:_OPTIONS]
    if name == "members":
        return [_value(name, one.id, one.name) for one in board.members][:_OPTIONS]
    if name == "labels":
        return [_value(name, one.id, one.name) for one in board.labels if one.name][:_OPTIONS]
    return []


def _day(day: date) -> Press:
    button = Button(code="day", params={"day": day.isoformat()})
    return Press(Action(code="value", argument=f"due={day.isoformat()}"), button)


def _value(name: str, value: str, label: str) -> Press:
    return Press(Action(code="value", argument=f"{name}={value}"), Button(text=label))


def _card(card: Card, options: Options) -> Press:
    number = f"#{card.number} " if card.number is not None else ""
    column = options.columns.get(card.column_id, "")
    label = f"{number}{card.name}" + (f" · {column}" if column else "")
    return Press(Action(code="card", argument=card.id), Button(text=label))


def _plain(code: str, look: str = "plain") -> Press:
    action = Action.model_validate({"code": code})
    return Press(action, Button.model_validate({"code": code, "look": look}))


def _named(code: str, argument: str, label: str) -> Press:
    action = Action.model_validate({"code": code, "argument": argument})
    return Press(action, Button(code=label))


def _in_twos(picks: Sequence[Press]) -> Iterable[tuple[Press, ...]]:
    """Short labels side by side, a card's name on a row of its own."""
    wide = any(len(one.button.text) > 18 for one in picks)
    step = 1 if wide else 2
    return (tuple(picks[at : at + step]) for at in range(0, len(picks), step))
