"""The audit for other programs: all changes that were made on boards, as JSON lines or for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

from core_api.contracts.proposal import ChangeRecord, FieldChange
from core_api.store import changes
from core_api.usecases.installation import Installation

Format = Literal["jsonl", "csv"]

_PAGE = 500
COLUMNS = (
    *("at", "board", "card_id", "card", "operation", "field", "before", "after"),
    *("quote", "second", "speaker", "meeting_id", "meeting", "claim"),
    *("confidence", "rule", "model", "prompt_version", "approver", "channel", "decided_at"),
    *("change_id", "proposal_id", "undoes", "undone_by", "revision_before", "revision_after"),
)
"""The columns of the table: a row for each field of each change."""
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, or of another cell."""


def exported(
    installation: Installation, form: Format, *, board: str | None = None, since: datetime | None = None
) -> Iterator[str]:
    """The changes of a board, or of all, since a moment, the oldest first, as pieces of a text to be put together.

    A moment without a zone is taken in the installation's. The table begins with the mark by which spreadsheets know
    UTF-8.
    """
    if since is not None and since.tzinfo is None:
        since = since.replace(tzinfo=installation.zone)
    pages = _pages(installation, board, since)
    return _lines(pages) if form == "jsonl" else _table(pages)


def safe(text: str) -> str:
    """The text as a cell that no spreadsheet calculates: what begins like a formula gets an apostrophe before it."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _pages(
    installation: Installation, board: str | None, since: datetime | None
) -> Iterator[tuple[ChangeRecord, ...]]:
    """Page by page, so that neither the memory nor a transaction grows with the audit."""
    last: ChangeRecord | None = None
    while True:
        with installation.database.reading() as session:
            page = changes.page(session, last, board=board, since=since, limit=_PAGE)
        if not page:
            return
        yield page
        last = page[-1]


def _lines(pages: Iterable[tuple[ChangeRecord, ...]]) -> Iterator[str]:
    for page in pages:
        yield "".join(f"{record.model_dump_json()}\n" for record in page)


def _table(pages: Iterable[tuple[ChangeRecord, ...]]) -> Iterator[str]:
    yield "\ufeff" + _written([COLUMNS])
    for page in pages:
        yield _written(row for record in page for row in _rows(record))


def _written(rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue()


def _rows(record: ChangeRecord) -> Iterator[list[str]]:
    """A row a field; one row where no field tells."""
    for change in record.changes or (None,):
        told = _told(record, change)
        yield [told.get(column, "") for column in COLUMNS]


def _told(record: ChangeRecord, change: FieldChange | None) -> dict[str, str]:
    said = record.evidence[0] if record.evidence else None
    speaker = said.speaker if said else None
    values: dict[str, object] = {
        "at": record.at.isoformat(timespec="seconds"),
        "board": record.board,
        "card_id": record.card.id,
        "card": record.card.name,
        "operation": record.operation.kind,
        "field": change.field if change else None,
        "before": change.before if change else None,
        "after": change.after if change else None,
        "quote": " / ".join(one.quote for one in record.evidence),
        "second": f"{said.start:.1f}" if said else None,
        "speaker": record.speakers.get(speaker, str(speaker)) if speaker is not None else None,
        "meeting_id": record.meeting_id,
        "meeting": record.meeting_title,
        "claim": record.claim,
        "confidence": record.confidence,
        "rule": record.rule,
        "model": record.model,
        "prompt_version": record.prompt_version,
        "approver": record.by.name,
        "channel": record.by.channel,
        "decided_at": record.decided_at.isoformat(timespec="seconds") if record.decided_at else None,
        "change_id": record.id,
        "proposal_id": record.proposal_id,
        "undoes": record.undoes,
        "undone_by": record.undone_by,
        "revision_before": record.revision_before,
        "revision_after": record.revision_after,
    }
    return {name: "" if value is None else str(value) for name, value in values.items()}
