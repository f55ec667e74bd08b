"""The passages of stored meetings, and the full-text search over them.

Words are cut and stemmed by `core_api.language`, so both databases find the same; ranking is the database's
own (BM25 on SQLite, `ts_rank` weighed by rarity on PostgreSQL). Nothing here asks a model.
"""

import math
from collections.abc import Sequence
from typing import Any

from sqlalchemy import cast, delete, func, literal
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlmodel import col, select

from core_api.contracts.meeting import Meeting, Passage, Segment, Transcript
from core_api.language.words import stems
from core_api.store.columns import lexeme
from core_api.store.database import Session
from core_api.store.tables import MeetingRow, PassageRow

ENOUGH_WORDS = 150
MOST_WORDS = 300
_MOST_TERMS = 32

Window = tuple[Segment, ...]
"""Neighbouring segments that are found together."""
Found = list[tuple[int, float]]
"""Places of passages and their scores, best first."""


def index(
    session: Session, meeting: Meeting, transcript: Transcript, cut: Sequence[Window] | None = None
) -> int:
    """Make the meeting findable, in the place of an earlier index of it; gives the number of passages.

    `cut` are its passages where they are known; otherwise it is cut into `windows`.
    """
    session.exec(delete(PassageRow).where(col(PassageRow.meeting_id) == meeting.id))
    rows = [_row(meeting.id, transcript, window) for window in (windows(transcript) if cut is None else cut)]
    session.add_all(rows)
    session.flush()
    return len(rows)


def search(
    session: Session, question: str, limit: int = 8, meeting_id: str | None = None
) -> tuple[Passage, ...]:
    """The passages that share words with the question, best first; of one meeting or of all.

    A word need not be in each passage; words such as «the» and «что» are not looked for.
    """
    terms = list(dict.fromkeys(stems(question)))[:_MOST_TERMS]
    if not terms or limit < 1:
        return ()
    find = _find_postgresql if session.get_bind().dialect.name == "postgresql" else _find_sqlite
    scores = dict(find(session, terms, limit, meeting_id))
    query = select(PassageRow, MeetingRow).join(MeetingRow).where(col(PassageRow.place).in_(scores))
    found = [_passage(row, meeting.body, scores) for row, meeting in session.exec(query)]
    return tuple(sorted(found, key=lambda passage: (-passage.score, passage.id)))


def windows(transcript: Transcript) -> tuple[Window, ...]:
    """Neighbouring segments, 150 to 300 words together; a segment that is longer stands alone."""
    cut: list[list[Segment]] = []
    size = 0
    for segment in transcript.segments:
        words = len(segment.text.split())
        if not words:
            continue
        if not cut or size >= ENOUGH_WORDS or size + words > MOST_WORDS:
            cut.append([])
            size = 0
        cut[-1].append(segment)
        size += words
    if len(cut) > 1 and size < ENOUGH_WORDS and _words(cut[-2]) + size <= MOST_WORDS:
        cut[-2:] = [cut[-2] + cut[-1]]
    return tuple(map(tuple, cut))


def _words(segments: list[Segment]) -> int:
    return sum(len(segment.text.split()) for segment in segments)


def _row(meeting_id: str, transcript: Transcript, window: Window) -> PassageRow:
    text = "\n".join(_line(transcript, segment) for segment in window).replace("\0", "")
    return PassageRow(
        meeting_id=meeting_id,
        first_segment=window[0].index,
        last_segment=window[-1].index,
        start=min(segment.start for segment in window),
        end=max(segment.end for segment in window),
        text=text,
        stems=stems(text),
    )


def _line(transcript: Transcript, segment: Segment) -> str:
    name = transcript.name_of(segment.speaker)
    said = " ".join(segment.text.split())
    return f"{name}: {said}" if name else said


def _passage(row: PassageRow, meeting: Meeting, scores: dict[int, float]) -> Passage:
    return Passage(
        id=f"{meeting.id}:{row.first_segment}-{row.last_segment}",
        meeting_id=meeting.id,
        meeting_title=meeting.title,
        started_at=meeting.started_at,
        first_segment=row.first_segment,
        last_segment=row.last_segment,
        start=row.start,
        end=row.end,
        text=row.text,
        score=scores[row.place or 0],
    )


def _find_sqlite(session: Session, terms: list[str], limit: int, meeting_id: str | None) -> Found:
    query = " OR ".join('"{}"'.format(term.replace('"', '""')) for term in terms)
    scope = "AND passage.meeting_id = :meeting" if meeting_id is not None else ""
    statement = sql(
        "SELECT passage.place, -bm25(passage_fts) AS score FROM passage_fts"  # noqa: S608 - the scope is ours
        f" JOIN passage ON passage.place = passage_fts.rowid WHERE passage_fts MATCH :query {scope}"
        " ORDER BY score DESC, passage.place LIMIT :limit"
    )
    values = {"query": query, "limit": limit} | ({"meeting": meeting_id} if meeting_id is not None else {})
    return [(place, score) for place, score in session.connection().execute(statement, values)]


def _find_postgresql(session: Session, terms: list[str], limit: int, meeting_id: str | None) -> Found:
    stems_column: Any = col(PassageRow.stems)
    total = session.exec(select(func.count()).select_from(PassageRow)).one()
    score: Any = literal(0.0)
    for term in terms:
        wanted = cast(lexeme(term), TSQUERY)
        holding = select(func.count()).select_from(PassageRow).where(stems_column.op("@@")(wanted))
        count = session.exec(holding).one()
        rarity = math.log(1 + (total - count + 0.5) / (count + 0.5))
        score = score + rarity * func.ts_rank(stems_column, wanted, 1)
    anything = cast(" | ".join(map(lexeme, terms)), TSQUERY)
    score = score.label("score")
    query = select(PassageRow.place, score).where(stems_column.op("@@")(anything))
    if meeting_id is not None:
        query = query.where(PassageRow.meeting_id == meeting_id)
    rows = session.exec(query.order_by(score.desc(), col(PassageRow.place)).limit(limit))
    return [(place or 0, float(value)) for place, value in rows]
