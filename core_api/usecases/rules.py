"""What a board allows: changing it, on record, and who changed it when."""

from json import dumps

from core_api.contracts.policy import BoardPolicy, RuleChange
from core_api.contracts.proposal import Actor
from core_api.jobs import ledger
from core_api.store import boards, intents, people
from core_api.store.database import Session
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import OWNER, allow_rules


def change_policy(installation: Installation, ref: str, by: Actor = OWNER, **fields: object) -> BoardPolicy:
    """The policy with these fields changed, on record. A board that is new here must exist.

    Of a known one nobody is asked: writing to a board must also be stopped when it is away. Raises Refused
    `not-an-admin`, `person-inactive`, and what reading a new board raises.
    """
    _known_or_there(installation, ref)
    with installation.database.transaction() as session:
        actor = allow_rules(session, by, (ref,))
        before = boards.policy(session, ref, lock=True)
        policy = BoardPolicy.model_validate(before.model_dump() | fields)
        boards.save_policy(session, ref, policy)
        _record(installation, session, actor, ref, (before, policy))
        if not policy.stopped:
            _go_on(installation, session, ref)
    return policy


def history(installation: Installation, board: str | None = None, limit: int = 200) -> tuple[RuleChange, ...]:
    """Who changed what is allowed and who may decide, the newest first; of one board when it is named."""
    with installation.database.reading() as session:
        return people.recorded(session, board, limit)


def _known_or_there(installation: Installation, ref: str) -> None:
    with installation.database.reading() as session:
        known = boards.is_known(session, ref)
    if not known:
        connector, board_id = installation.connector_for(ref)
        connector.outline(board_id)


def _record(
    installation: Installation,
    session: Session,
    by: Actor,
    ref: str,
    policies: tuple[BoardPolicy, BoardPolicy],
) -> None:
    """Keep which fields changed; nothing when none did."""
    old, new = (
        {name: dumps(value, ensure_ascii=False) for name, value in _sorted(policy).items()}
        for policy in policies
    )
    changed = [name for name in new if old[name] != new[name]]
    if changed:
        change = RuleChange(
            board=ref,
            subject="policy",
            by=by,
            at=installation.clock(),
            before={name: old[name] for name in changed},
            after={name: new[name] for name in changed},
        )
        people.record(session, change)


def _sorted(policy: BoardPolicy) -> dict[str, object]:
    """The policy as plain values; sets in one order, so that equal policies are equal texts."""
    plain = policy.model_dump(mode="json")
    return {name: sorted(value) if isinstance(value, list) else value for name, value in plain.items()}


def _go_on(installation: Installation, session: Session, ref: str) -> None:
    """Queue the writes again that a stop of this board held up."""
    for intent in intents.pending(session):
        if intent.board == ref:
            for job in ledger.for_meeting(session, intent.meeting_id):
                if job.kind == "apply" and job.args.get("intent") == intent.id:
                    ledger.retry(session, job.id, installation.clock())
