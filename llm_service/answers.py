"""The answer with a model: from the passages only, with quotes that were checked; without one it is nothing.

A problem of the model leaves this module as it is: the service decides what stands in for the answer.
"""

from collections.abc import Sequence

from core_api.contracts.minutes import Answer, Citation
from core_api.contracts.ports import AnswerRequest
from core_api.contracts.problems import Invalid
from llm_service.chat import Chat
from llm_service.dialect import Message
from llm_service.listing import clean
from llm_service.passages import PassageLine, lines_of
from llm_service.prompts import ANSWER, load
from llm_service.schema import AnswerForm, QuoteForm, form
from llm_service.window import Budget, estimate

_ANSWER_TOKENS = 900
_INSTRUCTIONS = 900
"""Tokens kept free for instructions, schema and question."""


def answer(chat: Chat, request: AnswerRequest, budget: Budget) -> Answer:
    """The answer with its citations; no text when the passages do not tell.

    Raises what `Chat.complete` raises, and Invalid (`llm-bad-answer`) for an answer without one true quote.
    """
    lines = _fitting(lines_of(request.passages), budget)
    if not lines:
        return Answer(text=None, model=chat.model)
    shape = form(AnswerForm, {"line": tuple(line.id for line in lines)})
    filled = chat.complete(_messages(request, lines), shape, min(_ANSWER_TOKENS, budget.answer))
    text = " ".join(filled.text.split())
    if not filled.found or not text:
        return Answer(text=None, model=chat.model)
    citations = _citations(filled.quotes, lines)
    if not citations:
        raise Invalid("llm-bad-answer", model=chat.model)
    return Answer(text=text, citations=citations, model=chat.model)


def _fitting(lines: Sequence[PassageLine], budget: Budget) -> tuple[PassageLine, ...]:
    """The lines that have room, the best passages first."""
    room = budget.context - min(_ANSWER_TOKENS, budget.answer) - _INSTRUCTIONS
    kept: list[PassageLine] = []
    for line in lines:
        room -= estimate(line.words) + estimate(line.speaker) + 6
        if room < 0 and kept:
            break
        kept.append(line)
    return tuple(kept)


def _messages(request: AnswerRequest, lines: Sequence[PassageLine]) -> tuple[Message, ...]:
    blocks: list[str] = []
    shown = ""
    for line in lines:
        if line.passage.id != shown:
            shown = line.passage.id
            blocks.append(
                f"# {clean(line.passage.meeting_title)}, {line.passage.started_at.date().isoformat()}"
            )
        speaker = f"[{clean(line.speaker)}] " if line.speaker else ""
        blocks.append(f"{line.id} {speaker}{clean(line.words)}")
    body = "\n".join(blocks)
    system: Message = {"role": "system", "content": load(ANSWER, request.language)}
    user: Message = {
        "role": "user",
        "content": f"Passages:\n<<<\n{body}\n>>>\n\nQuestion:\n<<<\n{clean(request.question)}\n>>>",
    }
    return system, user


def _citations(quotes: Sequence[QuoteForm], lines: Sequence[PassageLine]) -> tuple[Citation, ...]:
    by_id = {line.id: line for line in lines}
    found: list[Citation] = []
    for quote in quotes:
        line = by_id.get(quote.line.strip())
        citation = line.cite(quote.words) if line else None
        if citation is not None and citation not in found:
            found.append(citation)
    return tuple(found)
