"""When people may be written to unasked: quiet hours, reminders, the daily digest. Pure: moments in, moments out."""

import re
from datetime import datetime, time, timedelta, tzinfo

from core_api.contracts.people import QuietHours
from core_api.contracts.problems import Invalid

DAILY = time(9)
"""The local time of the daily digest; later where the quiet hours end later."""
_HOURS = re.compile(r"([01]?\d|2[0-3])(?::([0-5]\d))?\s*[-–—]\s*([01]?\d|2[0-3])(?::([0-5]\d))?")


def quiet_hours(text: str) -> QuietHours:
    """The hours as they are typed, `22:00-08:00` or `none`. Raises Invalid `quiet-hours-unreadable`."""
    if text.strip().lower() == "none":
        return QuietHours(begins=time(), ends=time())
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        raise Invalid("quiet-hours-unreadable", text=text)
    begins, ends = (time(int(found[at]), int(found[at + 1] or 0)) for at in (1, 3))
    return QuietHours(begins=begins, ends=ends)


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
