"""How often the product was right, from all that people decided."""

from core_api.contracts.reliability import Reliability
from core_api.domain.reliability import report
from core_api.store import asking
from core_api.usecases.boards import policy_of
from core_api.usecases.installation import Installation


def reliability(installation: Installation, board: str | None = None) -> Reliability:
    """The report, of one board or of all. Raises what asking for a board raises that nobody knows."""
    if board is not None:
        policy_of(installation, board)
    with installation.database.reading() as session:
        return report(asking.examples(session, board), board)
