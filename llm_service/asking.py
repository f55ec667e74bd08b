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
from llm_service.prompts import DIGEST, MINUTES, load
from llm_service.schema import NONE, DigestForm, Form, MinutesForm, form
from llm_service.window import Budget, Line, estimate

_CARRIED = 12
"""Earlier facts that a part is told of."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKS = (-1, 0, 1, 2, 3, 4)


@dataclass(frozen=True)
class Question:
    """What is sent for one part, and what its short ids mean."""

    messages: tuple[Message, ...]
    form: Form[MinutesForm]
    lines: tuple[Line, ...]
    earlier: dict[str, int]
    """Short id of an earlier fact → its place among the facts so far."""


def speaker_name(transcript: Transcript, speaker: int | None) -> str:
    """How a speaker is called in a prompt."""
    if speaker is None:
        return "?"
    numbered = f"Спикер {speaker}" if transcript.language == "ru" else f"Speaker {speaker}"
    return clean(transcript.name_of(speaker) or numbered)


def fixed_cost(request: SummarizeRequest, given: Listing, budget: Budget) -> int:
    """About how many tokens of a prompt are no transcript."""
    talk = " ".join(segment.text for segment in request.transcript.segments)
    board = board_text(given, choose(given, talk, budget.listing), budget.listing)
    instructions = load(MINUTES, request.transcript.language)
    schema = shown(form(MinutesForm, {"line": ("s0",), "card": (NONE,), "earlier": ("e1",)}))
    room = 200 + _CARRIED * 15
    return estimate(instructions) + estimate(board) + estimate(schema) + estimate(_head(request)) + room


def part_question(
    request: SummarizeRequest, given: Listing, lines: tuple[Line, ...], so_far: Sequence[Fact], budget: Budget
) -> Question:
    """The question for one part of the transcript."""
    talk = " ".join([*(line.text for line in lines), *(fact.text for fact in so_far[-_CARRIED:])])
    cards = choose(given, talk, budget.listing)
    earlier = _carried(so_far)
    ids = tuple(dict.fromkeys(f"s{line.segment}" for line in lines))
    shape = form(MinutesForm, {"line": ids, "card": (*cards, NONE), "earlier": tuple(earlier)})
    blocks = [
        _head(request),
        f"Board:\n<<<\n{board_text(given, cards, budget.listing)}\n>>>"
        if cards or given.columns
        else "There is no board.",
    ]
    if earlier:
        told = (
            f"{short} {_card_of(given, so_far[at])}{clean(so_far[at].text)}" for short, at in earlier.items()
        )
        blocks.append("Facts noted from the part before:\n<<<\n" + "\n".join(told) + "\n>>>")
    blocks.append(f"Transcript:\n<<<\n{_talk(request.transcript, lines)}\n>>>")
    return Question(_messages(load(MINUTES, request.transcript.language), blocks), shape, lines, earlier)


def digest_question(
    request: SummarizeRequest, notes: Iterable[str]
) -> tuple[tuple[Message, ...], Form[DigestForm]]:
    """The question for the head of the minutes, from the notes of all parts."""
    body = "\n".join(f"- {clean(note)}" for note in notes)
    messages = _messages(
        load(DIGEST, request.transcript.language), [_head(request), f"Notes:\n<<<\n{body}\n>>>"]
    )
    return messages, form(DigestForm, {})


def _messages(instructions: str, blocks: Sequence[str]) -> tuple[Message, ...]:
    system: Message = {"role": "system", "content": instructions}
    user: Message = {"role": "user", "content": "\n\n".join(blocks)}
    return system, user


def _carried(so_far: Sequence[Fact]) -> dict[str, int]:
    places = [place for place, fact in enumerate(so_far) if fact.requests][-_CARRIED:]
    return {f"e{number}": place for number, place in enumerate(places, 1)}


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
