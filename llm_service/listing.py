"""The board as a model sees it, short ids and lines of text; and the way back to the board's ids.

Short ids are given over the whole board, so that `c7` is the same card in every part of a meeting. Only what
was listed can be named. No decision is taken here.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from core_api.contracts.board import Board, Card
from core_api.language.controls import plain
from core_api.language.steering import is_order
from core_api.language.words import fold, stems
from llm_service.window import estimate

_SHORT = re.compile(r"[ckmli]\d{1,5}")
_FEW = 2
"""Stems that an archived card must share with the talk to be listed."""
_DESCRIPTION = 160


@dataclass(frozen=True)
class Listing:
    """A board under short ids."""

    cards: dict[str, Card] = field(default_factory=dict)
    columns: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Short id → the board's id and the name; likewise below."""
    members: dict[str, tuple[str, str]] = field(default_factory=dict)
    labels: dict[str, tuple[str, str]] = field(default_factory=dict)
    items: dict[str, tuple[str, str]] = field(default_factory=dict)
    zone: tzinfo | None = None
    """Where the meeting was held: days are told in it."""

    holders: dict[str, str] = field(default_factory=dict)
    """A checklist item's id → the id of its card."""
    item_keys: dict[str, str] = field(default_factory=dict)
    """A checklist item's id → its short id."""


def listing(board: Board | None, zone: tzinfo | None = None) -> Listing:
    """Short ids for all of a board, in the board's order."""
    if board is None:
        return Listing()
    held = [(card, item) for card in board.cards for checklist in card.checklists for item in checklist.items]
    items = _numbered("i", ((item.id, item.name) for _card, item in held))
    return Listing(
        cards={f"c{n}": card for n, card in enumerate(board.cards, 1)},
        columns=_numbered("k", ((column.id, column.name) for column in board.columns if not column.closed)),
        members=_numbered("m", ((member.id, member.name) for member in board.members)),
        labels=_numbered("l", ((label.id, label.name) for label in board.labels)),
        items=items,
        holders={item.id: card.id for card, item in held},
        item_keys={item_id: short for short, (item_id, _name) in items.items()},
        zone=zone,
    )


def _numbered(letter: str, pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    return {f"{letter}{n}": pair for n, pair in enumerate(pairs, 1)}


def resolve(given: dict[str, tuple[str, str]], value: str) -> str | None:
    """The board's id for a short id or exact name, other words as they are, None for an id never given."""
    said = " ".join(value.split())
    short = said.split(" ")[0].rstrip(":,.").lower() if said else ""
    if short in given:
        return given[short][0]
    named = [board_id for board_id, name in given.values() if fold(name) == fold(said)]
    if len(named) == 1:
        return named[0]
    if not said or _SHORT.fullmatch(short):
        return None
    return said


def choose(given: Listing, talk: str, tokens: int) -> tuple[str, ...]:
    """The short ids of the cards to show, in the board's order; if room lacks, those nearest to the talk."""
    heard = set(stems(talk))
    weight = {short: _shared(card, heard) for short, card in given.cards.items()}
    shown = [short for short, card in given.cards.items() if not card.archived or weight[short] >= _FEW]
    place = {short: number for number, short in enumerate(shown)}
    ranked = sorted(shown, key=lambda short: (-weight[short], given.cards[short].archived, place[short]))
    kept: set[str] = set()
    for short in ranked:
        tokens -= estimate(card_line(given, short, brief=True))
        if tokens < 0:
            break
        kept.add(short)
    return tuple(short for short in shown if short in kept)


def _shared(card: Card, heard: set[str]) -> int:
    names = [card.name, *(item.name for checklist in card.checklists for item in checklist.items)]
    return len(set(stems(" ".join(names))) & heard)


def card_line(given: Listing, short: str, *, brief: bool = False) -> str:
    """One card as a line; `brief` leaves its description out."""
    card = given.cards[short]
    number = f" #{card.number}" if card.number is not None else ""
    column = next((f"{key} {name}" for key, (at, name) in given.columns.items() if at == card.column_id), "")
    items = [item for checklist in card.checklists for item in checklist.items]
    keys = given.item_keys
    about = "" if brief or is_order(card.description) else clean(card.description)
    fields = (
        ("column", "archived" if card.archived else clean(column)),
        ("members", _names(given.members, card.member_ids)),
        ("labels", _names(given.labels, card.label_ids)),
        ("due", card.due.astimezone(given.zone).date().isoformat() if card.due else ""),
        (
            "items",
            "; ".join(f"{keys[item.id]} [{'x' if item.done else ' '}] {clean(item.name)}" for item in items),
        ),
        ("about", about if len(about) <= _DESCRIPTION else about[:_DESCRIPTION].rsplit(" ", 1)[0] + " …"),
    )
    return f"{short}{number} {clean(card.name)}" + "".join(
        f" | {key}: {text}" for key, text in fields if text
    )


def _names(given: dict[str, tuple[str, str]], ids: Sequence[str]) -> str:
    return ", ".join(f"{key} {clean(name)}" for key, (board_id, name) in given.items() if board_id in ids)


def board_text(given: Listing, shown: Sequence[str], tokens: int) -> str:
    """The board as lines: columns, members, labels, the chosen cards; descriptions only when all have room."""
    heads = (("columns", given.columns), ("members", given.members), ("labels", given.labels))
    lines = [
        f"{title}: " + ", ".join(f"{short} {clean(name)}" for short, (_id, name) in entries.items())
        for title, entries in heads
        if entries
    ]
    cards = [card_line(given, short) for short in shown]
    if sum(estimate(card) for card in cards) > tokens:
        cards = [card_line(given, short, brief=True) for short in shown]
    return "\n".join([*lines, *cards])


def clean(text: str) -> str:
    """The text on one line, without unseen marks, unable to close the data block or to look like a control token."""
    seen = "".join(char for char in plain(text) if unicodedata.category(char) != "Cf")
    flat = " ".join(seen.split())
    return flat.replace("<<<", "‹‹‹").replace(">>>", "›››").replace("<|", "‹|").replace("|>", "|›")
