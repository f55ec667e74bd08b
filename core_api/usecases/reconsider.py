"""Steps back: a rejected card is matched again without it, another card gets the change. Bounded and audited."""

from datetime import UTC, tzinfo

from core_api.contracts.board import Board
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.problems import Internal
from core_api.contracts.proposal import Decision, Proposal, Verdict
from core_api.domain.lifecycle import STEPS_BACK
from core_api.domain.planner import plan
from core_api.domain.retarget import retargeted
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
        if decision.proposal_id not in done and _step(decision) is not None
    ][: _STEPS_A_MEETING - len(done)]


def reconsider(installation: Installation, meeting_id: str, done: list[str]) -> list[str]:
    """Take every pending step back; gives the ids of all proposals that were taken back, old and new."""
    with installation.database.reading() as session:
        steps = pending(session, meeting_id, done)
        meeting = meetings.get(session, meeting_id)
    if not steps:
        return done
    board, policy = work.board_of(installation, meeting)
    if board is None:
        raise Internal("internal")
    board = stages.with_roles(board, policy)
    for proposal, decision in steps:
        if _step(decision) == "match":
            _match_again(installation, proposal, board, policy)
        else:
            _move_over(installation, (proposal, decision), board, meeting.started_at.tzinfo or UTC)
    return [*done, *(proposal.id for proposal, _decision in steps)]


def _step(decision: Decision) -> str | None:
    return STEPS_BACK.get((decision.answer, decision.reason))


def _match_again(installation: Installation, proposal: Proposal, board: Board, policy: BoardPolicy) -> None:
    """Look for the fact's card among the others; what is found is asked."""
    with installation.database.reading() as session:
        meeting = meetings.get(session, proposal.meeting_id)
        transcript, minutes = meetings.transcript(session, meeting.id), meetings.minutes(session, meeting.id)
    if transcript is None or minutes is None:
        raise Internal("internal")
    fact = next(fact for fact in minutes.facts if fact.id == proposal.fact_id)
    rejected = (proposal.card.id,) if proposal.card else ()
    cards = stages.card_texts(board, without=rejected)
    ranking = installation.services.matcher().rank(stages.queries((fact,)), cards)
    alone = minutes.model_copy(update={"facts": (fact.model_copy(update={"card_hint": None}),)})
    planned = plan(meeting, transcript, alone, ranking.matches, board, policy).proposals
    fresh = [item for item in planned if item.card is None or item.card.id not in rejected]
    asked = [
        item.model_copy(update={"verdict": Verdict(route="review", rule="second-look")}) for item in fresh
    ]
    with installation.database.transaction(durable=True) as session:
        proposals.add(session, stages.seal(asked, board, meeting.board), "open", installation.clock())


def _move_over(
    installation: Installation, step: tuple[Proposal, Decision], board: Board, zone: tzinfo
) -> None:
    """Put the change on the card that the person chose, by that person's word; its open siblings are asked there."""
    old, decision = step
    card = next((item for item in board.cards if item.id == decision.card_id), None)
    if card is None:
        return
    with installation.database.transaction(durable=True) as session:
        for proposal in (old, *_siblings(session, old)):
            moved = retargeted(proposal, card, board, zone)
            if proposal is not old:
                proposals.set_state(session, proposal.id, proposal.version, "superseded")
            if moved is None:
                continue
            sealed = stages.seal((moved,), board, old.board)[0]
            proposals.add(session, (sealed,), "open", installation.clock())
            if proposal is old and proposals.decision(session, sealed.id) is None:
                follow = decision.model_copy(
                    update={"proposal_id": sealed.id, "version": 1, "answer": "approve", "card_id": None}
                )
                proposals.decide(session, follow)
                proposals.set_state(session, sealed.id, 1, "approved")
                work.approve(installation, session, sealed, follow)


def _siblings(session: Session, old: Proposal) -> list[Proposal]:
    """The open proposals of the same fact on the same card."""
    return [
        item.proposal
        for item in proposals.for_meeting(session, old.meeting_id)
        if item.state in {"open", "shadow"}
        and item.proposal.fact_id == old.fact_id
        and item.proposal.card == old.card
    ]
