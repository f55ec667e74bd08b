"""Every error that Boardscribe raises on purpose.

    Problem
    ├── Invalid          the input cannot be used
    │   ├── Unsupported  a kind of file or board that we do not read, or what a service cannot do
    │   └── TooLarge     more than the other side takes
    ├── NotFound         no such meeting, proposal, change, board, card
    ├── Conflict         somebody else was first, or the card changed meanwhile
    ├── Refused          policy says no
    │   ├── Unauthorized the credentials are not (or no longer) accepted
    │   ├── Forbidden    they are accepted, but may not do this
    │   └── PlanLimit    the vendor's tariff does not allow it
    ├── Missing          something is not installed or not configured (`boardscribe doctor` explains)
    ├── Unavailable      a service or a board cannot be reached now; `retry_after` in seconds where it is known
    │   ├── RateLimited  too many calls; surely not done
    │   └── Transient    a passing fault before anything was done
    ├── OutcomeUnknown   a write may or may not have happened
    ├── Malformed        the other side answered something that is no answer
    ├── Cancelled        somebody asked to stop
    └── Internal         our own fault

A problem carries a `code` and parameters; the words are in `locales` (`problem-CODE` and `problem-CODE-next`).
"""

from typing import ClassVar


class Problem(Exception):  # noqa: N818 - the tree's root is named for what it is
    """The root. `code` picks the words, `params` fill them in."""

    status: ClassVar[int] = 500
    """HTTP status."""
    retryable: ClassVar[bool] = False

    def __init__(self, code: str, **params: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        """The code and the parameters, for logs; people read `locales`."""
        detail = ", ".join(f"{key}={value!r}" for key, value in self.params.items())
        return f"{self.code} ({detail})" if detail else self.code


class Invalid(Problem):
    """The input cannot be used."""

    status = 422


class Unsupported(Invalid):
    """A kind of file or board that we do not read."""

    status = 415


class TooLarge(Invalid):
    """More than the other side takes."""

    status = 413


class NotFound(Problem):
    """There is no such thing."""

    status = 404


class Conflict(Problem):
    """Somebody else was first, or the thing changed meanwhile."""

    status = 409


class Refused(Problem):
    """Policy says no."""

    status = 403


class Unauthorized(Refused):
    """The credentials are not, or no longer, accepted."""

    status = 401


class Forbidden(Refused):
    """The credentials are accepted, but may not do this."""


class PlanLimit(Refused):
    """The vendor's tariff does not allow it."""

    status = 402


class Missing(Problem):
    """Something is not installed or not configured."""

    status = 424


class Unavailable(Problem):
    """A service or a board cannot be reached now; trying later may help."""

    status = 503
    retryable = True

    def __init__(self, code: str, retry_after: float | None = None, **params: str | int | float) -> None:
        super().__init__(code, **params)
        self.retry_after = retry_after


class RateLimited(Unavailable):
    """Too many calls; surely not done. May be tried again blindly after `retry_after` seconds."""

    status = 429


class Transient(Unavailable):
    """A passing fault before anything was done. May be tried again blindly."""


class OutcomeUnknown(Problem):
    """A write may or may not have happened: read before trying again."""

    status = 504


class Malformed(Problem):
    """The other side answered something that is no answer: not JSON, or of another shape."""

    status = 502


class Cancelled(Problem):
    """Somebody asked to stop."""

    status = 409


class Internal(Problem):
    """Our own fault."""
