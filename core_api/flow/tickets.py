"""The port between the script and the work: asking for it, and whether a ticket is settled."""

from typing import Protocol

from core_api.flow.state import Ticket


class Desk(Protocol):
    """What the script may ask for. Every call may be repeated without harm."""

    def has_transcript(self, meeting_id: str) -> bool:
        """True when the meeting is text already."""
        ...

    def order(self, meeting_id: str, work: str) -> None:
        """Queue a long piece of work (`transcribe`, `summarize`, `propose`) unless it is queued or done."""
        ...

    def reconsider(self, meeting_id: str, done: list[str]) -> list[str]:
        """Take the steps back that decisions ask for; gives all proposals (ids) that have been taken back by now."""
        ...

    def mark(self, meeting_id: str, stage: str) -> None:
        """Make it visible how far the meeting is."""
        ...

    def settled(self, ticket: Ticket) -> str | None:
        """The outcome of what a ticket waits for; None while it is not there."""
        ...
