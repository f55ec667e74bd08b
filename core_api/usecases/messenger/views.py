"""What letters say: views of proposals and meetings as the store knows them. No board is asked, no word is made."""

from dataclasses import dataclass

from core_api.changes.record import zone_of
from core_api.contracts.board import Board, Card
from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.messages import Digest, DigestLine, Outcome, Question, Quote, Step
from core_api.contracts.minutes import Evidence
from core_api.contracts.model import Language
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import Choice, FieldChange, ProposalState, StoredProposal
from core_api.domain.fields import changes_of
from core_api.domain.identity import operation_id
from core_api.locales import text
from core_api.store import boards, changes, copies, intents, meetings, proposals, sightings
from core_api.store.database import Session
from core_api.usecases import attention

_OVERVIEW = 600
"""Characters of a meeting's overview in a digest."""
_QUOTES = 3

_DECIDED: dict[Choice, str] = {
    "approve": "approved",
    "edit": "edited",
    "other_card": "other_card",
    "note": "noted",
    "reject": "rejected",
}


@dataclass(frozen=True)
class Place:
    """Where a question stands among those of its meeting; zeros: it is asked alone."""

    number: int = 0
    total: int = 0


def question(
    session: Session, stored: StoredProposal, language: Language, place: Place, step: Step | None = None
) -> Question:
    """A proposal as one question. Raises NotFound when its meeting is gone."""
    proposal = stored.proposal
    meeting, transcript = heard(session, proposal.meeting_id)
    card, board = seen(session, proposal.board, proposal.card.id if proposal.card else None)
    column = (
        next((one.name for one in board.columns if card and one.id == card.column_id), "") if board else ""
    )
    outcome = outcome_of(session, stored)
    return Question(
        number=place.number,
        total=place.total,
        meeting_title=meeting.title,
        meeting_at=meeting.started_at,
        board=board_name(session, proposal.board, board),
        operation=proposal.operation.kind,
        card=proposal.card.name if proposal.card else None,
        card_number=card.number if card else None,
        card_url=card.url if card else "",
        column=column,
        changes=decided_changes(session, stored),
        meanwhile=proposal.meanwhile if outcome is None else (),
        claim=proposal.claim,
        quotes=tuple(quote(one, transcript, language) for one in proposal.evidence[:_QUOTES]),
        confidence=proposal.confidence,
        runner_up=proposal.runner_up.name if proposal.runner_up else None,
        rule=proposal.verdict.rule,
        vetoes=proposal.vetoes,
        came_back=stored.error or "" if outcome is None else "",
        step=step if outcome is None else None,
        outcome=outcome,
    )


def line(session: Session, stored: StoredProposal) -> DigestLine:
    """A proposal in one line."""
    proposal = stored.proposal
    return DigestLine(
        operation=proposal.operation.kind,
        card=proposal.card.name if proposal.card else None,
        changes=decided_changes(session, stored),
        outcome=outcome_of(session, stored),
    )


def decided_changes(session: Session, stored: StoredProposal) -> tuple[FieldChange, ...]:
    """What changes: as it was proposed, and where somebody edited that, as they want it."""
    proposal = stored.proposal
    decision = proposals.decision_on(session, proposal.id, proposal.version)
    wanted = decision.operation if decision and decision.answer == "edit" else None
    if wanted is None or wanted == proposal.operation:
        return proposal.changes
    made = changes.for_proposal(session, proposal.meeting_id, proposal.id)
    if made:
        return made[-1].changes
    card, board = seen(session, proposal.board, proposal.card.id if proposal.card else None)
    if board is None:
        return proposal.changes
    return changes_of(board, card, wanted, zone_of(session, proposal.meeting_id))


def frame(session: Session, meeting_id: str) -> Digest:
    """A meeting's digest without its lines. Raises NotFound when it is gone."""
    meeting = meetings.get(session, meeting_id)
    minutes = meetings.minutes(session, meeting_id)
    _card, board = seen(session, meeting.board, None)
    left = attention.of_meeting(session, meeting).stale
    return Digest(
        meeting_title=meeting.title,
        meeting_at=meeting.started_at,
        board=board_name(session, meeting.board, board),
        overview=minutes.overview[:_OVERVIEW] if minutes else "",
        unmentioned=len(left),
        silent=tuple(one.card.name for one in left if one.alert),
    )


def outcome_of(session: Session, stored: StoredProposal) -> Outcome | None:
    """What became of a proposal; None while it waits for a person's word."""
    if stored.state in proposals.WAITING:
        return None
    proposal = stored.proposal
    decision = proposals.decision_on(session, proposal.id, proposal.version)
    by = decision.by.name if decision and decision.by.kind == "person" else ""
    told = Outcome(
        code="superseded",
        by=by,
        at=decision.at if decision else None,
        reason=decision.reason if decision and decision.answer == "reject" else "",
        problem=stored.error or "",
    )
    if stored.state == "undone":
        return _undone(session, stored, told)
    if stored.state == "approved" and decision is not None:
        stopped = stopped_by(session, stored)
        code = "waiting" if stopped else _DECIDED[decision.answer]
        return told.model_copy(update={"code": code, "problem": stopped})
    if decision is not None and (
        stored.state == "rejected" or (stored.state == "superseded" and decision.answer == "other_card")
    ):
        return told.model_copy(update={"code": _DECIDED[decision.answer], "problem": ""})
    return told.model_copy(update={"code": _plain(stored.state)})


def asked_anew() -> Outcome:
    """What a letter about an older version says: the newer one is asked in a letter of its own."""
    return Outcome(code="superseded")


def stopped_by(session: Session, stored: StoredProposal) -> str:
    """The code of the problem for which an approved change waits; empty: it does not."""
    proposal = stored.proposal
    decision = proposals.decision_on(session, proposal.id, proposal.version)
    operation = (decision.operation if decision else None) or proposal.operation
    wanted = operation_id(proposal.meeting_id, proposal.id, proposal.version, operation)
    mine = [one for one in intents.pending(session, proposal.meeting_id) if one.proposal_id == proposal.id]
    exact = [one for one in mine if one.id == wanted] or mine[-1:]
    return next((one.error for one in exact if one.error), "")


def quote(evidence: Evidence, transcript: Transcript, language: Language) -> Quote:
    """The very words, with the speaker's name or number."""
    speaker = transcript.name_of(evidence.speaker)
    if speaker is None and evidence.speaker is not None:
        speaker = text("speaker", language, {"number": evidence.speaker})
    return Quote(
        text=evidence.quote,
        speaker=speaker,
        start=evidence.start,
        end=evidence.end,
        timed=transcript.timed,
    )


def heard(session: Session, meeting_id: str) -> tuple[Meeting, Transcript]:
    """A meeting and who spoke in it. Raises NotFound."""
    transcript = meetings.transcript(session, meeting_id) or Transcript(language="en")
    return meetings.get(session, meeting_id), transcript.model_copy(update={"segments": ()})


def seen(session: Session, ref: str | None, card_id: str | None) -> tuple[Card | None, Board | None]:
    """The card and the board's outline as they were seen last, without asking the board."""
    if ref is None:
        return None, None
    sighting = sightings.get(session, ref, card_id) if card_id else None
    kind, _, board_id = ref.partition(":")
    board = boards.local_outline(session, board_id) if kind == "local" else copies.outline(session, ref)
    return (sighting.last if sighting else None), board


def board_name(session: Session, ref: str | None, board: Board | None) -> str:
    """What people call the board; its reference where nobody has told."""
    if board is not None:
        return board.name
    return boards.names(session).get(ref or "", ref or "")


def _undone(session: Session, stored: StoredProposal, told: Outcome) -> Outcome:
    mine = [
        one
        for one in changes.for_meeting(session, stored.proposal.meeting_id)
        if one.proposal_id == stored.proposal.id and one.undone_by
    ]
    if not mine:
        return told.model_copy(update={"code": "undone"})
    try:
        back = changes.get(session, mine[-1].undone_by or "")
    except NotFound:
        return told.model_copy(update={"code": "undone"})
    by = back.by.name if back.by.kind == "person" else ""
    return told.model_copy(update={"code": "undone", "by": by, "at": back.at})


def _plain(state: ProposalState) -> str:
    return state if state in {"applying", "applied", "failed", "unknown", "expired"} else "superseded"
