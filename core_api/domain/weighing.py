"""The chances of one proposal as they are kept with it: as shipped, and as decisions have moved them since."""

from collections.abc import Collection

from core_api.contracts.board import OperationKind
from core_api.contracts.proposal import Chances
from core_api.domain.chances import operation_chance, shifted, shipped
from core_api.domain.choosing import Choice
from core_api.domain.standing import Standing

_DIGITS = 4


def chances_of(kind: OperationKind, signs: Collection[str], choice: Choice, standing: Standing) -> Chances:
    """The chances of a change of this kind with these signs, on that choice of a card."""
    said = "outright" if "outright" in signs else "inferred"
    card_by, operation_by = f"card:{choice.found_by}", f"{kind}:{said}"
    operation = operation_chance(kind, signs)
    new = choice.found_by == "new"
    return Chances(
        card=1.0 if new else round(shifted(choice.confidence, standing.shift(card_by)), _DIGITS),
        operation=round(shifted(operation, standing.shift(operation_by)), _DIGITS),
        table=shipped().version,
        card_by=card_by,
        card_shipped=round(choice.confidence, _DIGITS),
        operation_by=operation_by,
        operation_shipped=round(operation, _DIGITS),
    )
