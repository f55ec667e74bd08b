"""The audit for other programs, streamed as a file: outside the envelope, because it may be long."""

from datetime import datetime
from itertools import chain
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from core_api.usecases.audit_export import Format, exported
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
