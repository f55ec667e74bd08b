"""Minutes, boards and documents as sources of the index: which there are, and what can be found of each.

Put in with what they are made of, in the same transaction. What is said here to be there is what catching up keeps.
"""

from collections.abc import Iterable
from hashlib import sha256

from core_api.contracts.board import Board
from core_api.contracts.documents import Document
from core_api.contracts.meeting import Meeting
from core_api.contracts.search import Entry, Source
from core_api.domain import findable
from core_api.store import boards, copies, documents, entries, meetings
from core_api.store.database import Session


def index_minutes(session: Session, meeting_id: str) -> None:
    """Make what a meeting came to findable, in the place of earlier minutes of it. Raises NotFound."""
    source = _of_meeting(session, meetings.get(session, meeting_id))
    entries.put(session, source, minutes(session, source))


def is_indexed(session: Session, ref: str, board: Board) -> bool:
    """Whether the board's cards can be found as they stand in it."""
    source = _of_board(ref, board)
    return entries.versions(session, source.id).get(source.id) == source.version


def index_board(session: Session, ref: str, board: Board) -> None:
    """Make the board's cards findable as they stand now."""
    entries.put(session, _of_board(ref, board), findable.of_board(ref, board))


def index_document(session: Session, document: Document) -> None:
    """Make a document findable in its present version."""
    source = _of_document(document)
    entries.put(session, source, document_parts(session, source))


def all_minutes(session: Session) -> Iterable[Source]:
    """The minutes of all meetings."""
    return [_of_meeting(session, meeting) for meeting in meetings.understood(session)]


def minutes(session: Session, source: Source) -> tuple[Entry, ...]:
    """What can be found of a meeting's minutes."""
    meeting_id = source.meeting_id or ""
    heard, written = meetings.transcript(session, meeting_id), meetings.minutes(session, meeting_id)
    if heard is None or written is None:
        return ()
    return findable.of_minutes(meetings.get(session, meeting_id), heard, written)


def all_boards(session: Session) -> Iterable[Source]:
    """Local boards as they stand, and vendors' boards as they were read last: each reading of one is indexed."""
    held = entries.versions(session, findable.board_id(""))
    local = {findable.board_id(ref) for ref in _local(session)}
    for source_id, version in held.items():
        if source_id not in local and boards.is_known(session, source_id.partition(":")[2]):
            yield Source(id=source_id, version=version)
    for ref, board in (copies.every(session) | _local(session)).items():
        if findable.board_id(ref) in local or findable.board_id(ref) not in held:
            yield _of_board(ref, board)


def cards(session: Session, source: Source) -> tuple[Entry, ...]:
    """What can be found of a board; of a vendor's board as it was read last."""
    ref = source.id.partition(":")[2]
    board = _local(session).get(ref) or copies.board(session, ref)
    return findable.of_board(ref, board) if board else entries.of_source(session, source.id)


def all_documents(session: Session) -> Iterable[Source]:
    """All documents."""
    return map(_of_document, documents.every(session))


def document_parts(session: Session, source: Source) -> tuple[Entry, ...]:
    """What can be found of a document."""
    document_id = source.id.partition(":")[2]
    return findable.of_document(documents.get(session, document_id), documents.parts(session, document_id))


def _local(session: Session) -> dict[str, Board]:
    return {f"local:{board.id}": board for board in boards.local(session)}


def _of_board(ref: str, board: Board) -> Source:
    return Source(id=findable.board_id(ref), version=findable.version(findable.of_board(ref, board)))


def _of_meeting(session: Session, meeting: Meeting) -> Source:
    told = (meetings.minutes_as_stored(session, meeting.id), meeting.title, meeting.started_at.isoformat())
    version = sha256("\n".join(told).encode()).hexdigest()[:20]
    return Source(id=findable.minutes_id(meeting.id), version=version, meeting_id=meeting.id)


def _of_document(document: Document) -> Source:
    told = (document.blob, str(document.version), document.title, document.board or "")
    version = sha256("\n".join(told).encode()).hexdigest()[:20]
    return Source(id=findable.document_id(document.id), version=version)
