"""Files outside the envelope: the audit for other programs, which may be long, and minutes for people."""

from datetime import datetime
from itertools import chain
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.responses import Response, StreamingResponse

from core_api.contracts.envelope import Envelope
from core_api.contracts.model import Language
from core_api.usecases import minutes_export
from core_api.usecases.audit_export import Format, exported
from core_api.usecases.minutes_export import Style
from core_api.web.context import Here

router = APIRouter(prefix="/exports", tags=["exports"])

_TYPES = {"jsonl": "application/x-ndjson", "csv": "text/csv; charset=utf-8"}


@router.get("/changes", response_class=StreamingResponse)
def changes(
    here: Here,
    form: Annotated[Format, Query(alias="format")] = "jsonl",
    board: str | None = None,
    since: datetime | None = None,
) -> StreamingResponse:
    """All changes on boards, the oldest first, as JSON lines or as a table (CSV, UTF-8 with its mark)."""
    pieces = exported(here, form, board=board, since=since)
    first = next(pieces, "")  # what cannot be read is said before the first byte
    return StreamingResponse(
        chain((first,), pieces),
        media_type=_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="changes.{form}"'},
    )


@router.get("/styles")
def styles(here: Here) -> Envelope[tuple[Style, ...]]:
    """The styles in which minutes can be had; `own` is there once a template is set."""
    return Envelope(success=True, data=minutes_export.styles(here))


@router.get("/meetings/{meeting_id}", response_class=Response)
def minutes(
    here: Here,
    meeting_id: str,
    style: Style = "protocol",
    form: Annotated[minutes_export.Format, Query(alias="format")] = "md",
    language: Language | None = None,
) -> Response:
    """The minutes of a meeting as a file."""
    file = minutes_export.minutes(here, meeting_id, style, form, language)
    return Response(
        file.content,
        media_type=file.media,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}",
            "X-Content-Type-Options": "nosniff",
        },
    )
