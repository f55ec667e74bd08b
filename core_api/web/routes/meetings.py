"""Meetings: hand one in, see how far it is, read what came out, undo it, retry or cancel its work."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, UploadFile, status
from pydantic import Field

from core_api.contracts.envelope import Envelope
from core_api.contracts.job import Job
from core_api.contracts.meeting import Meeting
from core_api.contracts.model import Frozen, Language
from core_api.contracts.problems import TooLarge
from core_api.contracts.proposal import ChangeRecord, Proposal
from core_api.usecases import export, people
from core_api.usecases.report import recent, report
from core_api.usecases.resume import cancel, jobs_of, retry
from core_api.usecases.revise import correct_fact, plan_again
from core_api.usecases.submit import SourceReader, Submission, submit
from core_api.usecases.undo import undo_meeting
from core_api.web.context import Here, Say, Who
from core_api.web.entrance import LARGEST_FILE
from core_api.web.uploads import received

router = APIRouter(prefix="/meetings", tags=["meetings"])


class MeetingLine(Frozen):
    """A line of the list of meetings."""

    meeting: Meeting
    stage: str


class FactIn(Frozen):
    """A fact in a person's words."""

    text: str = Field(min_length=1, max_length=1000)


class Refusal(Frozen):
    """Why one change could not be undone."""

    code: str
    message: str


class Undone(Frozen):
    """What an undo of a meeting came to."""

    undone: tuple[ChangeRecord, ...]
    refused: tuple[Refusal, ...]


@router.post("", status_code=status.HTTP_202_ACCEPTED)
def hand_in(  # noqa: PLR0913, PLR0917 - the fields of a form
    request: Request,
    here: Here,
    who: Who,
    file: Annotated[UploadFile, File()],
    board: Annotated[str | None, Form()] = None,
    title: Annotated[str | None, Form()] = None,
    started_at: Annotated[datetime | None, Form()] = None,
    language: Annotated[Language | None, Form()] = None,
    owner: Annotated[str | None, Form()] = None,
) -> Envelope[Meeting]:
    """Accept a recording, transcript or chat export; a worker takes it from there. The same thing is one meeting."""
    reader: SourceReader = request.app.state.read_source
    with received(file, LARGEST_FILE, TooLarge("upload-too-large", limit=LARGEST_FILE >> 30)) as path:
        submission = Submission(
            path=path,
            board=board,
            title=title,
            started_at=started_at,
            language=language,
            owner_id=people.owner_named(here, owner) if owner else None,
            by_id=people.known_as(here, who),
        )
        meeting = submit(here, submission, reader(path, language))
    return Envelope(success=True, data=meeting)


@router.get("")
def list_recent(here: Here) -> Envelope[tuple[MeetingLine, ...]]:
    """The meetings, the newest first."""
    lines = tuple(MeetingLine(meeting=item.meeting, stage=item.stage) for item in recent(here))
    return Envelope(success=True, data=lines)


@router.get("/{meeting_id}")
def read(here: Here, say: Say, meeting_id: str) -> Envelope[dict[str, Any]]:
    """What came out of the meeting, in the shape of `boardscribe process --json`, with its stage and changes."""
    result = report(here, meeting_id)
    heard = result.transcript
    extra = {
        "stage": result.stage,
        "owner": result.owner,
        "speakers": {str(who.number): export.speaker_name(heard, who.number, say) for who in heard.speakers}
        if heard
        else {},
        "states": {item.proposal.id: {"state": item.state, "error": item.error} for item in result.proposals},
        "trouble": result.trouble.model_dump(mode="json") if result.trouble else None,
        "changes": [change.model_dump(mode="json") for change in result.changes],
    }
    return Envelope(success=True, data=export.as_json(result, say) | extra)


@router.get("/{meeting_id}/jobs")
def jobs(here: Here, meeting_id: str) -> Envelope[tuple[Job, ...]]:
    """The meeting's work with its progress."""
    return Envelope(success=True, data=jobs_of(here, meeting_id))


@router.post("/{meeting_id}/retry")
def retry_work(here: Here, meeting_id: str) -> Envelope[tuple[Job, ...]]:
    """Queue what failed or was cancelled again."""
    return Envelope(success=True, data=retry(here, meeting_id))


@router.post("/{meeting_id}/cancel")
def cancel_work(here: Here, meeting_id: str) -> Envelope[tuple[Job, ...]]:
    """Ask the meeting's work to stop; nothing that is done is lost."""
    return Envelope(success=True, data=cancel(here, meeting_id))


@router.post("/{meeting_id}/plan")
def plan(here: Here, meeting_id: str) -> Envelope[tuple[Proposal, ...]]:
    """Plan the meeting again on the board as it stands now; gives the fresh proposals, all of which ask."""
    return Envelope(success=True, data=plan_again(here, meeting_id))


@router.patch("/{meeting_id}/facts/{fact_id}")
def correct(here: Here, meeting_id: str, fact_id: str, fact: FactIn) -> Envelope[tuple[Proposal, ...]]:
    """Put a fact of the minutes right; gives the proposals that follow from it, all of which ask."""
    return Envelope(success=True, data=correct_fact(here, meeting_id, fact_id, fact.text))


@router.post("/{meeting_id}/undo")
def undo(here: Here, say: Say, who: Who, meeting_id: str, force: bool = False) -> Envelope[Undone]:
    """Take back every change of the meeting, the newest first."""
    done, refused = undo_meeting(here, meeting_id, who, force=force)
    refusals = tuple(
        Refusal(code=item.code, message=say(f"problem-{item.code}", **item.params)) for item in refused
    )
    return Envelope(success=True, data=Undone(undone=done, refused=refusals))
