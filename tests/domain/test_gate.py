"""The gate's word on one proposal: what makes it narrower, what alone makes it wider, and what nothing overrules."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core_api.contracts.asking import Example
from core_api.contracts.board import CardRef, Comment, Due, Move
from core_api.contracts.minutes import Evidence
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.proposal import Chances, Proposal, Verdict
from core_api.domain.gate import GateContext, is_drawn, judge
from core_api.domain.standing import WINDOW, Alone, Standing, Under, shipped_limit, standing
from core_api.language.names import directory
from core_api.language.titles import Title, index_of
from tests.scenarios.talk import board_of, talk_of

AT = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)
BOARD = board_of(
    {"To do": "1 Privacy notice", "Review": "6 Map of the branches", "Done": "5 Help page"}, ("Ann",)
)
TALK = talk_of("Ann: The privacy notice goes to review by Friday.", "en")
QUOTE = Evidence(segment=0, start=0, end=4, speaker=1, quote=TALK.segments[0].text)
UNDER = Under("local:team", "m", "minutes.v1")
LIVE = BoardPolicy(mode="live", audited=0.0)
KINDS = {"comment": Comment(text="By Friday."), "move": Move(column_id="c2"), "due": Due(date=AT.date())}
CONTEXT = GateContext(
    BOARD,
    LIVE,
    TALK,
    directory(BOARD.members),
    index_of(Title(one.id, one.name, one.number) for one in BOARD.cards),
    outright=True,
    exact=True,
)


def proposal(kind: str = "comment", confidence: float = 0.99, **more: Any) -> Proposal:
    said = {
        "id": "pr_1",
        "meeting_id": "m1",
        "fact_id": "f1",
        "claim": "It goes to review.",
        "operation": KINDS[kind],
        "card": CardRef(id="k1", name="Privacy notice"),
        "evidence": (QUOTE,),
        "confidence": confidence,
        "support": "supported",
        "verdict": Verdict(route="review", rule="not-outright"),
        "model": "m",
        "prompt_version": "minutes.v1",
    }
    return Proposal.model_validate(said | more)


def example(number: int = 0, *, right: bool = True, **more: Any) -> Example:
    said = {
        "proposal_id": f"pr_{number}",
        "version": 1,
        "board": "local:team",
        "kind": "comment",
        "confidence": 0.99,
        "rule": "shadow",
        "model": "m",
        "prompt_version": "minutes.v1",
        "chances": Chances(
            card=0.99,
            operation=0.99,
            table="chances.v2",
            card_by="card:agreed",
            card_shipped=0.99,
            operation_by="comment:outright",
            operation_shipped=0.99,
        ),
        "answer": "approve" if right else "reject",
        "reason": "" if right else "wrong-change",
        "channel": "telegram",
        "at": AT + timedelta(minutes=number),
    }
    return Example.model_validate(said | more)


def under(*examples: Example, alone: tuple[Alone, ...] = (), where: Under = UNDER) -> Standing:
    return standing(examples, alone, where)


def ruled(one: Proposal, **context: Any) -> tuple[str, str]:
    verdict = judge(one, replace(CONTEXT, **context))
    return verdict.route, verdict.rule


@pytest.mark.parametrize(
    ("kind", "limit"), [("comment", 0.9), ("due", 0.96), ("assign", 0.98), ("create", 0.98)]
)
def test_the_shipped_limit_keeps_the_budget_of_its_kind(kind: Any, limit: float) -> None:
    assert shipped_limit(kind) == pytest.approx(limit)


def test_each_kind_has_its_own_limit_and_the_board_may_ask_for_more() -> None:
    assert ruled(proposal("comment", 0.93)) == ("auto", "sure")
    assert ruled(proposal("due", 0.93)) == ("review", "card-unsure")
    tight = LIVE.model_copy(update={"threshold": 0.95})
    assert ruled(proposal("comment", 0.93), policy=tight) == ("review", "card-unsure")


@pytest.mark.parametrize(
    ("support", "rule"),
    [("not_supported", "quote-other"), ("unclear", "quote-unclear"), (None, "quote-unchecked")],
)
def test_a_quote_that_does_not_bear_the_change_asks(support: Any, rule: str) -> None:
    assert ruled(proposal(support=support)) == ("review", rule)
    bare = proposal(support=None, model=None)
    assert ruled(bare, named="title") == ("auto", "plain"), "without a model nobody is there to be checked"


def test_a_certificate_lowers_the_limit_and_says_so() -> None:
    proved = under(*(example(n, confidence=0.85) for n in range(100)))
    assert ruled(proposal("comment", 0.86)) == ("review", "card-unsure")
    assert ruled(proposal("comment", 0.86), standing=proved) == ("auto", "certified")
    assert ruled(proposal("due", 0.86), standing=proved) == ("review", "card-unsure"), "of another pool"
    floor = LIVE.model_copy(update={"threshold": 0.9})
    assert ruled(proposal("comment", 0.86), standing=proved, policy=floor) == ("review", "card-unsure")


@pytest.mark.parametrize(
    "where",
    [
        Under("local:other", "m", "minutes.v1"),
        Under("local:team", "another", "minutes.v1"),
        Under("local:team", "m", "minutes.v2"),
        Under("local:team", None, None),
    ],
)
def test_a_certificate_never_acts_on_another_board_model_or_prompt(where: Under) -> None:
    decided = [example(n, confidence=0.85) for n in range(100)]
    assert under(*decided).certificates
    assert not under(*decided, where=where).certificates
    old = [one.model_copy(update={"chances": None}) for one in decided]
    assert not under(*old).certificates, "confidences of older versions mean something else"


def test_what_a_rule_asked_about_proves_nothing() -> None:
    assert not under(*(example(n, rule="veto-hedged") for n in range(200))).certificates


def test_too_many_errors_close_a_kind_until_enough_was_right() -> None:
    wrong = [example(0, right=False)]
    assert ruled(proposal(), standing=under(*wrong)) == ("review", "narrowed")
    assert ruled(proposal("due"), standing=under(*wrong)) == ("auto", "sure"), "another kind"
    some = [*wrong, *(example(n, rule="narrowed") for n in range(1, 19))]
    assert under(*some).narrowed("comment")
    assert not under(*some, example(19, rule="narrowed")).narrowed("comment"), "one of twenty is allowed"
    assert not under(*(example(n) for n in range(30)), example(30, right=False)).narrowed("comment")


def test_an_automatic_change_that_is_taken_back_counts_as_an_error() -> None:
    alone = tuple(Alone("due", AT, f"pr_{n}", "m", "minutes.v1") for n in range(3))
    assert not under(alone=alone).narrowed("due")
    undone = example(2, kind="due", rule="sure", undone_at=AT + timedelta(hours=1))
    after = under(undone, alone=alone)
    assert after.narrowed("due")
    assert (after.tallies["due"].seen, after.tallies["due"].wrong) == (3, 1)


def test_what_was_done_already_blames_nobody() -> None:
    done = example(0, right=False, reason="already-done")
    assert not under(done).tallies
    assert not under(done).shifts


def test_a_wrong_card_teaches_the_match_and_a_wrong_change_the_change() -> None:
    other = under(example(0, answer="other_card")).shifts
    assert other["card:agreed"] < 0
    assert "comment:outright" not in other
    wrong = under(example(0, right=False, reason="not-said")).shifts
    assert wrong["comment:outright"] < 0
    assert "card:agreed" not in wrong, "a rejection praises nothing"


def test_lots_are_drawn_alike_at_every_planning_and_on_about_their_share() -> None:
    drawn = [is_drawn(f"pr_{n}", 0.05) for n in range(2000)]
    assert drawn == [is_drawn(f"pr_{n}", 0.05) for n in range(2000)]
    assert 60 <= sum(drawn) <= 140
    every = LIVE.model_copy(update={"audited": 1.0})
    assert ruled(proposal(), policy=every) == ("review", "audit")
    assert ruled(proposal(confidence=0.1), policy=every) == ("review", "card-unsure"), (
        "only of automatic ones"
    )
    shadow = every.model_copy(update={"mode": "shadow"})
    assert ruled(proposal(), policy=shadow) == ("review", "shadow")


rights = st.lists(st.sampled_from(["right", "wrong", "other", "done"]), max_size=WINDOW + 5)
confidences = st.sampled_from([0.61, 0.75, 0.86, 0.91, 0.97, 0.99])
kinds = st.sampled_from(sorted(KINDS))


@st.composite
def histories(draw: st.DrawFn) -> list[Example]:
    """Decisions in the order in which they were taken."""
    found = []
    for number, word in enumerate(draw(rights)):
        more: dict[str, Any] = {"kind": draw(kinds), "confidence": draw(confidences)}
        if word == "other":
            more |= {"answer": "other_card"}
        if word == "done":
            more |= {"answer": "reject", "reason": "already-done"}
        found.append(example(number, right=word != "wrong", **more))
    return found


@settings(max_examples=20)
@given(histories(), kinds, confidences, st.sampled_from(["wrong-change", "wrong-card", "not-said"]))
def test_one_error_more_never_makes_the_gate_wider(
    decided: list[Example], kind: str, confidence: float, reason: str
) -> None:
    error = example(999, right=False, reason=reason, kind=kind, confidence=confidence)
    before, after = under(*decided), under(*decided, error)
    assert all(after.shift(cell) <= before.shift(cell) + 1e-9 for cell in after.shifts)
    for one in KINDS:
        for stated in (0.61, 0.75, 0.86, 0.91, 0.97, 0.99):
            wide, narrow = (ruled(proposal(one, stated), standing=each)[0] for each in (before, after))
            assert (wide, narrow) != ("review", "auto")


@settings(max_examples=20)
@given(histories(), kinds, st.lists(st.floats(0, 1), min_size=2, max_size=6))
def test_more_confidence_never_asks_more(decided: list[Example], kind: str, stated: list[float]) -> None:
    where = under(*decided)
    routes = [ruled(proposal(kind, one), standing=where)[0] for one in sorted(stated)]
    assert routes == sorted(routes, key=["review", "auto"].index)


@settings(max_examples=20)
@given(
    histories(),
    kinds,
    st.sampled_from(
        ["negated", "hypothetical", "joke", "retracted", "other_team", "question", "injected", "hedged"]
    ),
)
def test_vetoes_the_kill_switch_and_shadow_mode_always_win(
    decided: list[Example], kind: str, veto: str
) -> None:
    where = under(*decided)
    sure = proposal(kind, 1.0, vetoes=(veto,))
    assert ruled(sure, standing=where) == ("review", f"veto-{veto.replace('_', '-')}")
    stopped = LIVE.model_copy(update={"stopped": True})
    assert ruled(proposal(kind, 1.0), standing=where, policy=stopped) == ("review", "stopped")
    shadow = LIVE.model_copy(update={"mode": "shadow"})
    assert ruled(proposal(kind, 1.0), standing=where, policy=shadow)[0] == "review"


def test_a_remark_on_a_card_that_leaves_asks_and_so_does_one_of_a_model_that_invents() -> None:
    leaving = frozenset({"k1"})
    assert ruled(proposal("comment"), finishing=leaving) == ("review", "comment-at-end")
    assert ruled(proposal("due"), finishing=leaving) == ("auto", "sure")
    assert ruled(proposal("comment"), invented=True) == ("review", "model-invents")
    assert ruled(proposal("due"), invented=True) == ("auto", "sure")
    assert ruled(proposal("comment"), unsettled=leaving) == ("review", "comment-open")
    assert ruled(proposal("comment"), asked_words={"k1": frozenset({1})}) == ("review", "comment-waits")
    assert ruled(proposal("comment"), asked_words={"k1": frozenset({3})}) == ("auto", "sure")


def test_where_the_card_is_beyond_doubt_a_word_of_another_title_is_no_second_card() -> None:
    quote = QUOTE.model_copy(update={"quote": "The map and the privacy notice go to review."})
    talk = talk_of(f"Ann: {quote.quote}", "en")
    doubted = proposal(evidence=(quote,), chances=example().chances.model_copy(update={"card": 0.9}))
    assert ruled(doubted, transcript=talk)[1] in {"two-cards", "sure"}
    sure = proposal(evidence=(quote,), chances=example().chances)
    assert ruled(sure, transcript=talk) == ("auto", "sure")
    numbered = quote.model_copy(update={"quote": "As in number 6, the privacy notice goes to review."})
    assert ruled(proposal(evidence=(numbered,), chances=example().chances)) == ("review", "two-cards")
