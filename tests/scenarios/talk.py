"""Boards and talks written down in a few words, for tests.

`board_of` reads one line a card: `12 Title @Person due 2026-03-06 {label} [item, item done*]`.
"""

import re
from datetime import UTC, datetime

from core_api.contracts.board import Board, Card, CheckItem, Checklist, Column, Label, Member
from core_api.contracts.matching import CardText, Match, Query
from core_api.contracts.meeting import Meeting, Segment, Speaker, Transcript
from core_api.contracts.minutes import Minutes
from core_api.contracts.model import Language
from core_api.contracts.policy import DEFAULT_POLICY, BoardPolicy
from core_api.contracts.ports import SummarizeRequest
from core_api.contracts.proposal import Plan
from core_api.domain.planner import plan
from core_api.language.columns import guess_roles
from llm_service.extract import minutes as extracted

_CARD = re.compile(
    r"^\s*(?P<number>\d+)\s+(?P<name>.*?)(?P<people>(?:\s+@[\w-]+)*)(?:\s+due (?P<due>\S+))?"
    r"(?:\s+\{(?P<labels>[^}]*)\})?(?:\s+\[(?P<items>[^\]]*)\])?\s*$"
)


def board_of(columns: dict[str, str], people: tuple[str, ...] = (), labels: tuple[str, ...] = ()) -> Board:
    """A board: column names with their cards, one a line; people and labels by name (ids are m1, l1, …)."""
    names = list(columns)
    roles = guess_roles([(name, float(place)) for place, name in enumerate(names)])
    members = tuple(Member(id=f"m{place}", name=name) for place, name in enumerate(people, 1))
    offered = tuple(Label(id=f"l{place}", name=name) for place, name in enumerate(labels, 1))
    cards = [
        _card(line, f"c{place}", members, offered)
        for place, name in enumerate(names)
        for line in columns[name].splitlines()
        if line.strip()
    ]
    return Board(
        id="b1",
        name="Board",
        columns=tuple(
            Column(id=f"c{place}", name=name, position=float(place), role=role)
            for place, (name, role) in enumerate(zip(names, roles, strict=True))
        ),
        cards=tuple(cards),
        members=members,
        labels=offered,
    )


def _card(line: str, column: str, members: tuple[Member, ...], labels: tuple[Label, ...]) -> Card:
    read = _CARD.match(line)
    assert read is not None, line
    number = int(read["number"])
    wanted = [one.strip("@ ") for one in (read["people"] or "").split()]
    items = [one.strip() for one in (read["items"] or "").split(",") if one.strip()]
    listed = tuple(
        CheckItem(id=f"i{number}-{place}", name=one.rstrip("*"), done=one.endswith("*"))
        for place, one in enumerate(items, 1)
    )
    return Card(
        id=f"k{number}",
        number=number,
        name=read["name"],
        column_id=column,
        member_ids=tuple(one.id for name in wanted for one in members if one.name.startswith(name)),
        label_ids=tuple(one.id for one in labels if one.name in (read["labels"] or "").split(", ")),
        due=datetime.fromisoformat(read["due"]).replace(hour=12, tzinfo=UTC) if read["due"] else None,
        checklists=(Checklist(id=f"q{number}", name="List", items=listed),) if listed else (),
    )


def talk_of(text: str, language: Language, *, named: bool = True) -> Transcript:
    """A transcript: one utterance a line, `Name: words`."""
    voices: dict[str, int] = {}
    segments: list[Segment] = []
    for line in (one.strip() for one in text.strip().splitlines()):
        who, _colon, words = line.partition(": ")
        number = voices.setdefault(who, len(voices) + 1)
        at = float(len(segments) * 5)
        segments.append(Segment(index=len(segments), start=at, end=at + 4, speaker=number, text=words))
    speakers = tuple(Speaker(number=number, name=who if named else None) for who, number in voices.items())
    return Transcript(language=language, speakers=speakers, segments=tuple(segments))


def understand(board: Board, talk: Transcript, started: str = "2026-03-03T10:00:00+03:00") -> Minutes:
    """The minutes that the rules make of a talk (a Tuesday, unless said otherwise)."""
    moment = datetime.fromisoformat(started)
    return extracted(SummarizeRequest(transcript=talk, title="Meeting", started_at=moment, board=board))


def match_by_words(minutes: Minutes, board: Board) -> tuple[Match, ...]:
    """The real matcher's ranking, without any embedder."""
    from pathlib import Path

    from similarity.service import build

    done = {column.id for column in board.columns if column.role == "done"}
    cards = tuple(
        CardText(
            id=card.id,
            number=card.number,
            name=card.name,
            description=card.description,
            open=not card.archived and card.column_id not in done,
        )
        for card in board.cards
    )
    queries = tuple(
        Query(id=fact.id, text=fact.text, mention=fact.mention, context=fact.context)
        for fact in minutes.facts
    )
    return build(embed_model=None, models_dir=Path("unused")).rank(queries, cards).matches


def meeting_at(started: str = "2026-03-03T10:00:00+03:00") -> Meeting:
    """A meeting that began then."""
    moment = datetime.fromisoformat(started)
    return Meeting(id="m1", title="Meeting", started_at=moment, source="talk.vtt", blob="0" * 64)


def planned(
    board: Board,
    talk: Transcript,
    policy: BoardPolicy = DEFAULT_POLICY,
    started: str = "2026-03-03T10:00:00+03:00",
) -> Plan:
    """What a talk means for a board, by rules, matcher, planner and gate together."""
    minutes = understand(board, talk, started)
    return plan(meeting_at(started), talk, minutes, match_by_words(minutes, board), board, policy)
