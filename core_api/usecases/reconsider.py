"""The step back from a rejected card: its fact is matched again without it. Bounded and audited."""

from datetime import datetime

from core_api.contracts.board import Board
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.problems import Internal
from core_api.contracts.proposal import Decision, Proposal, Verdict
from core_api.domain.access import strictest
from core_api.domain.lifecycle import STEPS_BACK
from core_api.domain.planner import plan
from core_api.domain.sight import card_texts, queries
from core_api.store import meetings, proposals
from core_api.store.database import Session
from core_api.usecases import stages, work
from core_api.usecases.installation import Installation
from core_api.usecases.reading import detail_of, watch

_STEPS_A_MEETING = 4
"""More steps back than this are not taken: the meeting then needs a person, not another guess."""


def pending(session: Session, meeting_id: str, done: list[str]) -> list[tuple[Proposal, Decision]]:
    """The decisions that ask for a step back which has not been taken yet, oldest first."""
    if len(done) >= _STEPS_A_MEETING:
        return []
    stored = {item.proposal.id: item.proposal for item in proposals.for_meeting(session, meeting_id)}
    return [
        (stored[decision.proposal_id], decision)
        for decision in proposals.decisions(session, meeting_id)
        if decision.proposal_id not in done and STEPS_BACK.get((decision.answer, decision.reason)) == "match"
    ][: _STEPS_A_MEETING - len(done)]


def reconsider(installation: Installation, meeting_id: str, done: list[str]) -> list[str]:
    """Take every pending step back; gives the ids of all proposals that were taken back, old and new."""
    with installation.database.reading() as session:
        steps = pending(session, meeting_id, done)
        meeting = meetings.get(session, meeting_id)
    if not steps:
        return done
    begun = installation.clock()
    board, policy = work.board_of(installation, meeting)
    if board is None:
        raise Internal("internal")
    board = stages.with_roles(board, policy)
    for proposal, _decision in steps:
        _match_again(installation, proposal, board, policy, begun)
    return [*done, *(proposal.id for proposal, _decision in steps)]


def _match_again(
    installation: Installation, proposal: Proposal, board: Board, policy: BoardPolicy, begun: datetime
) -> None:
    """Look for the fact's card among the others; what is found is asked."""
    with installation.database.reading() as session:
        meeting = meetings.get(session, proposal.meeting_id)
        transcript, minutes = meetings.transcript(session, meeting.id), meetings.minutes(session, meeting.id)
    if transcript is None or minutes is None:
        raise Internal("internal")
    fact = next(fact for fact in minutes.facts if fact.id == proposal.fact_id)
    rejected = (proposal.card.id,) if proposal.card else ()
    cards = card_texts(board, without=rejected, at=meeting.started_at)
    models = strictest(installation.models, meeting.models, policy.models)
    seen = queries((fact,), board, transcript.speakers)
    ranking = installation.services.matcher().rank(seen, cards, models)
    alone = minutes.model_copy(update={"facts": (fact.model_copy(update={"card_hint": None}),)})
    board = stages.with_details(
        board, (fact,), ranking.matches, detail_of(installation, meeting.board or "", background=True)
    )
    planned = plan(meeting, transcript, alone, ranking.matches, board, policy).proposals
    fresh = [item for item in planned if item.card is None or item.card.id not in rejected]
    asked = [
        item.model_copy(update={"verdict": Verdict(route="review", rule="second-look")}) for item in fresh
    ]
    with installation.database.transaction(durable=True) as session:
        sealed = stages.seal(asked, board, meeting.board)
        proposals.add(session, sealed, "open", installation.clock())
        watch(session, installation, board, sealed, begun)
