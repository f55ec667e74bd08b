"""The answer with a model: from the passages only, with quotes that were checked; without one it is nothing.

A problem of the model leaves this module as it is: the service decides what stands in for the answer.
"""

from collections.abc import Sequence

from core_api.contracts.answering import AnswerRequest
from core_api.contracts.minutes import Answer, Citation
from core_api.contracts.problems import Invalid
from core_api.language.questions import asked_about
from core_api.language.words import stems
from llm_service.chat import Chat
from llm_service.dialect import Message
from llm_service.listing import clean
from llm_service.passages import Shown, lines_of
from llm_service.prompts import ANSWER, load
from llm_service.quote_answer import quoted
from llm_service.schema import AnswerForm, QuoteForm, form
from llm_service.window import Budget, estimate

_ANSWER_TOKENS = 900
_INSTRUCTIONS = 1100
"""Tokens kept free for instructions, schema and question."""
_BESIDE = 0.5
"""What a line counts that stands beside one that speaks of the question."""


def answer(chat: Chat, request: AnswerRequest, budget: Budget) -> Answer:
    """The answer with its citations; no text when the passages do not tell.

    Where somebody's own words are asked for and only others speak, what those say is quoted as theirs. Raises what
    `Chat.complete` raises, and Invalid (`llm-bad-answer`) for an answer without one true quote.
    """
    lines = _fitting(request, lines_of(request.passages), budget)
    if not lines:
        return Answer(text=None, model=chat.model)
    shape = form(AnswerForm, {"line": tuple(line.id for line in lines)})
    filled = chat.complete(_messages(request, lines), shape, min(_ANSWER_TOKENS, budget.answer), ANSWER)
    text = " ".join(filled.text.split())
    if not filled.found or not text:
        return Answer(text=None, model=chat.model)
    cited = _citations(filled.quotes, lines)
    if not cited:
        raise Invalid("llm-bad-answer", model=chat.model)
    citations = tuple(citation for _line, citation in cited)
    if not any(line.said_by(request.speakers) for line, _citation in cited):
        text = quoted(citations, request.language, named=True)
        return Answer(text=text, citations=citations, model=chat.model, reported=True)
    return Answer(text=text, citations=citations, model=chat.model)


def _fitting(request: AnswerRequest, lines: Sequence[Shown], budget: Budget) -> tuple[Shown, ...]:
    """The lines that have room: those that speak of the question first, and of these those of the best passages."""
    room = budget.context - min(_ANSWER_TOKENS, budget.answer) - _INSTRUCTIONS
    room -= sum(estimate(note) for note in _notes(request)) + estimate(request.question)
    costs = [estimate(line.words) + estimate(line.speaker) + 6 for line in lines]
    if sum(costs) <= room:
        return tuple(lines)
    told = _telling(request, lines)
    kept: set[int] = set()
    for place in sorted(range(len(lines)), key=lambda place: (-told[place], place)):
        room -= costs[place]
        if room < 0 and kept:
            break
        kept.add(place)
    return tuple(line for place, line in enumerate(lines) if place in kept)


def _telling(request: AnswerRequest, lines: Sequence[Shown]) -> list[float]:
    """How much of the question each line speaks of, or stands beside."""
    asked = set(asked_about(request.words or request.question))
    own = [
        len(asked & set(stems(f"{line.speaker} {line.words}"))) + 2.0 * (line.segment in line.passage.focus)
        for line in lines
    ]
    return [
        max(own[place], _BESIDE * max(own[max(0, place - 2) : place + 3], default=0.0))
        for place in range(len(lines))
    ]


def _notes(request: AnswerRequest) -> list[str]:
    return [note for passage in request.passages for note in passage.notes]


def _messages(request: AnswerRequest, lines: Sequence[Shown]) -> tuple[Message, ...]:
    blocks: list[str] = []
    shown = ""
    for line in lines:
        if line.passage.id != shown:
            shown = line.passage.id
            blocks += _head(line)
        speaker = f"[{clean(line.speaker)}] " if line.speaker else ""
        blocks.append(f"{line.id} {speaker}{clean(line.words)}")
    body = "\n".join(blocks)
    system: Message = {"role": "system", "content": load(ANSWER, request.language)}
    asked = f"Question:\n<<<\n{clean(request.question)}\n>>>"
    if request.speakers:
        asked += f"\n\nIt asks for what was said by:\n<<<\n{clean(', '.join(request.speakers))}\n>>>"
    user: Message = {"role": "user", "content": f"Passages:\n<<<\n{body}\n>>>\n\n{asked}"}
    return system, user


def _head(line: Shown) -> list[str]:
    passage = line.passage
    kind = {"speech": "Meeting", "card": "Card", "document": "Document"}[passage.kind]
    later = "; a later meeting decided on the same matter" if passage.superseded else ""
    head = f"# {kind}: {clean(passage.meeting_title)}, {passage.started_at.date().isoformat()}{later}"
    return [head, *(f"({clean(note)})" for note in passage.notes)]


def _citations(quotes: Sequence[QuoteForm], lines: Sequence[Shown]) -> list[tuple[Shown, Citation]]:
    by_id = {line.id: line for line in lines}
    found: list[tuple[Shown, Citation]] = []
    for quote in quotes:
        line = by_id.get(quote.line.strip())
        citation = line.cite(quote.words) if line else None
        if line is not None and citation is not None and citation not in [one for _line, one in found]:
            found.append((line, citation))
    return found
