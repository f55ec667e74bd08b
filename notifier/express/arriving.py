"""What eXpress brings, in the words that everybody here knows. Nothing is judged here."""

from typing import Any

from core_api.contracts.messages import Arrival, FileRef
from core_api.contracts.ports import Clock
from notifier.express.shapes import Incoming

DATA = "b"
"""The button's data among a bubble's."""
_PRIVATE = "chat"


def arrival_of(told: Incoming, clock: Clock) -> Arrival | None:
    """What concerns us; None for what the server tells of chats and calls."""
    sender = told.sender
    if told.command.command_type != "user" or sender.user_huid is None or sender.group_chat_id is None:
        return None
    common: dict[str, Any] = {
        "id": f"command-{told.sync_id}",
        "channel": "express",
        "at": clock(),  # a command carries no moment
        "user": sender.user_huid,
        "user_name": sender.username or "",
        "language": sender.locale or "",
        "chat": sender.group_chat_id,
        "group": sender.chat_type != _PRIVATE,
    }
    if isinstance(data := told.command.data.get(DATA), str):
        message = told.source_sync_id or ""
        return Arrival(kind="press", message=message, data=data, press=told.sync_id, **common)
    file = _file(told, sender.group_chat_id)
    return Arrival(
        kind="file" if file else "text",
        message=_answered(told),
        text=told.command.body,
        file=file,
        **common,
    )


def _answered(told: Incoming) -> str:
    for one in told.entities:
        if one.type == "reply" and one.data is not None and one.data.source_sync_id:
            return one.data.source_sync_id
    return ""


def _file(told: Incoming, chat: str) -> FileRef | None:
    for one in told.async_files:
        return FileRef(
            channel="express", id=f"{chat}:{one.file_id}", name=one.file_name or "file", size=one.file_size
        )
    return None
