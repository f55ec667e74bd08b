"""Take changes back: one, or all of a meeting, the newest first."""

from collections.abc import Iterable

from core_api.changes import undo as write_path
from core_api.contracts.problems import Problem
from core_api.contracts.proposal import Actor, ChangeRecord
from core_api.store import changes as records
from core_api.store import meetings
from core_api.usecases.installation import Installation
from core_api.usecases.learning import regret
from core_api.usecases.permissions import allow_decision, allow_undo


def undo_change(
    installation: Installation, change_id: str, by: Actor, *, force: bool = False
) -> ChangeRecord:
    """The record of the undo. Raises what `changes.undo.take_back` raises, and Refused `not-an-approver`."""
    with installation.database.reading() as session:
        by = allow_undo(session, by, records.get(session, change_id))
    record = write_path.take_back(installation.site(), change_id, by, force=force)
    _regret(installation, (record,))
    return record


def undo_meeting(
    installation: Installation, meeting_id: str, by: Actor, *, force: bool = False
) -> tuple[tuple[ChangeRecord, ...], tuple[Problem, ...]]:
    """What was taken back, and what could not be. One failure does not stop the rest.

    Raises NotFound, and Refused `not-an-approver` for who may not decide on each of the meeting's boards.
    """
    with installation.database.reading() as session:
        meetings.get(session, meeting_id)
        for board in sorted({record.board for record in records.for_meeting(session, meeting_id)}):
            by = allow_decision(session, by, board)
    outcomes = write_path.undo_meeting(installation.site(), meeting_id, by, force=force)
    done = tuple(outcome for _change, outcome in outcomes if isinstance(outcome, ChangeRecord))
    _regret(installation, done)
    return done, tuple(outcome for _change, outcome in outcomes if isinstance(outcome, Problem))


def _regret(installation: Installation, undone: Iterable[ChangeRecord]) -> None:
    """Let what was decided before be learnt from as a late "no"."""
    with installation.database.transaction() as session:
        for record in undone:
            if record.undoes is not None:
                regret(session, records.get(session, record.undoes), record.at)
