"""How people want to be asked, what their ids must look like, and what a card's assignee may decide."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core_api.contracts.board import CardRef, Comment, Rename
from core_api.contracts.minutes import Evidence
from core_api.contracts.people import MannersChange, PersonIdentity, QuietHours
from core_api.contracts.policy import PolicyChange
from core_api.contracts.problems import Conflict, Invalid, NotFound, Refused
from core_api.contracts.proposal import Actor, ChangeRecord, Decision, Proposal, Verdict
from core_api.store import people as stored_people
from core_api.store import proposals, sightings
from core_api.usecases import people, rules
from core_api.usecases.boards import look
from core_api.usecases.decide import decide
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import OWNER, allow_undo, may_take_back
from core_api.usecases.queue import waiting
from core_api.usecases.reading import watch

TEAM = "local:team"


@pytest.fixture
def anna(installation: Installation) -> str:
    people.add(installation, OWNER, "Анна Белова")
    people.link(installation, OWNER, "Анна", PersonIdentity(kind="telegram", id="4242"))
    return people.find(installation, "Анна").person.id


def told(installation: Installation) -> tuple[dict[str, str], dict[str, str]]:
    last = rules.history(installation)[0]
    return last.before, last.after


def test_manners_change_one_by_one_and_the_history_says_what(installation: Installation, anna: str) -> None:
    night = QuietHours.model_validate({"begins": "21:30", "ends": "07:00"})
    people.set_manners(installation, OWNER, anna, MannersChange(quiet=night))
    assert told(installation) == ({"quiet": '"22:00-08:00"'}, {"quiet": '"21:30-07:00"'})
    people.set_manners(installation, OWNER, anna, MannersChange(channel="telegram"))
    assert told(installation) == ({}, {"channel": '"telegram"'})
    person = people.set_manners(installation, OWNER, anna, MannersChange(muted=True))
    assert told(installation) == ({"muted": "false"}, {"muted": "true"})
    manners = person.manners
    assert (manners.quiet, manners.channel, manners.muted) == (night, "telegram", True)
    assert people.find(installation, anna).person == person
    before = len(rules.history(installation))
    people.set_manners(installation, OWNER, anna, MannersChange(muted=True))
    assert len(rules.history(installation)) == before
    assert people.set_manners(installation, OWNER, anna, MannersChange(channel="")).manners.channel is None


def test_a_channel_without_an_account_there_is_refused(installation: Installation, anna: str) -> None:
    with pytest.raises(Conflict, match="channel-not-linked"):
        people.set_manners(installation, OWNER, anna, MannersChange(channel="matrix"))
    assert people.find(installation, anna).person.manners.channel is None


def test_who_is_unlinked_there_is_asked_elsewhere(installation: Installation, anna: str) -> None:
    people.set_manners(installation, OWNER, anna, MannersChange(channel="telegram"))
    people.unlink(installation, OWNER, anna, PersonIdentity(kind="telegram", id=" 4242 "))
    assert people.find(installation, anna).person.manners.channel is None
    before, after = told(installation)
    assert set(before) == {"channel", "identity"}
    assert after == {}


def test_only_an_admin_changes_how_others_are_asked(installation: Installation, anna: str) -> None:
    people.add(installation, OWNER, "Вера")
    people.link(installation, OWNER, "Вера", PersonIdentity(kind="cli", id="vera"))
    people.grant(installation, OWNER, "Вера", "*", "admin")
    with pytest.raises(Refused, match="not-an-admin"):
        people.set_manners(installation, Actor(name="petr"), anna, MannersChange(muted=True))
    vera = Actor(name="vera")
    assert people.set_manners(installation, vera, anna, MannersChange(muted=True)).manners.muted


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("telegram", " 777 ", "777"),
        ("max", "12345678", "12345678"),
        ("vk", "1", "1"),
        ("express", "6FAFDA2C-6505-57A5-A088-25EA5D1D0364", "6fafda2c-6505-57a5-a088-25ea5d1d0364"),
        ("matrix", "@anna:example.org", "@anna:example.org"),
        ("matrix", "@anna.b:matrix.example.org:8448", "@anna.b:matrix.example.org:8448"),
        ("matrix", "@_b=/a:localhost", "@_b=/a:localhost"),
        ("webhook", "u-15 / office", "u-15 / office"),
        ("email", "Anna.Belova+bot@Example.ORG", "anna.belova+bot@example.org"),
        ("email", "анна@почта.рф", "анна@почта.рф"),
        ("cli", "anna", "anna"),
    ],
)
def test_an_id_is_kept_in_one_spelling(
    installation: Installation, anna: str, kind: str, typed: str, kept: str
) -> None:
    people.link(installation, OWNER, anna, PersonIdentity.model_validate({"kind": kind, "id": typed}))
    found = people.resolve(installation, PersonIdentity.model_validate({"kind": kind, "id": kept}))
    assert found is not None
    assert found.id == anna


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        *(("telegram", text) for text in ("anna", "@anna", "-100123", "0", "12 34", "٤٢")),
        *(("max", text) for text in ("anna", "1.5")),
        *(("vk", text) for text in ("id1", "-5")),
        *(("express", text) for text in ("anna", "6fafda2c")),
        *(
            ("matrix", text)
            for text in ("anna:example.org", "@anna", "@anna:", "@:example.org", "@a b:c.org")
        ),
        *(("email", text) for text in ("anna", "anna@", "@example.org", "anna@host", "a b@example.org")),
        *(("email", text) for text in ("anna@example..org", "Anna <anna@example.org>", "a@b.c,d@e.fg")),
        ("cli", " \t"),
        ("webhook", "x" * 300),
    ],
)
def test_a_slip_in_an_id_is_told_and_nothing_is_linked(
    installation: Installation, anna: str, kind: str, typed: str
) -> None:
    before = people.find(installation, anna)
    with pytest.raises(Invalid, match="identity-malformed"):
        people.link(installation, OWNER, anna, PersonIdentity.model_validate({"kind": kind, "id": typed}))
    assert people.find(installation, anna) == before


def test_a_member_needs_a_board_and_nobody_else_a_place(installation: Installation, anna: str) -> None:
    for identity in (
        PersonIdentity(kind="board", id="m1"),
        PersonIdentity(kind="telegram", place=TEAM, id="7"),
    ):
        with pytest.raises(Invalid, match="identity-place"):
            people.link(installation, OWNER, anna, identity)


# --- who is asked on a board, and what its assignees may ---------------------------------------------------------


def test_how_a_board_asks_changes_field_by_field_on_record(installation: Installation) -> None:
    rules.set_rules(installation, TEAM, PolicyChange(ask_first="card_owner", ask_group="Telegram:-1001"))
    before, after = told(installation)
    assert before == {"ask_first": '"leads"', "ask_group": '""'}
    assert after == {"ask_first": '"card_owner"', "ask_group": '"telegram:-1001"'}
    changed = PolicyChange(assignee_confirms=("check", "comment"), remind_minutes=30, escalate_minutes=0)
    asking = rules.set_rules(installation, TEAM, changed).asking
    assert told(installation)[1] == {
        "assignee_confirms": '["check", "comment"]',
        "remind_minutes": "30",
        "escalate_minutes": "0",
    }
    assert asking.first == "card_owner"
    assert asking.group is not None
    assert (asking.group.channel, asking.group.chat) == ("telegram", "-1001")
    assert asking.assignee_confirms == {"check", "comment"}
    assert (asking.remind_minutes, asking.escalate_minutes) == (30, 0)
    assert rules.set_rules(installation, TEAM, PolicyChange(ask_group="")).asking.group is None
    with pytest.raises(Invalid, match="kind-without-card"):
        rules.set_rules(installation, TEAM, PolicyChange(assignee_confirms=("create",)))
    for text in ("telegram", "telegram:", "icq:5", ":5", "telegram:a b", "mail:x@y.org"):
        with pytest.raises(Invalid, match="ask-group-unreadable"):
            rules.set_rules(installation, TEAM, PolicyChange(ask_group=text))
    assert look(installation, TEAM)[1].asking == asking.model_copy(update={"group": None})


@pytest.fixture
def mine(installation: Installation, anna: str, hand_in: Callable[[], str]) -> Proposal:
    """A question about a card of Anna's, on a board where somebody else may decide."""
    board, _policy = look(installation, TEAM)
    card = next(card for card in board.cards if card.member_ids and not card.archived)
    member = PersonIdentity(kind="board", place=TEAM, id=card.member_ids[0])
    people.link(installation, OWNER, anna, member)
    people.add(installation, OWNER, "Борис")
    people.link(installation, OWNER, "Борис", PersonIdentity(kind="cli", id="boris"))
    people.grant(installation, OWNER, "Борис", TEAM, "approver")
    proposal = Proposal(
        id="pr_mine",
        meeting_id=hand_in(),
        board=TEAM,
        fact_id="f1",
        claim="Макет готов.",
        operation=Comment(text="Макет готов."),
        card=CardRef(id=card.id, name=card.name),
        evidence=(Evidence(segment=0, start=0, end=1, quote="макет готов"),),
        confidence=0.7,
        verdict=Verdict(route="review", rule="unsure"),
    )
    with installation.database.transaction() as session:
        proposals.add(session, (proposal,), "open", installation.clock())
        watch(session, installation, board, (proposal,), installation.clock())
    return proposal


def word(installation: Installation, proposal: Proposal, who: str, answer: str, **more: object) -> Decision:
    return Decision.model_validate(
        {
            "proposal_id": proposal.id,
            "version": 1,
            "answer": answer,
            "by": {"name": "x", "channel": "telegram", "person_id": who},
            "at": installation.clock(),
            **more,
        }
    )


def test_the_assignee_confirms_what_the_policy_names_and_is_recorded_by_name(
    installation: Installation, anna: str, mine: Proposal
) -> None:
    with pytest.raises(Refused, match="not-an-approver"):
        decide(installation, word(installation, mine, anna, "approve"))
    rules.set_rules(installation, TEAM, PolicyChange(assignee_confirms=("comment",)))
    assert decide(installation, word(installation, mine, anna, "approve")).state == "approved"
    with installation.database.reading() as session:
        decision = proposals.decision_on(session, mine.id, 1)
    assert decision is not None
    assert (decision.by.name, decision.by.person_id) == ("Анна Белова", anna)


@pytest.mark.parametrize(
    ("answer", "more", "allowed"),
    [
        ("reject", {"reason": "not-needed"}, True),
        ("note", {}, True),
        ("edit", {"operation": Comment(text="Макет почти готов.")}, True),
        ("edit", {"operation": Rename(name="Другое имя")}, False),
        ("other_card", {"card_id": "anything"}, False),
    ],
)
def test_the_assignees_word_stays_with_the_change_itself(
    installation: Installation, anna: str, mine: Proposal, answer: str, more: dict[str, object], allowed: bool
) -> None:
    rules.set_rules(installation, TEAM, PolicyChange(assignee_confirms=("comment", "rename")))
    said = word(installation, mine, anna, answer, **more)
    if allowed:
        assert decide(installation, said).state in {"approved", "rejected"}
        return
    with pytest.raises(Refused, match="not-an-approver"):
        decide(installation, said)
    assert mine.id in {item.stored.proposal.id for item in waiting(installation)}


def test_who_is_the_assignee_no_more_and_of_a_card_nobody_knows_may_not(
    installation: Installation, anna: str, mine: Proposal
) -> None:
    rules.set_rules(installation, TEAM, PolicyChange(assignee_confirms=("comment",)))
    assert mine.card is not None
    with installation.database.transaction() as session:
        seen = sightings.get(session, TEAM, mine.card.id, lock=True)
        assert seen is not None
        bare = seen.last.model_copy(update={"member_ids": ()})
        sightings.save(session, seen.model_copy(update={"last": bare}))
    with pytest.raises(Refused, match="not-an-approver"):
        decide(installation, word(installation, mine, anna, "approve"))
    with installation.database.transaction() as session:
        sightings.save(session, seen.model_copy(update={"gone": True}))
    with pytest.raises(Refused, match="not-an-approver"):
        decide(installation, word(installation, mine, anna, "approve"))
    with installation.database.transaction() as session:
        sightings.forget(session, TEAM, [mine.card.id])
    with pytest.raises(Refused, match="not-an-approver"):
        decide(installation, word(installation, mine, anna, "approve"))
    with pytest.raises(NotFound):
        decide(installation, word(installation, mine, "per_nobody", "approve"))


# --- what an assignee may take back --------------------------------------------------------------------------------


Spoil = Callable[[Installation, Proposal, ChangeRecord], ChangeRecord]


def _lead_decided(_here: Installation, _mine: Proposal, record: ChangeRecord) -> ChangeRecord:
    return record.model_copy(update={"by": Actor(name="Борис", channel="telegram", person_id="per_boris")})


def _nobody_known_decided(_here: Installation, _mine: Proposal, record: ChangeRecord) -> ChangeRecord:
    return record.model_copy(update={"by": Actor(name="Анна Белова", channel="telegram")})


def _is_an_undo(_here: Installation, _mine: Proposal, record: ChangeRecord) -> ChangeRecord:
    return record.model_copy(update={"undoes": "ch_other"})


def _has_no_question(_here: Installation, _mine: Proposal, record: ChangeRecord) -> ChangeRecord:
    return record.model_copy(update={"proposal_id": None})


def _meeting_was_removed(_here: Installation, _mine: Proposal, record: ChangeRecord) -> ChangeRecord:
    return record.model_copy(update={"proposal_id": "pr_of_a_meeting_that_was_removed"})


def _is_of_another_card(_here: Installation, _mine: Proposal, record: ChangeRecord) -> ChangeRecord:
    return record.model_copy(update={"card": CardRef(id="another", name="Другая")})


def _is_asked_anew(here: Installation, mine: Proposal, record: ChangeRecord) -> ChangeRecord:
    with here.database.transaction() as session:
        proposals.replace(session, mine.model_copy(update={"version": 2}), "open")
    return record


def _decided_the_next_version_too(here: Installation, mine: Proposal, record: ChangeRecord) -> ChangeRecord:
    _is_asked_anew(here, mine, record)
    later = {"proposal_id": mine.id, "version": 2, "at": here.clock() + timedelta(minutes=1)}
    with here.database.transaction() as session:
        word = Decision.model_validate({"answer": "approve", "by": record.by, **later})
        proposals.decide(session, word)
    return record


def _policy_is_silent(here: Installation, _mine: Proposal, record: ChangeRecord) -> ChangeRecord:
    rules.set_rules(here, TEAM, PolicyChange(assignee_confirms=()))
    return record


def _is_assigned_no_more(here: Installation, mine: Proposal, record: ChangeRecord) -> ChangeRecord:
    assert mine.card is not None
    with here.database.transaction() as session:
        seen = sightings.get(session, TEAM, mine.card.id, lock=True)
        assert seen is not None
        bare = seen.last.model_copy(update={"member_ids": ()})
        sightings.save(session, seen.model_copy(update={"last": bare}))
    return record


def _is_here_no_more(here: Installation, _mine: Proposal, record: ChangeRecord) -> ChangeRecord:
    people.remove(here, OWNER, "Анна Белова")
    return record


@pytest.fixture
def decided(installation: Installation, anna: str, mine: Proposal) -> ChangeRecord:
    """What Anna decided on as the assignee, on the board."""
    rules.set_rules(installation, TEAM, PolicyChange(assignee_confirms=("comment",)))
    said = word(installation, mine, anna, "approve")
    decide(installation, said)
    assert mine.card is not None
    return ChangeRecord(
        id="ch_mine",
        meeting_id=mine.meeting_id,
        proposal_id=mine.id,
        board=TEAM,
        card=mine.card,
        operation=mine.operation,
        changes=(),
        by=Actor(name="Анна Белова", channel="telegram", person_id=anna),
        rule="unsure",
        at=said.at,
        decided_at=said.at,
    )


@pytest.mark.parametrize("door", ["telegram", "matrix", "web"])
def test_the_assignee_takes_back_what_they_decided(
    installation: Installation, anna: str, decided: ChangeRecord, door: str
) -> None:
    actor = Actor.model_validate({"name": "x", "channel": door, "person_id": anna})
    with installation.database.reading() as session:
        assert allow_undo(session, actor, decided).name == "Анна Белова"


@pytest.mark.parametrize(
    "spoil",
    [
        _lead_decided,
        _nobody_known_decided,
        _is_an_undo,
        _has_no_question,
        _meeting_was_removed,
        _is_of_another_card,
        _is_asked_anew,
        _decided_the_next_version_too,
        _policy_is_silent,
        _is_assigned_no_more,
        _is_here_no_more,
    ],
)
def test_the_assignee_takes_nothing_else_back(
    installation: Installation, anna: str, mine: Proposal, decided: ChangeRecord, spoil: Spoil
) -> None:
    spoiled = spoil(installation, mine, decided)
    actor = Actor(name="x", channel="telegram", person_id=anna)
    with installation.database.reading() as session:
        with pytest.raises(Refused, match=r"not-an-approver|person-inactive"):
            allow_undo(session, actor, spoiled)
        assert not may_take_back(session, stored_people.get(session, anna), spoiled)


def test_nobody_else_gains_anything(installation: Installation, anna: str, decided: ChangeRecord) -> None:
    other = people.add(installation, OWNER, "Вера")
    for name, person in (("Вера", other.id), ("Анна Белова", None)):
        actor = Actor(name=name, channel="telegram", person_id=person)
        with installation.database.reading() as session, pytest.raises(Refused, match="not-an-approver"):
            allow_undo(session, actor, decided)
