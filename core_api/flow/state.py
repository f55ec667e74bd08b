"""What the script of a meeting remembers between its steps: ids and flags only, never content."""

from typing import Literal, NotRequired, TypedDict


class MeetingState(TypedDict, total=False):
    """The state of one thread. A thread is a meeting."""

    meeting_id: str
    next: Literal["reconsider", "close"]
    reconsidered: list[str]
    """Proposals whose rejection or other card has been taken back to matching."""


class Ticket(TypedDict):
    """What a parked node waits for."""

    waits_for: Literal["transcribe", "summarize", "propose", "apply", "people"]
    meeting_id: str
    reconsidered: NotRequired[list[str]]
