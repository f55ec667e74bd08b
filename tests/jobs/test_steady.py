"""Threads that keep at it: a fault is no end, and all end when they are told to."""

import logging
import threading
from collections.abc import Iterator

import pytest

from core_api.contracts.problems import Unavailable
from core_api.jobs.steady import Duty, Staff

SOON = 20.0


@pytest.fixture
def enough() -> Iterator[threading.Event]:
    yield threading.Event()


def _staff(*duties: Duty, leave: object = None) -> Staff:
    return Staff(duties, leave if callable(leave) else lambda: None, first_pause=0.01)


def test_a_fault_is_logged_and_tried_again(enough: threading.Event, caplog: pytest.LogCaptureFixture) -> None:
    times = []

    def stumble(_stop: threading.Event) -> None:
        times.append(1)
        if len(times) == 1:
            raise Unavailable("database-unreachable")
        if len(times) == 2:
            raise ZeroDivisionError
        enough.set()

    staff = _staff(Duty("asking", stumble, every=0.001))
    with caplog.at_level(logging.WARNING):
        staff.start()
        assert enough.wait(SOON)
        assert staff.stop(SOON)
    assert [record.levelname for record in caplog.records] == ["WARNING", "ERROR"]
    assert all("asking" in record.getMessage() for record in caplog.records)


def test_one_that_stumbles_holds_up_no_other(enough: threading.Event) -> None:
    def stumble(_stop: threading.Event) -> None:
        raise Unavailable("database-unreachable")

    staff = _staff(Duty("bad", stumble), Duty("good", lambda _stop: enough.set(), every=0.001))
    staff.start()
    assert enough.wait(SOON)
    assert staff.stop(SOON)


def test_who_waits_for_something_outside_is_freed(
    enough: threading.Event, caplog: pytest.LogCaptureFixture
) -> None:
    waits, freed = threading.Event(), threading.Event()

    def wait(_stop: threading.Event) -> None:
        waits.set()
        freed.wait(SOON)
        raise Unavailable("database-unreachable")

    staff = _staff(Duty("receiving", wait), leave=freed.set)
    staff.start()
    assert waits.wait(SOON)
    with caplog.at_level(logging.WARNING):
        assert staff.stop(SOON)
    assert caplog.records == [], "what breaks off because all end is no fault"


def test_one_that_does_not_end_is_told_of() -> None:
    begun, end = threading.Event(), threading.Event()

    def stuck(_stop: threading.Event) -> None:
        begun.set()
        end.wait(SOON)

    staff = _staff(Duty("stuck", stuck))
    staff.start()
    assert begun.wait(SOON)
    assert not staff.stop(0.01)
    end.set()
    assert staff.stop(SOON)
