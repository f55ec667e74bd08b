"""Who reads: the language, the zone, and days, values and codes in that reader's words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core_api.contracts.model import Language
from core_api.contracts.proposal import CardField
from core_api.locales import Translate, Value, has, text, translator
from core_api.locales.moments import short_day, short_moment
from notifier.wording.rich import Span, put_in, theirs

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d\S*(?:Z|[+-]\d\d:?\d\d)")
_CODE = re.compile(r"[a-z0-9_-]{0,40}")
_WORDED = {"operation", "rule"}
"""Parameters that are codes with words of their own."""
_LACKS = re.compile(r"\{\s*\$[\w-]+")


@dataclass(frozen=True)
class Reader:
    """Says things to one reader."""

    language: Language
    say: Translate
    zone: tzinfo
    year: int = 0
    """The year that goes without saying."""

    def moment(self, at: datetime) -> str:
        """A day and a time in the reader's zone."""
        return short_moment(at.astimezone(self.zone), self.say, self.year)

    def value(self, field: CardField, value: str | None) -> str:
        """One side of a change; a day is worded, nothing is said to be nothing."""
        if not value:
            return self.say("nothing")
        return self._dated(value) if field == "due" else value

    def knows(self, message: str) -> bool:
        """There are words for it."""
        return has(message, self.language)

    def phrase(self, message: str, **values: Value | Span) -> tuple[Span, ...]:
        """A message around values of ours and spans."""
        return put_in(lambda filled: text(message, self.language, filled), values)

    def told(self, message: str, values: Mapping[str, Value], **spans: Span) -> tuple[Span, ...]:
        """A message with values from outside: codes pick variants, days become words, the rest is verbatim."""
        worded = {name: self._param(name, value) for name, value in values.items()}
        return put_in(lambda filled: text(message, self.language, filled), worded | spans)

    def problem(self, code: str, values: Mapping[str, Value], *, step: bool = False) -> tuple[Span, ...]:
        """What a problem's code says, or its next step; of an unknown one, or where a value is lacking, the general."""
        end = "-next" if step else ""
        if self.knows(f"problem-{code}{end}"):
            spans = self.told(f"problem-{code}{end}", values)
            if not any(span.least is None and _LACKS.search(span.text) for span in spans):
                return spans
        return self.told(f"message-problem-unsaid{end}", {})

    def _param(self, name: str, value: Value) -> Value | Span:
        if not isinstance(value, str):
            return value
        if name in _WORDED and self.knows(f"{name}-{value}"):
            return self.say(f"{name}-{value}")
        if _DAY.fullmatch(value) or _MOMENT.fullmatch(value):
            return self._dated(value)
        return value if _CODE.fullmatch(value) else theirs(value)

    def _dated(self, value: str) -> str:
        """A day or a moment in words; what is none stays."""
        try:
            if _DAY.fullmatch(value):
                return short_day(date.fromisoformat(value), self.say, self.year)
            return self.moment(datetime.fromisoformat(value)) if _MOMENT.fullmatch(value) else value
        except ValueError:
            return value


def reader(language: Language, zone: str, year: int = 0) -> Reader:
    """A reader by language and IANA zone, and the year that goes without saying."""
    return Reader(language, translator(language), _zone(zone), year)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
