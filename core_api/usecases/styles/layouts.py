"""The built-in styles: brief, protocol, by speaker. Each lays the same content out.

A part with nothing in it is left out.
"""

from collections.abc import Callable, Iterable

from core_api.locales import Translate, translator
from core_api.usecases.styles.content import Assignment, Content, Participant, Saying
from core_api.usecases.styles.document import (
    Block,
    Document,
    Heading,
    Listing,
    Paragraph,
    Table,
    Text,
    paragraphs,
    run,
    words,
)

Layout = Callable[[Content], Document]


def brief(told: Content) -> Document:
    """What fits a message: the overview, decisions, assignments."""
    say = translator(told.language)
    blocks: list[Block] = [_title(told.title), _when(told), *paragraphs(told.overview)]
    if not told.overview.strip() and told.key_points:
        blocks.append(_bullets(words(point) for point in told.key_points))
    if told.decisions:
        blocks += [_head(say, "decisions"), _bullets(words(one.text) for one in told.decisions)]
    if told.assignments:
        blocks += [_head(say, "assignments"), _bullets(_assigned(one, say) for one in told.assignments)]
    return _whole(told, blocks, say)


def protocol(told: Content) -> Document:
    """A formal record: who met when, numbered parts, decisions and assignments as tables."""
    say = translator(told.language)
    parts: list[tuple[str, list[Block]]] = []
    if told.overview.strip():
        parts.append(("overview", list(paragraphs(told.overview))))
    if told.topics:
        items = tuple((run(_stopped(one.title), "bold"), run(one.text)) for one in told.topics)
        parts.append(("topics", [Listing(items, numbered=True)]))
    if told.decisions:
        parts.append(("decisions", [_decisions(told.decisions, say)]))
    if told.assignments:
        parts.append(("assignments", [_assignments(told.assignments, say)]))
    if told.questions:
        asked = tuple(words(one) for one in told.questions)
        parts.append(("questions", [Listing(asked, numbered=True)]))
    blocks: list[Block] = [_title(say("minutes-protocol-title", title=told.title)), *_facts(told, say)]
    for number, (name, body) in enumerate(parts, 1):
        blocks += [_head(say, name, f"{number}. "), *body]
    return _whole(told, blocks, say)


def speakers(told: Content) -> Document:
    """What each participant said and promised."""
    say = translator(told.language)
    blocks: list[Block] = [_title(told.title), _when(told)]
    quiet = []
    for one in told.participants:
        if one.said or one.promised:
            blocks += [Heading(words(one.name)), *_of_one(one, say)]
        else:
            quiet.append(one.name)
    if quiet and len(quiet) < len(told.participants):
        blocks.append(Paragraph(words(say("minutes-quiet", names=", ".join(quiet)), look="dim")))
    return _whole(told, blocks, say)


LAYOUTS: dict[str, Layout] = {"brief": brief, "protocol": protocol, "speakers": speakers}
"""The built-in styles by name."""


def _whole(told: Content, blocks: list[Block], say: Translate) -> Document:
    """The document; one without anything but its head says so."""
    if all(isinstance(block, Heading) or block is blocks[1] for block in blocks):
        blocks.append(Paragraph(words(say("minutes-empty"), look="dim")))
    return Document(told.title, told.language, tuple(blocks))


def _stopped(title: str) -> str:
    return title if title.rstrip().endswith((".", "!", "?", "…", ":")) else title.rstrip() + "."


def _title(title: str) -> Heading:
    return Heading(words(title), level=1)


def _head(say: Translate, name: str, number: str = "") -> Heading:
    return Heading(words(number + say(f"minutes-{name}")))


def _when(told: Content) -> Paragraph:
    about = f"{told.date}, {told.time}"
    return Paragraph((run(" · ".join(filter(None, (about, ", ".join(told.people)))), "dim"),))


def _facts(told: Content, say: Translate) -> list[Block]:
    rows = [
        ("date", f"{told.date}, {told.time}"),
        ("duration", told.duration),
        ("people", ", ".join(told.people)),
    ]
    return [
        Listing(
            tuple((run(say(f"minutes-{name}") + ":", "bold"), run(value)) for name, value in rows if value)
        )
    ]


def _bullets(items: Iterable[Text]) -> Listing:
    return Listing(tuple(items))


def _assigned(one: Assignment, say: Translate) -> Text:
    due = say("minutes-by", day=one.due) if one.due else ""
    return words(one.text, ", ".join(filter(None, (one.owner, due))))


def _decisions(decisions: Iterable[Saying], say: Translate) -> Table:
    rows = (
        (words(str(number)), words(one.text), words(", ".join(filter(None, (one.speaker, one.time)))))
        for number, one in enumerate(decisions, 1)
    )
    return Table(_columns(say, "number", "decision", "said-by"), tuple(rows))


def _assignments(assignments: Iterable[Assignment], say: Translate) -> Table:
    rows = (
        (words(str(number)), words(one.text), words(one.owner), words(one.due))
        for number, one in enumerate(assignments, 1)
    )
    return Table(_columns(say, "number", "assignment", "owner", "due"), tuple(rows))


def _columns(say: Translate, *names: str) -> tuple[Text, ...]:
    return tuple(words(say(f"minutes-column-{name}")) for name in names)


def _of_one(one: Participant, say: Translate) -> list[Block]:
    blocks: list[Block] = []
    if one.said:
        blocks.append(Paragraph((run(say("minutes-said"), "bold"),)))
        blocks.append(_bullets(words(saying.text, saying.time) for saying in one.said))
    if one.promised:
        blocks.append(Paragraph((run(say("minutes-promised"), "bold"),)))
        due = [say("minutes-by", day=item.due) if item.due else "" for item in one.promised]
        blocks.append(_bullets(words(item.text, day) for item, day in zip(one.promised, due, strict=True)))
    return blocks
