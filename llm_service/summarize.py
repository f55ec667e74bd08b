"""The minutes of a meeting with a model's help, part by part; where it fails, without it.

The order of the work is here: asking, checking, gathering. A problem of the model never leaves this module.
"""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from core_api.contracts.job import Progress
from core_api.contracts.minutes import Evidence, Minutes
from core_api.contracts.ports import Report, SummarizeRequest
from core_api.contracts.problems import Problem
from llm_service.asking import digest_question, fixed_cost, part_question
from llm_service.chat import Chat
from llm_service.listing import Listing, listing
from llm_service.merge import Gathered
from llm_service.minutes import Findings, findings
from llm_service.prompts import MINUTES
from llm_service.window import Budget, Line, halve, lines_of, split

Extract = Callable[[SummarizeRequest], Minutes]
"""Minutes without a model."""

QUOTES_DROPPED = "llm-quotes-dropped"
_DIGEST_ANSWER = 1200
_OF_THE_PART = frozenset({"llm-bad-answer", "llm-too-long"})
"""Failures that say nothing of the next part; after any other the server is not asked again."""

_log = logging.getLogger(__name__)


@dataclass
class _Run:
    """One meeting on its way."""

    chat: Chat
    request: SummarizeRequest
    report: Report
    given: Listing
    budget: Budget
    waiting: deque[tuple[Line, ...]]
    gathered: Gathered = field(default_factory=Gathered)
    failed: list[tuple[Line, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    done: int = 0
    answered: int = 0
    broken: bool = False
    """True when the server itself is out: nothing more is asked of it."""

    def tell(self) -> None:
        total = self.done + len(self.waiting)
        self.report(Progress(stage="summarize", done=self.done, total=total, unit="parts"))

    def note(self, code: str) -> None:
        if code not in self.notes:
            self.notes.append(code)


def summarize(
    chat: Chat, request: SummarizeRequest, report: Report, extract: Extract, budget: Budget
) -> Minutes:
    """The minutes. Parts that the model failed at are extracted, said in the notes. Raises Cancelled only."""
    run = _start(chat, request, report, budget)
    while run.waiting:
        run.tell()
        part = run.waiting.popleft()
        if run.broken:
            run.failed.append(part)
        else:
            _read(run, part)
        run.done += 1
    run.tell()
    if not run.answered:
        bare = extract(request)
        return bare.model_copy(update={"notes": (*run.notes, *bare.notes)})
    return _finish(run, extract)


def _start(chat: Chat, request: SummarizeRequest, report: Report, budget: Budget) -> _Run:
    given = listing(request.board, request.started_at.tzinfo)
    room = budget.transcript(fixed_cost(request, given, budget))
    spoken = [segment for segment in request.transcript.segments if segment.text.strip()]
    parts = split(lines_of(spoken, max(60, room // 2)), room)
    return _Run(chat, request, report, given, budget, deque(parts))


def _read(run: _Run, part: tuple[Line, ...]) -> None:
    """Ask about one part. One that had no room is cut in two; one that failed is left to the extraction."""
    question = part_question(run.request, run.given, part, run.gathered.facts, run.budget)
    try:
        filled = run.chat.complete(question.messages, question.form, run.budget.answer)
    except Problem as problem:
        halves = halve(part) if problem.code == "llm-too-long" else ()
        if halves:
            run.waiting.extendleft(reversed(halves))
            run.done -= 1
            return
        run.broken = problem.code not in _OF_THE_PART
        run.failed.append(part)
        run.note(problem.code)
        return
    found = findings(filled, question, run.request, run.given)
    if found.lost:
        _log.info("left out of the model's answer because nobody said it: %d", found.lost)
        run.note(QUOTES_DROPPED)
    run.gathered = run.gathered.add(found)
    run.answered += 1


def _finish(run: _Run, extract: Extract) -> Minutes:
    heads = run.gathered.heads
    overview, key_points = heads[0] if len(heads) == 1 else _digest(run)
    if run.failed:
        bare = extract(run.request)
        run.gathered = run.gathered.add(_within(bare, run.failed))
        for code in bare.notes:
            run.note(code)
    gathered = run.gathered
    return Minutes(
        overview=overview,
        key_points=key_points,
        topics=gathered.topics,
        decisions=tuple(sorted(gathered.decisions, key=lambda entry: entry.evidence[0].segment)),
        action_items=tuple(sorted(gathered.action_items, key=lambda entry: entry.evidence[0].segment)),
        facts=gathered.numbered(),
        model=run.chat.model,
        prompt_version=MINUTES,
        notes=tuple(run.notes),
    )


def _within(bare: Minutes, parts: list[tuple[Line, ...]]) -> Findings:
    """What was extracted from the failed parts. Nothing in it counts as said outright."""
    shown = {line.segment for part in parts for line in part}

    def inside(evidence: tuple[Evidence, ...]) -> bool:
        return bool(evidence) and evidence[0].segment in shown

    return Findings(
        facts=tuple(
            fact.model_copy(
                update={
                    "requests": tuple(wish.model_copy(update={"outright": False}) for wish in fact.requests),
                    "card_hint": None,
                }
            )
            for fact in bare.facts
            if inside(fact.evidence)
        ),
        decisions=tuple(entry for entry in bare.decisions if inside(entry.evidence)),
        action_items=tuple(entry for entry in bare.action_items if inside(entry.evidence)),
    )


def _digest(run: _Run) -> tuple[str, tuple[str, ...]]:
    """Overview and key points of a meeting in several parts, from the notes; else those of the parts."""
    heads = run.gathered.heads
    joined = " ".join(overview for overview, _points in heads if overview)
    points = tuple(dict.fromkeys(points[0] for _overview, points in heads if points))[:7]
    notes = [overview for overview, _points in heads if overview]
    notes += [f"fact: {fact.text}" for fact in run.gathered.facts if not fact.vetoes][:60]
    notes += [f"decision: {entry.text}" for entry in run.gathered.decisions]
    if run.broken:
        return joined, points
    messages, form = digest_question(run.request, notes)
    try:
        filled = run.chat.complete(messages, form, min(_DIGEST_ANSWER, run.budget.answer))
    except Problem as problem:
        _log.info("the head of the minutes is put together from the parts: %s", problem.code)
        return joined, points
    if not filled.overview.strip():
        return joined, points
    return filled.overview.strip(), tuple(point.strip() for point in filled.key_points if point.strip())
