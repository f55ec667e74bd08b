"""A board and its news as a matcher sees them: what of a card may speak for it, and who speaks.

Pure: what was approved before is handed in, and a dry run hands in nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core_api.contracts.board import Board, Card
from core_api.contracts.matching import CardText, Query
from core_api.contracts.meeting import Speaker
from core_api.contracts.minutes import Fact
from core_api.contracts.proposal import Decision, Proposal
from core_api.language.names import Directory, directory, find_people, resolve

_PASSAGES = 8
"""So many approved passages of a card are kept in sight, the newest."""


@dataclass(frozen=True, slots=True)
class Past:
    """A passage that a person said is about a card."""

    card_id: str
    text: str
    at: datetime


def past_of(decided: Iterable[tuple[Proposal, Decision]]) -> tuple[Past, ...]:
    """What people's decisions say about which passages belong to which cards: never the gate's own."""
    found: list[Past] = []
    for proposal, decision in decided:
        card = decision.card_id or (proposal.card.id if proposal.card else None)
        approved = decision.answer in ("approve", "edit", "other_card") and decision.by.kind == "person"
        text = " ".join(dict.fromkeys(quote.quote for quote in proposal.evidence))
        if approved and card and text:
            found.append(Past(card, text, decision.at))
    return tuple(found)


def card_texts(
    board: Board, without: Iterable[str] = (), past: Iterable[Past] = (), at: datetime | None = None
) -> tuple[CardText, ...]:
    """The cards as the matcher sees them, except those named. `at` is the meeting's time: without it, no ages."""
    left_out = set(without)
    roles = {column.id: "done" if column.closed else column.role for column in board.columns}
    remembered = _newest(past)
    return tuple(
        _card_text(card, roles.get(card.column_id), remembered.get(card.id, ()), at)
        for card in board.cards
        if card.id not in left_out
    )


def _card_text(card: Card, role: str | None, past: Sequence[Past], at: datetime | None) -> CardText:
    return CardText(
        id=card.id,
        number=card.number,
        name=card.name,
        description=card.description,
        open=not card.archived and role != "done",
        working=role in ("working", "waiting"),
        members=card.member_ids,
        links=(card.url,) if card.url else (),
        idle_days=_days(card.last_activity, at),
        history=tuple(one.text for one in past),
        history_days=tuple(_days(one.at, at) or 0.0 for one in past) if at else (),
    )


def _days(since: datetime | None, at: datetime | None) -> float | None:
    return max((at - since) / timedelta(days=1), 0.0) if since and at else None


def _newest(past: Iterable[Past]) -> Mapping[str, Sequence[Past]]:
    found: dict[str, list[Past]] = {}
    for one in sorted(past, key=lambda one: (one.at, one.text), reverse=True):
        found.setdefault(one.card_id, []).append(one)
    return {card: some[:_PASSAGES] for card, some in found.items()}


def queries(
    facts: Iterable[Fact], board: Board | None = None, speakers: Iterable[Speaker] = ()
) -> tuple[Query, ...]:
    """The facts as the matcher sees them; with a board, whose members speak of them or are named in them."""
    people = directory(board.members if board else ())
    voices = {speaker.number: speaker.name for speaker in speakers}
    return tuple(
        Query(
            id=fact.id,
            text=fact.text,
            mention=fact.mention,
            context=fact.context,
            members=_members(fact, voices.get(fact.speaker) if fact.speaker else None, people),
        )
        for fact in facts
    )


def _members(fact: Fact, voice: str | None, people: Directory) -> tuple[str, ...]:
    named = {one.member for one in find_people(fact.text, people) if one.member}
    speaking = resolve(voice, people) if voice else None
    return tuple(sorted(named | ({speaking} if speaking else set())))
