"""Writes that wait: decided, not on the board, and nobody is at work on them until a person has them go on.

A write waits when its board was away for longer than it is tried, when our access to the board is not right, when
the board's policy stops it, or when nobody knows whether it was done.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from core_api.contracts.board import CardRef
from core_api.contracts.job import Job
from core_api.contracts.model import Frozen, Moment
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import Actor, Intent, IntentState
from core_api.jobs import ledger
from core_api.locales import about
from core_api.store import changes, intents, proposals
from core_api.store.database import Session
from core_api.usecases.installation import Installation
from core_api.usecases.ordering import queue
from core_api.usecases.permissions import OWNER, allow_decision

_IN_HAND = timedelta(minutes=5)
"""What has no job is written at once by whoever asked for it: for so long, somebody may be at it."""


class Parked(Frozen):
    """A write that waits."""

    id: str
    """The operation's id."""
    board: str
    card: CardRef | None = None
    """None for a new card."""
    kind: str
    """The kind of operation; its words are in `locales`, `operation-…`."""
    code: str
    """Why: a problem's code; its words are in `locales`, `problem-…`."""
    params: dict[str, str | int | float]
    since: Moment
    """When it was given up for the time being."""
    state: IntentState
    """`planned`: surely not written; `sending` or `unknown`: the board is asked before anything is written."""
    meeting_id: str
    undoes: str | None = None


def parked(installation: Installation, board: str | None = None) -> tuple[Parked, ...]:
    """What waits, the oldest first; of one board when it is named."""
    with installation.database.reading() as session:
        waits = idle(session, installation.clock(), board)
        return tuple(_parked(session, intent, job) for intent, job in waits)


def resume(installation: Installation, board: str | None = None, by: Actor = OWNER) -> int:
    """Have what waits (of one board, or of all) go on; gives how many writes that were. The board is asked first.

    Raises Refused `not-an-approver`, `person-inactive` for who may not decide on each of the boards.
    """
    with installation.database.transaction() as session:
        boards = {intent.board for intent, _job in idle(session, installation.clock(), board)}
        for ref in sorted(boards):
            allow_decision(session, by, ref)
        return go_on(session, installation, board)


def go_on(
    session: Session,
    installation: Installation,
    board: str | None = None,
    *,
    states: Iterable[IntentState] = intents.PENDING,
    undos: bool = True,
) -> int:
    """`resume` within a transaction; without `undos`, what a person asked for and was refused is left to ask again."""
    now, wanted, count = installation.clock(), frozenset(states), 0
    for intent, job in idle(session, now, board):
        if intent.state not in wanted or (job is None and not undos):
            continue
        queued = job or queue(installation, session, intent)
        ledger.retry(session, queued.id, now)
        count += 1
    return count


def idle(session: Session, now: datetime, board: str | None = None) -> tuple[tuple[Intent, Job | None], ...]:
    """The writes with something to be done on which nobody is at work, each with the job that was, if one was."""
    pending = (intent for intent in intents.pending(session) if board in (None, intent.board))
    jobs = ((intent, ledger.by_key(session, f"apply:{intent.id}")) for intent in pending)
    return tuple((intent, job) for intent, job in jobs if not _at_work(intent, job, now))


def _at_work(intent: Intent, job: Job | None, now: datetime) -> bool:
    if job is not None:
        return job.state in ("queued", "running")
    young = intent.created_at is not None and now - intent.created_at < _IN_HAND
    return young and (intent.state != "planned" or intent.error is None)


def _parked(session: Session, intent: Intent, job: Job | None) -> Parked:
    trouble = job.trouble if job else None
    code = intent.error or (trouble.code if trouble else "write-unsure")
    told = trouble.params if trouble and trouble.code == code else {}
    card = _card(session, intent)
    params = about(intent.board, card.name if card else "") | {"kind": intent.operation.kind, "id": intent.id}
    return Parked(
        id=intent.id,
        board=intent.board,
        card=card,
        kind=intent.operation.kind,
        code=code,
        params=params | told,
        since=(job.finished_at if job else None) or intent.created_at or datetime.now(UTC),
        state=intent.state,
        meeting_id=intent.meeting_id,
        undoes=intent.undoes,
    )


def _card(session: Session, intent: Intent) -> CardRef | None:
    """The card by the name that is known of it."""
    if intent.card_id is None:
        return None
    if intent.seen is not None:
        return CardRef(id=intent.card_id, name=intent.seen.name)
    try:
        if intent.proposal_id is not None:
            return proposals.get(session, intent.proposal_id).proposal.card
        if intent.undoes is not None:
            return changes.get(session, intent.undoes).card
    except NotFound:
        pass  # the meeting was deleted
    return CardRef(id=intent.card_id, name=intent.card_id)
