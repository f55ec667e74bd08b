"""One-time codes: once, in time, for one person; and no way to guess one."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import text

from core_api.contracts.people import PersonIdentity
from core_api.contracts.problems import Conflict, Invalid, NotFound, Refused
from core_api.contracts.proposal import Actor
from core_api.usecases import people, rules
from core_api.usecases.installation import Installation
from core_api.usecases.linking import LENGTH, LETTERS, VALID, link_by_code, make_code
from core_api.usecases.permissions import OWNER

PHONE = PersonIdentity(kind="telegram", id="4242")


class Watch:
    """A clock that goes on when it is told to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def on(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def watch(installation: Installation) -> Watch:
    return Watch(installation.clock())


@pytest.fixture
def here(installation: Installation, watch: Watch) -> Installation:
    """Anna, who leads, and Boris; time stands still until it is told to go on."""
    here = replace(installation, clock=watch)
    for name in ("Анна Белова", "Борис Котов"):
        people.add(here, OWNER, name)
    return here


def identities(here: Installation, name: str) -> set[tuple[str, str]]:
    return {(one.kind, one.id) for one in people.find(here, name).person.identities}


def test_whoever_sends_the_code_is_that_person_once(here: Installation) -> None:
    made = make_code(here, OWNER, "Анна")
    assert len(made.code) == LENGTH
    assert set(made.code) <= set(LETTERS)
    assert not set(LETTERS) & set("IL01O")
    person = link_by_code(here, f" {made.code[:4].lower()}-{made.code[4:].lower()} ", PHONE)
    assert person.name == "Анна Белова"
    assert identities(here, "Анна") == {("telegram", "4242")}
    found = people.resolve(here, PHONE)
    assert found is not None
    assert found.id == made.person_id
    with pytest.raises(NotFound, match="link-code-wrong"):
        link_by_code(here, made.code, PersonIdentity(kind="vk", id="7"))
    last = rules.history(here)[0]
    assert (last.by.name, last.by.channel, last.person_id) == ("Анна Белова", "telegram", made.person_id)
    assert json.loads(last.after["identity"])["id"] == "4242"


def test_a_code_dies_with_its_time_and_with_the_next_one(here: Installation, watch: Watch) -> None:
    late = make_code(here, OWNER, "Анна")
    watch.on(seconds=VALID.total_seconds())
    with pytest.raises(NotFound, match="link-code-wrong"):
        link_by_code(here, late.code, PHONE)
    first, second = make_code(here, OWNER, "Анна"), make_code(here, OWNER, "Анна")
    others = make_code(here, OWNER, "Борис")
    with pytest.raises(NotFound, match="link-code-wrong"):
        link_by_code(here, first.code, PHONE)
    watch.on(seconds=VALID.total_seconds() - 1)
    assert link_by_code(here, second.code, PHONE).name == "Анна Белова"
    assert link_by_code(here, others.code, PersonIdentity(kind="max", id="9")).name == "Борис Котов"


def test_codes_are_not_guessed(here: Installation, watch: Watch) -> None:
    made = make_code(here, OWNER, "Анна")
    for _ in range(5):
        with pytest.raises(NotFound, match="link-code-wrong"):
            link_by_code(here, "AAAABBBB", PHONE)
        watch.on(minutes=1)
    with pytest.raises(Refused, match="link-code-locked"):
        link_by_code(here, made.code, PHONE)
    assert identities(here, "Анна") == set()
    other = PersonIdentity(kind="telegram", id="4343")
    assert link_by_code(here, made.code, other).name == "Анна Белова", "others are not locked out"
    watch.on(minutes=60)
    again = make_code(here, OWNER, "Анна")
    assert link_by_code(here, again.code, PHONE).name == "Анна Белова"


def test_only_a_digest_is_kept(here: Installation) -> None:
    made = make_code(here, OWNER, "Анна")
    with here.database.reading() as session:
        kept = [str(row) for row in session.connection().execute(text("select * from link_code"))]
    assert len(kept) == 1
    assert made.person_id in kept[0]
    assert made.code not in kept[0]


def test_a_user_who_is_somebody_else_stays_so_and_the_code_can_still_be_used(here: Installation) -> None:
    people.link(here, OWNER, "Борис", PHONE)
    made = make_code(here, OWNER, "Анна")
    with pytest.raises(Conflict, match="identity-taken"):
        link_by_code(here, made.code, PHONE)
    assert identities(here, "Борис") == {("telegram", "4242")}
    people.unlink(here, OWNER, "Борис", PHONE)
    assert link_by_code(here, made.code, PHONE).name == "Анна Белова"


def test_codes_come_from_messengers_and_from_real_users_of_them(here: Installation) -> None:
    made = make_code(here, OWNER, "Анна")
    for kind in ("cli", "api", "dashboard", "email"):
        identity = PersonIdentity.model_validate({"kind": kind, "id": "a@example.org"})
        with pytest.raises(NotFound, match="link-code-wrong"):
            link_by_code(here, made.code, identity)
    with pytest.raises(Invalid, match="identity-malformed"):
        link_by_code(here, made.code, PersonIdentity(kind="telegram", id="anna"))
    assert identities(here, "Анна") == set()
    assert link_by_code(here, made.code, PHONE).name == "Анна Белова"


def test_who_left_has_no_code_and_one_from_before_is_wrong(here: Installation) -> None:
    made = make_code(here, OWNER, "Анна")
    people.remove(here, OWNER, "Анна")
    with pytest.raises(NotFound, match="link-code-wrong"):
        link_by_code(here, made.code, PHONE)
    with pytest.raises(Conflict, match="person-inactive"):
        make_code(here, OWNER, made.person_id)


def test_everybody_makes_their_own_code_and_an_admin_anybodys(here: Installation) -> None:
    for name, user in (("Анна", "anna"), ("Борис", "boris")):
        people.link(here, OWNER, name, PersonIdentity(kind="cli", id=user))
    people.grant(here, OWNER, "Борис", "*", "admin")
    anna, boris, somebody = (Actor(name=name) for name in ("anna", "boris", "somebody"))
    allowed: list[tuple[str, str]] = []
    for who, whose in product((anna, boris, somebody), ("Анна", "Борис")):
        try:
            make_code(here, who, whose)
            allowed.append((who.name, whose))
        except Refused as refused:
            assert refused.code == "not-an-admin"
    assert allowed == [("anna", "Анна"), ("boris", "Анна"), ("boris", "Борис")]


def test_a_code_that_several_send_at_once_makes_one_of_them_known(here: Installation) -> None:
    made = make_code(here, OWNER, "Анна")

    def send(user: str) -> str:
        try:
            return link_by_code(here, made.code, PersonIdentity(kind="telegram", id=user)).name
        except NotFound as problem:
            return problem.code

    with ThreadPoolExecutor(4) as hands:
        said = sorted(hands.map(send, ("1", "2", "3", "4")))
    assert said == ["link-code-wrong"] * 3 + ["Анна Белова"]
    assert len(identities(here, "Анна")) == 1
