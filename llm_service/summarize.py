"""The minutes of a meeting with a model's help: all its parts at once, put together; where it fails, without it.

The order of the work is here: asking, checking, gathering. A problem of the model never leaves this module.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core_api.contracts.job import Progress
from core_api.contracts.minutes import QUOTES_DROPPED, Evidence, Minutes
from core_api.contracts.ports import Report, SummarizeRequest
from core_api.contracts.problems import Problem
from llm_service.asking import (
    Question,
    digest_question,
    fixed_cost,
    minutes_prompt,
    part_question,
    settle_question,
)
from llm_service.chat import Ask, Chat
from llm_service.listing import Listing, listing
from llm_service.merge import Gathered
from llm_service.minutes import Findings, findings
from llm_service.prompts import DIGEST, SETTLE
from llm_service.topics import Part, parts
from llm_service.window import Budget, lines_of

Extract = Callable[[SummarizeRequest], Minutes]
"""Minutes without a model."""

_DIGEST_ANSWER = 1200
_SETTLE_ANSWER = 600

_log = logging.getLogger(__name__)


@dataclass
class _Run:
    """One meeting on its way."""

    chat: Chat
    request: SummarizeRequest
    report: Report
    given: Listing
    budget: Budget
    found: list[tuple[int, Findings]] = field(default_factory=list)
    """What the parts came to, each with its first segment."""
    failed: list[Part] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    done: int = 0

    def note(self, code: str) -> None:
        if code not in self.notes:
            self.notes.append(code)


def summarize(
    chat: Chat, request: SummarizeRequest, report: Report, extract: Extract, budget: Budget
) -> Minutes:
    """The minutes. Parts that the model failed at are extracted, said in the notes. Raises Cancelled only."""
    run = _Run(chat, request, report, listing(request.board, request.started_at.tzinfo), budget)
    waiting = _parts(run)
    while waiting:
        waiting = _read(run, waiting)
    if not run.found:
        bare = extract(request)
        return bare.model_copy(update={"notes": (*run.notes, *bare.notes)})
    return _finish(run, extract)


def _parts(run: _Run) -> tuple[Part, ...]:
    room = run.budget.transcript(fixed_cost(run.request, run.given, run.budget))
    if not room:
        run.note("llm-too-long")
        return ()
    spoken = [segment for segment in run.request.transcript.segments if segment.text.strip()]
    return parts(lines_of(spoken, max(60, room // 2)), room)


def _read(run: _Run, waiting: Sequence[Part]) -> tuple[Part, ...]:
    """Ask about these parts at once; gives the halves of those that had no room, to be asked about next."""
    questions = [part_question(run.request, run.given, part, run.budget) for part in waiting]
    version = minutes_prompt(run.budget)
    asks = [Ask(one.messages, one.form, run.budget.answer, version) for one in questions]
    begun, total = run.done, run.done + len(waiting)

    def tell(answered: int) -> None:
        run.report(Progress(stage="summarize", done=begun + answered, total=total, unit="parts"))

    tell(0)
    again: list[Part] = []
    for question, answer in zip(questions, run.chat.complete_all(asks, tell), strict=True):
        if isinstance(answer, Problem):
            again += _failed(run, question.part, answer)
        else:
            _keep(run, question, findings(answer, question, run.request, run.given))
    run.done = total - len(again) // 2
    tell(len(waiting))
    return tuple(again)


def _failed(run: _Run, part: Part, problem: Problem) -> tuple[Part, ...]:
    """The part in two where it had no room; else it is left to the extraction."""
    halves = part.halves() if problem.code == "llm-too-long" else ()
    if not halves:
        run.failed.append(part)
        run.note(problem.code)
    return halves


def _keep(run: _Run, question: Question, found: Findings) -> None:
    if found.lost:
        _log.info("left out of the model's answer because nobody said it: %d", found.lost)
        run.note(QUOTES_DROPPED)
    run.found.append((question.part.lines[0].segment, found))


def _finish(run: _Run, extract: Extract) -> Minutes:
    gathered = Gathered()
    for _first, found in sorted(run.found, key=lambda one: one[0]):
        gathered = gathered.add(found)
    if len(run.found) > 1:
        gathered = _settled(run, gathered)
    overview, key_points = gathered.heads[0] if len(run.found) == 1 else _digest(run, gathered)
    if run.failed:
        bare = extract(run.request)
        gathered = gathered.add(_within(bare, run.failed)).unsure()
        for code in bare.notes:
            run.note(code)
    return Minutes(
        overview=overview,
        key_points=key_points,
        topics=gathered.topics,
        decisions=tuple(sorted(gathered.decisions, key=lambda entry: entry.evidence[0].segment)),
        action_items=tuple(sorted(gathered.action_items, key=lambda entry: entry.evidence[0].segment)),
        facts=gathered.numbered(),
        model=run.chat.model,
        prompt_version=minutes_prompt(run.budget),
        notes=tuple(run.notes),
    )


def _settled(run: _Run, gathered: Gathered) -> Gathered:
    """With what a later part took back taken back. Where the model fails nobody knows: then everything asks."""
    if not gathered.facts:
        return gathered
    messages, form = settle_question(run.request, run.given, gathered.facts)
    try:
        filled = run.chat.complete(messages, form, min(_SETTLE_ANSWER, run.budget.answer), SETTLE)
    except Problem as problem:
        run.note(problem.code)
        return gathered.unsure()
    said = set(filled.taken_back)
    return gathered.without([at for at in range(len(gathered.facts)) if f"f{at + 1}" in said])


def _within(bare: Minutes, failed: Sequence[Part]) -> Findings:
    """What was extracted from the failed parts."""
    shown = {line.segment for part in failed for line in part.lines}

    def inside(evidence: tuple[Evidence, ...]) -> bool:
        return bool(evidence) and evidence[0].segment in shown

    return Findings(
        facts=tuple(
            fact.model_copy(update={"card_hint": None}) for fact in bare.facts if inside(fact.evidence)
        ),
        decisions=tuple(entry for entry in bare.decisions if inside(entry.evidence)),
        action_items=tuple(entry for entry in bare.action_items if inside(entry.evidence)),
    )


def _digest(run: _Run, gathered: Gathered) -> tuple[str, tuple[str, ...]]:
    """Overview and key points of a meeting in several parts, from its notes; else those of the parts."""
    joined = " ".join(overview for overview, _points in gathered.heads if overview)
    points = tuple(dict.fromkeys(points[0] for _overview, points in gathered.heads if points))[:7]
    notes = [overview for overview, _points in gathered.heads if overview]
    notes += [f"fact: {fact.text}" for fact in gathered.facts if not fact.vetoes][:60]
    notes += [f"decision: {entry.text}" for entry in gathered.decisions]
    messages, form = digest_question(run.request, notes)
    try:
        filled = run.chat.complete(messages, form, min(_DIGEST_ANSWER, run.budget.answer), DIGEST)
    except Problem as problem:
        _log.info("the head of the minutes is put together from the parts: %s", problem.code)
        return joined, points
    if not filled.overview.strip():
        return joined, points
    return filled.overview.strip(), tuple(point.strip() for point in filled.key_points if point.strip())
