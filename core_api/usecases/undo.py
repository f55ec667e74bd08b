"""Take changes back: one, or all of a meeting, the newest first."""

from core_api.changes import undo as write_path
from core_api.contracts.problems import Problem
from core_api.contracts.proposal import Actor, ChangeRecord
from core_api.store import changes, meetings
from core_api.usecases.installation import Installation


def undo_change(
    installation: Installation, change_id: str, by: Actor, *, force: bool = False
) -> ChangeRecord:
    """The record of the undo. Raises NotFound, Conflict('changed-since' | 'already-undone'), what the board raises."""
    return write_path.undo(
        installation.database, installation.connector_for, change_id, by, installation.clock, force=force
    )


def undo_meeting(
    installation: Installation, meeting_id: str, by: Actor, *, force: bool = False
) -> tuple[tuple[ChangeRecord, ...], tuple[Problem, ...]]:
    """What was taken back, and what could not be. One refusal does not stop the rest. Raises NotFound."""
    with installation.database.reading() as session:
        meetings.get(session, meeting_id)
        standing = [
            record
            for record in changes.for_meeting(session, meeting_id)
            if record.undone_by is None and record.undoes is None and record.inverse is not None
        ]
    done: list[ChangeRecord] = []
    refused: list[Problem] = []
    for record in sorted(standing, key=lambda item: item.at, reverse=True):
        try:
            done.append(undo_change(installation, record.id, by, force=force))
        except Problem as problem:
            refused.append(problem)
    return tuple(done), tuple(refused)
