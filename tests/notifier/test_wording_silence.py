"""One line of a meeting's digest: the cards at work that nobody spoke of, and those that have gone silent."""

from datetime import UTC, datetime

import pytest

from core_api.contracts.messages import Digest
from core_api.contracts.model import Language
from notifier.wording.digest import digest
from notifier.wording.reader import reader


def said(language: Language, unmentioned: int, *silent: str) -> list[str]:
    """The lines of the digest that begin with the sign of silence."""
    view = Digest(
        meeting_title="Планёрка",
        meeting_at=datetime(2026, 3, 3, 10, tzinfo=UTC),
        unmentioned=unmentioned,
        silent=silent,
    )
    lines = [line for part in digest(reader(language, "UTC"), view) for line in part.lines]
    told = ["".join(span.text for span in line.spans) for line in lines]
    return [line for line in told if line.startswith("🔕")]


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("ru", "🔕 8 карточек в работе не упомянуто; замолчали: «Касса», «Турникеты», «Сайт» и ещё 2"),
        ("en", "🔕 8 cards at work were not mentioned; gone silent: “Касса”, “Турникеты”, “Сайт” and 2 more"),
    ],
)
def test_silence_is_one_line(language: Language, wanted: str) -> None:
    assert said(language, 8, "Касса", "Турникеты", "Сайт", "Афиша", "Договор") == [wanted]
    assert len(said(language, 1)) == 1
    assert said(language, 0) == []
