"""One proposal in rich text: what changes, on which card, who said it, what else it could be, why it is asked."""

from core_api.contracts.messages import Outcome, Question
from core_api.locales import about
from notifier.wording import marks
from notifier.wording.changes import change_lines, meanwhile_lines
from notifier.wording.quoting import quote_parts
from notifier.wording.reader import Reader
from notifier.wording.rich import Line, Part, Parts, Span, Weight, line, ours, theirs

_HIGH, _MEDIUM = 0.85, 0.6
"""How sure it is of the card, in words, from these probabilities on."""


def question(reader: Reader, view: Question) -> Parts:
    """The whole message, in the order in which it is decided."""
    parts = [
        Part((_headline(reader, view), *_outcome(reader, view)), apart=False),
        Part(tuple(change_lines(reader, view.operation, view.changes))),
        Part(tuple(_card(reader, view))),
        *(_meanwhile(reader, view) if view.outcome is None else []),
        *_said(reader, view),
    ]
    if view.outcome is None:
        parts += [*_why(reader, view), *_step(reader, view)]
    return tuple(part for part in parts if part.lines)


def _headline(reader: Reader, view: Question) -> Line:
    if view.outcome:
        sign, message = marks.OUTCOMES[view.outcome.code], f"message-outcome-{view.outcome.code}"
    else:
        sign, message = marks.ASKS, "message-question"
    title = reader.say(message, number=view.number, total=view.total)
    meeting = reader.told(
        "message-of-meeting", {"title": view.meeting_title, "at": view.meeting_at.isoformat()}
    )
    return line(ours(f"{sign} "), ours(title, "bold"), ours(" · "), meeting)


def _outcome(reader: Reader, view: Question) -> list[Line]:
    """By whom, when, for which reason, and what stopped it."""
    if view.outcome is None:
        return []
    lines = [line(spans) for spans in (decided(reader, view.outcome), _reason(reader, view.outcome)) if spans]
    if view.outcome.problem:
        lines.append(_trouble(reader, view.outcome.problem, view))
    return lines


def decided(reader: Reader, outcome: Outcome) -> tuple[Span, ...]:
    """Who decided and when, as far as it is known."""
    at = reader.moment(outcome.at) if outcome.at else ""
    if outcome.by:
        return reader.phrase(
            "message-decided" if at else "message-decided-by-name", name=theirs(outcome.by), at=at
        )
    return (ours(at),) if at else ()


def _reason(reader: Reader, outcome: Outcome) -> tuple[Span, ...]:
    code = f"reason-{outcome.reason}"
    if not outcome.reason or not reader.knows(code):
        return ()
    return reader.phrase("message-reason", reason=reader.say(code))


def _trouble(reader: Reader, code: str, view: Question) -> Line:
    named = reader.say("quoted", text=view.board)
    return line(
        ours(f"{marks.WARNS} "), reader.problem(code, about(named, view.card or "") | {"vendor": named})
    )


def _card(reader: Reader, view: Question) -> list[Line]:
    number = f"#{view.card_number} " if view.card_number is not None else ""
    if view.card is None:
        name = [] if view.operation == "create" else [ours(reader.say("new-card"), "bold")]
    else:
        name = [ours(number, "bold"), theirs(view.card, "bold", url=view.card_url, least=48)]
    told = any(change.field == "column" for change in view.changes) and view.card is None
    places = (("message-board", view.board), ("message-column", "" if told else view.column))
    where = [reader.phrase(message, name=theirs(place)) for message, place in places if place]
    lines = [line(ours(f"{marks.CARD} "), *name)] if name else []
    spans: list[Span] = [] if name else [ours(f"{marks.CARD} ")]
    for place in where:
        spans += [*([ours(" · ")] if place is not where[0] else []), *place]
    return [*lines, line(*spans)] if where else lines


def _said(reader: Reader, view: Question) -> list[Part]:
    if view.quotes:
        return quote_parts(reader, view.quotes)
    return [Part((line(theirs(view.claim, "italic")),), Weight.QUOTE)] if view.claim else []


def _why(reader: Reader, view: Question) -> list[Part]:
    """How well the card fits, the second best, and why a person must decide."""
    match: list[Line] = []
    if view.confidence is not None and view.card is not None:
        match.append(line(ours(reader.say("message-match", level=_level(view.confidence)))))
    if view.runner_up:
        match.append(line(reader.phrase("runner-up", name=theirs(view.runner_up))))
    rules = dict.fromkeys((view.rule, *(f"veto-{veto.replace('_', '-')}" for veto in view.vetoes)))
    reasons = [reader.say(f"rule-{rule}") for rule in rules if rule and reader.knows(f"rule-{rule}")]
    why = [line(ours(reader.say("message-why", reason="; ".join(reasons))))] if reasons else []
    return [Part(tuple(match), Weight.DETAIL), Part(tuple(why), Weight.DETAIL, apart=not match)]


def _level(confidence: float) -> str:
    return "high" if confidence >= _HIGH else "medium" if confidence >= _MEDIUM else "low"


def _meanwhile(reader: Reader, view: Question) -> list[Part]:
    """Why it came back, and what somebody changed since."""
    back = [_trouble(reader, view.came_back, view)] if view.came_back else []
    return [Part(tuple(back)), Part(tuple(meanwhile_lines(reader, view.meanwhile)), apart=not back)]


def _step(reader: Reader, view: Question) -> list[Part]:
    """What is asked now, and why the last answer could not be used."""
    step = view.step
    if step is None:
        return []
    lines = []
    if step.problem:
        lines.append(line(ours(f"{marks.WARNS} "), reader.problem(step.problem, step.params)))
    message = f"step-{step.code}"
    values = {"field": step.field or "none", "found": -1 if step.found is None else step.found}
    lines.append(line(ours(f"{marks.STEP} "), ours(reader.say(message, **values), "bold")))
    return [Part(tuple(lines))]
