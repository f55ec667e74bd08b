"""Whatever was changed on whatever board: taken back, the board is as it was."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core_api.contracts.board import (
    OPERATION_KINDS,
    AddCheck,
    AddLabel,
    Archive,
    Assign,
    Board,
    Card,
    CardComment,
    Check,
    CheckItem,
    Checklist,
    Column,
    Comment,
    Create,
    Describe,
    Due,
    Label,
    Member,
    Move,
    Operation,
    RemoveLabel,
    Rename,
    Restore,
    Unassign,
    Uncheck,
)
from core_api.contracts.problems import Conflict

COLUMNS, MEMBERS, LABELS, ITEMS = ("c1", "c2", "c3"), ("m1", "m2"), ("l1", "l2"), ("i1", "i2", "i3")
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
DAYS = st.dates(date(2024, 1, 1), date(2030, 1, 1))
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def subset(ids: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(ids), unique=True).map(tuple)


@st.composite
def cards(draw: st.DrawFn, card_id: str) -> Card:
    items = tuple(
        CheckItem(id=f"{card_id}-{item}", name=draw(TEXTS), done=draw(st.booleans()))
        for item in draw(subset(ITEMS))
    )
    return Card(
        id=card_id,
        number=draw(st.none() | st.integers(1, 99)),
        name=draw(TEXTS),
        description=draw(st.just("") | TEXTS),
        column_id=draw(st.sampled_from(COLUMNS)),
        position=draw(st.floats(0, 1e6)),
        member_ids=draw(subset(MEMBERS)),
        label_ids=draw(subset(LABELS)),
        due=draw(st.none() | MOMENTS),
        due_done=draw(st.booleans()),
        checklists=(Checklist(id=f"{card_id}-k", name="Steps", items=items),) if draw(st.booleans()) else (),
        comments=tuple(
            CardComment(id=f"{card_id}-n", text=text) for text in draw(st.lists(TEXTS, max_size=1))
        ),
        archived=draw(st.booleans()),
    )


BOARDS = st.builds(
    lambda *found: Board(
        id="demo",
        name="Demo",
        columns=tuple(Column(id=one, name=one.upper()) for one in COLUMNS),
        members=tuple(Member(id=one, name=one.upper()) for one in MEMBERS),
        labels=tuple(Label(id=one, name=one.upper()) for one in LABELS),
        cards=found,
    ),
    cards("a"),
    cards("b"),
)


def operations(board: Board) -> st.SearchStrategy[Operation]:
    return st.one_of(kinds_of(board))


def kinds_of(board: Board) -> list[st.SearchStrategy[Operation]]:
    """One strategy a kind; what makes a new card comes last."""
    card = board.cards[0]
    items = [item.id for checklist in card.checklists for item in checklist.items]
    columns, members, labels = st.sampled_from(COLUMNS), st.sampled_from(MEMBERS), st.sampled_from(LABELS)
    made: list[st.SearchStrategy[Operation]] = [
        st.builds(Comment, text=TEXTS),
        st.builds(Move, column_id=columns),
        st.builds(Due, date=st.none() | DAYS),
        st.builds(Assign, member_id=members),
        st.builds(Unassign, member_id=members),
        st.builds(AddCheck, name=TEXTS),
        st.builds(AddLabel, label_id=labels),
        st.builds(RemoveLabel, label_id=labels),
        st.builds(Rename, name=TEXTS),
        st.builds(Describe, text=TEXTS),
        st.builds(Archive),
        st.builds(Restore),
        st.builds(
            Create,
            name=TEXTS,
            column_id=columns,
            text=st.just("") | TEXTS,
            member_id=st.none() | members,
            date=st.none() | DAYS,
            label_id=st.none() | labels,
        ),
    ]
    if items:
        ticking = st.sampled_from(items)
        made = [st.builds(Check, item_id=ticking), st.builds(Uncheck, item_id=ticking), *made]
    return made


def as_people_see_it(board: Board, known: set[str]) -> list[Card]:
    """The cards without what no person cares about: the order of members, revisions, and archived new cards."""
    return [
        card.model_copy(
            update={
                "member_ids": tuple(sorted(card.member_ids)),
                "label_ids": tuple(sorted(card.label_ids)),
                "revision": None,
                "last_activity": None,
            }
        )
        for card in board.cards
        if card.id in known or not card.archived
    ]


def test_the_operations_drawn_here_are_all_there_are() -> None:
    drawn = {
        Check,
        Uncheck,
        Comment,
        Move,
        Due,
        Assign,
        Unassign,
        AddCheck,
        AddLabel,
        RemoveLabel,
        Rename,
        Describe,
    }
    drawn |= {Archive, Restore, Create}
    assert {kind.model_fields["kind"].default for kind in drawn} == set(OPERATION_KINDS)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_a_change_taken_back_leaves_the_board_as_it_was(
    make_desk: Callable[[Board], Any], data: st.DataObject
) -> None:
    board = data.draw(BOARDS)
    operation = data.draw(operations(board))
    desk, known = make_desk(board), {"a", "b"}
    before = as_people_see_it(desk.board(), known)
    done = desk.apply(operation, None if isinstance(operation, Create) else "a")
    if done.state == "applied" and done.error is None:
        assert as_people_see_it(desk.board(), known) != before
        desk.undo(done.id)
    assert as_people_see_it(desk.board(), known) == before


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_a_meeting_taken_back_leaves_the_board_as_it_was(
    make_desk: Callable[[Board], Any], data: st.DataObject
) -> None:
    board = data.draw(BOARDS)
    desk, known = make_desk(board), {"a", "b"}
    before = as_people_see_it(desk.board(), known)
    done = [
        desk.apply(operation, None if isinstance(operation, Create) else "a")
        for operation in data.draw(st.lists(operations(board), min_size=2, max_size=4))
    ]
    for intent in reversed(done):
        if intent.state == "applied" and intent.error is None:
            desk.undo(intent.id)
    assert as_people_see_it(desk.board(), known) == before


# --- with people at work on the same card ---------------------------------------------------------------------


def fields_of(card: Card) -> dict[str, object]:
    """Each thing on the card that can be changed by itself."""
    found: dict[str, object] = {
        "column": card.column_id,
        "due": card.due,
        "name": card.name,
        "description": card.description,
        "archived": card.archived,
    }
    found |= {f"member:{one}": True for one in card.member_ids}
    found |= {f"label:{one}": True for one in card.label_ids}
    found |= {f"comment:{one.id}": one.text for one in card.comments}
    items = (item for checklist in card.checklists for item in checklist.items)
    return found | {f"item:{item.id}": (item.name, item.done) for item in items}


def changed(before: dict[str, object], after: dict[str, object]) -> set[str]:
    return {name for name in before | after if before.get(name) != after.get(name)}


def with_open_cards(board: Board) -> Board:
    return board.model_copy(
        update={"cards": tuple(card.model_copy(update={"archived": False}) for card in board.cards)}
    )


class Chronicle:
    """Who changed what on one card, and to what."""

    def __init__(self, card: Card) -> None:
        self.theirs = fields_of(card)
        """Each field as it was before us, or as a person left it last."""
        self.touched: set[str] = set()
        """What a person changed last of all."""
        self.ours: dict[str, list[object]] = {}
        """All that we wrote."""
        self.hidden: set[str] = set()
        """Where a person put back what we had written: no look at the card can tell that from our own doing."""

    def people(self, before: dict[str, object], after: dict[str, object]) -> None:
        for name in changed(before, after):
            self.theirs[name] = after.get(name)
            self.touched.add(name)
            if after.get(name) in self.ours.get(name, []):
                self.hidden.add(name)

    def us(self, before: dict[str, object], after: dict[str, object]) -> set[str]:
        names = changed(before, after)
        for name in names:
            self.ours.setdefault(name, []).append(after.get(name))
            self.touched.discard(name)
        return names


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_an_undo_restores_what_no_person_touched_and_never_goes_over_what_one_did(
    make_desk: Callable[[Board], Any], data: st.DataObject
) -> None:
    board = data.draw(BOARDS.map(with_open_cards))
    desk = make_desk(board)
    chronicle = Chronicle(desk.card("a"))
    done: list[tuple[str, set[str]]] = []
    few = st.one_of(data.draw(st.lists(st.sampled_from(kinds_of(board)[:-1]), min_size=1, max_size=3)))
    for by_hand, operation in data.draw(st.lists(st.tuples(st.booleans(), few), min_size=4, max_size=8)):
        before = fields_of(desk.card("a"))
        if by_hand:
            desk.by_hand(operation, "a")
            chronicle.people(before, fields_of(desk.card("a")))
        else:
            intent = desk.apply(operation, "a")
            if intent.state == "applied" and intent.error is None:
                done.append((intent.id, chronicle.us(before, fields_of(desk.card("a")))))
    left = fields_of(desk.card("a"))
    refused: set[str] = set()
    for change, names in reversed(done):
        try:
            desk.undo(change)
        except Conflict as problem:
            assert problem.code == "changed-since"
            refused |= names
    now = fields_of(desk.card("a"))
    for name in {*left, *now, *chronicle.theirs} - chronicle.hidden:
        if name in chronicle.touched:
            assert now.get(name) == left.get(name), f"{name}: a person's edit was written over"
        elif name not in refused:
            assert now.get(name) == chronicle.theirs.get(name), f"{name} was not restored"
