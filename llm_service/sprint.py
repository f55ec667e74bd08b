"""When the sprint of a meeting ends: as it was said, else as the board's name or a column has it."""

from datetime import date

from core_api.contracts.ports import SummarizeRequest
from core_api.language.sprints import sprint_end


def sprint_of(request: SummarizeRequest) -> date | None:
    """The day, where the talk or the board tells it."""
    board = request.board
    names = (board.name, *(column.name for column in board.columns)) if board else ()
    said = (segment.text for segment in request.transcript.segments)
    return sprint_end(said, names, request.started_at)
