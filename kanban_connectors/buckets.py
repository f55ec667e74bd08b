"""The rules of a bucket: when a call is let through, and what a vendor's word on its limit means.

A sliding window: a call is let through when fewer than the allowed number were in the last seconds, so that no window
of that length, wherever it begins, ever holds more. Pure functions of a bucket and a moment; who keeps the bucket, and
who waits, is not known here.
"""

from typing import Literal, NamedTuple

from core_api.contracts.connector import Rate
from core_api.contracts.pacing import Bucket

SHARE = 0.7
"""The part of a limit that calls may use which nobody waits for."""
_SLACK = 0.25
"""Seconds that a call which a person waits for may come late to its place without losing it."""
_APART = 1e-6
"""Seconds between two calls of a bucket at least, so that the moment names the call."""


Standing = Literal["person", "nobody", "overdue"]
"""Who waits for a call: a person, nobody, or nobody but for so long that it goes first."""


class Turn(NamedTuple):
    """What a call is told."""

    wait: float
    """0: it is let through (and counted); else the seconds after which to ask again."""
    at: float
    """The moment on the bucket's clock that names the call."""


class Asking(NamedTuple):
    """A call that wants to be let through."""

    rates: tuple[Rate, ...]
    standing: Standing
    patience: float
    """The seconds that it would still wait."""
    answered: float | None = None
    """The caller's call before this one, which is over."""


def ask(bucket: Bucket, now: float, asking: Asking) -> tuple[Bucket, Turn]:
    """Let a call through, or say how long it has to wait."""
    bucket = steady(bucket, now)
    wait = _wait(bucket, now, asking)
    if wait <= 0:
        at = max(now, bucket.calls[-1] + _APART) if bucket.calls else now
        return _counted(bucket, now, at, asking), Turn(0.0, at)
    if wait <= asking.patience and asking.standing != "nobody":
        mark = "urgent_until" if asking.standing == "person" else "overdue_until"
        until = max(getattr(bucket, mark), now + wait + _SLACK)
        bucket = bucket.model_copy(update={mark: until})
    return bucket, Turn(wait, now)


def learn(bucket: Bucket, now: float, remaining: int, seconds: float, own: float | None) -> Bucket:
    """Heed what the reply to the call `own` said: so many calls are left in the next seconds.

    Calls that are under way, and those let through after `own`, may not be in the vendor's count yet: they are taken
    off. Of two words on the same limit the stricter one holds, for its own time (of equal ones, for the longer): a
    reply that comes late, or a window that slides, gives nothing back.
    """
    bucket = steady(bucket, now)
    unanswered = tuple(at for at in bucket.unanswered if at != own)
    later = {at for at in bucket.calls if own is not None and at > own}
    left = max(0, remaining - len(later | set(unanswered)))
    update: dict[str, object] = {"unanswered": unanswered, "seen": now}
    if bucket.left is None or now >= bucket.left_until or left < bucket.left:
        update |= {"left": left, "left_until": now + seconds}
    elif left == bucket.left:
        update["left_until"] = max(bucket.left_until, now + seconds)
    return bucket.model_copy(update=update)


def pause(bucket: Bucket, now: float, seconds: float) -> Bucket:
    """Let nobody through for so long."""
    bucket = steady(bucket, now)
    return bucket.model_copy(update={"closed_until": max(bucket.closed_until, now + seconds), "seen": now})


def steady(bucket: Bucket, now: float) -> Bucket:
    """The bucket on a clock that was set back, or began anew with the machine: nobody waits for lost hours."""
    return moved(bucket, now - bucket.seen) if bucket.seen > now else bucket


def moved(bucket: Bucket, seconds: float) -> Bucket:
    """The same bucket on a clock that is so many seconds ahead."""
    return bucket.model_copy(
        update={
            "calls": tuple(at + seconds for at in bucket.calls),
            "unanswered": tuple(at + seconds for at in bucket.unanswered),
            "closed_until": bucket.closed_until + seconds,
            "left_until": bucket.left_until + seconds,
            "urgent_until": bucket.urgent_until + seconds,
            "overdue_until": bucket.overdue_until + seconds,
            "seen": bucket.seen + seconds,
        }
    )


def with_calls(bucket: Bucket, calls: tuple[float, ...]) -> Bucket:
    """The bucket with calls that were made without asking it."""
    return bucket.model_copy(update={"calls": tuple(sorted({*bucket.calls, *calls}))})


def _wait(bucket: Bucket, now: float, asking: Asking) -> float:
    waits = [bucket.closed_until - now, 0.0]
    for rate in asking.rates:
        allowed = _allowed(rate, asking.standing)
        if asking.standing == "person" and now < bucket.overdue_until:
            allowed -= 1
        if allowed == 0:
            waits.append(bucket.overdue_until - now)
        elif len(bucket.calls) >= allowed:
            waits.append(bucket.calls[-allowed] + rate.seconds - now)
    if bucket.left is not None and bucket.left <= _reserve(asking):
        waits.append(bucket.left_until - now)
    if asking.standing == "nobody":
        waits.append(max(bucket.urgent_until, bucket.overdue_until) - now)
    return max(waits)


def _allowed(rate: Rate, standing: Standing) -> int:
    return max(1, int(rate.calls * SHARE)) if standing == "nobody" else rate.calls


def _reserve(asking: Asking) -> int:
    """How many of the calls that the vendor has left are kept for people."""
    return min((rate.calls - _allowed(rate, asking.standing) for rate in asking.rates), default=0)


def _counted(bucket: Bucket, now: float, at: float, asking: Asking) -> Bucket:
    begins = at - max((rate.seconds for rate in asking.rates), default=0.0)
    calls = (*(one for one in bucket.calls if one > begins), at)
    unanswered = tuple(one for one in bucket.unanswered if one > begins and one != asking.answered)
    left = bucket.left
    if left is not None:
        left = left - 1 if at < bucket.left_until else None
    update = {"calls": calls, "unanswered": (*unanswered, at), "left": left, "seen": now}
    if asking.standing == "overdue":
        update["overdue_until"] = 0.0
    return bucket.model_copy(update=update)
