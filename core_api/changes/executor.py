"""Carries out one intent: looks, stores that it sends, writes, reads back, records.

The order of these steps is the promise: stored before the call, the card re-read before the write, a person's
change never written over, `applied` only when the board shows it. What it finds begun, it asks the board about.
"""

from dataclasses import replace

from core_api.changes import failures, settling
from core_api.changes.allowance import forbidden
from core_api.changes.reconcile import settle_doubt
from core_api.changes.record import proposal_of
from core_api.changes.site import Site, Write
from core_api.contracts.board import AddCheck, Archive, Card, Comment, Create, Restore
from core_api.contracts.connector import Capabilities, Delete, Receipt
from core_api.contracts.ports import Connector
from core_api.contracts.problems import NotFound, Problem, Refused, Transient, Unavailable
from core_api.contracts.proposal import Intent, ProposalState, Written
from core_api.domain.fingerprint import fingerprint, item_of, shows
from core_api.domain.rewind import without
from core_api.store import changes

_TRIES = 3
"""How often a card that is being changed this very moment is read again and written to, before that waits."""

_WANTED: tuple[ProposalState, ...] = ("shadow", "open", "approved", "applying", "unknown", "failed")
"""The states of a proposal in which its intent may still be carried out."""

_NEEDS: dict[str, str] = {
    "comment": "comments",
    "check": "checklists",
    "uncheck": "checklists",
    "add_check": "checklists",
    "label": "labels",
    "unlabel": "labels",
    "assign": "members",
    "unassign": "members",
    "due": "due",
    "archive": "archive",
    "restore": "archive",
    "delete": "hard_delete",
}
"""Kind of operation → the capability it needs."""


def carry_out(site: Site, intent_id: str) -> Intent:
    """Carry out an intent, whatever state it is in; gives it `applied` or `failed` (its `error` says why).

    `applied` with the error `already-there` means that nothing had to be written. A failed one whose card or
    board changed meanwhile has its proposal open again as a new version with the same error.

    Raises Unavailable when it should be run again later (`write-unsure`: it may be written already, the next run
    asks the board first; any other code: surely not written); what only a person can mend, and then it may be run
    again: Unauthorized, Forbidden, PlanLimit, Missing, NotFound `board-not-found` (also said of a board that we may
    not see any more), and Refused `board-stopped`, `board-set-read-only` or `board-shadow` when the board's policy
    forbids writing now; NotFound for the intent.
    """
    for _ in range(_TRIES):
        settled = _carry_out_once(site, site.intent(intent_id))
        if settled is not None:
            return settled
    raise Transient("revision-changed")


def _carry_out_once(site: Site, intent: Intent) -> Intent | None:
    """The settled intent; None when the card changed in the moment of the write, which was surely not done."""
    if intent.state in ("sending", "unknown"):
        intent = _sure(settle_doubt(site, intent))
    if intent.state != "planned":
        return intent
    if not _still_wanted(site, intent):
        return settling.failed(site, intent, "decided-otherwise", was=("planned",))
    _refuse_stopped(site, intent)
    with failures.waiting(site, intent):
        connector, board_id = site.connector_for(intent.board)
        code = _incapable(connector.capabilities, intent)
    if code:
        return settling.failed(site, intent, code, was=("planned",))
    write = _read(site, intent, connector, board_id)
    return write if isinstance(write, Intent) else _look(site, write) or _send(site, write)


def _read(site: Site, intent: Intent, connector: Connector, board_id: str) -> Write | Intent:
    """The board and the card as they stand now, or how the intent ends when they are not there."""
    with failures.waiting(site, intent):
        board = site.outlines.of(intent, connector, board_id)
    write = Write(intent, connector, board_id, board)
    if intent.card_id is None:
        return write
    begun = site.clock()
    try:
        with failures.waiting(site, intent):
            card = connector.card(board_id, intent.card_id)
            return write.read_again(card, site.outlines.of(intent, connector, board_id, card), begun)
    except NotFound as problem:
        if problem.code == failures.BOARD_GONE:
            raise
        return settling.comes_back(site, write, problem.code, was=("planned",))


def _still_wanted(site: Site, intent: Intent) -> bool:
    """False when the proposal is gone, has another version now, or was decided otherwise."""
    if intent.proposal_id is None:
        return True
    with site.database.reading() as session:
        stored = proposal_of(session, intent)
    return stored is not None and stored.state in _WANTED


def _refuse_stopped(site: Site, intent: Intent) -> None:
    """The kill switch and its like: nothing is written, and nothing is forgotten."""
    code = forbidden(site, intent)
    if code:
        settling.waits(site, intent, "planned", code, was=("planned",))
        raise Refused(code, board=intent.board)


def _incapable(capabilities: Capabilities, intent: Intent) -> str | None:
    if not capabilities.writable:
        return "board-read-only"
    need = _NEEDS.get(intent.operation.kind)
    return "board-cannot" if need and not getattr(capabilities, need) else None


def _look(site: Site, write: Write) -> Intent | None:
    """What the card as it stands now says against writing; None when nothing does."""
    intent, card = write.intent, write.card
    if card is None:
        return None
    if not isinstance(intent.operation, Comment) and shows(card, intent.operation):
        return settling.already_there(site, write)
    if intent.before is not None and not _as_proposed(site, intent, card):
        return settling.comes_back(site, write, "card-changed", was=("planned",))
    if card.archived and intent.undoes is None and not isinstance(intent.operation, Archive | Restore):
        return settling.comes_back(site, write, "card-archived", was=("planned",))
    return None


def _as_proposed(site: Site, intent: Intent, card: Card) -> bool:
    """True when the touched fields are as they were proposed, apart from what this meeting changed itself."""
    touched = intent.guards or intent.operation
    if fingerprint(card, touched) == intent.before:
        return True
    with site.database.reading() as session:
        records = changes.for_card(session, intent.board, card.id)
    return fingerprint(without(card, records, intent.meeting_id), touched) == intent.before


def _send(site: Site, write: Write) -> Intent | None:
    site.boundary("looked")
    _refuse_stopped(site, write.intent)  # the board may have kept us waiting for long
    claimed = settling.sending(site, write)
    if claimed is None:
        return _sure(site.intent(write.intent.id))
    write = replace(write, intent=claimed)
    site.boundary("sending")
    try:
        receipt = write.connector.apply(
            write.board_id, claimed.card_id, claimed.operation, claimed.id, write.card
        )
    except (Problem, OSError) as problem:
        return _not_done(site, write, problem)
    site.boundary("called")
    return _read_back(site, write, receipt)


def _not_done(site: Site, write: Write, problem: Problem | OSError) -> Intent | None:
    """What becomes of a write that the board refused or did not answer; None: to be tried again at once."""
    fate = failures.fate_of_write(problem)
    if fate == "unsure" or isinstance(problem, OSError):
        return _in_doubt(site, write.intent)
    if fate == "waits":
        settling.waits(site, write.intent, "planned", problem.code, was=("sending",))
        raise problem
    if fate == "again":
        settling.waits(site, write.intent, "planned", problem.code, was=("sending",))
        return None
    if fate == "comes-back":
        return settling.comes_back(site, write, problem.code, was=("sending",))
    return settling.failed(site, write.intent, problem.code, was=("sending",))


def _read_back(site: Site, write: Write, receipt: Receipt) -> Intent:
    """Applied when the board shows it; what the board said of it is not enough."""
    begun = site.clock()
    gone, deletes = False, isinstance(write.intent.operation, Delete)
    try:
        card = write.connector.card(write.board_id, receipt.card.id)
    except (Problem, OSError) as problem:
        if not isinstance(problem, NotFound) or problem.code != failures.CARD_GONE:
            return _in_doubt(site, write.intent)
        card, gone = receipt.card, True
    seen = Receipt(card=card, remote_id=receipt.remote_id)
    site.boundary("read")
    if gone != deletes or not (gone or _visible(seen, write.intent.operation)):
        return settling.failed(site, write.intent, "not-shown", was=("sending",))
    settled = settling.applied(site, replace(write, at=begun), seen)
    site.boundary("applied")
    return settled


def _visible(receipt: Receipt, operation: Written) -> bool:
    """What was made is looked for by its id, because a board may tidy up texts; a changed field by its value."""
    card, made = receipt.card, receipt.remote_id
    if made and isinstance(operation, Comment):
        return any(comment.id == made for comment in card.comments)
    if made and isinstance(operation, AddCheck):
        return item_of(card, made) is not None
    if made and isinstance(operation, Create):
        return card.id == made and not card.archived
    return shows(card, operation)


def _in_doubt(site: Site, intent: Intent) -> Intent:
    """The call may have been heard: ask the board at once, and later again if it cannot tell."""
    unsure = settling.waits(site, intent, "unknown", "write-unsure", was=("sending",))
    site.boundary("unsure")
    settled = _sure(settle_doubt(site, unsure))
    if settled.state == "planned":
        raise Unavailable("write-not-heard", id=intent.id)
    return settled


def _sure(intent: Intent) -> Intent:
    """The intent, unless it must be looked at later."""
    if intent.state in ("sending", "unknown"):
        raise Unavailable("write-unsure", id=intent.id)
    return intent
