"""Who may decide: by a role, or of small changes as the card's assignee. Property tests of the pure rules."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core_api.contracts.board import OperationKind
from core_api.contracts.people import Grant, Person, PersonIdentity, Profile, Role
from core_api.contracts.proposal import Choice
from core_api.domain.permissions import Word, may_confirm, may_decide

KINDS: tuple[OperationKind, ...] = get_args(OperationKind)
BOARD, OTHER = "trello:b1", "trello:b2"
boards = st.sampled_from([BOARD, OTHER])
members = st.sampled_from(["m1", "m2", "m3"])
kinds = st.sampled_from(KINDS)
answers = st.sampled_from(get_args(Choice))
identities = st.builds(
    PersonIdentity,
    kind=st.sampled_from(["board", "telegram", "cli"]),
    place=st.sampled_from([BOARD, OTHER, ""]),
    id=members,
)
words = st.builds(Word, kind=kinds, answer=answers, edited=st.none() | kinds)
people = st.builds(
    Profile,
    person=st.builds(
        Person,
        id=st.just("p"),
        name=st.just("Anna"),
        active=st.booleans(),
        identities=st.lists(identities, max_size=4).map(tuple),
    ),
    grants=st.lists(
        st.builds(Grant, person_id=st.just("p"), board=boards, role=st.sampled_from(get_args(Role))),
        max_size=2,
    ).map(tuple),
)


def assignee(member: str = "m1", board: str = BOARD, *, active: bool = True) -> Profile:
    identity = PersonIdentity(kind="board", place=board, id=member)
    return Profile(person=Person(id="p", name="Anna", active=active, identities=(identity,)))


@given(people, words, st.frozensets(kinds), st.frozensets(members))
def test_whoever_may_confirm_is_an_active_assignee_of_that_board_and_the_policy_names_the_kind(
    who: Profile, word: Word, confirms: frozenset[OperationKind], assignees: frozenset[str]
) -> None:
    if may_confirm(who, BOARD, word, confirms, assignees):
        assert who.person.active
        assert word.kind in confirms
        assert word.answer != "other_card"
        assert word.answer != "edit" or word.edited in {None, word.kind}
        mine = {one.id for one in who.person.identities if one.kind == "board" and one.place == BOARD}
        assert mine & assignees


@given(words, st.frozensets(kinds), st.frozensets(members))
def test_a_stranger_never_may_and_nobody_may_where_the_assignees_are_not_known(
    word: Word, confirms: frozenset[OperationKind], assignees: frozenset[str]
) -> None:
    assert not may_confirm(None, BOARD, word, confirms, assignees)
    assert not may_confirm(assignee(), BOARD, word, confirms, frozenset())


@given(kinds, answers)
def test_the_assignee_says_everything_of_the_change_itself_but_where_it_belongs(
    kind: OperationKind, answer: Choice
) -> None:
    said = may_confirm(assignee(), BOARD, Word(kind, answer, kind), frozenset({kind}), frozenset({"m1"}))
    assert said == (answer != "other_card")


@given(kinds, kinds)
def test_an_edit_stays_within_its_kind(proposed: OperationKind, wanted: OperationKind) -> None:
    word = Word(proposed, "edit", wanted)
    allowed = may_confirm(assignee(), BOARD, word, frozenset(KINDS), frozenset({"m1"}))
    assert allowed == (wanted == proposed)


@pytest.mark.parametrize(
    "who", [assignee("m2"), assignee(board=OTHER), assignee(active=False)], ids=["other", "elsewhere", "left"]
)
def test_somebody_else_somewhere_else_and_who_left_may_not(who: Profile) -> None:
    word = Word("comment", "approve")
    assert may_confirm(assignee(), BOARD, word, frozenset({"comment"}), frozenset({"m1"}))
    assert not may_confirm(who, BOARD, word, frozenset({"comment"}), frozenset({"m1"}))


@given(people, st.booleans())
def test_being_an_assignee_gives_no_role(who: Profile, owner: bool) -> None:
    without = who.model_copy(update={"person": who.person.model_copy(update={"identities": ()})})
    assert may_decide(who, BOARD, (who,), owner=owner) == may_decide(without, BOARD, (without,), owner=owner)
