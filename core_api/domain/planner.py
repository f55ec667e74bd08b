"""What one meeting means for its board: from facts to proposals, each judged by the gate.

Pure: the same input gives the same plan, whatever the order of the cards. Ids that are not on the board cannot come
out of it; a change whose words nobody said does not either.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo

from core_api.contracts.board import Board, CardRef, Comment, Create, Move, Operation
from core_api.contracts.matching import Match
from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.minutes import QUOTES_DROPPED, Evidence, Fact, Minutes, Veto
from core_api.contracts.policy import ALWAYS_ASK, BoardPolicy
from core_api.contracts.proposal import Heard, Plan, Proposal, Support, Verdict
from core_api.domain.choosing import Choice, cards_of, choose
from core_api.domain.days import shows_by_day
from core_api.domain.evidence import verify
from core_api.domain.fields import changes_of
from core_api.domain.gate import GateContext, card_of, judge, speakers_of
from core_api.domain.identity import proposal_id
from core_api.domain.operations import Meant, created, meant
from core_api.domain.signs import Words, signs_of
from core_api.domain.stale import attention
from core_api.domain.standing import Standing
from core_api.domain.taint import Taint, taint_of
from core_api.domain.unsaid import Talk, is_said
from core_api.domain.weighing import chances_of
from core_api.language.names import directory
from core_api.language.titles import Title, index_of

_SILENCING: tuple[Veto, ...] = ("injected", "other_team", "joke", "negated", "hypothetical", "retracted")
_OPEN: frozenset[Veto] = frozenset({"conflict", "hedged", "question"})
"""With one of these something about the fact's card stays open."""
_COMMENT_LIMIT = 300
_ONE_OF_A_KIND = frozenset({"move", "due", "rename", "archive", "restore"})


@dataclass(frozen=True)
class Draft:
    """A change on its way to a proposal."""

    fact: Fact
    choice: Choice
    meant: Meant
    evidence: tuple[Evidence, ...]
    vetoes: tuple[Veto, ...]

    @property
    def last(self) -> int:
        """The last segment that asks for it."""
        return max(one.segment for one in self.evidence)


@dataclass(frozen=True)
class Terms:
    """What the gate goes by: what the board allows, and what decisions taught and proved."""

    policy: BoardPolicy
    standing: Standing = field(default_factory=Standing)


@dataclass(frozen=True)
class Sketch:
    """A plan before the gate has said its word."""

    left: Plan
    """What is no proposal."""
    asked: tuple[tuple[Proposal, Draft], ...]
    context: GateContext
    talk: Talk

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """Those that the gate is to judge."""
        return tuple(proposal for proposal, _draft in self.asked)


def plan(
    meeting: Meeting,
    transcript: Transcript,
    minutes: Minutes,
    matches: Sequence[Match],
    board: Board,
    policy: BoardPolicy,
) -> Plan:
    """The proposals for the board, what was only heard, the cards spoken of and not, with no check of the quotes.

    Due days are those of the meeting's own zone.
    """
    return settle(sketch(meeting, transcript, minutes, matches, board, Terms(policy)))


def sketch(
    meeting: Meeting,
    transcript: Transcript,
    minutes: Minutes,
    matches: Sequence[Match],
    board: Board,
    terms: Terms,
) -> Sketch:
    """All that a plan holds but the gate's word: its proposals can be checked before it is said."""
    zone = meeting.started_at.tzinfo or UTC
    by_fact = {match.query_id: match for match in matches}
    drafts: list[Draft] = []
    heard: list[Heard] = []
    cards = cards_of(board)
    people = directory(board.members)
    talk = Talk(transcript, meeting.started_at, taint_of(transcript))
    unsettled: set[str] = set()
    for fact in minutes.facts:
        choice = choose(fact, by_fact.get(fact.id), cards, modelled=minutes.model is not None)
        if choice.card and _OPEN & set(fact.vetoes):
            unsettled.add(choice.card.id)
        if _silenced(fact):
            heard.append(_heard(fact, "nothing", _silenced(fact) or "", transcript))
            continue
        found, left = _drafts(fact, choice, transcript, board, zone)
        kept, orders = _untainted(found, talk.taint, transcript)
        drafts += kept
        heard += [*left, *orders]
    index = index_of(Title(card.id, card.name, card.number) for card in board.cards)
    context = GateContext(
        board,
        terms.policy,
        transcript,
        people,
        index,
        zone,
        standing=terms.standing,
        started_at=meeting.started_at,
        invented=QUOTES_DROPPED in minutes.notes,
        unsettled=frozenset(unsettled),
    )
    seen = attention(board, transcript, minutes.facts, by_fact, index)
    rest = Plan(
        heard=tuple(dict.fromkeys(heard)),
        stale=seen.stale,
        discussed=seen.discussed,
    )
    return Sketch(rest, _asked(_merged(drafts), meeting.id, minutes, context), context, talk)


def settle(drawn: Sketch, supports: Mapping[str, Support] | None = None) -> Plan:
    """The plan with the gate's verdicts, given what the second check says of the proposals, by their ids."""
    counted: Counter[str] = Counter()
    proposals: list[Proposal] = []
    finishing, asked_words = _finishing(drawn), _asked_words(drawn)
    for proposal, draft in drawn.asked:
        checked = _weighed(proposal, draft, drawn.context, (supports or {}).get(proposal.id))
        verdict = judge(
            checked,
            replace(
                drawn.context,
                named=draft.choice.named,
                outright=draft.meant.outright,
                exact=draft.meant.exact,
                finishing=finishing,
                asked_words=asked_words,
                automatic=counted,
                said=is_said(
                    checked.operation,
                    checked.evidence,
                    draft.choice.card,
                    drawn.context.board,
                    drawn.context.people,
                    drawn.talk,
                ),
            ),
        )
        if verdict.route == "auto":
            counted[proposal.card.id if proposal.card else ""] += 1
        proposals.append(checked.model_copy(update={"verdict": verdict}))
    return drawn.left.model_copy(update={"proposals": tuple(proposals)})


def _finishing(drawn: Sketch) -> frozenset[str]:
    """The cards that are to be moved into a done column."""
    done = {column.id for column in drawn.context.board.columns if column.role == "done"}
    return frozenset(
        one.card.id
        for one in drawn.proposals
        if one.card and isinstance(one.operation, Move) and one.operation.column_id in done
    )


def _asked_words(drawn: Sketch) -> dict[str, frozenset[int]]:
    """By card the segments of the changes that no policy lets through unasked."""
    found: dict[str, frozenset[int]] = {}
    for one in drawn.proposals:
        if one.card and one.operation.kind in ALWAYS_ASK:
            segments = frozenset(quote.segment for quote in one.evidence)
            found[one.card.id] = found.get(one.card.id, frozenset()) | segments
    return found


def _silenced(fact: Fact) -> str | None:
    return next((veto.replace("_", "-") for veto in _SILENCING if veto in fact.vetoes), None)


def _heard(fact: Fact, outcome: str, reason: str, transcript: Transcript) -> Heard:
    return Heard.model_validate(
        {
            "text": fact.text,
            "outcome": outcome,
            "reason": reason,
            "evidence": verify(fact.evidence, transcript),
        }
    )


def _drafts(
    fact: Fact, choice: Choice, transcript: Transcript, board: Board, zone: tzinfo
) -> tuple[list[Draft], list[Heard]]:
    """The changes that a fact asks for, and what is left of it where one cannot be made."""
    new = created(fact, board)
    if new is not None:
        return _drafted(fact, Choice(None, confidence=1.0, found_by="new"), [new], transcript, zone)
    if not fact.requests:
        outcome = "question" if "question" in fact.vetoes or fact.kind == "question" else "note"
        reason = "question" if outcome == "question" else "no-change" if choice.card else "no-card"
        return [], [_heard(fact, outcome, reason, transcript)]
    if choice.card is None:
        return [], [_heard(fact, "question", "which-card", transcript)]
    if "question" in fact.vetoes:
        return [], [_heard(fact, "question", "question", transcript)]
    if choice.card.archived and not any(one.kind == "restore" for one in fact.requests):
        return [], [_heard(fact, "note", "card-archived", transcript)]
    changes = [meant(one, choice.card, board) for one in fact.requests]
    return _drafted(fact, choice, changes, transcript, zone)


def _drafted(
    fact: Fact, choice: Choice, changes: Sequence[Meant], transcript: Transcript, zone: tzinfo
) -> tuple[list[Draft], list[Heard]]:
    drafts: list[Draft] = []
    heard: list[Heard] = []
    for change in changes:
        evidence = verify(change.evidence or fact.evidence, transcript)
        if change.operation is None:
            heard.append(_heard(fact, "question", f"unclear-{change.kind.replace('_', '-')}", transcript))
        elif not evidence:
            heard.append(_heard(fact, "question", "no-evidence", transcript))
        elif choice.card is not None and shows_by_day(choice.card, change.operation, zone):
            heard.append(_heard(fact, "nothing", "already-so", transcript))
        else:
            drafts.append(Draft(fact, choice, change, evidence, fact.vetoes))
    return drafts, [one for one in heard if one.reason != "already-so" or not drafts]


def _untainted(
    drafts: Sequence[Draft], taint: Taint, transcript: Transcript
) -> tuple[list[Draft], list[Heard]]:
    """The drafts without those that rest on an order to the program; what is suspect asks."""
    kept: list[Draft] = []
    heard: list[Heard] = []
    for draft in drafts:
        vetoes = taint.vetoes(draft.evidence, verify(draft.fact.evidence, transcript))
        if "injected" in vetoes:
            heard.append(_heard(draft.fact, "nothing", "injected", transcript))
        else:
            kept.append(replace(draft, vetoes=tuple(dict.fromkeys((*draft.vetoes, *vetoes)))))
    return kept, heard


def _merged(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft a change: the same change once, one comment a card, and the last word where two exclude each other."""
    merged: dict[tuple[str, str, str], Draft] = {}
    for draft in sorted(drafts, key=lambda one: one.last):
        operation, card = draft.meant.operation, draft.choice.card
        if operation is None:
            continue
        of_card = card.id if card else f"new:{draft.fact.id}"
        alone = operation.kind in _ONE_OF_A_KIND or operation.kind == "comment"
        key = (of_card, operation.kind, "" if alone else operation.model_dump_json())
        merged[key] = _joined(merged[key], draft) if key in merged else draft
    return list(merged.values())


def _joined(first: Draft, second: Draft) -> Draft:
    """Two drafts of one kind on one card as one: comments are put together, of two that differ the later stands."""
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    vetoes = tuple(dict.fromkeys((*first.vetoes, *second.vetoes)))
    left, right = first.meant.operation, second.meant.operation
    if isinstance(left, Comment) and isinstance(right, Comment):
        operation: Operation = Comment(text=_together(left.text, right.text))
        both = replace(
            second.meant, operation=operation, outright=first.meant.outright and second.meant.outright
        )
        return replace(second, meant=both, evidence=evidence, vetoes=vetoes)
    if left == right:
        sure = first if first.meant.outright else second
        return replace(sure, evidence=evidence, vetoes=vetoes)
    corrected = second.meant.corrects or second.fact.id == first.fact.id
    return second if corrected else replace(second, vetoes=tuple(dict.fromkeys((*vetoes, "conflict"))))


def _together(first: str, second: str) -> str:
    if second in first:
        return first
    whole = f"{first}\n{second}"
    return whole if len(whole) <= _COMMENT_LIMIT else whole[: _COMMENT_LIMIT - 1].rstrip() + "…"


def _asked(
    drafts: Sequence[Draft], meeting_id: str, minutes: Minutes, context: GateContext
) -> tuple[tuple[Proposal, Draft], ...]:
    """The drafts as proposals, in the order of the talk."""
    found: dict[str, tuple[Proposal, Draft]] = {}
    for draft in sorted(drafts, key=lambda one: (one.last, one.meant.kind)):
        proposal = _proposal(draft, meeting_id, minutes, context)
        found.setdefault(proposal.id, (proposal, draft))
    return tuple(found.values())


def _proposal(draft: Draft, meeting_id: str, minutes: Minutes, context: GateContext) -> Proposal:
    operation, card = draft.meant.operation, draft.choice.card
    if operation is None:
        raise ValueError("a draft without an operation is no proposal")
    own = None if isinstance(operation, Create) else card
    second = draft.choice.runner_up
    return Proposal(
        id=proposal_id(meeting_id, draft.fact.id, own.id if own else None, operation),
        meeting_id=meeting_id,
        fact_id=draft.fact.id,
        claim=draft.fact.text,
        operation=operation,
        card=CardRef(id=own.id, name=own.name) if own else None,
        runner_up=CardRef(id=second.id, name=second.name) if second and own else None,
        changes=changes_of(context.board, own, operation, context.zone),
        evidence=draft.evidence,
        vetoes=draft.vetoes,
        confidence=draft.choice.confidence,
        verdict=Verdict(route="review", rule="not-outright"),
        model=minutes.model,
        prompt_version=minutes.prompt_version,
    )


def _weighed(proposal: Proposal, draft: Draft, context: GateContext, support: Support | None) -> Proposal:
    """The proposal with its chances, after the second check."""
    card = card_of(proposal, context.board)
    words = Words(
        proposal.evidence, frozenset(speakers_of(proposal, context)), context.started_at, context.people
    )
    signs = signs_of(proposal.operation, card, context.board, words, context.policy.leads)
    meant_so = {"outright": draft.meant.outright, "exact": draft.meant.exact}
    signs |= {name for name, seen in meant_so.items() if seen} | ({support} if support else set())
    chances = chances_of(proposal.operation.kind, signs, draft.choice, context.standing)
    confidence = round(chances.card * chances.operation, 4)
    return proposal.model_copy(update={"support": support, "chances": chances, "confidence": confidence})
