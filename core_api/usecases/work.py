"""The long work of a meeting, one function a job kind. Each may be killed anywhere and run again."""

from core_api.changes.executor import carry_out
from core_api.changes.intents import plan_intent
from core_api.changes.record import GATE, zone_of
from core_api.contracts.board import Board, Card
from core_api.contracts.job import Job
from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.minutes import Minutes
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.ports import Report, SummarizeRequest, TranscribeRequest
from core_api.contracts.problems import Internal
from core_api.contracts.proposal import Decision, Plan, Proposal, ProposalState
from core_api.domain.access import strictest
from core_api.domain.days import dated
from core_api.domain.sight import past_of
from core_api.jobs import ledger
from core_api.store import boards, meetings, proposals
from core_api.store.database import Session
from core_api.usecases import attention, stages
from core_api.usecases.findings import index_minutes
from core_api.usecases.indexing import index_speech
from core_api.usecases.installation import Installation
from core_api.usecases.learning import standing_of
from core_api.usecases.marking import mark_stale
from core_api.usecases.ordering import order
from core_api.usecases.people import lead_members
from core_api.usecases.reading import detail_of, read_board, watch
from core_api.usecases.reindexing import ring


def transcribe(installation: Installation, job: Job, report: Report) -> str:
    """Turn the meeting's recording into a transcript; gives the transcript's id."""
    meeting = _meeting(installation, job)
    request = TranscribeRequest(
        path=installation.blobs.path(meeting.blob), language=meeting.language, glossary=installation.glossary
    )
    transcript = installation.services.transcriber(meeting.asr_model).transcribe(request, report)
    with installation.database.transaction() as session:
        ledger.hold(session, job)
        transcript_id = meetings.save_transcript(session, meeting.id, transcript)
        meetings.set_language(session, meeting.id, transcript.language)
        index_speech(session, meeting.id)
        ring(installation, session)
    return transcript_id


def summarize(installation: Installation, job: Job, report: Report) -> str:
    """Write the minutes; gives the meeting's id."""
    meeting, transcript = _heard(installation, job)
    board, policy = board_of(installation, meeting, background=True)
    request = SummarizeRequest(
        transcript=transcript,
        title=meeting.title,
        started_at=meeting.started_at,
        board=stages.with_roles(board, policy) if board else None,
        models=strictest(installation.models, meeting.models, policy.models),
        output_language=installation.manner.language_of(meeting, transcript),
        tone=installation.manner.tone,
    )
    minutes = installation.services.summarizer().summarize(request, report)
    with installation.database.transaction() as session:
        ledger.hold(session, job)
        meetings.save_minutes(session, meeting.id, minutes)
        index_minutes(session, meeting.id)
        ring(installation, session)
    return meeting.id


def apply(installation: Installation, job: Job, report: Report) -> str:
    """Carry out one stored intent; gives its id."""
    return carry_out(installation.site(), job.args["intent"]).id


def propose(installation: Installation, job: Job, report: Report) -> str:
    """Match the minutes to the board, and store what follows: proposals, what was heard, stale cards.

    What is stored already is not made anew, so that proposals keep their identity. The gate's own decisions and their
    intents are stored in the same transaction. Gives the meeting's id.
    """
    meeting, transcript = _heard(installation, job)
    with installation.database.reading() as session:
        planned, minutes = meetings.plan(session, meeting.id), meetings.minutes(session, meeting.id)
    if planned is not None:
        return meeting.id
    if minutes is None:
        raise Internal("internal")
    begun = installation.clock()
    board, policy = board_of(installation, meeting, background=True)
    place = _place(installation, (meeting, minutes), board, policy)
    proposed = _plan(installation, (meeting, transcript, minutes), place)
    plan = proposed.plan
    with installation.database.transaction(durable=True) as session:
        ledger.hold(session, job)
        proposals.add(
            session, plan.proposals, lambda proposal: _first_state(proposal, policy), installation.clock()
        )
        for proposal in plan.proposals:
            if _first_state(proposal, policy) == "approved":
                _approve_by_gate(installation, session, proposal)
        notes = (*transcript.notes, *minutes.notes, *proposed.notes)
        if board is not None:
            ref = meeting.board or ""
            stale = attention.observed(session, ref, proposed.board, plan.stale)
            plan = plan.model_copy(update={"stale": stale})
            notes += mark_stale(installation, session, meeting, (proposed.board, policy), plan)
        meetings.save_plan(session, meeting.id, plan, notes)
        if plan.calls:
            meetings.add_calls(session, meeting.id, plan.calls)
            index_minutes(session, meeting.id)  # they count as changed
        watch(session, installation, proposed.board, plan.proposals, begun)
    return meeting.id


def board_of(
    installation: Installation, meeting: Meeting, *, background: bool = False
) -> tuple[Board | None, BoardPolicy]:
    """The meeting's board as it stands now and its policy, with who leads it; no board: None and the defaults.

    In the background it gives way to what people wait for.
    """
    if meeting.board is None:
        return None, BoardPolicy()
    with installation.database.reading() as session:
        policy = boards.policy(session, meeting.board)
        leads = policy.leads | lead_members(session, meeting.board)
        policy = policy.model_copy(update={"leads": leads})
    return read_board(installation, meeting.board, background=background), policy


def approve(
    installation: Installation,
    session: Session,
    proposal: Proposal,
    decision: Decision,
    card: Card | None = None,
) -> None:
    """Store the intent that a decision asks for and queue its work. A due day means that day where they met.

    `card` as it stands now, where the operation touches other fields than were proposed.
    """
    zone = zone_of(session, proposal.meeting_id)
    intent = plan_intent(proposal, dated(decision.operation or proposal.operation, zone), card)
    order(installation, session, intent)


def _approve_by_gate(installation: Installation, session: Session, proposal: Proposal) -> None:
    decision = Decision(
        proposal_id=proposal.id,
        version=proposal.version,
        answer="approve",
        by=GATE,
        at=installation.clock(),
        reason=proposal.verdict.rule,
    )
    proposals.decide(session, decision)
    approve(installation, session, proposal, decision)


def _first_state(proposal: Proposal, policy: BoardPolicy) -> ProposalState:
    if policy.mode == "shadow":
        return "shadow"
    return "approved" if proposal.verdict.route == "auto" else "open"


def _place(
    installation: Installation, told: tuple[Meeting, Minutes], board: Board | None, policy: BoardPolicy
) -> stages.Place | None:
    meeting, minutes = told
    if board is None or meeting.board is None:
        return None
    models = strictest(installation.models, meeting.models, policy.models)
    detail = detail_of(installation, meeting.board, background=True)
    with installation.database.reading() as session:
        standing = standing_of(session, meeting.board, minutes.model, minutes.prompt_version)
        past = past_of(proposals.decided(session, meeting.board))
    return stages.Place(board, policy, detail, models, past=past, standing=standing)


def _plan(
    installation: Installation, understood: tuple[Meeting, Transcript, Minutes], place: stages.Place | None
) -> stages.Proposed:
    if place is None:
        return stages.Proposed(Plan(), ("no-board",), Board(id="", name=""))
    return stages.propose(*understood, place, sense_of(installation))


def sense_of(installation: Installation) -> stages.Sense:
    """Who finds the cards that facts are about, and who checks what comes of it, in this installation."""
    services = installation.services
    return stages.Sense(services.matcher(), services.picker(), services.judge())


def _meeting(installation: Installation, job: Job) -> Meeting:
    with installation.database.reading() as session:
        return meetings.get(session, job.meeting_id or "")


def _heard(installation: Installation, job: Job) -> tuple[Meeting, Transcript]:
    with installation.database.reading() as session:
        meeting = meetings.get(session, job.meeting_id or "")
        transcript = meetings.transcript(session, meeting.id)
    if transcript is None:
        raise Internal("internal")
    return meeting, transcript
