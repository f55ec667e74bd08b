"""`boardscribe review`: the queue in the terminal. Approve, edit, another card, only a note, reject, skip."""

from datetime import datetime

from rich.text import Text

from core_api import wiring
from core_api.cli import outcome, render
from core_api.cli.opening import Desk, open_desk
from core_api.cli.prompts import Left, choose, until_right
from core_api.contracts.board import Board, Operation
from core_api.contracts.problems import NotFound, Problem
from core_api.contracts.proposal import Choice, Decision, Proposal, StoredProposal, reasons_for
from core_api.language.words import fold
from core_api.locales import about
from core_api.usecases.boards import look
from core_api.usecases.decide import decide
from core_api.usecases.edit import edited
from core_api.usecases.parked import parked
from core_api.usecases.queue import Waiting, waiting
from core_api.usecases.report import report
from core_api.usecases.resume import unfinished

_ANSWERS: dict[str, Choice] = {"a": "approve", "e": "edit", "c": "other_card", "n": "note", "r": "reject"}


def run(board: str | None) -> int:
    """Go through the queue once; what was decided, now or before, is applied before the command ends.

    Exit 1 when a decision was refused, or something that was approved could not be applied.
    """
    desk = open_desk()
    begun = desk.installation.clock()
    items = waiting(desk.installation, board)
    if not items:
        desk.out.print(desk.say("review-empty"))
    decided: dict[str, str] = {}
    refused = False
    try:
        for number, item in enumerate(items, start=1):
            title = desk.say("review-title", number=number, total=len(items), meeting=item.meeting.title)
            desk.out.print(render.proposal_panel(item.stored.proposal, item.transcript, desk.say, title))
            answer = choose(desk, desk.say("review-prompt"), [*_ANSWERS, "s", "q"], default="s")
            if answer == "q":
                break
            if answer == "s":
                continue
            try:
                if _decide(desk, item, _ANSWERS[answer]):
                    decided[item.stored.proposal.id] = item.meeting.id
            except Problem as problem:
                refused = True
                outcome.tell(problem)
    except Left:
        pass
    applied = _apply(desk, decided, begun)
    return outcome.FAILED if refused else applied


def _decide(desk: Desk, item: Waiting, answer: Choice) -> bool:
    """Record the answer; false when the person thought better of it. Raises what `decide` raises."""
    proposal = item.stored.proposal
    board, _policy = look(desk.installation, proposal.board or "")
    operation, card_id, reason = None, None, ""
    if answer == "edit":
        operation = until_right(desk, desk.say("review-edit-prompt"), lambda text: _edit(item, text, board))
    if answer == "other_card":
        card_id = until_right(desk, desk.say("review-card-prompt"), lambda text: card_named(text, board))
    if (answer == "edit" and operation is None) or (answer == "other_card" and card_id is None):
        return False
    if answer == "reject":
        reason = _reason(desk, proposal)
    decision = Decision(
        proposal_id=proposal.id,
        version=proposal.version,
        answer=answer,
        by=desk.actor,
        at=desk.installation.clock(),
        operation=operation,
        card_id=card_id,
        reason=reason,
    )
    decide(desk.installation, decision)
    return True


def _reason(desk: Desk, proposal: Proposal) -> str:
    """Why it is rejected: the number of a reason; nothing typed means the last. Raises Left."""
    reasons = {str(number): reason for number, reason in enumerate(reasons_for(proposal), start=1)}
    words = ", ".join(f"{number} {desk.say(f'reason-{reason}')}" for number, reason in reasons.items())
    prompt = desk.say("review-reason-prompt", reasons=words)
    return reasons[choose(desk, prompt, [*reasons], default=[*reasons][-1])]


def _edit(item: Waiting, text: str, board: Board) -> Operation:
    return edited(item.stored.proposal.operation, text, board, item.meeting.started_at)


def card_named(text: str, board: Board) -> str:
    """The id of the one open card that is meant: by number or id, else by its whole name, else by a part of it.

    Raises NotFound `card-not-named` when none or several fit.
    """
    wanted = fold(text).strip().lstrip("#")
    cards = [card for card in board.cards if not card.archived]
    tries = (
        [card.id for card in cards if wanted in {str(card.number), card.id}],
        [card.id for card in cards if fold(card.name) == wanted],
        [card.id for card in cards if wanted and wanted in fold(card.name)],
    )
    found = next((named for named in tries if named), [])
    if len(found) != 1:
        raise NotFound("card-not-named", text=text, found=len(found))
    return found[0]


def _apply(desk: Desk, decided: dict[str, str], begun: datetime) -> int:
    """Carry out what is approved, now (proposal → meeting) or before, show what changed, and tell what did not."""
    worker = wiring.build_worker(desk.installation, desk.settings)
    failed = False
    for meeting in sorted({*decided.values(), *unfinished(desk.installation)}):
        worker.run_until_idle(meeting)
        result = report(desk.installation, meeting)
        fresh = [change for change in result.changes if change.at >= begun]
        if fresh:
            desk.out.print(render.change_table(fresh, result.transcript, desk.say))
        _tell_come_back(desk, [one for one in result.proposals if one.proposal.id in decided])
        if result.trouble is not None:
            failed = True
            outcome.tell_failure(result)
    desk.out.print(Text(desk.say("review-left", count=len(waiting(desk.installation))), style="dim"))
    waits = len(parked(desk.installation))
    if waits:
        desk.out.print(Text(desk.say("waiting-still", count=waits), style="yellow"))
    return outcome.FAILED if failed else outcome.DONE


def _tell_come_back(desk: Desk, decided: list[StoredProposal]) -> None:
    """Say which of the decided questions are open again, and why nothing was written."""
    for one in decided:
        if one.state == "open" and one.error:
            card = one.proposal.card.name if one.proposal.card else one.proposal.claim
            reason, _next = outcome.words(one.error, about(one.proposal.board, card))
            desk.out.print(Text(desk.say("review-came-back", card=card, reason=reason), style="yellow"))
