"""Several questions at once: answers in the order of the questions, and an end as soon as somebody asks for one.

Threads are here and nowhere else in this package. What a question is, is not known here.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

from core_api.contracts.problems import Problem

A = TypeVar("A")

Each = Callable[[int], None]
"""Hears how many answers there are; what it raises ends the rest."""

_HEARTBEAT = 0.5
"""Seconds between two looks at whether somebody asked to stop."""


def unheard(_done: int) -> None:
    """Hears nothing."""


def all_of(
    tasks: Sequence[Callable[[], A]],
    at_once: int,
    each: Each = unheard,
    abort: Callable[[], None] = lambda: None,
) -> list[A | Problem]:
    """What each task gave, or the problem that it ran into, in the order of the tasks.

    `each` is called from here, again and again while nothing comes. When it raises, no other task is begun,
    `abort` ends those that run, and what it raised passes through once they have ended.
    """
    pool = ThreadPoolExecutor(max(1, min(at_once, len(tasks))), thread_name_prefix="model")
    try:
        running = [pool.submit(_kept, task) for task in tasks]
        _await(running, each)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        abort()
        raise
    finally:
        pool.shutdown()
    return [future.result() for future in running]


def _await(running: Sequence["Future[A | Problem]"], each: Each) -> None:
    waiting = set(running)
    while waiting:
        each(len(running) - len(waiting))
        done, waiting = wait(waiting, timeout=_HEARTBEAT, return_when="FIRST_COMPLETED")
        for future in done:
            future.result()
    each(len(running))


def _kept(task: Callable[[], A]) -> A | Problem:
    try:
        return task()
    except Problem as problem:
        return problem
