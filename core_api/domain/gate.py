"""Which changes may happen unasked: the board's policy in code, after all understanding.

One table of rules, read from the top; the first that speaks decides, and its code has words in `locales`
(`rule-…`). No model is asked here and no confidence that a model states of itself is looked at: the confidence is the
product of two calibrated chances, and where it must lie is said by the board's policy and by what decisions proved.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from hashlib import sha256

from core_api.contracts.board import Assign, Board, Card, Create, Due, Move
from core_api.contracts.matching import Naming as PlainNaming
from core_api.contracts.meeting import Transcript
from core_api.contracts.policy import ALWAYS_ASK, BoardPolicy
from core_api.contracts.proposal import Proposal, Verdict
from core_api.domain.standing import Standing, shipped_limit
from core_api.language.names import Directory, find_people, resolve
from core_api.language.titles import TitleIndex, name_cards


@dataclass(frozen=True)
class GateContext:
    """What the gate knows beside the proposal itself."""

    board: Board
    policy: BoardPolicy
    transcript: Transcript
    people: Directory
    index: TitleIndex
    zone: tzinfo = UTC
    """The meeting's, in which due days are compared."""
    named: PlainNaming | None = None
    """How the matcher found the card plainly named."""
    outright: bool = False
    """The change was said plainly."""
    exact: bool = False
    """The words of the change named one thing of the board."""
    standing: Standing = field(default_factory=Standing)
    """What people's decisions taught and proved."""
    started_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    """When the meeting began: its words tell days from there."""
    invented: bool = False
    """The model put words or ids into the minutes that nobody said or gave; what rested on them was left out."""
    finishing: frozenset[str] = frozenset()
    """The cards that this meeting moves into a done column."""
    unsettled: frozenset[str] = frozenset()
    """The cards of which something stayed open in this meeting: people disagreed, hedged or asked in vain."""
    asked_words: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """By card the segments on which changes rest that always ask: its archiving, another name."""
    said: bool = True
    """The quoted words may say this change."""
    automatic: Mapping[str, int] = field(default_factory=dict)
    """Automatic changes of this meeting so far, by card id (an empty id: a new card)."""


_SURELY = 0.95
"""The chance of a card that every voice named."""

_Rule = Callable[[Proposal, GateContext], str | None]


def judge(proposal: Proposal, context: GateContext) -> Verdict:
    """The route of a proposal, and the rule that chose it."""
    for rule in _RULES:
        code = rule(proposal, context)
        if code is not None:
            return Verdict(route="review", rule=code)
    if context.policy.mode == "shadow":
        return Verdict(route="review", rule="shadow")
    if is_drawn(proposal.id, context.policy.audited):
        return Verdict(route="review", rule="audit")
    if proposal.model is None:
        return Verdict(route="auto", rule="plain")
    proved = proposal.confidence < shipped_limit(proposal.operation.kind)
    return Verdict(route="auto", rule="certified" if proved else "sure")


def is_drawn(proposal_id: str, share: float) -> bool:
    """Whether the lot falls on this proposal: on that share of all, and the same at every planning."""
    lot = int.from_bytes(sha256(f"audit {proposal_id}".encode()).digest()[:6], "big")
    return lot < share * (1 << 48)


def _closed(proposal: Proposal, context: GateContext) -> str | None:
    if context.policy.stopped:
        return "stopped"
    return "read-only" if context.policy.read_only else None


def _unproven(proposal: Proposal, context: GateContext) -> str | None:
    return None if proposal.evidence else "no-evidence"


def _vetoed(proposal: Proposal, context: GateContext) -> str | None:
    return f"veto-{proposal.vetoes[0].replace('_', '-')}" if proposal.vetoes else None


def _refuted(proposal: Proposal, context: GateContext) -> str | None:
    return {"not_supported": "quote-other", "unclear": "quote-unclear"}.get(proposal.support or "")


def _kind(proposal: Proposal, context: GateContext) -> str | None:
    kind = proposal.operation.kind
    return "kind-asks" if kind in ALWAYS_ASK or kind not in context.policy.automatic else None


def _off_limits(proposal: Proposal, context: GateContext) -> str | None:
    card = card_of(proposal, context.board)
    columns = {card.column_id} if card else set()
    if isinstance(proposal.operation, Move | Create):
        columns.add(proposal.operation.column_id)
    return "off-limits" if columns & context.policy.off_limits else None


def _vague(proposal: Proposal, context: GateContext) -> str | None:
    if not context.outright:
        return "not-outright"
    return None if context.exact else "not-exact"


def _unsaid(proposal: Proposal, context: GateContext) -> str | None:
    return None if context.said else "not-said"


def _card(proposal: Proposal, context: GateContext) -> str | None:
    if proposal.card is None:
        return None
    if proposal.model is not None:
        return None
    if context.named is None or not _named_in_quotes(proposal, context):
        return "card-not-named"
    return None


def _second_card(proposal: Proposal, context: GateContext) -> str | None:
    if proposal.card is None:
        return None
    card, surely = proposal.card.id, bool(proposal.chances and proposal.chances.card >= _SURELY)
    named = (_names_other(one.quote, card, context, surely=surely) for one in proposal.evidence)
    return "two-cards" if any(named) else None


def _remark(proposal: Proposal, context: GateContext) -> str | None:
    """A remark of a model that made something up in this meeting, or on a card of which something stays open."""
    if proposal.card is None or proposal.operation.kind != "comment" or proposal.model is None:
        return None
    if context.invented:
        return "model-invents"
    return "comment-open" if proposal.card.id in context.unsettled else None


def _parting(proposal: Proposal, context: GateContext) -> str | None:
    """A remark that nobody misses and nobody asked for: on a card that is leaving, or only why it would be renamed."""
    if proposal.card is None or proposal.operation.kind != "comment":
        return None
    if proposal.card.id in context.finishing:
        return "comment-at-end"
    beside = context.asked_words.get(proposal.card.id, frozenset())
    words = (one.segment for one in proposal.evidence)
    return "comment-waits" if all({at - 1, at, at + 1} & beside for at in words) else None


def _done(proposal: Proposal, context: GateContext) -> str | None:
    operation = proposal.operation
    if not isinstance(operation, Move):
        return None
    target = next((one for one in context.board.columns if one.id == operation.column_id), None)
    card = card_of(proposal, context.board)
    if target is None or card is None:
        return "not-exact"
    if target.role != "done":
        return None
    allowed = set(card.member_ids) | context.policy.leads
    return None if allowed & speakers_of(proposal, context) else "done-needs-owner"


def _earlier(proposal: Proposal, context: GateContext) -> str | None:
    card = card_of(proposal, context.board)
    if not isinstance(proposal.operation, Due) or card is None or card.due is None:
        return None
    return (
        "earlier-date"
        if proposal.operation.date is None
        or proposal.operation.date < card.due.astimezone(context.zone).date()
        else None
    )


def _assign(proposal: Proposal, context: GateContext) -> str | None:
    operation, card = proposal.operation, card_of(proposal, context.board)
    if not isinstance(operation, Assign) or card is None:
        return None
    if card.member_ids:
        return "assigned-already"
    said = speakers_of(proposal, context) | {
        one.member
        for quote in proposal.evidence
        for one in find_people(quote.quote, context.people)
        if one.member
    }
    return None if operation.member_id in said else "assign-unsaid"


def _unsure(proposal: Proposal, context: GateContext) -> str | None:
    kind, floor = proposal.operation.kind, context.policy.threshold
    limit = floor if proposal.model is None else context.standing.limit(kind, floor)
    if proposal.confidence >= limit:
        return None
    chances = proposal.chances
    return "change-unsure" if chances and chances.operation < chances.card else "card-unsure"


def _unchecked(proposal: Proposal, context: GateContext) -> str | None:
    return "quote-unchecked" if proposal.model is not None and proposal.support is None else None


def _narrowed(proposal: Proposal, context: GateContext) -> str | None:
    return "narrowed" if context.standing.narrowed(proposal.operation.kind) else None


def _capped(proposal: Proposal, context: GateContext) -> str | None:
    card = proposal.card.id if proposal.card else ""
    if sum(context.automatic.values()) >= context.policy.changes_per_meeting:
        return "cap-meeting"
    return "cap-card" if context.automatic.get(card, 0) >= context.policy.changes_per_card else None


_RULES: Sequence[_Rule] = (
    _closed, _unproven, _vetoed, _refuted, _kind, _off_limits, _vague, _unsaid, _card, _second_card, _remark, _parting,
    _done, _earlier, _assign, _unsure, _unchecked, _capped, _narrowed,
)  # fmt: skip


def card_of(proposal: Proposal, board: Board) -> Card | None:
    """The card of a proposal as it stands on the board."""
    return next((card for card in board.cards if proposal.card and card.id == proposal.card.id), None)


def speakers_of(proposal: Proposal, context: GateContext) -> set[str]:
    """The members whose own words the proposal rests on, by the names of the voices."""
    names = (context.transcript.name_of(one.speaker) for one in proposal.evidence)
    return {found for name in names if name and (found := resolve(name, context.people))}


def _named_in_quotes(proposal: Proposal, context: GateContext) -> bool:
    card = proposal.card.id if proposal.card else None
    return any(
        one.card_id == card and one.plain
        for quote in proposal.evidence
        for one in name_cards(quote.quote, context.index)
    )


def _names_other(quote: str, card: str, context: GateContext, *, surely: bool) -> bool:
    """True when the words name another card as well, by more than what both titles share.

    Where the card is sure beyond doubt, only the number or the whole title of another one counts.
    """
    namings = name_cards(quote, context.index)
    own = next((one.parts for one in namings if one.card_id == card), frozenset())
    for one in namings:
        if one.card_id == card:
            continue
        clear = one.plain is not None if surely else one.coverage >= 0.4 and one.weight >= 0.5
        if one.plain == "number" or (clear and not one.parts <= own):
            return True
    return False
