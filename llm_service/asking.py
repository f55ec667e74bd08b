"""What a model is asked about a meeting: the messages and the form for one part, and for the head.

Everything that people said or wrote stands between <<< and >>>, cleaned. Equal input gives equal messages: no
clock, no random ids.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core_api.contracts.meeting import Transcript
from core_api.contracts.minutes import Fact
from core_api.contracts.ports import SummarizeRequest
from llm_service.dialect import Message, shown
from llm_service.listing import Listing, board_text, choose, clean
from llm_service.prompts import DIGEST, MINUTES, MINUTES_BRIEF, SETTLE, load
from llm_service.schema import NONE, DigestForm, Form, MinutesForm, SettleForm, form
from llm_service.topics import BEFORE, Part
from llm_service.window import Budget, Line, estimate

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKS = (-1, 0, 1, 2, 3, 4)


@dataclass(frozen=True)
class Question:
    """What is sent for one part, and what its short ids mean."""

    messages: tuple[Message, ...]
    form: Form[MinutesForm]
    part: Part


def speaker_name(transcript: Transcript, speaker: int | None) -> str:
    """How a speaker is called in a prompt."""
    if speaker is None:
        return "?"
    numbered = f"Спикер {speaker}" if transcript.language == "ru" else f"Speaker {speaker}"
    return clean(transcript.name_of(speaker) or numbered)


def minutes_prompt(budget: Budget) -> str:
    """The version of the instructions that leaves room for a transcript."""
    return MINUTES if budget.roomy else MINUTES_BRIEF


def fixed_cost(request: SummarizeRequest, given: Listing, budget: Budget) -> int:
    """About how many tokens of a prompt are no transcript."""
    talk = " ".join(segment.text for segment in request.transcript.segments)
    board = board_text(given, choose(given, talk, budget.listing), budget.listing)
    schema = shown(form(MinutesForm, {"line": ("s0",), "card": (NONE,)}))
    fixed = (_instructions(minutes_prompt(budget), request), board, schema, _head(request))
    return sum(estimate(text) for text in fixed) + 150 + min(BEFORE, budget.context // 20)


def part_question(request: SummarizeRequest, given: Listing, part: Part, budget: Budget) -> Question:
    """The question for one part of the transcript."""
    lines = (*part.before, *part.lines)
    cards = choose(given, " ".join(line.text for line in lines), budget.listing)
    ids = tuple(dict.fromkeys(f"s{line.segment}" for line in lines))
    shape = form(MinutesForm, {"line": ids, "card": (*cards, NONE)})
    blocks = [
        _head(request),
        f"Board:\n<<<\n{board_text(given, cards, budget.listing)}\n>>>"
        if cards or given.columns
        else "There is no board.",
    ]
    if part.before:
        blocks.append(f"Before:\n<<<\n{_talk(request.transcript, part.before)}\n>>>")
    blocks.append(f"Transcript:\n<<<\n{_talk(request.transcript, part.lines)}\n>>>")
    return Question(_messages(_instructions(minutes_prompt(budget), request), blocks), shape, part)


def settle_question(
    request: SummarizeRequest, given: Listing, facts: Sequence[Fact]
) -> tuple[tuple[Message, ...], Form[SettleForm]]:
    """The question which facts a later one takes back; `f1` is the first of them."""
    told = "\n".join(
        f"f{number} {_card_of(given, fact)}{clean(fact.text)}" for number, fact in enumerate(facts, 1)
    )
    messages = _messages(_instructions(SETTLE, request), [f"Facts:\n<<<\n{told}\n>>>"])
    return messages, form(SettleForm, {"fact": tuple(f"f{number}" for number in range(1, len(facts) + 1))})


def digest_question(
    request: SummarizeRequest, notes: Iterable[str]
) -> tuple[tuple[Message, ...], Form[DigestForm]]:
    """The question for the head of the minutes, from the notes of all parts."""
    body = "\n".join(f"- {clean(note)}" for note in notes)
    blocks = [_head(request), f"Notes:\n<<<\n{body}\n>>>"]
    return _messages(_instructions(DIGEST, request), blocks), form(DigestForm, {})


def _messages(instructions: str, blocks: Sequence[str]) -> tuple[Message, ...]:
    system: Message = {"role": "system", "content": instructions}
    user: Message = {"role": "user", "content": "\n\n".join(blocks)}
    return system, user


def _instructions(version: str, request: SummarizeRequest) -> str:
    return load(version, request.transcript.language, request.output_language, request.tone)


def _card_of(given: Listing, fact: Fact) -> str:
    short = next((short for short, card in given.cards.items() if card.id == fact.card_hint), None)
    return f"({short}) " if short else ""


def _talk(transcript: Transcript, lines: Sequence[Line]) -> str:
    return "\n".join(
        f"s{line.segment} [{speaker_name(transcript, line.speaker)}] {clean(line.text)}" for line in lines
    )


def _head(request: SummarizeRequest) -> str:
    people = ", ".join(speaker_name(request.transcript, who.number) for who in request.transcript.speakers)
    day = request.started_at.date()
    return "\n".join(
        [
            "Meeting:",
            "<<<",
            f"title: {clean(request.title)}",
            f"day: {_WEEKDAYS[day.weekday()]} {day.isoformat()}",
            f"people: {people}",
            ">>>",
            "Calendar, Monday to Sunday:",
            *_calendar(day),
        ]
    )


def _calendar(day: date) -> list[str]:
    monday = day - timedelta(days=day.weekday())
    names = {-1: "last week", 0: "this week", 1: "next week"}
    rows = []
    for week in _WEEKS:
        first = monday + timedelta(weeks=week)
        days = ", ".join((first + timedelta(days=step)).strftime("%m-%d") for step in range(7))
        rows.append(f"{names.get(week, f'in {week} weeks')} ({first.year}): {days}")
    return rows
