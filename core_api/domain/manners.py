"""When people may be written to unasked: quiet hours, reminders, the daily digest. Pure: moments in, moments out."""

from datetime import datetime, time, timedelta, tzinfo

from core_api.contracts.people import QuietHours

DAILY = time(9)
"""The local time of the daily digest; later where the quiet hours end later."""


def not_before(moment: datetime, quiet: QuietHours, zone: tzinfo) -> datetime:
    """The first moment from this one on that is outside the person's quiet hours, in UTC terms the same or later."""
    local = moment.astimezone(zone)
    if not _within(local.time(), quiet):
        return moment
    day = local.date()
    if local.time() >= quiet.ends:
        day += timedelta(days=1)
    return _at(day_of=datetime.combine(day, quiet.ends), zone=zone).astimezone(moment.tzinfo)


def daily_at(moment: datetime, quiet: QuietHours, zone: tzinfo) -> datetime:
    """When the daily digest of that moment's local day may go out."""
    day = moment.astimezone(zone).date()
    return not_before(_at(day_of=datetime.combine(day, DAILY), zone=zone), quiet, zone)


def over(since: datetime, minutes: int, now: datetime) -> bool:
    """Whether so many minutes have passed; never with 0."""
    return minutes > 0 and now - since >= timedelta(minutes=minutes)


def _within(clock: time, quiet: QuietHours) -> bool:
    if quiet.begins == quiet.ends:
        return False
    if quiet.begins < quiet.ends:
        return quiet.begins <= clock < quiet.ends
    return clock >= quiet.begins or clock < quiet.ends


def _at(day_of: datetime, zone: tzinfo) -> datetime:
    return day_of.replace(tzinfo=zone)
