"""`boardscribe review`: the queue in the terminal. Approve, edit, another card, only a note, reject, skip."""

from rich.prompt import Prompt
from rich.text import Text

from core_api import wiring
from core_api.cli import outcome, render
from core_api.cli.opening import Desk, open_desk
from core_api.contracts.board import Operation
from core_api.contracts.problems import NotFound, Problem
from core_api.contracts.proposal import Choice, Decision
from core_api.language.words import fold
from core_api.usecases.boards import look
from core_api.usecases.decide import decide
from core_api.usecases.edit import edited
from core_api.usecases.queue import Waiting, waiting

_ANSWERS: dict[str, Choice] = {"a": "approve", "e": "edit", "c": "other_card", "n": "note", "r": "reject"}
_REASONS = {"1": "wrong-card", "2": "wrong-change", "3": "not-said", "4": "not-needed"}


def run(board: str | None) -> int:
    """Go through the queue once; what was decided is applied before the command ends."""
    desk = open_desk()
    items = waiting(desk.installation, board)
    if not items:
        desk.out.print(desk.say("review-empty"))
        return outcome.DONE
    touched: set[str] = set()
    for number, item in enumerate(items, start=1):
        title = desk.say("review-title", number=number, total=len(items), meeting=item.meeting.title)
        desk.out.print(render.proposal_panel(item.stored.proposal, item.transcript, desk.say, title))
        answer = Prompt.ask(
            desk.say("review-prompt"), choices=[*_ANSWERS, "s", "q"], console=desk.out, default="s"
        )
        if answer == "q":
            break
        if answer != "s" and _decide(desk, item, _ANSWERS[answer]):
            touched.add(item.meeting.id)
    return _apply(desk, touched)


def _decide(desk: Desk, item: Waiting, answer: Choice) -> bool:
    proposal = item.stored.proposal
    try:
        operation = _edit(desk, item) if answer == "edit" else None
        card_id = _other_card(desk, item) if answer == "other_card" else None
        reason = _reason(desk) if answer == "reject" else ""
        decide(
            desk.installation,
            Decision(
                proposal_id=proposal.id,
                version=proposal.version,
                answer=answer,
                by=desk.actor,
                at=desk.installation.clock(),
                operation=operation,
                card_id=card_id,
                reason=reason,
            ),
        )
    except Problem as problem:
        outcome.tell(problem)
        return False
    return True


def _edit(desk: Desk, item: Waiting) -> Operation:
    board, _policy = look(desk.installation, item.stored.proposal.board or "")
    text = Prompt.ask(desk.say("review-edit-prompt"), console=desk.out)
    return edited(item.stored.proposal.operation, text, board, item.meeting.started_at)


def _other_card(desk: Desk, item: Waiting) -> str:
    board, _policy = look(desk.installation, item.stored.proposal.board or "")
    wanted = fold(Prompt.ask(desk.say("review-card-prompt"), console=desk.out).strip().lstrip("#"))
    named = [
        card
        for card in board.cards
        if wanted in {str(card.number), card.id} or (wanted and wanted in fold(card.name))
    ]
    if len(named) != 1:
        raise NotFound("card-not-named", text=wanted, found=len(named))
    return named[0].id


def _reason(desk: Desk) -> str:
    answer = Prompt.ask(desk.say("review-reason-prompt"), choices=[*_REASONS], console=desk.out, default="4")
    return _REASONS[answer]


def _apply(desk: Desk, meetings: set[str]) -> int:
    worker = wiring.build_worker(desk.installation, desk.settings)
    for meeting in meetings:
        worker.run_until_idle(meeting)
    if meetings:
        from core_api.usecases.report import report

        for meeting in meetings:
            result = report(desk.installation, meeting)
            if result.changes:
                desk.out.print(render.change_table(result.changes, result.transcript, desk.say))
    left = len(waiting(desk.installation))
    desk.out.print(Text(desk.say("review-left", count=left), style="dim"))
    return outcome.DONE
