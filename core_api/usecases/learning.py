"""What people's decisions teach the gate: each word on a proposal is kept as a labelled example, with its reason."""

from datetime import datetime

from core_api.contracts.asking import Example
from core_api.contracts.board import Operation
from core_api.contracts.proposal import ChangeRecord, Decision, Proposal
from core_api.store import asking
from core_api.store.database import Session


def learn(session: Session, proposal: Proposal, decision: Decision) -> None:
    """Keep what was decided. The gate's own decisions teach nothing: nobody looked at them."""
    if decision.by.kind == "gate":
        return
    asked = asking.asked_at(session, proposal.id, proposal.version)
    asking.learn(
        session,
        Example(
            proposal_id=proposal.id,
            version=proposal.version,
            board=proposal.board,
            kind=proposal.operation.kind,
            confidence=proposal.confidence,
            rule=proposal.verdict.rule,
            vetoes=proposal.vetoes,
            with_runner_up=proposal.runner_up is not None,
            model=proposal.model,
            prompt_version=proposal.prompt_version,
            answer=decision.answer,
            reason=decision.reason,
            edited=_edited(proposal.operation, decision.operation),
            channel=decision.by.channel,
            person_id=decision.by.person_id,
            seconds=(decision.at - asked).total_seconds() if asked else None,
            at=decision.at,
        ),
    )


def regret(session: Session, change: ChangeRecord, at: datetime) -> None:
    """The change was taken back: the example of its decision, where a person took it, says so."""
    for example in asking.of_proposal(session, change.proposal_id or ""):
        if example.answer in {"approve", "edit"} and example.undone_at is None:
            asking.learn(session, example.model_copy(update={"undone_at": at}))


def _edited(proposed: Operation, chosen: Operation | None) -> tuple[str, ...]:
    """The names of the arguments that an edit changed."""
    if chosen is None:
        return ()
    before, after = proposed.model_dump(), chosen.model_dump()
    return tuple(sorted(name for name in after if before.get(name) != after[name]))
