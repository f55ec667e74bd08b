"""What a matcher sees of a board and of who speaks, and of what people approved before."""

from datetime import UTC, datetime, timedelta

from core_api.contracts.board import Board, Card, Column, Comment, Member
from core_api.contracts.meeting import Speaker
from core_api.contracts.minutes import Evidence, Fact
from core_api.contracts.proposal import Actor, CardRef, Decision, Proposal, Verdict
from core_api.domain.sight import Past, card_texts, past_of, queries

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
BOARD = Board(
    id="b",
    name="Team",
    columns=(
        Column(id="todo", name="To do"),
        Column(id="doing", name="Doing", role="working"),
        Column(id="done", name="Done", role="done"),
    ),
    cards=(
        Card(id="a", name="Export", column_id="doing", member_ids=("m1",), url="https://board.example/c/a"),
        Card(id="c", name="Login", column_id="todo", last_activity=NOW - timedelta(days=12)),
        Card(id="d", name="Audit", column_id="done"),
    ),
    members=(Member(id="m1", name="Anna Smirnova"), Member(id="m2", name="Boris Petrov")),
)


def test_a_card_shows_where_it_stands_whose_it_is_and_how_long_it_was_quiet() -> None:
    doing, todo, done = card_texts(BOARD, at=NOW)
    assert (doing.working, doing.open, doing.members, doing.links) == (
        True,
        True,
        ("m1",),
        ("https://board.example/c/a",),
    )
    assert (todo.working, todo.open, todo.idle_days) == (False, True, 12.0)
    assert (done.open, done.idle_days) == (False, None)
    assert [card.id for card in card_texts(BOARD, without=("a",))] == ["c", "d"]


def _fact(text: str, speaker: int | None) -> Fact:
    quote = Evidence(segment=0, start=0, end=1, quote=text)
    return Fact(id="f1", kind="progress", text=text, speaker=speaker, evidence=(quote,))


def test_who_speaks_and_who_is_named_is_known_by_the_boards_ids() -> None:
    speakers = (Speaker(number=1, name="Boris Petrov"), Speaker(number=2))
    facts = (_fact("Anna finishes the export", 1), _fact("it is live", 2))
    assert [query.members for query in queries(facts, BOARD, speakers)] == [("m1", "m2"), ()]
    assert [query.members for query in queries(facts)] == [(), ()]


def _decided(answer: str, *, kind: str = "person", card_id: str | None = None) -> tuple[Proposal, Decision]:
    proposal = Proposal(
        id="p",
        meeting_id="m",
        fact_id="f1",
        claim="the export is ready",
        card=CardRef(id="a", name="Export"),
        operation=Comment(text="x"),
        evidence=(Evidence(segment=0, start=0, end=1, quote="the export is ready"),),
        confidence=0.5,
        verdict=Verdict(route="review", rule="r"),
    )
    decision = Decision.model_validate(
        {
            "proposal_id": "p",
            "version": 1,
            "answer": answer,
            "by": Actor.model_validate({"name": "x", "kind": kind}),
            "at": NOW,
            "card_id": card_id,
        }
    )
    return proposal, decision


def test_only_what_a_person_approved_is_remembered_and_for_the_card_that_was_right() -> None:
    found = past_of(
        (
            _decided("approve"),
            _decided("other_card", card_id="c"),
            _decided("reject"),
            _decided("approve", kind="gate"),
        )
    )
    assert [(one.card_id, one.text) for one in found] == [
        ("a", "the export is ready"),
        ("c", "the export is ready"),
    ]
    past = [Past("a", f"passage {number}", NOW - timedelta(days=number)) for number in range(20)]
    seen = card_texts(BOARD, past=past, at=NOW)[0]
    assert seen.history == tuple(f"passage {number}" for number in range(8)), "the newest, and never a count"
    assert seen.history_days == tuple(float(number) for number in range(8))
