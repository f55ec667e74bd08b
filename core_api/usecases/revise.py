"""Steps back that a person starts: a fact of the minutes put right, or the whole plan made again on today's board."""

from collections.abc import Iterable

from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.minutes import Fact, Minutes, ParticipantNotes, Remark
from core_api.contracts.problems import Conflict, NotFound
from core_api.contracts.proposal import Proposal, Verdict
from core_api.domain.access import strictest
from core_api.domain.planner import plan
from core_api.domain.sight import card_texts, queries
from core_api.jobs import ledger
from core_api.language.controls import plain
from core_api.store import meetings, proposals
from core_api.store.database import Session
from core_api.usecases import stages, work
from core_api.usecases.findings import index_minutes
from core_api.usecases.installation import Installation
from core_api.usecases.reading import detail_of, watch


def correct_fact(
    installation: Installation, meeting_id: str, fact_id: str, text: str
) -> tuple[Proposal, ...]:
    """Put the fact's sentence right and plan it again; what was open for it is superseded, what follows is asked.

    The quotes stay what was said. Raises NotFound for the meeting or the fact, Conflict while there are no minutes.
    """
    meeting, transcript, minutes = _understood(installation, meeting_id)
    fact = next((item for item in minutes.facts if item.id == fact_id), None)
    if fact is None:
        raise NotFound("fact-not-found", id=fact_id)
    text = plain(text)
    right = fact.model_copy(update={"text": text, "mention": text, "card_hint": None})
    facts = tuple(right if item.id == fact_id else item for item in minutes.facts)
    corrected = minutes.model_copy(
        update={"facts": facts, "participants": _told_right(minutes.participants, right)}
    )
    return _plan_again(installation, (meeting, transcript, corrected), {fact_id})


def _told_right(participants: Iterable[ParticipantNotes], fact: Fact) -> tuple[ParticipantNotes, ...]:
    """What everybody said, with the corrected fact in its new words."""

    def right(remark: Remark) -> Remark:
        return remark.model_copy(update={"text": fact.text}) if remark.fact_id == fact.id else remark

    return tuple(
        one.model_copy(update={"said": tuple(right(remark) for remark in one.said)}) for one in participants
    )


def plan_again(installation: Installation, meeting_id: str) -> tuple[Proposal, ...]:
    """Match and plan every fact on the board as it stands now; open proposals give way, decided ones stay decided."""
    understood = _understood(installation, meeting_id)
    return _plan_again(installation, understood, {fact.id for fact in understood[2].facts})


def _understood(installation: Installation, meeting_id: str) -> tuple[Meeting, Transcript, Minutes]:
    with installation.database.reading() as session:
        meeting = meetings.get(session, meeting_id)
        transcript, minutes = meetings.transcript(session, meeting_id), meetings.minutes(session, meeting_id)
        planned = meetings.plan(session, meeting_id)
    if transcript is None or minutes is None or planned is None:
        raise Conflict("meeting-not-ready", id=meeting_id)
    return meeting, transcript, minutes


def _plan_again(
    installation: Installation, understood: tuple[Meeting, Transcript, Minutes], facts: set[str]
) -> tuple[Proposal, ...]:
    meeting, transcript, minutes = understood
    begun = installation.clock()
    board, policy = work.board_of(installation, meeting)
    if board is None:
        raise Conflict("meeting-without-board", id=meeting.id)
    board = stages.with_roles(board, policy)
    chosen = tuple(fact for fact in minutes.facts if fact.id in facts)
    models = strictest(installation.models, meeting.models, policy.models)
    facts_seen = queries(chosen, board, transcript.speakers)
    ranking = installation.services.matcher().rank(
        facts_seen, card_texts(board, at=meeting.started_at), models
    )
    detail = detail_of(installation, meeting.board or "")
    board = stages.with_details(board, chosen, ranking.matches, detail)
    fresh = plan(
        meeting, transcript, minutes.model_copy(update={"facts": chosen}), ranking.matches, board, policy
    ).proposals
    asked = [
        item.model_copy(update={"verdict": Verdict(route="review", rule="planned-again")}) for item in fresh
    ]
    with installation.database.transaction(durable=True) as session:
        meetings.save_minutes(session, meeting.id, minutes)
        index_minutes(session, meeting.id)
        kept = _give_way(session, meeting.id, facts, {item.id for item in asked})
        opened = tuple(item for item in stages.seal(asked, board, meeting.board) if item.id not in kept)
        proposals.add(session, opened, "open", installation.clock())
        ledger.ring(session, meeting.id, installation.clock())
        watch(session, installation, board, opened, begun)
    return opened


def _give_way(session: Session, meeting_id: str, facts: set[str], fresh: set[str]) -> set[str]:
    """Supersede what is open for these facts and not planned again; gives the ids that are stored already."""
    every = proposals.for_meeting(session, meeting_id, lock=True)
    stored = [item for item in every if item.proposal.fact_id in facts]
    for item in stored:
        one = item.proposal
        if one.id not in fresh:
            proposals.set_state(session, one.id, one.version, "superseded", expected=proposals.WAITING)
    return {item.proposal.id for item in stored}
