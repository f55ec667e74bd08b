"""Writes a board in the shape of Trello's own JSON export, so that it can be taken elsewhere."""

import json
from datetime import UTC, datetime
from typing import Any

from core_api.contracts.board import Board, Card, Checklist

_STEP = 65536


def write_board(board: Board) -> str:
    """The board as JSON that `reading.read_board` reads back as the same board."""
    return json.dumps(_export(board), ensure_ascii=False, indent=1) + "\n"


def _export(board: Board) -> dict[str, Any]:
    return {
        "id": board.id,
        "name": board.name,
        "url": board.url,
        "lists": [
            {"id": one.id, "name": one.name, "closed": one.closed, "pos": one.position}
            for one in board.columns
        ],
        "cards": [_card(board, card) for card in board.cards],
        "members": [{"id": one.id, "fullName": one.name, "username": one.username} for one in board.members],
        "labels": [{"id": one.id, "name": one.name, "color": one.color} for one in board.labels],
        "checklists": [
            _checklist(card, checklist, place)
            for card in board.cards
            for place, checklist in enumerate(card.checklists, start=1)
        ],
        "actions": [action for card in reversed(board.cards) for action in _comments(card)],
    }


def _card(board: Board, card: Card) -> dict[str, Any]:
    labels = {label.id: label for label in board.labels}
    return {
        "id": card.id,
        "idShort": card.number,
        "name": card.name,
        "desc": card.description,
        "idList": card.column_id,
        "closed": card.archived,
        "pos": card.position,
        "due": moment_text(card.due),
        "dueComplete": card.due_done,
        "idMembers": list(card.member_ids),
        "idLabels": list(card.label_ids),
        "labels": [
            {"id": one.id, "name": one.name, "color": one.color}
            for one in (labels[label_id] for label_id in card.label_ids if label_id in labels)
        ],
        "idChecklists": [checklist.id for checklist in card.checklists],
        "dateLastActivity": moment_text(card.last_activity),
        "url": card.url,
    }


def _checklist(card: Card, checklist: Checklist, place: int) -> dict[str, Any]:
    return {
        "id": checklist.id,
        "idCard": card.id,
        "name": checklist.name,
        "pos": place * _STEP,
        "checkItems": [
            {
                "id": item.id,
                "name": item.name,
                "state": "complete" if item.done else "incomplete",
                "pos": number * _STEP,
            }
            for number, item in enumerate(checklist.items, start=1)
        ],
    }


def _comments(card: Card) -> list[dict[str, Any]]:
    """The newest first, as Trello has them."""
    return [
        {
            "id": comment.id,
            "type": "commentCard",
            "date": moment_text(comment.at),
            "data": {"text": comment.text, "card": {"id": card.id, "name": card.name}},
            "memberCreator": {"fullName": comment.author},
        }
        for comment in reversed(card.comments)
    ]


def moment_text(moment: datetime | None) -> str | None:
    """A moment as Trello writes it; None where there is none."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
