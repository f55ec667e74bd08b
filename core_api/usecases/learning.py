"""What people's decisions teach the gate: each word on a proposal is kept as a labelled example, with its reason."""

from collections.abc import Sequence
from datetime import datetime

from core_api.contracts.asking import Example
from core_api.contracts.board import Operation
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import ChangeRecord, Decision, Proposal
from core_api.domain.standing import Alone, Standing, Under, standing
from core_api.store import asking, proposals
from core_api.store.database import Session


def learn(session: Session, proposal: Proposal, decision: Decision) -> None:
    """Keep what was decided. The gate's own decisions teach nothing: nobody looked at them."""
    if decision.by.kind == "gate":
        return
    asked = asking.asked_at(session, proposal.id, proposal.version)
    seconds = (decision.at - asked).total_seconds() if asked else None
    asking.learn(session, _example(proposal, decision).model_copy(update={"seconds": seconds}))


def regret(session: Session, change: ChangeRecord, at: datetime) -> None:
    """The change was taken back: the example of its decision says so. Of the gate's own it is the first word."""
    known = asking.of_proposal(session, change.proposal_id or "")
    for example in known:
        if example.answer in {"approve", "edit"} and example.undone_at is None:
            asking.learn(session, example.model_copy(update={"undone_at": at}))
    if not known and change.by.kind == "gate" and change.proposal_id:
        _learn_regret(session, change.proposal_id, at)


def standing_of(
    session: Session, board: str | None, model: str | None, prompt_version: str | None
) -> Standing:
    """What the gate goes by on a board, for proposals of this model and these prompts. No board: as shipped."""
    if board is None:
        return Standing()
    made = alone(proposals.decided(session, board))
    return standing(asking.examples(session), made, Under(board, model, prompt_version))


def alone(decided: Sequence[tuple[Proposal, Decision]]) -> tuple[Alone, ...]:
    """Those of them that the gate decided by itself."""
    return tuple(
        Alone(one.operation.kind, decision.at, one.id, one.model, one.prompt_version)
        for one, decision in decided
        if decision.by.kind == "gate"
    )


def _learn_regret(session: Session, proposal_id: str, at: datetime) -> None:
    try:
        proposal = proposals.get(session, proposal_id).proposal
    except NotFound:  # its meeting was removed: there is nothing left to learn from
        return
    decision = proposals.decision(session, proposal_id)
    if decision is not None and decision.by.kind == "gate":
        asking.learn(session, _example(proposal, decision).model_copy(update={"undone_at": at}))


def _example(proposal: Proposal, decision: Decision) -> Example:
    return Example(
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
        chances=proposal.chances,
        support=proposal.support,
        answer=decision.answer,
        reason=decision.reason if decision.by.kind != "gate" else "",
        edited=_edited(proposal.operation, decision.operation),
        channel=decision.by.channel,
        person_id=decision.by.person_id,
        at=decision.at,
    )


def _edited(proposed: Operation, chosen: Operation | None) -> tuple[str, ...]:
    """The names of the arguments that an edit changed."""
    if chosen is None:
        return ()
    before, after = proposed.model_dump(), chosen.model_dump()
    return tuple(sorted(name for name in after if before.get(name) != after[name]))
