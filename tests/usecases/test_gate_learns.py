"""The gate over whole meetings: what is taken back closes it, and what the judge says of the quotes is heeded."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core_api.contracts.judging import Judgement, Judgements, JudgeRequest
from core_api.contracts.matching import CardText, Match, Query, Ranking
from core_api.contracts.minutes import Evidence, Fact, Minutes, Request
from core_api.contracts.model import ModelAccess
from core_api.contracts.policy import DEFAULT_POLICY
from core_api.contracts.ports import PickRequest
from core_api.contracts.problems import Unavailable
from core_api.contracts.proposal import Actor, Support
from core_api.usecases import reliability, stages
from core_api.usecases.installation import Installation
from core_api.usecases.looks import Seen
from core_api.usecases.report import report
from core_api.usecases.undo import undo_meeting
from tests.scenarios.talk import board_of, match_by_words, meeting_at, talk_of

TEAM = "local:team"
BOARD = board_of({"To do": "1 Privacy notice", "Review": "6 Map of the branches"}, ("Ann", "Bob"))
TALK = talk_of(
    "Bob: What now?\nAnn: The privacy notice does not go to done. Card number one goes to review.", "en"
)
QUOTE = Evidence(segment=1, start=5, end=9, speaker=2, quote="Card number one goes to review.")
FACT = Fact(
    id="f1",
    kind="progress",
    text="A REASON OF THE MODEL'S OWN.",
    mention="privacy notice",
    evidence=(QUOTE,),
    requests=(Request(kind="move", value="Review", outright=True, evidence=(QUOTE,)),),
    card_hint="k1",
)


class Scripted:
    """Matcher, picker and judge: the real ranking, no picks, and one word on every claim (None: it is away)."""

    def __init__(self, word: Support | None) -> None:
        self.word = word
        self.asked: list[JudgeRequest] = []

    def rank(
        self, queries: tuple[Query, ...], cards: tuple[CardText, ...], models: ModelAccess = "external"
    ) -> Ranking:
        minutes = Minutes(facts=(FACT,))
        return Ranking(matches=match_by_words(minutes, BOARD) if queries else ())

    def rank_reverse(
        self, cards: tuple[CardText, ...], queries: tuple[Query, ...], models: ModelAccess = "external"
    ) -> Ranking:
        return Ranking(matches=tuple(Match(query_id=card.id) for card in cards))

    def pick(self, request: PickRequest) -> Ranking:
        return Ranking(matches=request.matches)

    def judge(self, request: JudgeRequest) -> Judgements:
        self.asked.append(request)
        if self.word is None:
            raise Unavailable("service-unreachable", service="minutes", url="http://127.0.0.1:9")
        return Judgements(judged=tuple(Judgement(claim=one.id, support=self.word) for one in request.claims))


def proposed(scripted: Scripted, model: str | None = "m", quote: str = QUOTE.quote) -> stages.Proposed:
    said = (QUOTE.model_copy(update={"quote": quote}),)
    asked = tuple(one.model_copy(update={"evidence": said}) for one in FACT.requests)
    fact = FACT.model_copy(update={"evidence": said, "requests": asked})
    minutes = Minutes(facts=(fact,), model=model, prompt_version="minutes.v1" if model else None)
    place = stages.Place(BOARD, DEFAULT_POLICY, lambda _card: BOARD.cards[0], "external")
    sense = stages.Sense(scripted, scripted, scripted)
    return stages.propose(meeting_at(), TALK, minutes, place, sense)


@pytest.mark.parametrize(
    ("word", "rule", "notes"),
    [
        ("supported", "sure", ()),
        ("not_supported", "quote-other", ()),
        ("unclear", "quote-unclear", ()),
        (None, "quote-unchecked", ("quotes-unchecked",)),
    ],
)
def test_the_judges_word_is_heeded_and_its_silence_asks(
    word: Support | None, rule: str, notes: tuple[str, ...]
) -> None:
    told = proposed(Scripted(word))
    (only,) = told.plan.proposals
    assert (only.verdict.rule, only.support, told.notes) == (rule, word, notes)


def test_the_judge_sees_the_change_and_whole_sentences_and_no_word_of_the_model() -> None:
    one, again, cut = Scripted("supported"), Scripted("supported"), Scripted("supported")
    proposed(one)
    proposed(again)
    assert one.asked == again.asked, "equal meetings make equal requests"
    (claim,) = one.asked[0].claims
    assert [(change.before, change.after) for change in claim.changes] == [("To do", "Review")]
    assert [(said.speaker, said.words) for said in claim.said] == [("Ann", QUOTE.quote)]
    seen = one.asked[0].model_dump_json()
    assert "REASON" not in seen
    assert "What now" not in seen
    proposed(cut, quote="go to done")
    assert [said.words for said in cut.asked[0].claims[0].said] == ["The privacy notice does not go to done."]


def test_without_a_model_nobody_is_asked_to_judge() -> None:
    scripted = Scripted("supported")
    (only,) = proposed(scripted, model=None).plan.proposals
    assert (only.verdict.rule, scripted.asked) == ("plain", [])


def test_what_was_taken_back_closes_the_gate_for_the_next_meeting(
    installation: Installation, hand_in: Callable[..., str], work: Callable[[], None]
) -> None:
    first = hand_in()
    work()
    assert {one.rule for one in report(installation, first).changes} == {"plain"}
    assert reliability.checks(installation) == ()
    undo_meeting(installation, first, Actor(name="lead"))
    told = reliability.reliability(installation, TEAM)
    (gate,) = told.gates
    move = next(one for one in gate.kinds if one.kind == "move")
    assert (move.why, move.seen, move.wrong, gate.alone) == ("narrowed", 2, 2, 2)
    assert told.answers == {"undone": 2}
    seen_anew = replace(installation, gates_seen=Seen())
    assert [(one.code, one.params) for one in reliability.checks(seen_anew)] == [
        ("gate-narrowed", {"count": 1, "boards": TEAM})
    ]
    again = hand_in("a week later")
    work()
    rules = [
        one.proposal.verdict.rule
        for one in report(installation, again).proposals
        if one.proposal.operation.kind == "move"
    ]
    assert rules.count("narrowed") == 2
    assert "plain" not in rules
