"""Changes: what was done on boards, and taking it back."""

from fastapi import APIRouter

from core_api.contracts.envelope import Envelope
from core_api.contracts.proposal import ChangeRecord
from core_api.usecases.history import change, changes
from core_api.usecases.undo import undo_change
from core_api.web.context import Here, Who

router = APIRouter(prefix="/changes", tags=["changes"])


@router.get("")
def list_recent(here: Here, meeting_id: str | None = None) -> Envelope[tuple[ChangeRecord, ...]]:
    """The last changes, the newest first; of one meeting when it is named."""
    return Envelope(success=True, data=changes(here, meeting_id))


@router.get("/{change_id}")
def read(here: Here, change_id: str) -> Envelope[ChangeRecord]:
    """One change with its evidence, who decided, before and after."""
    return Envelope(success=True, data=change(here, change_id))


@router.post("/{change_id}/undo")
def undo(here: Here, who: Who, change_id: str, force: bool = False) -> Envelope[ChangeRecord]:
    """Take the change back. 409 when somebody has changed the same field since, unless forced."""
    return Envelope(success=True, data=undo_change(here, change_id, who, force=force))
