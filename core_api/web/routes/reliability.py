"""How often the product was right, as people's decisions say."""

from fastapi import APIRouter

from core_api.contracts.envelope import Envelope
from core_api.contracts.reliability import Reliability
from core_api.usecases.reliability import reliability
from core_api.web.context import Here

router = APIRouter(prefix="/reliability", tags=["reliability"])


@router.get("")
def read(here: Here, board: str | None = None) -> Envelope[Reliability]:
    """The report on all decisions, or on those of one board."""
    return Envelope(success=True, data=reliability(here, board))
