"""From a due day to the moment that a board stores, and back. Pure; which zone counts is the caller's to say."""

from datetime import date, datetime, time, tzinfo

from core_api.contracts.board import Card, Create, Due, Operation
from core_api.domain.fingerprint import shows


def noon(day: date, zone: tzinfo) -> datetime:
    """The middle of the day in the zone: the hour that stays on its day for most who look from elsewhere."""
    return datetime.combine(day, time(12), zone)


def dated(operation: Operation, zone: tzinfo) -> Operation:
    """The operation with the moment of its due day, noon in the zone; one that has a moment or no day is kept."""
    if not isinstance(operation, Due | Create) or operation.date is None or operation.at is not None:
        return operation
    return operation.model_copy(update={"at": noon(operation.date, zone)})


def shows_by_day(card: Card, operation: Operation, zone: tzinfo) -> bool:
    """True when the card is as the operation would have it; any moment of the local day is that due day."""
    if isinstance(operation, Due) and card.due is not None and card.due_has_time:
        return day_of(card.due, zone) == operation.date or shows(card, operation)
    return shows(card, operation)


def day_of(moment: datetime, zone: tzinfo) -> date:
    """The moment's local day."""
    return moment.astimezone(zone).date()
