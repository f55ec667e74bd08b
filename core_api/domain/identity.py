"""The identity of a board write: what it does and for which proposal, never where the code stands."""

import hashlib

from core_api.contracts.board import Operation
from core_api.contracts.proposal import Written


def operation_id(meeting: str, proposal: str, version: int, operation: Written) -> str:
    """The id of one operation: the same at every try, another for every other version, kind or patch."""
    parts = (meeting, proposal, str(version), operation.kind, operation.model_dump_json())
    return "op_" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def proposal_id(meeting: str, fact: str, card: str | None, operation: Operation) -> str:
    """The id of a proposal: the same whenever the same meeting is planned again, whatever the order of its facts."""
    parts = (meeting, card or "", operation.kind, fact if card is None else "", operation.model_dump_json())
    return "pr_" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]
