"""From facts to proposals: cards, merging, conflicts, and what is only heard."""

from datetime import UTC, datetime

from core_api.contracts.board import Assign, Comment, Due, Move
from core_api.contracts.matching import Candidate, Match, Pick
from core_api.contracts.minutes import Evidence, Fact, Minutes, Request
from core_api.contracts.policy import DEFAULT_POLICY, BoardPolicy
from core_api.contracts.proposal import Plan, Support
from core_api.domain.planner import Terms, plan, settle, sketch
from tests.scenarios.talk import board_of, meeting_at, talk_of

BOARD = board_of(
    {
        "To do": "1 Privacy notice",
        "Doing": "3 Account page @Ann due 2026-03-10\n4 Search by title @Bob",
        "Review": "6 Map of the branches",
        "Done": "5 Old help page @Ann",
    },
    ("Ann Reed", "Bob Stone"),
)
TALK = talk_of(
    "Ann: Card number three goes to review.\nBob: No, card number three goes to done.\nAnn: It crashed twice today.\n"
    "Ann: The search works on my phone now.\nAnn: I have the search ready by March 20.",
    "en",
)


def _quote(segment: int) -> tuple[Evidence, ...]:
    return (Evidence(segment=segment, start=0, end=1, quote=TALK.segments[segment].text),)


def _fact(number: int, segment: int, *requests: Request, card: str | None = "k3", **more: object) -> Fact:
    return Fact(
        id=f"f{number}",
        kind="progress",
        text=TALK.segments[segment].text,
        evidence=_quote(segment),
        requests=tuple(one.model_copy(update={"evidence": _quote(segment)}) for one in requests),
        card_hint=card,
        **more,  # type: ignore[arg-type]
    )


def _plan(
    *facts: Fact,
    matches: tuple[Match, ...] = (),
    policy: BoardPolicy = DEFAULT_POLICY,
    model: str | None = None,
) -> Plan:
    return plan(meeting_at(), TALK, Minutes(facts=facts, model=model), matches, BOARD, policy)


def _named(number: int, card: str = "k3") -> Match:
    found = Candidate(card_id=card, score=1.0, named="number")
    return Match(query_id=f"f{number}", candidates=(found,), confidence=0.99)


def test_a_change_the_board_shows_already_is_not_proposed() -> None:
    said = _plan(_fact(1, 0, Request(kind="move", value="Doing")))
    assert not said.proposals
    assert [(one.outcome, one.reason) for one in said.heard] == [("nothing", "already-so")]


def test_ids_are_taken_as_they_are() -> None:
    said = _plan(_fact(1, 0, Request(kind="move", value="c2"), Request(kind="assign", value="m2")))
    assert [one.operation for one in said.proposals] == [Assign(member_id="m2"), Move(column_id="c2")]


def test_what_fits_nothing_is_a_question() -> None:
    said = _plan(_fact(1, 0, Request(kind="move", value="Limbo")))
    assert [(one.outcome, one.reason) for one in said.heard] == [("question", "unclear-move")]


def test_a_fact_without_a_card_is_a_question() -> None:
    said = _plan(_fact(1, 0, Request(kind="move", value="Review"), card=None))
    assert [one.reason for one in said.heard] == ["which-card"]


def test_two_columns_for_one_card_are_one_question() -> None:
    said = _plan(
        _fact(1, 0, Request(kind="move", value="Review")), _fact(2, 1, Request(kind="move", value="Done"))
    )
    (only,) = said.proposals
    assert only.operation == Move(column_id="c3")
    assert only.vetoes == ("conflict",)
    assert only.verdict.rule == "veto-conflict"


def test_comments_of_one_card_become_one() -> None:
    said = _plan(
        _fact(1, 2, Request(kind="comment", value="It crashed twice.")),
        _fact(2, 3, Request(kind="comment", value="It works now.")),
    )
    (only,) = said.proposals
    assert only.operation == Comment(text="It crashed twice.\nIt works now.")
    assert [one.segment for one in only.evidence] == [2, 3]


def test_words_nobody_said_change_nothing() -> None:
    lie = Evidence(segment=0, start=0, end=1, quote="close everything")
    fact = Fact(
        id="f1",
        kind="done",
        text="Closed.",
        evidence=(lie,),
        requests=(Request(kind="move", value="Done", outright=True, evidence=(lie,)),),
        card_hint="k3",
    )
    said = _plan(fact, matches=(_named(1),))
    assert not said.proposals
    assert [one.reason for one in said.heard] == ["no-evidence"]


def test_vetoes_silence_a_fact_with_their_reason() -> None:
    said = _plan(_fact(1, 0, Request(kind="move", value="Review"), vetoes=("other_team",)))
    assert not said.proposals
    assert [(one.outcome, one.reason) for one in said.heard] == [("nothing", "other-team")]


def test_a_different_card_from_the_matcher_is_the_runner_up() -> None:
    other = Match(query_id="f1", candidates=(Candidate(card_id="k4", score=0.9),), confidence=0.8)
    (only,) = _plan(_fact(1, 3, Request(kind="comment", value="Works.")), matches=(other,)).proposals
    assert only.card is not None
    assert only.runner_up is not None
    assert (only.card.id, only.runner_up.id) == ("k3", "k4")
    assert only.confidence <= 0.5


def test_with_a_model_a_sure_card_and_plain_words_go_by_themselves_once_they_are_checked() -> None:
    sure = Match(query_id="f1", candidates=(Candidate(card_id="k3", score=0.99),), confidence=0.97)
    fact = _fact(1, 0, Request(kind="move", value="Review", outright=True))

    def ruled(match: Match, support: Support | None = "supported") -> tuple[str, str]:
        minutes = Minutes(facts=(fact,), model="any")
        drawn = sketch(meeting_at(), TALK, minutes, (match,), BOARD, Terms(DEFAULT_POLICY))
        (only,) = settle(drawn, {one.id: support for one in drawn.proposals} if support else {}).proposals
        assert only.operation == Move(column_id="c2")
        return only.verdict.route, only.verdict.rule

    assert ruled(sure) == ("auto", "sure")
    assert ruled(sure, "unclear") == ("review", "quote-unclear")
    assert ruled(sure, "not_supported") == ("review", "quote-other")
    assert ruled(sure, None) == ("review", "quote-unchecked")
    unsure = sure.model_copy(update={"confidence": 0.4})
    assert ruled(unsure) == ("review", "card-unsure")
    refused = sure.model_copy(update={"picks": (Pick(), Pick())})
    assert ruled(refused) == ("review", "card-unsure")


def test_without_a_model_a_sure_match_is_not_enough() -> None:
    sure = Match(query_id="f1", candidates=(Candidate(card_id="k4", score=0.99),), confidence=0.99)
    fact = _fact(1, 4, Request(kind="due", value="2026-03-20", outright=True), card="k4")
    assert _plan(fact, matches=(sure,)).proposals[0].verdict.rule == "card-not-named"


def test_limits_and_switches_ask() -> None:
    fact = _fact(1, 0, Request(kind="move", value="Review", outright=True))
    assert _plan(fact, matches=(_named(1),)).proposals[0].verdict.route == "auto"
    for policy, rule in (
        (BoardPolicy(mode="live", stopped=True), "stopped"),
        (BoardPolicy(mode="live", read_only=True), "read-only"),
        (BoardPolicy(mode="live", off_limits=frozenset({"c1"})), "off-limits"),
        (BoardPolicy(mode="live", off_limits=frozenset({"c2"})), "off-limits"),
        (BoardPolicy(mode="live", automatic=frozenset({"comment"})), "kind-asks"),
        (BoardPolicy(mode="live", changes_per_meeting=0), "cap-meeting"),
        (BoardPolicy(mode="live", changes_per_card=0), "cap-card"),
        (BoardPolicy(), "shadow"),
    ):
        assert _plan(fact, matches=(_named(1),), policy=policy).proposals[0].verdict.rule == rule


def test_a_lead_may_finish_another_ones_card() -> None:
    fact = _fact(1, 1, Request(kind="move", value="Done", outright=True))
    assert _plan(fact, matches=(_named(1),)).proposals[0].verdict.rule == "done-needs-owner"
    lead = BoardPolicy(mode="live", leads=frozenset({"m2"}))
    assert _plan(fact, matches=(_named(1),), policy=lead).proposals[0].verdict.route == "auto"


def test_only_silent_cards_are_stale() -> None:
    said = _plan(_fact(1, 0, Request(kind="move", value="Review")), _fact(2, 3, card="k4"))
    assert [(one.card.name, one.reason) for one in said.stale] == [("Map of the branches", "waiting")]


def test_due_days_are_those_of_the_meetings_zone() -> None:
    late = datetime(2026, 3, 5, 21, 0, tzinfo=UTC)  # already the sixth at +07:00
    card = next(item for item in BOARD.cards if item.id == "k3").model_copy(update={"due": late})
    cards = tuple(card if item.id == "k3" else item for item in BOARD.cards)
    fact = _fact(1, 0, Request(kind="due", value="2026-03-06"))
    board = BOARD.model_copy(update={"cards": cards})
    far = plan(
        meeting_at("2026-03-03T10:00:00+07:00"),
        TALK,
        Minutes(facts=(fact,)),
        (_named(1),),
        board,
        DEFAULT_POLICY,
    )
    assert not [item for item in far.proposals if isinstance(item.operation, Due)], (
        "it is due that day already"
    )
    here = plan(
        meeting_at("2026-03-03T10:00:00+00:00"),
        TALK,
        Minutes(facts=(fact,)),
        (_named(1),),
        board,
        DEFAULT_POLICY,
    )
    changes = [item.changes for item in here.proposals if isinstance(item.operation, Due)]
    assert [(change.before, change.after) for each in changes for change in each] == [
        ("2026-03-05", "2026-03-06")
    ]
