"""The entries of the search index as rows: put in and taken out source by source, in the caller's transaction.

An entry that says the same as before keeps its row, and with it its vectors. Nothing is searched here.
"""

from collections.abc import Iterable
from hashlib import sha256

from sqlalchemy import delete
from sqlmodel import col, select

from core_api.contracts.search import Entry, Source
from core_api.language.words import detect_language, fold, stems
from core_api.store.database import Session
from core_api.store.index_tables import EntryRow, IndexSourceRow
from core_api.store.rows import put as put_row

RULES = 1
"""Counted up when texts are stemmed otherwise than before: every entry is another one then."""


def put(session: Session, source: Source, entries: Iterable[Entry]) -> int:
    """Make these the entries of the source, in the place of all earlier ones; gives how many are new."""
    put_row(session, IndexSourceRow(id=source.id, version=source.version, meeting_id=source.meeting_id))
    rows = [(_digest(entry), entry) for entry in map(_clean, entries)]
    query = select(EntryRow.digest, EntryRow.place).where(EntryRow.source_id == source.id)
    held = dict(session.exec(query).all())
    gone = {place for digest, place in held.items() if digest not in {digest for digest, _entry in rows}}
    if gone:
        session.exec(delete(EntryRow).where(col(EntryRow.place).in_(gone)))
    new = [_row(digest, source, entry) for digest, entry in rows if digest not in held]
    session.add_all(new)
    session.flush()
    return len(new)


def drop(session: Session, source_id: str) -> None:
    """Forget the source and its entries; nothing happens where there is none."""
    session.exec(delete(IndexSourceRow).where(col(IndexSourceRow.id) == source_id))


def versions(session: Session, prefix: str = "") -> dict[str, str]:
    """The sources that are indexed and whose ids begin so, with the version of each that is."""
    query = select(IndexSourceRow.id, IndexSourceRow.version)
    fitting = query.where(col(IndexSourceRow.id).startswith(prefix, autoescape=True))
    return dict(session.exec(fitting).all())


def of_source(session: Session, source_id: str) -> tuple[Entry, ...]:
    """The entries of a source as they were put in."""
    query = select(col(EntryRow.body)).where(EntryRow.source_id == source_id).order_by(col(EntryRow.number))
    return tuple(session.exec(query))


def boards(session: Session) -> tuple[str, ...]:
    """The references of the boards that something is of."""
    found = session.exec(select(EntryRow.board).where(col(EntryRow.board).is_not(None)).distinct())
    return tuple(sorted(ref for ref in found if ref))


def people(session: Session) -> tuple[str, ...]:
    """The names, folded, of all whose words or whose matter something is."""
    found = session.exec(select(EntryRow.people).where(EntryRow.people != "").distinct())
    return tuple(sorted({name for names in found for name in names.split("\n")}))


def _row(digest: str, source: Source, entry: Entry) -> EntryRow:
    said = f"{entry.title}\n{entry.text}"
    return EntryRow(
        id=entry.id,
        source_id=source.id,
        kind=entry.kind,
        number=entry.number,
        meeting_id=entry.meeting_id,
        board=entry.board,
        people="\n".join(" ".join(fold(name).split()) for name in entry.people),
        at=entry.at,
        superseded=entry.superseded,
        language=detect_language(said),
        digest=digest,
        stems=" ".join(stems(said)),
        body=entry,
    )


def _clean(entry: Entry) -> Entry:
    """Without the zero character, which PostgreSQL keeps in no text."""
    return entry.model_copy(
        update={"title": entry.title.replace("\0", ""), "text": entry.text.replace("\0", "")}
    )


def _digest(entry: Entry) -> str:
    return sha256(f"{RULES}\n{entry.model_dump_json()}".encode()).hexdigest()
