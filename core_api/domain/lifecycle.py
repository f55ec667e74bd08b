"""Where a proposal and a board write may go from where they stand, and which decisions send the work a step back.

Tables, and one refusal. Nothing here stores a state.
"""

from collections.abc import Mapping

from core_api.contracts.problems import Conflict
from core_api.contracts.proposal import IntentState, ProposalState

PROPOSAL_STEPS: Mapping[ProposalState, frozenset[ProposalState]] = {
    "shadow": frozenset({"open", "approved", "rejected", "superseded", "expired"}),
    "open": frozenset({"open", "approved", "rejected", "superseded", "expired", "applying"}),
    "approved": frozenset({"applying", "open", "superseded", "failed"}),
    "applying": frozenset({"applied", "failed", "unknown", "open"}),
    "unknown": frozenset({"applying", "applied", "failed"}),
    "applied": frozenset({"undone"}),
    "undone": frozenset({"applied"}),
    "failed": frozenset({"open", "applying", "superseded", "expired"}),
    "rejected": frozenset(),
    "superseded": frozenset(),
    "expired": frozenset(),
}
"""From a proposal's state to those that may follow it."""

INTENT_STEPS: Mapping[IntentState, frozenset[IntentState]] = {
    "planned": frozenset({"sending", "failed"}),
    "sending": frozenset({"applied", "failed", "unknown", "planned"}),
    "unknown": frozenset({"sending", "applied", "failed", "planned"}),
    "failed": frozenset({"planned"}),
    "applied": frozenset(),
}
"""From a board write's state to those that may follow it."""

STEPS_BACK: Mapping[tuple[str, str], str] = {
    ("reject", "wrong-card"): "match",
    ("other_card", ""): "plan",
    ("other_card", "wrong-card"): "plan",
}
"""A decision and its reason → the stage that is done again: match without that card, or plan on the other one."""


def proposal_step(now: ProposalState, then: ProposalState) -> None:
    """Raise Conflict `illegal-step` unless a proposal may go from the one state to the other."""
    if then not in PROPOSAL_STEPS[now]:
        raise Conflict("illegal-step", now=now, then=then)


def intent_step(now: IntentState, then: IntentState) -> None:
    """Raise Conflict `illegal-step` unless a board write may go from the one state to the other."""
    if then not in INTENT_STEPS[now]:
        raise Conflict("illegal-step", now=now, then=then)
