"""What was not delivered is told: to whom, since when, why, and when it is tried again."""

from datetime import timedelta

import pytest

from core_api.contracts.messages import Notice
from core_api.contracts.people import Manners, QuietHours
from core_api.contracts.problems import Forbidden, Missing, Refused, Transient, Unauthorized
from core_api.contracts.proposal import Actor
from core_api.usecases.messenger.channels import checks, messengers
from core_api.usecases.messenger.undelivered import check, greet, undelivered
from core_api.usecases.permissions import OWNER
from tests.messenger.office import NOON, Office


def test_in_quiet_hours_it_says_until_when(office: Office) -> None:
    person = office.person("Анна", "7", "lead")
    office.manners(person, Manners(quiet=QuietHours(begins="11:00", ends="15:00")))  # type: ignore[arg-type]
    office.meet()
    (line,) = undelivered(office.installation)
    assert (line.to, line.channel, line.state) == ("Анна", "telegram", "quiet")
    assert line.again_at == NOON.replace(hour=15)
    office.clock.later(hours=1)
    assert check(office.installation) == (), "that is no trouble"
    office.clock.later(hours=3)
    office.work()
    assert undelivered(office.installation) == ()


def test_who_blocked_the_bot_is_named_with_the_reason(office: Office, anna: str) -> None:
    office.messenger.failing = [Forbidden("chat-closed", vendor="Telegram")]
    office.meet()
    (line,) = undelivered(office.installation)
    assert (line.to, line.state, line.code, line.again_at) == ("Анна", "refused", "chat-closed", None)
    office.clock.later(minutes=10)
    (told,) = check(office.installation)
    assert (told.name, told.state, told.params["count"]) == ("messages", "degraded", 1)


def test_what_our_account_is_refused_is_tried_again_and_says_when(office: Office, anna: str) -> None:
    office.messenger.failing = [Unauthorized("vendor-unauthorized", vendor="Telegram")]
    office.meet()
    (line,) = undelivered(office.installation)
    assert (line.state, line.code) == ("retrying", "vendor-unauthorized")
    assert line.again_at is not None
    assert office.clock() < line.again_at <= office.clock() + timedelta(minutes=6)
    office.clock.later(minutes=6)
    office.work()
    assert undelivered(office.installation) == ()


def test_a_hello_goes_to_the_person_at_once_also_when_they_are_muted(office: Office, anna: str) -> None:
    person, ref = greet(office.installation, "Анна", OWNER)
    assert (person.name, ref.channel) == ("Анна", "telegram")
    (view,) = office.messenger.views(anna)
    assert isinstance(view, Notice)
    assert view.code == "hello-test"
    office.manners(person.id, Manners(muted=True))
    greet(office.installation, "Анна", OWNER)
    assert len(office.messenger.views(anna)) == 2


def test_a_hello_says_what_is_in_the_way(office: Office) -> None:
    office.person("Вера", "@vera:example.org", "lead", kind="matrix")
    with pytest.raises(Missing, match="nowhere-to-ask"):
        greet(office.installation, "Вера", OWNER)
    office.person("Анна", "7", "lead")
    with pytest.raises(Refused, match="not-an-admin"):
        greet(office.installation, "Анна", Actor(name="stranger", channel="telegram"))
    office.messenger.failing = [Forbidden("chat-closed", vendor="Telegram")]
    with pytest.raises(Forbidden, match="chat-closed"):
        greet(office.installation, "Анна", OWNER)


def test_each_messenger_is_asked_who_we_are(office: Office) -> None:
    (state,) = office.messenger.channels()
    named = state.model_copy(update={"handle": "@boardscribe_bot"})
    office.messenger.identify = lambda channel: named  # type: ignore[method-assign]
    (one,) = messengers(office.installation)
    assert (one.name, one.approves, one.handle) == ("telegram", True, "@boardscribe_bot")
    assert [(told.name, told.state, told.code) for told in checks(office.installation)] == [
        ("telegram", "ok", "channel-ok")
    ]

    def down(_channel: object) -> object:
        raise Transient("vendor-unreachable", vendor="Telegram")

    office.messenger.identify = down  # type: ignore[method-assign, assignment]
    (told,) = checks(office.installation)
    assert (told.name, told.state, told.params["problem"]) == ("telegram", "down", "vendor-unreachable")


def test_a_service_that_is_away_is_one_line(office: Office) -> None:
    def away() -> tuple[()]:
        raise Transient("service-unreachable", service="notifier")

    office.messenger.channels = away  # type: ignore[method-assign, assignment]
    (told,) = checks(office.installation)
    assert (told.name, told.state) == ("messengers", "down")
