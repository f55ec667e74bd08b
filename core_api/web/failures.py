"""Every error as the envelope: our problems, FastAPI's and Starlette's refusals, and the last resort."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from core_api.contracts.envelope import Envelope, Failure
from core_api.contracts.problems import Problem, Unavailable
from core_api.web.context import say_to

_LOG = logging.getLogger(__name__)
_BAD_REQUEST = 400


def install_handlers(app: FastAPI) -> None:
    """Have every error answered in the envelope."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _internal)


def _problem(request: Request, error: Exception) -> JSONResponse:
    problem = error if isinstance(error, Problem) else Problem("internal")
    headers = {}
    if isinstance(problem, Unavailable) and problem.retry_after is not None:
        headers["Retry-After"] = str(max(1, round(problem.retry_after)))
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return answer(request, problem.code, problem.status, dict(problem.params), problem.retryable, headers)


def _invalid(request: Request, error: Exception) -> JSONResponse:
    details = error.errors() if isinstance(error, RequestValidationError) else []
    malformed = any(item.get("type") == "json_invalid" for item in details)
    detail = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in details)
    return answer(request, "request-invalid", _BAD_REQUEST if malformed else 422, {"detail": detail})


def _http(request: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    return answer(
        request,
        f"http-{status}" if status in {404, 405, 413} else "http-refused",
        status,
        {"status": status},
        headers=headers,
    )


def _internal(request: Request, error: Exception) -> JSONResponse:
    route = request.scope.get("route")  # its template: the path itself may be a webhook's secret address
    _LOG.error("unexpected error while serving %s", getattr(route, "path", "a request"), exc_info=error)
    return answer(request, "internal", 500, {})


def answer(
    request: Request,
    code: str,
    status: int,
    params: dict[str, str | int | float],
    retryable: bool = False,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """The envelope of a failure, in the reader's language."""
    say = say_to(request)
    failure = Failure(
        code=code,
        message=say(f"problem-{code}", **params),
        next_step=say(f"problem-{code}-next", **params),
        retryable=retryable,
    )
    body = Envelope[None](success=False, error=failure).model_dump(mode="json")
    return JSONResponse(body, status_code=status, headers=headers)
