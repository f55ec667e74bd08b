"""Arrivals for the tests."""

from datetime import UTC, datetime

from core_api.contracts.messages import Arrival

NOW = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)


def came(number: int, text: str = "hello") -> Arrival:
    return Arrival(
        id=str(number), channel="telegram", kind="text", at=NOW, user="anna", chat="anna", text=text
    )
