"""A lead's evening: the digest, one question after the other, every answer, and what stands on the board after it."""

import pytest

from core_api.contracts.asking import Example
from core_api.contracts.board import Due
from core_api.contracts.messages import Digest, Notice, Question
from core_api.contracts.proposal import StoredProposal
from core_api.store import arrivals
from core_api.store import asking as examples
from core_api.usecases import boards
from core_api.usecases.history import changes
from core_api.usecases.messenger import answering
from tests.messenger import kills
from tests.messenger.office import Office


def lessons(office: Office) -> tuple[Example, ...]:
    with office.installation.database.reading() as session:
        return examples.examples(session)


def ask_kind(office: Office, user: str, kind: str) -> StoredProposal:
    """The meeting, and its questions noted one by one until one of that kind is asked; gives its proposal."""
    office.ask_everything()
    office.meet()
    office.press(user, "next")
    for _ in range(20):
        question = office.questions(user)[-1]
        if question.operation == kind and question.card:
            return next(
                one
                for one in office.waiting()
                if one.proposal.operation.kind == kind and one.proposal.claim == question.claim
            )
        office.press(user, "note")
    raise AssertionError(f"no {kind} is asked")


def test_the_digest_comes_first_and_questions_on_demand(office: Office, anna: str) -> None:
    office.meet()
    (digest,) = office.messenger.views(anna)
    assert isinstance(digest, Digest)
    assert len(digest.asks) == len(office.waiting()) > 2
    assert digest.occasion == "meeting"
    assert office.press(anna, "next") == "shown"
    _digest, question = office.messenger.views(anna)
    assert isinstance(question, Question)
    assert (question.number, question.total) == (1, len(digest.asks))
    assert question.quotes
    assert question.rule


def test_approving_writes_to_the_board_and_asks_the_next_one(office: Office, anna: str) -> None:
    office.meet()
    office.press(anna, "next")
    proposal = office.waiting()[0].proposal
    assert office.press(anna, "approve") == "accepted"
    first, second = office.questions(anna)
    assert first.outcome is not None
    assert (first.outcome.code, first.outcome.by) == ("applied", "Анна")
    assert (second.outcome, second.number) == (None, 2)
    assert proposal.id not in {one.proposal.id for one in office.waiting()}
    digest = office.messenger.views(anna)[0]
    assert isinstance(digest, Digest)
    assert [bool(line.outcome) for line in digest.asks].count(True) == 1, "the digest tells it too"


def test_a_day_is_written_as_people_say_it(office: Office, anna: str) -> None:
    stored = ask_kind(office, anna, "due")
    assert office.press(anna, "edit") == "shown"
    question = office.questions(anna)[-1]
    assert question.step is not None
    assert (question.step.code, question.step.field) == ("value", "due")
    office.come(office.messenger.wrote(anna, "абракадабра"))
    step = office.questions(anna)[-1].step
    assert step is not None
    assert step.problem == "day-not-understood"
    office.come(office.messenger.wrote(anna, "2026-03-20"))
    done = [one for one in changes(office.installation) if one.proposal_id == stored.proposal.id]
    assert [str(one.operation.date) for one in done if isinstance(one.operation, Due)] == ["2026-03-20"]
    edited = next(one for one in office.questions(anna) if one.outcome and one.operation == "due")
    assert [change.after for change in edited.changes] == ["2026-03-20"], "the message tells what was decided"
    digest = office.messenger.views(anna)[0]
    assert isinstance(digest, Digest)
    told = [line.changes[0].after for line in digest.asks if line.operation == "due" and line.outcome]
    assert told == ["2026-03-20"]
    assert office.questions(anna)[-1].outcome is None, "and the next question comes"
    assert [one.edited for one in lessons(office) if one.answer == "edit"] == [("date",)]
    office.come(office.messenger.wrote(anna, "2026-03-21"))
    assert len(changes(office.installation)) == len(done), "free text decides nothing that is not asked"


@pytest.mark.parametrize("point", [(answering, "_follow"), (arrivals, "await_nothing"), (arrivals, "finish")])
def test_a_value_whose_work_was_killed_is_decided_once_and_gone_on_from(
    office: Office, anna: str, point: tuple[object, str]
) -> None:
    stored = ask_kind(office, anna, "due")
    office.press(anna, "edit")
    with kills.dying(*point):
        kills.answer(office, office.messenger.wrote(anna, "2026-03-20"))
    office.work()
    done = [one for one in changes(office.installation) if one.proposal_id == stored.proposal.id]
    assert len(done) == 1
    assert office.questions(anna)[-1].outcome is None, "the next question comes"
    assert not [view for view in office.messenger.views(anna) if isinstance(view, Notice)], "nothing is amiss"


def test_a_column_is_picked_from_the_board(office: Office, anna: str) -> None:
    stored = ask_kind(office, anna, "move")
    office.press(anna, "edit")
    board = boards.look(office.installation, "local:team")[0]
    column = next(
        one for one in board.columns if one.id != getattr(stored.proposal.operation, "column_id", "")
    )
    assert office.press(anna, column.name) == "accepted"
    card_id = stored.proposal.card.id if stored.proposal.card else ""
    board = boards.look(office.installation, "local:team")[0]
    assert next(card for card in board.cards if card.id == card_id).column_id == column.id


def test_another_card_is_chosen_from_the_likely_ones_and_by_search(office: Office, anna: str) -> None:
    stored = ask_kind(office, anna, "move")
    office.press(anna, "other_card")
    step = office.questions(anna)[-1].step
    assert step is not None
    assert step.code == "card"
    office.press(anna, "search")
    board = boards.look(office.installation, "local:team")[0]
    proposed = stored.proposal.card.id if stored.proposal.card else ""
    target = next(
        card
        for card in board.cards
        if card.id != proposed
        and not card.archived
        and card.column_id != getattr(stored.proposal.operation, "column_id", "")
    )
    office.come(office.messenger.wrote(anna, target.name))
    labels = [button.text for row in office.messenger.chat(anna)[-1].rows for button in row.buttons]
    label = next(one for one in labels if target.name in one)
    assert office.press(anna, label) == "accepted"
    moved = [one for one in changes(office.installation) if one.card.id == target.id]
    assert len(moved) == 1
    assert office.questions(anna)[-1].outcome is None or office.waiting() == []
    answers = [one.answer for one in lessons(office) if one.proposal_id == stored.proposal.id]
    assert answers == ["other_card"]


def test_rejecting_asks_one_tap_for_the_reason(office: Office, anna: str) -> None:
    office.meet()
    office.press(anna, "next")
    count = len(office.waiting())
    assert office.press(anna, "reject") == "shown"
    assert len(office.waiting()) == count, "nothing is decided before the reason"
    assert office.press(anna, "back") == "shown"
    assert office.questions(anna)[-1].step is None
    office.press(anna, "reject")
    assert office.press(anna, "reason-already-done") == "rejected"
    first = office.questions(anna)[0]
    assert first.outcome is not None
    assert (first.outcome.code, first.outcome.reason) == ("rejected", "already-done")
    assert [(one.answer, one.reason) for one in lessons(office)] == [("reject", "already-done")]
    assert changes(office.installation) == tuple(
        one for one in changes(office.installation) if one.by.kind == "gate"
    )


def test_what_was_applied_can_be_undone_where_it_was_approved(office: Office, anna: str) -> None:
    stored = ask_kind(office, anna, "move")
    before = boards.look(office.installation, "local:team")[0]
    office.press(anna, "approve")
    assert office.press(anna, "undo") == "undoing"
    question = next(
        one for one in office.questions(anna) if (one.claim, one.operation) == (stored.proposal.claim, "move")
    )
    assert question.outcome is not None
    assert (question.outcome.code, question.outcome.by) == ("undone", "Анна")
    after = boards.look(office.installation, "local:team")[0]
    assert [(card.id, card.column_id) for card in after.cards] == [
        (card.id, card.column_id) for card in before.cards
    ]
    assert [one.undone_at is not None for one in lessons(office) if one.answer == "approve"] == [True]


def test_what_the_dashboard_decides_is_told_in_the_messenger(office: Office, anna: str) -> None:
    from core_api.contracts.proposal import Actor, Decision
    from core_api.usecases.decide import decide

    office.meet()
    office.press(anna, "next")
    proposal = office.waiting()[0].proposal
    office.person("Борис", "9")
    word = Decision(
        proposal_id=proposal.id,
        version=proposal.version,
        answer="note",
        by=Actor(name="Борис", channel="dashboard"),
        at=office.clock(),
    )
    decide(office.installation, word)
    office.work()
    question = office.questions(anna)[0]
    assert question.outcome is not None
    assert (question.outcome.code, question.outcome.by) == ("noted", "Борис")
    assert not any(
        button.code == "approve" for row in office.messenger.chat(anna)[1].rows for button in row.buttons
    )
