"""Who somebody is and what they may: decisions, undos and rules ask it, and a refusal changes nothing."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core_api import wiring
from core_api.contracts.board import CardRef, Comment
from core_api.contracts.meeting import Meeting
from core_api.contracts.minutes import Evidence
from core_api.contracts.people import EVERY_BOARD, Grant, Person, PersonIdentity
from core_api.contracts.problems import Conflict, Invalid, NotFound, Refused
from core_api.contracts.proposal import Actor, Decision, Proposal, Verdict
from core_api.settings import Settings
from core_api.store import changes, meetings, proposals
from core_api.store import people as kept
from core_api.usecases import parked, people, rules
from core_api.usecases.boards import look
from core_api.usecases.decide import decide
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import OWNER
from core_api.usecases.queue import waiting
from core_api.usecases.sweep import sweep
from core_api.usecases.undo import undo_change, undo_meeting

TEAM = "local:team"
ANNA = Actor(name="anna", channel="cli")
BORIS = Actor(name="boris", channel="cli")


@pytest.fixture
def staff(installation: Installation) -> Installation:
    """Anna and Boris, each with a user at the terminal; nobody may decide yet."""
    for name, user in (("Анна Белова", "anna"), ("Борис Котов", "boris")):
        people.add(installation, OWNER, name)
        people.link(installation, OWNER, name, PersonIdentity(kind="cli", id=user))
    return installation


@pytest.fixture
def asked(staff: Installation, hand_in: Callable[[], str], work: Callable[[], None]) -> Proposal:
    hand_in()
    work()
    return next(
        item.stored.proposal for item in waiting(staff) if item.stored.proposal.operation.kind == "comment"
    )


def word(proposal: Proposal, by: Actor, installation: Installation, answer: str = "approve") -> Decision:
    return Decision(
        proposal_id=proposal.id,
        version=proposal.version,
        answer=answer,  # type: ignore[arg-type]
        by=by,
        at=installation.clock(),
    )


def state(installation: Installation, proposal: Proposal) -> str:
    with installation.database.reading() as session:
        return proposals.get(session, proposal.id).state


def test_while_nobody_is_named_whoever_has_the_terminal_decides(staff: Installation, asked: Proposal) -> None:
    stored = decide(staff, word(asked, Actor(name="somebody"), staff))
    assert stored.state == "approved"


def test_once_there_is_an_approver_the_others_are_refused_and_nothing_changes(
    staff: Installation, asked: Proposal, work: Callable[[], None]
) -> None:
    people.grant(staff, OWNER, "Анна", TEAM, "approver")
    before = look(staff, TEAM)[0]
    for stranger in (BORIS, Actor(name="somebody"), Actor(name="api", channel="api"), OWNER):
        with pytest.raises(Refused) as refused:
            decide(staff, word(asked, stranger, staff))
        assert refused.value.code == "not-an-approver"
    work()
    assert state(staff, asked) == "open"
    assert look(staff, TEAM)[0] == before
    decided = decide(staff, word(asked, ANNA, staff))
    assert decided.state == "approved"
    with staff.database.reading() as session:
        recorded = proposals.decision_on(session, asked.id, asked.version)
    assert recorded is not None
    assert recorded.by.name == "Анна Белова"
    assert recorded.by.person_id == people.find(staff, "Анна").person.id


def test_a_role_on_another_board_gives_no_say_here(staff: Installation, asked: Proposal) -> None:
    people.grant(staff, OWNER, "Анна", TEAM, "approver")
    people.grant(staff, OWNER, "Борис", "trello:other", "lead")
    with pytest.raises(Refused, match="not-an-approver"):
        decide(staff, word(asked, BORIS, staff))
    people.grant(staff, OWNER, "Борис", EVERY_BOARD, "approver")
    assert decide(staff, word(asked, BORIS, staff)).state == "approved"


def test_who_left_decides_nothing(staff: Installation, asked: Proposal) -> None:
    people.grant(staff, OWNER, "Анна", TEAM, "approver")
    people.grant(staff, OWNER, "Борис", TEAM, "approver")
    people.change(staff, OWNER, "Борис", {"active": False})
    with pytest.raises(Refused, match="person-inactive"):
        decide(staff, word(asked, BORIS, staff))
    gone = people.remove(staff, OWNER, "Анна")
    assert gone.identities == ()
    named = Actor(name="Анна Белова", channel="api")
    for actor in (named, Actor(name="Анна Белова", channel="telegram", person_id=gone.id)):
        with pytest.raises(Refused, match="person-inactive"):
            decide(staff, word(asked, actor, staff))
    assert state(staff, asked) == "open"


def test_a_messenger_is_never_the_owners_door(staff: Installation, asked: Proposal) -> None:
    for name in ("somebody", "anna", "Анна Белова"):
        with pytest.raises(Refused, match="not-an-approver"):
            decide(staff, word(asked, Actor(name=name, channel="telegram"), staff))


def test_behind_the_key_a_person_may_be_named(staff: Installation, asked: Proposal) -> None:
    people.grant(staff, OWNER, "Анна", TEAM, "approver")
    for name in ("Анна", "Борис Котов"):  # a part of a name is no name
        with pytest.raises(Refused, match="not-an-approver"):
            decide(staff, word(asked, Actor(name=name, channel="dashboard"), staff))
    assert decide(staff, word(asked, Actor(name="Анна Белова", channel="dashboard"), staff))


def test_who_may_not_decide_has_nothing_go_on_and_nothing_taken_away(
    staff: Installation, asked: Proposal, work: Callable[[], None]
) -> None:
    decide(staff, word(asked, ANNA, staff))
    rules.change_policy(staff, TEAM, stopped=True)
    work()
    people.grant(staff, OWNER, "Анна", TEAM, "approver")
    for ref in (TEAM, None):
        with pytest.raises(Refused, match="not-an-approver"):
            parked.resume(staff, ref, BORIS)
        with pytest.raises(Refused, match="not-an-approver"):
            sweep(staff, ref, BORIS)
    assert len(parked.parked(staff)) == 1
    assert parked.resume(staff, TEAM, ANNA) == 1
    assert sweep(staff, TEAM, ANNA).unread == ()


def test_a_board_is_replaced_by_its_admins_alone(staff: Installation) -> None:
    export = Path(wiring.__file__).parents[1] / "sample" / "board-ru.json"
    people.grant(staff, OWNER, "Анна", TEAM, "admin")
    before = look(staff, TEAM)[0]
    with pytest.raises(Refused, match="not-an-admin"):
        wiring.import_board(staff, export, "team", replace=True, by=BORIS)
    assert look(staff, TEAM)[0] == before
    assert wiring.import_board(staff, export, "another", replace=True, by=BORIS).id == "another"
    assert wiring.import_board(staff, export, "team", replace=True, by=ANNA).id == "team"


def test_a_name_steers_no_terminal(staff: Installation) -> None:
    added = people.add(staff, OWNER, "Вера\x1b[2J\u202e Дубова")
    linked = people.link(staff, OWNER, "Вера", PersonIdentity(kind="api", id="vera\x1b]0;x\x07"))
    assert added.name == "Вера[2J Дубова"
    assert [one.id for one in linked.identities] == ["vera]0;x"]


def test_an_undo_is_a_decision_too(staff: Installation, asked: Proposal, work: Callable[[], None]) -> None:
    decide(staff, word(asked, ANNA, staff))
    work()
    with staff.database.reading() as session:
        change = next(
            record
            for record in changes.for_meeting(session, asked.meeting_id)
            if record.proposal_id == asked.id
        )
    people.grant(staff, OWNER, "Анна", TEAM, "lead")
    before = look(staff, TEAM)[0]
    with pytest.raises(Refused, match="not-an-approver"):
        undo_change(staff, change.id, BORIS)
    with pytest.raises(Refused, match="not-an-approver"):
        undo_meeting(staff, asked.meeting_id, BORIS)
    assert look(staff, TEAM)[0] == before
    assert undo_change(staff, change.id, ANNA).by.person_id == people.find(staff, "Анна").person.id


def test_only_an_admin_changes_what_is_allowed_once_there_is_one(staff: Installation) -> None:
    people.grant(staff, OWNER, "Анна", TEAM, "admin")
    for act in (
        lambda: rules.change_policy(staff, TEAM, BORIS, mode="shadow"),
        lambda: people.grant(staff, BORIS, "Борис", TEAM, "approver"),
        lambda: people.grant(staff, BORIS, "Борис", EVERY_BOARD, "approver"),
        lambda: people.revoke(staff, BORIS, "Анна", TEAM),
        lambda: people.link(staff, BORIS, "Анна", PersonIdentity(kind="cli", id="boris2")),
        lambda: people.remove(staff, BORIS, "Анна"),
    ):
        with pytest.raises(Refused, match="not-an-admin"):
            act()
    assert look(staff, TEAM)[1].mode == "live"
    assert rules.change_policy(staff, TEAM, ANNA, mode="shadow").mode == "shadow"
    people.grant(staff, ANNA, "Борис", TEAM, "admin")
    assert rules.change_policy(staff, TEAM, BORIS, mode="live").mode == "live"


def test_an_admin_whom_nobody_could_recognise_is_refused(installation: Installation) -> None:
    people.add(installation, OWNER, "Вера")
    people.link(installation, OWNER, "Вера", PersonIdentity(kind="telegram", id="42"))
    with pytest.raises(Conflict, match="admin-unreachable"):
        people.grant(installation, OWNER, "Вера", EVERY_BOARD, "admin")
    assert people.find(installation, "Вера").grants == ()
    vera = PersonIdentity(kind="cli", id="vera")
    people.link(installation, OWNER, "Вера", vera)
    people.grant(installation, OWNER, "Вера", EVERY_BOARD, "admin")
    with pytest.raises(Conflict, match="admin-unreachable"):
        people.unlink(installation, Actor(name="vera"), "Вера", vera)


def test_one_identity_is_one_person(staff: Installation) -> None:
    telegram = PersonIdentity(kind="telegram", id="7")
    people.link(staff, OWNER, "Анна", telegram)
    people.link(staff, OWNER, "Анна", telegram)
    with pytest.raises(Conflict) as taken:
        people.link(staff, OWNER, "Борис", telegram)
    assert taken.value.params["name"] == "Анна Белова"
    found = people.resolve(staff, telegram)
    assert found is not None
    assert found.name == "Анна Белова"
    people.change(staff, OWNER, "Анна", {"active": False})
    assert people.resolve(staff, telegram) is None
    assert people.resolve(staff, PersonIdentity(kind="telegram", id="8")) is None


def test_names_are_understood_and_ambiguous_ones_refused(staff: Installation) -> None:
    assert people.find(staff, "анна").person.name == "Анна Белова"
    with pytest.raises(NotFound, match="person-not-found"):
        people.find(staff, "Вера")
    with pytest.raises(Conflict, match="person-exists"):
        people.add(staff, OWNER, "АННА БЕЛОВА")
    people.add(staff, OWNER, "Анна Серова")
    with pytest.raises(Invalid, match="person-ambiguous"):
        people.find(staff, "анна")
    with pytest.raises(Invalid, match="person-timezone-unknown"):
        people.add(staff, OWNER, "Глеб", timezone="Europe/Nowhere")


def test_what_changed_who_changed_it_and_when_is_kept(staff: Installation) -> None:
    people.grant(staff, OWNER, "Анна", TEAM, "admin")
    rules.change_policy(staff, TEAM, ANNA, changes_per_card=2, threshold=0.8)
    rules.change_policy(staff, TEAM, ANNA, changes_per_card=2)
    people.revoke(staff, ANNA, "Анна", TEAM)
    told = [(one.subject, one.by.name, one.before, one.after) for one in rules.history(staff, TEAM) if one.at]
    assert told == [
        ("grant", "Анна Белова", {"role": "admin"}, {}),
        ("policy", "Анна Белова", {"changes_per_card": "5"}, {"changes_per_card": "2"}),
        ("grant", "owner", {}, {"role": "admin"}),
        ("policy", "owner", {"mode": '"shadow"'}, {"mode": '"live"'}),
    ]


def test_a_lead_of_the_board_may_finish_others_cards(staff: Installation) -> None:
    member = look(staff, TEAM)[0].members[0]
    identity = PersonIdentity(kind="board", place=TEAM, id=member.id)
    people.link(staff, OWNER, "Анна", identity)
    with staff.database.reading() as session:
        assert people.lead_members(session, TEAM) == frozenset()
    people.grant(staff, OWNER, "Анна", TEAM, "lead")
    with staff.database.reading() as session:
        assert people.lead_members(session, TEAM) == {member.id}
        assert people.lead_members(session, "trello:other") == frozenset()


ROLES = ("observer", "approver", "lead", "admin")
BOARDS = (TEAM, "trello:other", EVERY_BOARD)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with one open proposal, on SQLite; each example begins from it anew."""
    folder = tmp_path_factory.mktemp("people") / "home"
    here = wiring.install(Settings(home=folder, timezone="UTC"))
    sample = Path(__file__).parents[2] / "core_api" / "sample"
    wiring.import_board(here, sample / "board-ru.json", "team")
    yield here
    here.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    given_roles=st.dictionaries(
        st.tuples(st.integers(0, 2), st.sampled_from(BOARDS)), st.sampled_from(ROLES), max_size=6
    ),
    active=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    asks=st.integers(0, 3),
    channel=st.sampled_from(["cli", "api", "dashboard", "telegram"]),
    number=st.integers(0, 10**9),
)
def test_for_any_roles_only_who_is_allowed_decides(
    desk: Installation,
    given_roles: dict[tuple[int, str], Any],
    active: tuple[bool, bool, bool],
    asks: int,
    channel: Any,
    number: int,
) -> None:
    proposal = _staged(desk, given_roles, active, number)
    by = Actor(name="stranger", channel=channel)
    if asks < 3:
        by = by.model_copy(update={"person_id": f"p{asks}"})
    here = {
        who: {
            role for (one, board), role in given_roles.items() if one == who and board in (TEAM, EVERY_BOARD)
        }
        for who in range(3)
    }
    decides = {"approver", "lead", "admin"}
    deciders = {who for who in range(3) if active[who] and here[who] & decides}
    owner = channel != "telegram" and (asks == 3 or (active[asks] and not here[asks]))
    allowed = asks in deciders if deciders else owner
    if allowed:
        assert decide(desk, word(proposal, by, desk, "reject")).state == "rejected"
    else:
        with pytest.raises(Refused):
            decide(desk, word(proposal, by, desk, "reject"))
        assert state(desk, proposal) == "open"
        with desk.database.reading() as session:
            assert proposals.decision_on(session, proposal.id, proposal.version) is None


def _staged(
    desk: Installation, given_roles: dict[tuple[int, str], Any], active: tuple[bool, ...], number: int
) -> Proposal:
    """The people with these roles, and an open proposal of their own."""
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    meeting = Meeting(
        id=f"mtg_{number}", title="Планёрка", started_at=at, source="a.vtt", blob="0" * 64, board=TEAM
    )
    proposal = Proposal(
        id=f"prp_{number}",
        meeting_id=meeting.id,
        board=TEAM,
        fact_id="f1",
        claim="Оплата закрыта.",
        operation=Comment(text="Закрыли."),
        card=CardRef(id="c1", name="Оплата"),
        evidence=(Evidence(segment=1, start=5, end=9, quote="закрываем"),),
        confidence=0.9,
        verdict=Verdict(route="review", rule="not-outright"),
    )
    with desk.database.transaction() as session:
        for profile in kept.everybody(session):
            kept.revoke(session, profile.person.id)
        for who, is_active in enumerate(active):
            kept.update(session, Person(id=f"p{who}", name=f"Person {who}", active=is_active))
        for (who, board), role in given_roles.items():
            kept.grant(session, Grant(person_id=f"p{who}", board=board, role=role))
        meetings.add(session, meeting, meeting.id, at)
        stored = proposals.add(session, (proposal,), "open", at)[0]
        if stored.state != "open":
            again = proposal.model_copy(update={"version": stored.proposal.version + 1})
            return proposals.replace(session, again, "open").proposal
    return stored.proposal
