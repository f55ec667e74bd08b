"""How problems cross a wire: one table of statuses, and the problem as it is told and made again at the other end.

The class, the code, the parameters and `retry_after` arrive as they left. Texts of exceptions never travel.
"""

from http import HTTPStatus

from pydantic import Field, ValidationError

from core_api.contracts import problems
from core_api.contracts.envelope import Failure
from core_api.contracts.model import Frozen
from core_api.contracts.problems import Problem, Unavailable
from core_api.locales import Translate

_LONGEST_PARAM = 2000
"""Characters: a problem travels in a header of 16 KiB at most."""
_MOST_PARAMS = 16

GRPC_CODES: dict[type[Problem], str] = {
    problems.Problem: "UNKNOWN",
    problems.Invalid: "INVALID_ARGUMENT",
    problems.Unsupported: "UNIMPLEMENTED",
    problems.TooLarge: "OUT_OF_RANGE",
    problems.NotFound: "NOT_FOUND",
    problems.Conflict: "ABORTED",
    problems.Refused: "PERMISSION_DENIED",
    problems.Unauthorized: "UNAUTHENTICATED",
    problems.Forbidden: "PERMISSION_DENIED",
    problems.PlanLimit: "FAILED_PRECONDITION",
    problems.Missing: "FAILED_PRECONDITION",
    problems.Unavailable: "UNAVAILABLE",
    problems.RateLimited: "RESOURCE_EXHAUSTED",
    problems.Transient: "UNAVAILABLE",
    problems.OutcomeUnknown: "UNKNOWN",
    problems.Malformed: "DATA_LOSS",
    problems.Cancelled: "CANCELLED",
    problems.Internal: "INTERNAL",
}
"""The gRPC status of each class by name; the HTTP status stands at the class itself."""

_KINDS = {kind.__name__: kind for kind in GRPC_CODES}


def http_status(problem: Problem) -> int:
    """The HTTP status of a problem."""
    return HTTPStatus(_kind(problem).status)


def grpc_code(problem: Problem) -> str:
    """The name of the gRPC status of a problem."""
    return GRPC_CODES[_kind(problem)]


class ToldProblem(Frozen):
    """A problem on a wire."""

    kind: str
    """The class, as the tree in `contracts.problems` names it."""
    code: str
    params: dict[str, str | int | float] = Field(default_factory=dict)
    retry_after: float | None = None
    """Seconds."""


class ToldFailure(Failure):
    """The envelope's error with what makes the same problem again at the other end."""

    kind: str
    params: dict[str, str | int | float] = Field(default_factory=dict)
    retry_after: float | None = None


def told(problem: Problem) -> ToldProblem:
    """The problem as it travels. A class of a service's own goes as its nearest ancestor that everybody knows."""
    params = {
        name: value[:_LONGEST_PARAM] if isinstance(value, str) else value
        for name, value in list(problem.params.items())[:_MOST_PARAMS]
    }
    retry_after = problem.retry_after if isinstance(problem, Unavailable) else None
    return ToldProblem(
        kind=_kind(problem).__name__, code=problem.code, params=params, retry_after=retry_after
    )


def failure(problem: Problem, say: Translate) -> ToldFailure:
    """The problem as the envelope's error, in the reader's language."""
    what = told(problem)
    return ToldFailure(
        code=what.code,
        message=say(f"problem-{what.code}", **what.params),
        next_step=say(f"problem-{what.code}-next", **what.params),
        retryable=problem.retryable,
        kind=what.kind,
        params=what.params,
        retry_after=what.retry_after,
    )


def made_again(what: ToldProblem | ToldFailure) -> Problem | None:
    """The problem that was told; None when its class is unknown here."""
    kind = _KINDS.get(what.kind)
    if kind is None:
        return None
    problem = kind(what.code)
    problem.params = dict(what.params)
    if isinstance(problem, Unavailable):
        problem.retry_after = what.retry_after
    return problem


def _kind(problem: Problem) -> type[Problem]:
    return next(kind for kind in type(problem).__mro__ if kind in GRPC_CODES)


def said_of(error: ValueError) -> str:
    """What is wrong with a request, place by place, without repeating what it held."""
    if not isinstance(error, ValidationError):
        return str(error)
    lines = [
        f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors(include_input=False)
    ]
    return "; ".join(lines)[:500]
