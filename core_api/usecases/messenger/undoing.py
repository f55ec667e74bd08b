"""Taking a change back at somebody's press; run again, it is seen that it was taken back."""

from collections.abc import Sequence

from core_api.contracts.asking import StoredArrival
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import ChangeRecord, StoredProposal
from core_api.store import changes
from core_api.store.database import Session
from core_api.usecases.installation import Installation
from core_api.usecases.messenger.arriving import actor_of
from core_api.usecases.messenger.readers import known_as
from core_api.usecases.undo import undo_change


def take_back(installation: Installation, came: StoredArrival, change_id: str) -> ChangeRecord:
    """The change that is taken back now. Raises what `undo_change` raises."""
    with installation.database.reading() as session:
        record = changes.get(session, change_id)
    _undo(installation, came, (record,))
    return record


def take_back_proposal(installation: Installation, came: StoredArrival, stored: StoredProposal) -> None:
    """Take back what a proposal changed last. Raises NotFound `nothing-to-undo`, and what `undo_change` raises."""
    with installation.database.reading() as session:
        made = changes.for_proposal(session, stored.proposal.meeting_id, stored.proposal.id)
    _undo(installation, came, made)


def _undo(installation: Installation, came: StoredArrival, records: Sequence[ChangeRecord]) -> None:
    """The newest of these that stands, unless this very press took one of them back before it was interrupted."""
    with installation.database.reading() as session:
        who = known_as(session, came.arrival.channel, came.arrival.user)
        by = actor_of(came.arrival, who)
        if any(_was_it(session, came, one, by.person_id) for one in records):
            return
    if not records:
        raise NotFound("nothing-to-undo")
    standing = [one for one in records if one.undone_by is None]
    undo_change(installation, (standing or records)[-1].id, by)


def _was_it(session: Session, came: StoredArrival, record: ChangeRecord, person_id: str | None) -> bool:
    if record.undone_by is None:
        return False
    back = changes.get(session, record.undone_by)
    return back.by.person_id == person_id and back.at >= came.received_at
