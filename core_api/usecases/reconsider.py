"""Steps back: what a rejected card or another card sends back to matching and planning. Bounded and audited."""

from core_api.contracts.board import Board
from core_api.contracts.matching import Candidate, Match, Query
from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.minutes import Fact, Minutes
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.problems import Internal
from core_api.contracts.proposal import Decision, Proposal, Verdict
from core_api.domain.lifecycle import STEPS_BACK
from core_api.domain.planner import plan
from core_api.store import meetings, proposals
from core_api.store.database import Session
from core_api.usecases import stages, work
from core_api.usecases.installation import Installation

_STEPS_A_MEETING = 6
"""More steps back than this are not taken: the meeting then needs a person, not another guess."""


def pending(session: Session, meeting_id: str, done: list[str]) -> list[tuple[Proposal, Decision]]:
    """The decisions that ask for a step back which has not been taken yet, oldest first."""
    if len(done) >= _STEPS_A_MEETING:
        return []
    stored = {item.proposal.id: item.proposal for item in proposals.for_meeting(session, meeting_id)}
    return [
        (stored[decision.proposal_id], decision)
        for decision in proposals.decisions(session, meeting_id)
        if decision.proposal_id not in done and (decision.answer, decision.reason) in STEPS_BACK
    ][: _STEPS_A_MEETING - len(done)]


def reconsider(installation: Installation, meeting_id: str, done: list[str]) -> list[str]:
    """Take every pending step back; gives the ids of all proposals that were taken back, old and new."""
    with installation.database.reading() as session:
        steps = pending(session, meeting_id, done)
        meeting = meetings.get(session, meeting_id)
        transcript, minutes = meetings.transcript(session, meeting_id), meetings.minutes(session, meeting_id)
    if not steps:
        return done
    board, policy = work.board_of(installation, meeting)
    if transcript is None or minutes is None or board is None:
        raise Internal("internal")
    board = stages.with_roles(board, policy)
    for proposal, decision in steps:
        fact = next(fact for fact in minutes.facts if fact.id == proposal.fact_id)
        match = _match_again(installation, fact, board, proposal, decision)
        fresh = _plan_again((meeting, transcript, minutes), fact, match, board, policy)
        _store(installation, fresh, proposal, decision)
    return [*done, *(proposal.id for proposal, _decision in steps)]


def _match_again(
    installation: Installation, fact: Fact, board: Board, proposal: Proposal, decision: Decision
) -> Match:
    if decision.card_id is not None:
        return Match(
            query_id=fact.id, candidates=(Candidate(card_id=decision.card_id, score=1.0),), confidence=1.0
        )
    rejected = (proposal.card.id,) if proposal.card else ()
    query = Query(id=fact.id, text=fact.text, mention=fact.mention, context=fact.context)
    return (
        installation.services.matcher().rank((query,), stages.card_texts(board, without=rejected)).matches[0]
    )


def _plan_again(
    heard: tuple[Meeting, Transcript, Minutes], fact: Fact, match: Match, board: Board, policy: BoardPolicy
) -> tuple[Proposal, ...]:
    meeting, transcript, minutes = heard
    only = minutes.model_copy(update={"facts": (fact,), "action_items": ()})
    fresh = plan(meeting.id, transcript, only, (match,), board, policy).proposals
    asked = tuple(
        item.model_copy(update={"verdict": Verdict(route="review", rule="second-look")}) for item in fresh
    )
    return stages.seal(asked, board, meeting.board)


def _store(
    installation: Installation, fresh: tuple[Proposal, ...], old: Proposal, decision: Decision
) -> None:
    """Open the fresh proposals; with another card, the one of the old kind counts as approved by the same person."""
    with installation.database.transaction(durable=True) as session:
        proposals.add(session, fresh, "open", installation.clock())
        if decision.answer != "other_card":
            return
        for proposal in fresh:
            if (
                proposal.operation.kind == old.operation.kind
                and proposals.decision(session, proposal.id) is None
            ):
                follow = decision.model_copy(
                    update={
                        "proposal_id": proposal.id,
                        "version": proposal.version,
                        "answer": "approve",
                        "card_id": None,
                    }
                )
                proposals.decide(session, follow)
                proposals.set_state(session, proposal.id, proposal.version, "approved")
                work.approve(installation, session, proposal, follow)
