"""How the accounts are: asked of each vendor in turn, and no more often than the vendors like."""

from threading import Event

import pytest

from core_api.contracts.connector import Identity
from core_api.contracts.ports import Connector
from core_api.contracts.problems import Unauthorized
from core_api.locales import translator
from kanban_connectors.doors import VendorDoor
from kanban_connectors.local.connector import LocalConnector
from kanban_connectors.local.shelf import MemoryShelf
from kanban_connectors.readiness import Readiness


class Vendor(LocalConnector):
    """Knows who we are, or fails."""

    def __init__(self, answer: Identity | Exception, wait: Event | None = None) -> None:
        super().__init__(MemoryShelf())
        self.answer = answer
        self.wait = wait
        self.asked = 0

    def identify(self) -> Identity:
        self.asked += 1
        if self.wait:
            self.wait.wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Clock:
    """A clock that a test sets."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def look(clock: Clock, patience: float = 5.0, **vendors: Vendor) -> Readiness:
    def vendor(kind: str) -> Connector:
        return vendors[kind]

    return Readiness(VendorDoor(vendor, vendor), tuple(vendors), clock, patience)


def test_each_account_says_how_it_is_and_nothing_secret(caplog: pytest.LogCaptureFixture) -> None:
    ready = look(
        Clock(),
        trello=Vendor(Identity(id="1", name="Anna")),
        kaiten=Vendor(Identity(id="1", name="Anna", missing=("write", "comment"))),
        kanboard=Vendor(RuntimeError("token=hunter2")),
    )
    lines = ready()
    assert [(line.name, line.state, line.code) for line in lines] == [
        ("trello", "ok", "account-ok"),
        ("kaiten", "degraded", "account-lacks"),
        ("kanboard", "down", "account-down"),
    ]
    say = translator("en")
    told = [say(f"check-{line.code}", **line.params) for line in lines]
    assert told[0] == "trello: we are Anna."
    assert "write, comment" in told[1]
    assert "hunter2" not in " ".join(told)
    assert [line.getMessage() for line in caplog.records] == ["kanboard could not be asked who we are"]


def test_an_answer_is_kept_a_minute() -> None:
    clock, vendor = Clock(), Vendor(Unauthorized("vendor-unauthorized", vendor="Trello"))
    ready = look(clock, trello=vendor)
    assert ready() == ready()
    assert vendor.asked == 1
    vendor.answer = Identity(id="1", name="Anna")
    clock.now += 61
    assert ready()[0].state == "ok"
    assert vendor.asked == 2


def test_a_vendor_that_does_not_answer_holds_nobody_up() -> None:
    silence = Event()
    slow = Vendor(Identity(id="1", name="Anna"), silence)
    clock = Clock()
    ready = look(clock, 0.05, trello=slow, kaiten=Vendor(Identity(id="2", name="Boris")))
    assert [line.code for line in ready()] == ["account-slow", "account-ok"]
    clock.now += 500
    assert ready()[0].code == "account-slow"
    silence.set()
    while ready()[0].code == "account-slow":
        pass
    assert ready()[0].code == "account-ok"
    assert slow.asked == 1


def test_without_an_account_nothing_works() -> None:
    assert [line.code for line in look(Clock())()] == ["account-none"]
