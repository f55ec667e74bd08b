"""The second, blind check by a model: quotes, speakers and the change in, one closed word on each claim out.

Neither the transcript nor anything that a model wrote of its own reasons ever comes here. Claims of one meeting go in
as few requests as the model's context allows. Equal input gives equal messages.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from core_api.contracts.judging import Claim, Judgement, Judgements, JudgeRequest
from core_api.contracts.problems import Problem, Unavailable
from core_api.contracts.proposal import FieldChange, Support
from llm_service.chat import Chat
from llm_service.dialect import Message
from llm_service.listing import clean
from llm_service.prompts import JUDGE, load
from llm_service.schema import JudgeForm, form
from llm_service.window import Budget, estimate

UNCHECKED = "quotes-unchecked"
"""The note for claims that nobody could judge."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOST = 40
"""Claims in one request; as many as the form holds."""
_A_VERDICT = 24
"""Tokens of the answer for one claim."""
_INSTRUCTIONS = 1400
"""Tokens kept free for instructions, schema and frame."""


def judge(chat: Chat, request: JudgeRequest, budget: Budget) -> Judgements:
    """The words on the claims. What the model leaves out, or judges in two ways, is `unclear`.

    A request that failed leaves its claims without any word, which the notes say.
    """
    judged: list[Judgement] = []
    for part in _parts(request.claims, budget):
        short = {f"c{number}": claim for number, claim in enumerate(part, 1)}
        shape = form(JudgeForm, {"claim": tuple(short)})
        room = min(budget.answer, 64 + _A_VERDICT * len(part))
        try:
            filled = chat.complete(_messages(request, short), shape, room, JUDGE)
        except Unavailable:
            break
        except Problem:
            continue
        judged += _words(short, filled)
    done = {one.claim for one in judged}
    missing = any(claim.id not in done for claim in request.claims)
    return Judgements(
        judged=tuple(judged),
        model=chat.model,
        prompt_version=JUDGE,
        notes=(UNCHECKED,) if missing else (),
    )


def _words(short: Mapping[str, Claim], filled: JudgeForm) -> list[Judgement]:
    said: dict[str, set[Support]] = {}
    for one in filled.verdicts:
        said.setdefault(one.claim.strip(), set()).add(one.support)
    return [Judgement(claim=claim.id, support=_one(said.get(name, set()))) for name, claim in short.items()]


def _one(words: set[Support]) -> Support:
    return next(iter(words)) if len(words) == 1 else "unclear"


def _parts(claims: Sequence[Claim], budget: Budget) -> list[list[Claim]]:
    """The claims in requests that fit the context, in their order."""
    parts: list[list[Claim]] = []
    left = 0
    for claim in claims:
        cost = estimate(_shown("c00", claim)) + _A_VERDICT
        if not parts or cost > left or len(parts[-1]) == _MOST:
            parts.append([])
            left = budget.context - _INSTRUCTIONS
        parts[-1].append(claim)
        left -= cost
    return parts


def _messages(request: JudgeRequest, short: Mapping[str, Claim]) -> tuple[Message, ...]:
    day = request.started_at.date()
    claims = "\n\n".join(_shown(name, claim) for name, claim in short.items())
    system: Message = {"role": "system", "content": load(JUDGE, request.language)}
    user: Message = {
        "role": "user",
        "content": f"Day of the meeting: {_day(day)}\n\nClaims:\n<<<\n{claims}\n>>>",
    }
    return system, user


def _shown(name: str, claim: Claim) -> str:
    card = f'card "{clean(claim.card)}"' if claim.card else "a new card"
    changes = (f"  {_change(change)}" for change in claim.changes)
    said = (f'  said by {clean(one.speaker) or "?"}: "{clean(one.words)}"' for one in claim.said)
    return "\n".join([f"{name} {claim.kind}, {card}", *changes, *said])


def _change(change: FieldChange) -> str:
    before, after = (_value(change, value) for value in (change.before, change.after))
    if change.before is None:
        return f"{change.field}: {after}"
    return f"{change.field}: {before} -> {after}"


def _value(change: FieldChange, value: str | None) -> str:
    if value is None:
        return "nothing"
    try:
        return _day(date.fromisoformat(value)) if change.field == "due" else f'"{clean(value)}"'
    except ValueError:
        return f'"{clean(value)}"'


def _day(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day.isoformat()}"
