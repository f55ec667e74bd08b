"""The one shape of every JSON answer of the API: success, data, error."""

from typing import Generic, TypeVar

from core_api.contracts.model import Frozen

T = TypeVar("T")


class Failure(Frozen):
    """What went wrong and what to do about it, in the reader's language."""

    code: str
    message: str
    next_step: str
    retryable: bool = False


class Envelope(Frozen, Generic[T]):
    """Exactly one of `data` and `error` is set."""

    success: bool
    data: T | None = None
    error: Failure | None = None
