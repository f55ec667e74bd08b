"""A dry run: what a meeting would mean for its board. Nothing is read from history, nothing is left behind."""

from core_api.contracts.board import Board
from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.minutes import Minutes
from core_api.contracts.policy import DEFAULT_POLICY
from core_api.contracts.ports import Report, SummarizeRequest, TranscribeRequest
from core_api.contracts.proposal import Plan, StoredProposal
from core_api.contracts.report import MeetingReport
from core_api.store.blobs import digest_of
from core_api.usecases import stages
from core_api.usecases.installation import Installation
from core_api.usecases.reading import detail_of
from core_api.usecases.submit import ReadText, Submission, describe
from core_api.usecases.work import sense_of


def preview(
    installation: Installation, submission: Submission, read: ReadText | None, report: Report
) -> MeetingReport:
    """The report that `process` would end with, by the default policy of a live board."""
    meeting = describe(installation, submission, read, digest_of(submission.path))
    board = _board(installation, submission.board)
    transcript = read.transcript if read else _transcribe(installation, submission, report)
    meeting = meeting.model_copy(update={"language": meeting.language or transcript.language})
    request = SummarizeRequest(
        transcript=transcript,
        title=meeting.title,
        started_at=meeting.started_at,
        board=board,
        models=meeting.models,
        output_language=installation.manner.language_of(meeting, transcript),
        tone=installation.manner.tone,
        keep=False,
    )
    minutes = installation.services.summarizer().summarize(request, report)
    plan, notes = _plan(installation, (meeting, transcript, minutes), board)
    now = installation.clock()
    return MeetingReport(
        meeting=meeting,
        stage="done",
        transcript_id=meeting.id.replace("mtg_", "tr_"),
        transcript=transcript,
        minutes=minutes.model_copy(update={"calls": (*minutes.calls, *plan.calls)}),
        proposals=tuple(
            StoredProposal(proposal=item, state="open", created_at=now) for item in plan.proposals
        ),
        heard=plan.heard,
        stale=plan.stale,
        discussed=plan.discussed,
        notes=(*transcript.notes, *minutes.notes, *notes),
    )


def _plan(
    installation: Installation, understood: tuple[Meeting, Transcript, Minutes], board: Board | None
) -> tuple[Plan, tuple[str, ...]]:
    ref = understood[0].board
    if board is None or ref is None:
        return Plan(), ("no-board",)
    meeting = understood[0]
    place = stages.Place(board, DEFAULT_POLICY, detail_of(installation, ref), meeting.models, keep=False)
    proposed = stages.propose(*understood, place, sense_of(installation))
    return proposed.plan, proposed.notes


def _board(installation: Installation, ref: str | None) -> Board | None:
    if ref is None:
        return None
    connector, board_id = installation.connector_for(ref)
    return stages.with_roles(connector.snapshot(board_id), DEFAULT_POLICY)


def _transcribe(installation: Installation, submission: Submission, report: Report) -> Transcript:
    request = TranscribeRequest(
        path=submission.path, language=submission.language, glossary=installation.glossary
    )
    return installation.services.transcriber(submission.asr_model).transcribe(request, report)
