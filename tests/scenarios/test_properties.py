"""What holds for every talk: no id from nowhere, nothing automatic with a doubt or without somebody's words."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from core_api.contracts.board import Board, Operation
from core_api.contracts.matching import Candidate, Match
from core_api.contracts.minutes import Evidence, Fact, Minutes, Request
from core_api.contracts.policy import DEFAULT_POLICY
from core_api.contracts.proposal import Plan
from core_api.domain.evidence import true_quote
from core_api.domain.planner import plan
from tests.scenarios.talk import board_of, meeting_at, talk_of

BOARD = board_of(
    {
        "To do": "1 Privacy notice\n2 Late fees",
        "Doing": "3 Account page @Ann due 2026-03-10 [Reset, Errors]\n4 Search by title @Bob",
        "Done": "5 Old help page @Ann",
    },
    ("Ann Reed", "Bob Stone"),
    ("bug", "docs"),
)
TALK = talk_of(
    "Ann: Move card number three to done.\nBob: Card number four goes to Friday, put the bug label on it.\n"
    "Ann: I take card number one. Nobody knows about the late fees.",
    "en",
)
CARDS = [card.id for card in BOARD.cards] + ["nowhere"]
VALUES = [
    "Done",
    "Doing",
    "c1",
    "nowhere",
    "Ann",
    "m2",
    "Bob",
    "Reset",
    "i3-1",
    "bug",
    "l2",
    "2026-03-06",
    "soon",
    "",
]
KINDS = ["comment", "move", "due", "assign", "unassign", "check", "uncheck", "add_check", "label", "unlabel"]
KINDS += ["rename", "describe", "create", "archive", "restore"]
VETOES = [
    "negated",
    "hypothetical",
    "joke",
    "retracted",
    "other_team",
    "question",
    "injected",
    "hedged",
    "conflict",
]
QUOTES = ["Move card number three to done.", "Card number four goes to Friday", "nobody ever said this"]

evidence = st.builds(
    Evidence, segment=st.integers(0, 4), start=st.just(0.0), end=st.just(1.0), quote=st.sampled_from(QUOTES)
)
requests = st.builds(
    Request,
    kind=st.sampled_from(KINDS),
    value=st.sampled_from(VALUES),
    outright=st.booleans(),
    evidence=st.lists(evidence, max_size=2).map(tuple),
)
facts = st.builds(
    Fact,
    id=st.sampled_from(["f1", "f2", "f3"]),
    kind=st.just("progress"),
    text=st.just("Something was said."),
    evidence=st.lists(evidence, min_size=1, max_size=2).map(tuple),
    requests=st.lists(requests, max_size=4).map(tuple),
    vetoes=st.lists(st.sampled_from(VETOES), max_size=1).map(tuple),
    card_hint=st.none() | st.sampled_from(CARDS),
)
candidates = st.builds(
    Candidate,
    card_id=st.sampled_from(CARDS),
    score=st.floats(0, 1),
    named=st.sampled_from([None, "number", "title"]),
)
matches = st.builds(
    Match,
    query_id=st.sampled_from(["f1", "f2", "f3"]),
    candidates=st.lists(candidates, max_size=3).map(tuple),
    confidence=st.floats(0, 1),
)
models = st.sampled_from([None, "some-model"])


def _ids(operation: Operation) -> dict[str, str]:
    said = operation.model_dump()
    return {key: said[key] for key in ("column_id", "member_id", "item_id", "label_id") if said.get(key)}


def _plan(board: Board, found: list[Fact], ranked: list[Match], model: str | None) -> Plan:
    minutes = Minutes(facts=tuple(found), model=model)
    return plan(meeting_at(), TALK, minutes, tuple(ranked), board, DEFAULT_POLICY)


@given(st.lists(facts, max_size=4), st.lists(matches, max_size=3), models)
def test_every_id_is_of_the_board(found: list[Fact], ranked: list[Match], model: str | None) -> None:
    items = {item.id for card in BOARD.cards for one in card.checklists for item in one.items}
    known = {
        "column_id": {one.id for one in BOARD.columns},
        "member_id": {one.id for one in BOARD.members},
        "item_id": items,
        "label_id": {one.id for one in BOARD.labels},
    }
    for proposal in _plan(BOARD, found, ranked, model).proposals:
        assert proposal.card is None or proposal.card.id in {card.id for card in BOARD.cards}
        assert all(value in known[key] for key, value in _ids(proposal.operation).items())


@given(st.lists(facts, max_size=4), st.lists(matches, max_size=3), models)
def test_nothing_happens_unasked_with_a_doubt_or_without_words(
    found: list[Fact], ranked: list[Match], model: str | None
) -> None:
    for proposal in _plan(BOARD, found, ranked, model).proposals:
        assert proposal.evidence
        for one in proposal.evidence:
            assert true_quote(one.quote, TALK.segments[one.segment].text)
        if proposal.verdict.route == "auto":
            assert not proposal.vetoes
            assert proposal.operation.kind not in (
                "archive",
                "restore",
                "rename",
                "describe",
                "create",
                "unassign",
            )


@given(st.lists(facts, max_size=4), st.lists(matches, max_size=3), models, st.randoms())
def test_the_order_of_the_cards_does_not_matter(
    found: list[Fact], ranked: list[Match], model: str | None, random: object
) -> None:
    cards = list(BOARD.cards)
    random.shuffle(cards)  # type: ignore[attr-defined]
    mixed = BOARD.model_copy(update={"cards": tuple(cards)})
    assert _plan(mixed, found, ranked, model).proposals == _plan(BOARD, found, ranked, model).proposals


@given(st.lists(facts, max_size=4), st.lists(matches, max_size=3))
def test_a_change_is_proposed_once_and_a_card_gets_one_comment(
    found: list[Fact], ranked: list[Match]
) -> None:
    proposals = _plan(BOARD, found, ranked, None).proposals
    assert len({one.id for one in proposals}) == len(proposals)
    commented = [one.card.id for one in proposals if one.operation.kind == "comment" and one.card]
    assert len(commented) == len(set(commented))


def test_a_plan_is_the_same_every_time() -> None:
    fact = Fact(
        id="f1",
        kind="progress",
        text="Done.",
        evidence=(Evidence(segment=0, start=0, end=1, quote="Move card number three to done."),),
        requests=(Request(kind="due", value=date(2026, 3, 20).isoformat(), outright=True),),
        card_hint="k3",
    )
    assert _plan(BOARD, [fact], [], None) == _plan(BOARD, [fact], [], None)
