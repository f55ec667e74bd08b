"""A card without our own changes is the card as a person left it, to the last field."""

from datetime import UTC, date, datetime

import pytest

from core_api.contracts.board import Card, Due
from core_api.contracts.connector import Receipt
from core_api.domain.fingerprint import fingerprint, inverse
from core_api.domain.rewind import rewound

EVENING = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FRIDAY = datetime(2026, 3, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize("has_time", [True, False], ids=["to a moment", "to a day"])
@pytest.mark.parametrize(("due", "had_time"), [(EVENING, True), (NOON, False), (None, True)])
def test_a_due_date_is_taken_back_to_what_it_was_on_boards_that_know_days_and_on_those_that_know_more(
    due: datetime | None, had_time: bool, has_time: bool
) -> None:
    before = Card(id="pay", name="Pay page", column_id="todo", due=due, due_has_time=had_time)
    said = Due(date=date(2026, 3, 6))
    after = before.model_copy(update={"due": FRIDAY, "due_has_time": has_time})
    back = inverse(before, said, Receipt(card=after))
    assert isinstance(back, Due)
    assert rewound(after, [back]) == before
    assert fingerprint(rewound(after, [back]), said) == fingerprint(before, said)
