"""From a command's end to an exit code: problems become a message and a next step in the user's language."""

import json
import logging
import sys
from collections.abc import Callable

from pydantic import ValidationError

from core_api.cli.speech import say
from core_api.contracts.problems import Cancelled, Internal, Missing, Problem
from core_api.contracts.report import MeetingReport
from core_api.language.controls import plain

DONE, FAILED, WRONG_USAGE, MISSING = 0, 1, 2, 3


def finish(command: Callable[[], int], *, as_json: bool = False) -> int:
    """Run the command; its exit code, or the one of the problem that it ran into (said on standard error)."""
    try:
        return command()
    except Problem as problem:
        tell(problem, as_json=as_json)
        return MISSING if isinstance(problem, Missing) else FAILED
    except ValidationError as error:
        detail = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        sys.stderr.write(say()("cli-bad-settings", detail=plain(detail)) + "\n")
        return WRONG_USAGE
    except KeyboardInterrupt:
        tell(Cancelled("cancelled"), as_json=as_json)
        return FAILED
    except BrokenPipeError:
        return FAILED
    except Exception:
        logging.getLogger(__name__).debug("unexpected error", exc_info=True)
        tell(Internal("internal"), as_json=as_json)
        return FAILED


def of_meeting(report: MeetingReport, *, as_json: bool = False) -> int:
    """The exit code of a meeting's work; what stopped it is said."""
    if report.stage == "stopped":
        tell(Cancelled("cancelled"), as_json=as_json)
        return FAILED
    return tell_failure(report, as_json=as_json) if report.stage == "failed" else DONE


def tell_failure(report: MeetingReport, *, as_json: bool = False) -> int:
    """Say what stopped a meeting; the exit code of that problem."""
    trouble = report.trouble
    if trouble is None:
        return DONE
    _say(trouble.code, trouble.params, as_json=as_json)
    return MISSING if trouble.kind == Missing.__name__ else FAILED


def tell(problem: Problem, *, as_json: bool = False) -> None:
    """Say what happened and what to do, on standard error; with `--json` as one JSON object there."""
    _say(problem.code, dict(problem.params), as_json=as_json)


def _say(code: str, params: dict[str, str | int | float], *, as_json: bool) -> None:
    message, next_step = words(code, params)
    if as_json:
        error = {"code": code, "message": message, "next_step": next_step}
        sys.stderr.write(json.dumps({"error": error}, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(f"{message}\n{next_step}\n")


def words(code: str, params: dict[str, str | int | float]) -> tuple[str, str]:
    """The message and the next step for a problem's code."""
    return plain(say()(f"problem-{code}", **params)), plain(say()(f"problem-{code}-next", **params))
