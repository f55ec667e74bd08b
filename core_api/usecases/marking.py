"""The mark on cards without news: put on and taken off after a meeting, through intents as every write."""

from core_api.changes.record import GATE
from core_api.contracts.board import AddLabel, Board, Label
from core_api.contracts.meeting import Meeting
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.proposal import Intent, Plan
from core_api.domain.fingerprint import fingerprint
from core_api.domain.identity import operation_id
from core_api.domain.marking import label_of, marks
from core_api.store import changes
from core_api.store.database import Session
from core_api.usecases.installation import Installation
from core_api.usecases.ordering import order

RULE = "stale-mark"


def mark_stale(
    installation: Installation,
    session: Session,
    meeting: Meeting,
    board: tuple[Board, BoardPolicy],
    plan: Plan,
) -> tuple[str, ...]:
    """Order the marks that this meeting changes; gives what could not be done, as notes.

    Nothing is ordered where no mark is asked for, or where the board is not written to.
    """
    there, policy = board
    if policy.stale_label is None or policy.mode != "live" or policy.stopped or policy.read_only:
        return ()
    label = label_of(there, policy.stale_label)
    if label is None:
        return ("stale-label-missing",)
    stale = {item.card.id for item in plan.stale}
    for card, operation in marks(there, policy, label, stale, _ours(session, meeting, there, label)):
        intent = Intent(
            id=operation_id(meeting.id, f"{RULE}:{card.id}", 1, operation),
            proposal_id=None,
            meeting_id=meeting.id,
            board=meeting.board or "",
            card_id=card.id,
            operation=operation,
            before=fingerprint(card, operation),
            by=GATE,
            rule=RULE,
        )
        order(installation, session, intent)
    return ()


def _ours(session: Session, meeting: Meeting, board: Board, label: Label) -> set[str]:
    """The cards that bear the mark, and whose last change of it was that we put it on."""
    return {
        card.id
        for card in board.cards
        if label.id in card.label_ids and _put_on(session, meeting.board or "", card.id, label.id)
    }


def _put_on(session: Session, ref: str, card_id: str, label_id: str) -> bool:
    of_label = [
        record
        for record in changes.for_card(session, ref, card_id)
        if record.operation.kind in {"label", "unlabel"}
        and getattr(record.operation, "label_id", None) == label_id
        and record.changes
    ]
    last = of_label[-1] if of_label else None
    return last is not None and isinstance(last.operation, AddLabel) and last.undone_by is None
