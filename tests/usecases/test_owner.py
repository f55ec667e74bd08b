"""Whose meeting it is: who was named, else whoever handed it in, if they are known."""

from dataclasses import replace
from pathlib import Path

import pytest

from core_api import wiring
from core_api.contracts.meeting import Meeting
from core_api.contracts.people import PersonIdentity
from core_api.contracts.problems import Conflict, NotFound
from core_api.contracts.proposal import Actor
from core_api.usecases import people
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import OWNER
from core_api.usecases.report import report
from core_api.usecases.submit import Submission, submit

SAMPLE = Path(__file__).parents[2] / "core_api" / "sample" / "planning-ru.vtt"
TALK = Submission(path=SAMPLE, board="local:team")


@pytest.fixture
def here(installation: Installation) -> Installation:
    for name, user in (("Анна Белова", "anna"), ("Борис Котов", "boris")):
        people.add(installation, OWNER, name)
        people.link(installation, OWNER, name, PersonIdentity(kind="cli", id=user))
    return installation


def known(here: Installation, name: str) -> str:
    return people.find(here, name).person.id


def handed_in(here: Installation, **more: str | None) -> Meeting:
    return submit(here, replace(TALK, **more), wiring.read_source(SAMPLE, None))  # type: ignore[arg-type]


def test_who_is_named_owns_it_and_not_who_handed_it_in(here: Installation) -> None:
    anna, boris = known(here, "Анна"), known(here, "Борис")
    meeting = handed_in(here, owner_id=anna, by_id=boris)
    assert meeting.owner_id == anna
    assert report(here, meeting.id).owner == "Анна Белова"


def test_without_a_name_it_is_whoever_handed_it_in_first(here: Installation) -> None:
    anna, boris = known(here, "Анна"), known(here, "Борис")
    assert handed_in(here, by_id=anna).owner_id == anna
    again = handed_in(here, by_id=boris)
    assert again.owner_id == anna, "handing the same thing in again takes nothing away"
    assert handed_in(here, owner_id=boris, by_id=anna).owner_id == boris, "saying so does"
    assert report(here, again.id).owner == "Борис Котов"


def test_a_stranger_owns_nothing(here: Installation) -> None:
    assert people.known_as(here, Actor(name="somebody")) is None
    assert people.known_as(here, Actor(name="anna")) == known(here, "Анна")
    people.change(here, OWNER, "Анна", {"active": False})
    assert people.known_as(here, Actor(name="anna")) is None
    with pytest.raises(Conflict, match="person-inactive"):
        people.owner_named(here, "Анна Белова")
    with pytest.raises(NotFound, match="person-not-found"):
        people.owner_named(here, "Никто")
    meeting = handed_in(here)
    assert (meeting.owner_id, report(here, meeting.id).owner) == (None, None)
