"""A meeting whose work was stopped says so, goes on when it is asked to, and keeps what was approved."""

from collections.abc import Callable

import pytest

from core_api.contracts.board import Card
from core_api.contracts.job import JobKind
from core_api.contracts.problems import Cancelled, Internal
from core_api.contracts.proposal import Actor, Choice, Decision, StoredProposal
from core_api.flow.desk import StoreDesk
from core_api.jobs import ledger
from core_api.store import intents
from core_api.usecases import boards
from core_api.usecases.decide import decide
from core_api.usecases.installation import Installation
from core_api.usecases.queue import waiting
from core_api.usecases.report import recent, report
from core_api.usecases.resume import cancel, retry

Work = Callable[[], None]
HandIn = Callable[[], str]


def word(installation: Installation, item: StoredProposal, answer: Choice) -> None:
    now, one = installation.clock(), item.proposal
    decide(
        installation,
        Decision(proposal_id=one.id, version=one.version, answer=answer, by=Actor(name="lead"), at=now),
    )


def cards(installation: Installation) -> dict[str, Card]:
    return {card.id: card for card in boards.look(installation, "local:team")[0].cards}


def ask_one_approve_the_rest_reject(installation: Installation) -> StoredProposal:
    """Approve a comment, stop the meeting, reject all the rest."""
    chosen = next(
        item.stored for item in waiting(installation) if item.stored.proposal.operation.kind == "comment"
    )
    word(installation, chosen, "approve")
    cancel(installation, chosen.proposal.meeting_id)
    for item in waiting(installation):
        word(installation, item.stored, "reject")
    return chosen


def test_a_meeting_stopped_before_its_work_began_says_so_and_goes_on(
    installation: Installation, hand_in: HandIn, work: Work
) -> None:
    meeting = hand_in()
    cancel(installation, meeting)
    work()
    assert report(installation, meeting).stage == "stopped"
    assert [line.stage for line in recent(installation)] == ["stopped"]
    retry(installation, meeting)
    assert report(installation, meeting).stage == "received", "what is queued is not stopped"
    work()
    assert report(installation, meeting).stage == "asking"


@pytest.mark.parametrize("kind", ["transcribe", "summarize"])
def test_ordered_work_is_stopped_with_the_script(
    installation: Installation, hand_in: HandIn, work: Work, kind: JobKind
) -> None:
    meeting = hand_in()
    with installation.database.transaction() as session:
        ledger.submit(
            session, kind, f"{kind}:{meeting}", meeting_id=meeting, args={}, now=installation.clock()
        )
    stopped = cancel(installation, meeting)
    assert {(job.kind, job.state) for job in stopped} == {(kind, "cancelled"), ("advance", "cancelled")}
    work()
    assert report(installation, meeting).stage == "stopped"


def test_a_script_that_was_asked_to_stop_orders_nothing_more(
    installation: Installation, hand_in: HandIn, work: Work
) -> None:
    meeting = hand_in()
    claimed = ledger.claim(installation.database, ("advance",), "somebody", installation.clock())
    assert claimed is not None
    cancel(installation, meeting)
    with pytest.raises(Cancelled) as stopped:
        StoreDesk(installation).order(meeting, "summarize")
    ledger.fail(installation.database, claimed, stopped.value, installation.clock())
    assert report(installation, meeting).stage == "stopped"
    retry(installation, meeting)
    work()
    assert report(installation, meeting).stage == "asking"


def test_what_was_approved_reaches_the_board_though_the_meeting_is_stopped(
    installation: Installation, hand_in: HandIn, work: Work
) -> None:
    meeting = hand_in()
    work()
    chosen = ask_one_approve_the_rest_reject(installation)
    work()
    states = {item.proposal.id: item.state for item in report(installation, meeting).proposals}
    assert states[chosen.proposal.id] == "applied"
    assert report(installation, meeting).stage == "done"
    assert chosen.proposal.card is not None
    said = [note.text for note in cards(installation)[chosen.proposal.card.id].comments]
    assert chosen.proposal.operation.text in said  # type: ignore[union-attr]


def test_a_meeting_is_not_done_while_an_approved_change_is_not_written(
    installation: Installation, hand_in: HandIn, work: Work
) -> None:
    meeting = hand_in()
    work()
    boards.change_policy(installation, "local:team", stopped=True)
    ask_one_approve_the_rest_reject(installation)
    work()
    ticket = {"waits_for": "people", "meeting_id": meeting}
    assert StoreDesk(installation).settled(ticket) is None  # type: ignore[arg-type]
    boards.change_policy(installation, "local:team", stopped=False)
    work()
    assert report(installation, meeting).stage == "done"


def test_an_undo_that_broke_off_keeps_no_meeting_open(
    installation: Installation, hand_in: HandIn, work: Work
) -> None:
    meeting = hand_in()
    work()
    for item in waiting(installation):
        word(installation, item.stored, "reject")
    with installation.database.transaction() as session:
        done = intents.for_meeting(session, meeting)[0]
        back = done.model_copy(update={"id": "op_back", "undoes": done.id, "proposal_id": None})
        intents.plan(session, back.model_copy(update={"state": "sending"}), installation.clock())
    work()
    assert report(installation, meeting).stage == "done"


def test_the_report_of_a_broken_meeting_says_failed_not_stopped(
    installation: Installation, hand_in: HandIn
) -> None:
    meeting = hand_in()
    with installation.database.transaction() as session:
        job = ledger.submit(session, "summarize", "s", meeting_id=meeting, args={}, now=installation.clock())
    claimed = ledger.claim(installation.database, ("summarize",), "somebody", installation.clock())
    assert claimed is not None
    assert claimed.id == job.id
    ledger.fail(installation.database, claimed, Internal("internal"), installation.clock())
    cancel(installation, meeting)
    assert report(installation, meeting).stage == "failed"
