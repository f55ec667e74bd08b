"""From a meeting to the board and back, through the use cases only, on SQLite and on PostgreSQL."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core_api import wiring
from core_api.contracts.answering import AnswerRequest
from core_api.contracts.board import Board, Card
from core_api.contracts.minutes import Answer
from core_api.contracts.problems import Conflict, Problem
from core_api.contracts.proposal import Actor, Choice, Decision, StoredProposal
from core_api.usecases import boards
from core_api.usecases.ask import ask
from core_api.usecases.decide import decide
from core_api.usecases.installation import Installation
from core_api.usecases.queue import waiting
from core_api.usecases.report import report
from core_api.usecases.revise import correct_fact, plan_again
from core_api.usecases.submit import Submission, submit
from core_api.usecases.undo import undo_meeting

SAMPLE = Path(__file__).parents[2] / "core_api" / "sample"
LEAD = Actor(name="lead")
Work = Callable[[], None]
HandIn = Callable[[], str]


def board_of(installation: Installation) -> Board:
    return boards.look(installation, "local:team")[0]


def card(installation: Installation, card_id: str) -> Card:
    return next(item for item in board_of(installation).cards if item.id == card_id)


def word(installation: Installation, item: StoredProposal, answer: Choice, **more: str) -> Decision:
    proposal = item.proposal
    return Decision(
        proposal_id=proposal.id,
        version=proposal.version,
        answer=answer,
        by=LEAD,
        at=installation.clock(),
        **more,  # type: ignore[arg-type]
    )


def first(installation: Installation, kind: str) -> StoredProposal:
    return next(
        item.stored
        for item in waiting(installation)
        if item.stored.proposal.operation.kind == kind and item.stored.proposal.card
    )


@pytest.fixture
def meeting(hand_in: HandIn, work: Work) -> str:
    identity = hand_in()
    work()
    return identity


def test_the_two_plain_changes_went_through_by_themselves(installation: Installation, meeting: str) -> None:
    result = report(installation, meeting)
    assert result.stage == "asking"
    assert len(result.changes) == 2
    for change in result.changes:
        assert change.by.kind == "gate"
        assert change.evidence
        assert change.inverse is not None
    moved = {change.card.id: change.operation for change in result.changes}
    for card_id, operation in moved.items():
        assert card(installation, card_id).column_id == operation.column_id  # type: ignore[union-attr]


def test_handing_the_same_thing_in_again_changes_nothing(
    installation: Installation, meeting: str, hand_in: HandIn, work: Work
) -> None:
    before, queue = board_of(installation), waiting(installation)
    assert hand_in() == meeting
    work()
    assert board_of(installation) == before
    assert waiting(installation) == queue


def test_an_approved_change_shows_on_the_board_and_is_on_record(
    installation: Installation, meeting: str, work: Work
) -> None:
    chosen = first(installation, "comment")
    decide(installation, word(installation, chosen, "approve"))
    work()
    assert chosen.proposal.card is not None
    comments = [note.text for note in card(installation, chosen.proposal.card.id).comments]
    assert chosen.proposal.operation.text in comments  # type: ignore[union-attr]
    records = [
        item for item in report(installation, meeting).changes if item.proposal_id == chosen.proposal.id
    ]
    assert [item.by.name for item in records] == ["lead"]


def test_the_first_decision_wins(installation: Installation, meeting: str, work: Work) -> None:
    chosen = first(installation, "comment")
    decide(installation, word(installation, chosen, "reject"))
    with pytest.raises(Conflict) as second:
        decide(installation, word(installation, chosen, "approve"))
    assert second.value.code == "already-decided"
    work()
    assert len(report(installation, meeting).changes) == 2


def test_a_wrong_card_is_matched_again_without_it(
    installation: Installation, meeting: str, work: Work
) -> None:
    chosen = first(installation, "comment")
    decide(installation, word(installation, chosen, "reject", reason="wrong-card"))
    work()
    again = [
        item.stored.proposal
        for item in waiting(installation)
        if item.stored.proposal.fact_id == chosen.proposal.fact_id
        and item.stored.proposal.verdict.rule == "second-look"
    ]
    assert chosen.proposal.card is not None
    assert all(item.card and item.card.id != chosen.proposal.card.id for item in again)
    queue = waiting(installation)
    work()
    assert waiting(installation) == queue, "a step back is taken once"


def test_another_card_gets_the_change(installation: Installation, meeting: str, work: Work) -> None:
    chosen = first(installation, "comment")
    other = next(
        item
        for item in board_of(installation).cards
        if not item.archived and chosen.proposal.card and item.id != chosen.proposal.card.id
    )
    decide(installation, word(installation, chosen, "other_card", card_id=other.id))
    work()
    assert chosen.proposal.operation.text in [  # type: ignore[union-attr]
        note.text for note in card(installation, other.id).comments
    ]


def test_a_card_that_a_person_changed_meanwhile_comes_back(
    installation: Installation, meeting: str, work: Work
) -> None:
    chosen = first(installation, "due")
    assert chosen.proposal.card is not None
    shelf = installation.shelf
    day = chosen.created_at
    shelf.update("team", chosen.proposal.card.id, lambda _board, it: it.model_copy(update={"due": day}))  # type: ignore[union-attr]
    decide(installation, word(installation, chosen, "approve"))
    work()
    assert card(installation, chosen.proposal.card.id).due == day, "the person's value stands"
    again = next(
        item.stored for item in waiting(installation) if item.stored.proposal.id == chosen.proposal.id
    )
    assert again.proposal.version == chosen.proposal.version + 1
    assert again.error == "card-changed"


def test_a_whole_meeting_is_taken_back(installation: Installation, hand_in: HandIn, work: Work) -> None:
    before = {item.id: (item.column_id, item.due, item.member_ids) for item in board_of(installation).cards}
    meeting = hand_in()
    work()
    done, refused = undo_meeting(installation, meeting, LEAD)
    assert len(done) == 2
    assert refused == ()
    after = {item.id: (item.column_id, item.due, item.member_ids) for item in board_of(installation).cards}
    assert after == before


def test_a_meeting_is_done_when_nothing_waits(installation: Installation, meeting: str, work: Work) -> None:
    for item in waiting(installation):
        decide(installation, word(installation, item.stored, "note"))
    work()
    assert report(installation, meeting).stage == "done"


def test_a_stopped_board_waits_and_then_goes_on(installation: Installation, meeting: str, work: Work) -> None:
    chosen = first(installation, "comment")
    boards.change_policy(installation, "local:team", stopped=True)
    decide(installation, word(installation, chosen, "approve"))
    work()
    assert len(report(installation, meeting).changes) == 2
    boards.change_policy(installation, "local:team", stopped=False)
    work()
    assert len(report(installation, meeting).changes) == 3


def test_a_question_is_answered_to_the_second(installation: Installation, meeting: str) -> None:
    answer = ask(installation, "Когда открываем продажу на летний сезон?")
    assert answer.text
    transcript = report(installation, meeting).transcript
    assert transcript is not None
    for citation in answer.citations:
        segment = transcript.segments[citation.evidence.segment]
        assert citation.evidence.quote in segment.text
        assert citation.evidence.start == segment.start


def test_planning_again_on_the_same_board_asks_nothing_twice(
    installation: Installation, meeting: str
) -> None:
    queue = {item.stored.proposal.id for item in waiting(installation)}
    plan_again(installation, meeting)
    again = [item.stored.proposal.id for item in waiting(installation)]
    assert len(again) == len(set(again))
    assert queue <= set(again)


def test_a_fact_put_right_is_planned_again_on_the_card_it_names(
    installation: Installation, meeting: str, work: Work
) -> None:
    chosen = first(installation, "comment").proposal
    other = next(
        item
        for item in board_of(installation).cards
        if not item.archived and chosen.card and item.id != chosen.card.id and item.number
    )
    correct_fact(installation, meeting, chosen.fact_id, f"Карточка номер {other.number}: {other.name}")
    work()
    minutes = report(installation, meeting).minutes
    said = (
        [one for who in minutes.participants for one in who.said if one.fact_id == chosen.fact_id]
        if minutes
        else []
    )
    assert [one.text.endswith(other.name) for one in said] == [True]
    about = [
        item.stored.proposal
        for item in waiting(installation)
        if item.stored.proposal.fact_id == chosen.fact_id
    ]
    assert any(item.card and item.card.id == other.id for item in about)
    assert all(item.verdict.route == "review" for item in about)


def test_another_card_that_makes_no_sense_is_refused_and_nothing_is_recorded(
    installation: Installation, meeting: str
) -> None:
    tick = next(
        item.stored
        for item in waiting(installation)
        if item.stored.proposal.operation.kind in {"check", "create"}
    )
    bare = next(item for item in board_of(installation).cards if not item.checklists and not item.archived)
    for card_id, code in ((bare.id, "other-card-impossible"), ("no-such-card", "card-not-found")):
        with pytest.raises(Problem) as refused:
            decide(installation, word(installation, tick, "other_card", card_id=card_id))
        assert refused.value.code == code
    assert tick.proposal.id in {item.stored.proposal.id for item in waiting(installation)}


def test_any_number_of_changes_can_be_sent_to_other_cards(
    installation: Installation, meeting: str, work: Work
) -> None:
    target = next(item for item in board_of(installation).cards if item.name == "Тёмная тема сайта")
    comments = [
        item.stored for item in waiting(installation) if item.stored.proposal.operation.kind == "comment"
    ]
    for item in comments:
        decide(installation, word(installation, item, "other_card", card_id=target.id))
    work()
    assert len(card(installation, target.id).comments) == len(comments) > 4


def test_the_same_file_under_another_title_is_the_same_meeting(
    installation: Installation, meeting: str, work: Work
) -> None:
    path = SAMPLE / "planning-ru.vtt"
    renamed = Submission(path=path, board="local:team", title="Понедельник")
    again = submit(installation, renamed, wiring.read_source(path, None))
    work()
    assert again.id == meeting
    assert report(installation, meeting).meeting.title == "Понедельник"
    assert len(report(installation, meeting).changes) == 2
    other_day = Submission(path=path, board="local:team", started_at=datetime(2026, 4, 1, tzinfo=UTC))
    with pytest.raises(Conflict) as refused:
        submit(installation, other_day, wiring.read_source(path, None))
    assert refused.value.code == "meeting-told-otherwise"


def test_a_meeting_planned_again_after_its_end_can_step_back(
    installation: Installation, meeting: str, work: Work
) -> None:
    fact = first(installation, "comment").proposal.fact_id
    for item in waiting(installation):
        decide(installation, word(installation, item.stored, "note"))
    work()
    assert report(installation, meeting).stage == "done"
    other = next(item for item in board_of(installation).cards if item.name == "Тёмная тема сайта")
    correct_fact(installation, meeting, fact, f"Карточка номер {other.number}: {other.name}")
    work()
    assert report(installation, meeting).stage == "asking"
    fresh = next(item.stored for item in waiting(installation))
    decide(installation, word(installation, fresh, "reject", reason="wrong-card"))
    for item in waiting(installation):
        decide(installation, word(installation, item.stored, "note"))
    work()
    assert report(installation, meeting).stage in {"asking", "done"}


def test_a_board_that_forbids_models_keeps_its_meetings_from_them_in_answers_too(
    installation: Installation, meeting: str
) -> None:
    asked: list[str] = []

    class Listener:
        def answer(self, request: AnswerRequest) -> Answer:
            asked.append(request.models)
            return Answer(text=None)

    services = replace(installation.services, answerer=Listener)
    listening = replace(installation, services=services)
    ask(listening, "Когда открываем продажу на летний сезон?")
    boards.change_policy(installation, "local:team", models="none")
    ask(listening, "Когда открываем продажу на летний сезон?")
    assert asked == ["external", "none"]
