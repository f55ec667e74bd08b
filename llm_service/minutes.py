"""From a filled form to facts: short ids become the board's, quotes are checked, the rest goes.

What a `Request.value` holds after this: for `move` a column's id, for `assign` and `unassign` a member's, for
`check` and `uncheck` a checklist item's, for `label` and `unlabel` a label's, each when the model gave a
short id or the exact name, else the words that it gave; for `due` an ISO day; for the rest its text. In a
fact with `create` the other requests describe the new card. No model is asked here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core_api.contracts.board import OperationKind
from core_api.contracts.meeting import Segment
from core_api.contracts.minutes import ActionItem, Evidence, Fact, Request, Resolution, Topic
from core_api.contracts.ports import SummarizeRequest
from llm_service.asking import Question
from llm_service.guards import SILENCING, rests_on_orders
from llm_service.listing import Listing, resolve
from llm_service.owners import day_said, owner_said, plausible_day
from llm_service.quotes import locate
from llm_service.schema import ActionForm, FactForm, MinutesForm, QuoteForm, RequestForm, TopicForm

_WITHOUT_VALUE: frozenset[OperationKind] = frozenset({"archive", "restore"})
_TOPIC_QUOTE = 200


@dataclass(frozen=True)
class Findings:
    """What one part of the meeting came to."""

    facts: tuple[Fact, ...] = ()
    decisions: tuple[Resolution, ...] = ()
    action_items: tuple[ActionItem, ...] = ()
    topics: tuple[Topic, ...] = ()
    overview: str = ""
    key_points: tuple[str, ...] = ()
    lost: int = 0
    """Facts, requests, decisions and action items whose words nobody said or whose ids were never given."""


@dataclass(frozen=True)
class _Reading:
    """What the check of one part looks at."""

    request: SummarizeRequest
    given: Listing
    segments: dict[int, Segment]
    """Those of the part, by index."""
    cards: frozenset[str]
    """The short ids that this part was shown."""

    @property
    def texts(self) -> dict[int, str]:
        """The utterances of the part, by index."""
        return {index: segment.text for index, segment in self.segments.items()}


def findings(filled: MinutesForm, question: Question, request: SummarizeRequest, given: Listing) -> Findings:
    """The form as checked facts, decisions and action items."""
    shown = {line.segment for line in (*question.part.before, *question.part.lines)}
    own = {line.segment for line in question.part.lines}
    segments = {segment.index: segment for segment in request.transcript.segments if segment.index in shown}
    cards = frozenset(question.form.schema["$defs"]["Card"]["enum"])
    reading = _Reading(request, given, segments, cards)
    topics = tuple(topic for entry in filled.topics if (topic := _topic(entry, reading)))
    checked = [_fact(entry, reading, topics) for entry in filled.facts]
    facts = [fact for fact, _missing in checked if fact and any(one.segment in own for one in fact.evidence)]
    decisions = [(entry.text.strip(), _evidence(entry.quotes, reading)) for entry in filled.decisions]
    actions = [_action(entry, reading) for entry in filled.action_items]
    lost = sum(missing for _kept, missing in checked) + actions.count(None)
    return Findings(
        facts=tuple(facts),
        decisions=tuple(Resolution(text=text, evidence=found) for text, found in decisions if text and found),
        action_items=tuple(action for action in actions if action),
        topics=topics,
        overview=filled.overview.strip(),
        key_points=tuple(point.strip() for point in filled.key_points if point.strip()),
        lost=lost + sum(not (text and found) for text, found in decisions),
    )


def _evidence(quotes: Iterable[QuoteForm], reading: _Reading) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for quote in quotes:
        named = reading.segments.get(_number(quote.line))
        place = locate(quote.words, named, tuple(reading.segments.values()))
        if place is not None and place not in found:
            found.append(place)
    return tuple(sorted(found, key=lambda place: place.segment))


def _number(line: str) -> int:
    digits = line.strip().removeprefix("s")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else -1


def _fact(entry: FactForm, reading: _Reading, topics: Sequence[Topic]) -> tuple[Fact | None, int]:
    """The fact, and how much of it was lost: itself, or some of its requests. What is left of it then only asks."""
    evidence = _evidence(entry.quotes, reading)
    text = " ".join(entry.text.split())
    if not evidence or not text:
        return None, 1
    vetoes = list(dict.fromkeys(entry.vetoes))
    if rests_on_orders(evidence, reading.texts) and "injected" not in vetoes:
        vetoes.append("injected")
    card = reading.given.cards.get(entry.card) if entry.card in reading.cards else None
    hint = card.id if card else None
    asked = () if SILENCING & set(vetoes) else entry.requests
    requests = [_request(wish, hint, evidence, reading) for wish in asked]
    lost = requests.count(None)
    kept = tuple(dict.fromkeys(wish for wish in requests if wish))
    fact = Fact(
        id="f0",
        kind=entry.kind,
        text=text,
        mention=" ".join(entry.mention.split()),
        context=_context(evidence[0].segment, reading, topics),
        speaker=evidence[0].speaker,
        evidence=evidence,
        requests=tuple(wish.model_copy(update={"outright": False}) for wish in kept) if lost else kept,
        vetoes=tuple(vetoes),
        card_hint=hint,
    )
    return fact, lost


def _context(first: int, reading: _Reading, topics: Sequence[Topic]) -> str:
    """The title of the topic that the segment stands in, and the two turns before it."""
    begun = [topic for topic in topics if topic.evidence and topic.evidence[0].segment <= first]
    before = [reading.segments[index].text for index in (first - 2, first - 1) if index in reading.segments]
    return " ".join([*(topic.title + "." for topic in begun[-1:]), *before])


def _request(
    wish: RequestForm, card: str | None, evidence: tuple[Evidence, ...], reading: _Reading
) -> Request | None:
    """The request with its own words; None when they were not said or the value means nothing."""
    own = _evidence(wish.quotes, reading)
    value = _value(wish, card, reading)
    if value is None or (wish.quotes and not own):
        return None
    return Request(kind=wish.kind, value=value, outright=wish.outright, evidence=own or evidence)


def _value(wish: RequestForm, card: str | None, reading: _Reading) -> str | None:
    said, given = " ".join(wish.value.split()), reading.given
    if wish.kind in _WITHOUT_VALUE:
        return ""
    if wish.kind == "due":
        day = plausible_day(said, reading.request.started_at.date())
        return day.isoformat() if day else None
    if wish.kind in ("check", "uncheck"):
        item = resolve(_items_of(given, card), said)
        return item if card is None or item is None or given.holders.get(item) in (None, card) else None
    tables = {
        "move": given.columns,
        "assign": given.members,
        "unassign": given.members,
        "label": given.labels,
        "unlabel": given.labels,
    }
    if wish.kind in tables:
        return resolve(tables[wish.kind], said)
    return wish.value.strip() or None


def _items_of(given: Listing, card: str | None) -> dict[str, tuple[str, str]]:
    """The checklist items of the card; all of the board's while no card is picked."""
    if card is None:
        return given.items
    return {short: item for short, item in given.items.items() if given.holders.get(item[0]) == card}


def _action(entry: ActionForm, reading: _Reading) -> ActionItem | None:
    evidence = _evidence(entry.quotes, reading)
    if not evidence or not entry.text.strip():
        return None
    day = plausible_day(entry.due, reading.request.started_at.date())
    return ActionItem(
        text=" ".join(entry.text.split()),
        owner=owner_said(entry.owner, evidence, reading.request),
        due=day if day and day_said(evidence, reading.request) else None,
        evidence=evidence,
    )


def _topic(entry: TopicForm, reading: _Reading) -> Topic | None:
    first = reading.segments.get(_number(entry.first))
    title = " ".join(entry.title.split())
    if first is None or not title or not first.text.strip():
        return None
    words = first.text.strip()
    quote = words if len(words) <= _TOPIC_QUOTE else words[:_TOPIC_QUOTE].rsplit(" ", 1)[0]
    place = Evidence(
        segment=first.index, start=first.start, end=first.end, speaker=first.speaker, quote=quote.strip()
    )
    return Topic(title=title, text=" ".join(entry.text.split()), evidence=(place,))
