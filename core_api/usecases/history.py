"""What was done on boards, from the audit records."""

from core_api.contracts.proposal import ChangeRecord
from core_api.store import changes as records
from core_api.store import meetings
from core_api.usecases.installation import Installation


def changes(
    installation: Installation, meeting_id: str | None = None, *, limit: int = 200
) -> tuple[ChangeRecord, ...]:
    """The last changes, the newest first; of one meeting when it is named. Raises NotFound for the meeting."""
    with installation.database.reading() as session:
        if meeting_id is None:
            return records.recent(session, limit)
        meetings.get(session, meeting_id)
        return tuple(reversed(records.for_meeting(session, meeting_id)))


def change(installation: Installation, change_id: str) -> ChangeRecord:
    """One change. Raises NotFound."""
    with installation.database.reading() as session:
        return records.get(session, change_id)
