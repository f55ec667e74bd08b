"""What may follow what."""

from typing import get_args

import pytest

from core_api.contracts.problems import Conflict
from core_api.contracts.proposal import IntentState, ProposalState
from core_api.domain.lifecycle import INTENT_STEPS, PROPOSAL_STEPS, STEPS_BACK, intent_step, proposal_step
from core_api.locales import has


def test_every_state_has_its_row() -> None:
    assert set(PROPOSAL_STEPS) == set(get_args(ProposalState))
    assert set(INTENT_STEPS) == set(get_args(IntentState))


def test_a_decision_is_taken_once() -> None:
    proposal_step("open", "approved")
    with pytest.raises(Conflict) as raised:
        proposal_step("rejected", "approved")
    assert raised.value.params == {"now": "rejected", "then": "approved"}


def test_what_was_applied_can_only_be_undone() -> None:
    proposal_step("applied", "undone")
    with pytest.raises(Conflict):
        proposal_step("applied", "open")


def test_a_write_is_not_sent_twice_once_it_is_applied() -> None:
    intent_step("unknown", "applied")
    with pytest.raises(Conflict):
        intent_step("applied", "sending")


def test_a_wrong_card_is_matched_again() -> None:
    assert STEPS_BACK[("reject", "wrong-card")] == "match"
    assert ("reject", "not-needed") not in STEPS_BACK


def test_the_refusal_has_words_in_both_languages() -> None:
    assert all(
        has(f"problem-illegal-step{end}", language) for end in ("", "-next") for language in ("ru", "en")
    )  # type: ignore[arg-type]
