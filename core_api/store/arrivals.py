"""What came in from messengers, what was made of it, and what is awaited from whom."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlmodel import col, delete, func, select

from core_api.contracts.asking import Awaited, StoredArrival
from core_api.contracts.messages import Arrival, ChannelName
from core_api.store.database import Session
from core_api.store.message_tables import ArrivalRow, AwaitedRow
from core_api.store.rows import add_once, one, put


def id_of(arrival: Arrival) -> str:
    """The arrival's id among those of all channels."""
    return f"{arrival.channel}:{arrival.id}"


def keep(session: Session, arrival: StoredArrival, writer: str = "") -> bool:
    """Keep what came with how it was judged; false when it is there already, or when another press claims the same.

    `writer`: who asked for something with it.
    """
    row = ArrivalRow(
        id=arrival.id,
        received_at=arrival.received_at,
        writer=writer,
        verdict=arrival.verdict,
        ticket_id=arrival.ticket_id,
        claims=arrival.claims,
        done=arrival.done,
        action=arrival.action,
        body=arrival.arrival,
    )
    return add_once(session, row)


def get(session: Session, arrival_id: str) -> StoredArrival | None:
    """What came under that id; None: nothing did."""
    row = one(session, ArrivalRow, ArrivalRow.id == arrival_id)
    return _stored(row) if row else None


def several(session: Session, ids: Collection[str]) -> dict[str, StoredArrival]:
    """What came under these ids, as far as it did."""
    return _found(session, ids, col(ArrivalRow.id))


def claims(session: Session, wanted: Collection[str]) -> dict[str, StoredArrival]:
    """The presses that settled these, as far as they are settled."""
    found = _found(session, wanted, col(ArrivalRow.claims))
    return {one.claims: one for one in found.values() if one.claims}


def written(session: Session, writer: str, since: datetime) -> int:
    """How much that writer asked for since then."""
    query = select(func.count()).where(ArrivalRow.writer == writer, col(ArrivalRow.received_at) > since)
    return int(session.exec(query).one())


def claimed_by(session: Session, claims: str) -> StoredArrival | None:
    """The press that was the first deciding one on `PROPOSAL:VERSION`."""
    row = one(session, ArrivalRow, ArrivalRow.claims == claims)
    return _stored(row) if row else None


def release(session: Session, arrival_id: str) -> None:
    """The press decided nothing after all: somebody else may."""
    row = one(session, ArrivalRow, ArrivalRow.id == arrival_id, lock=True)
    if row is not None:
        row.claims = None
        session.add(row)
        session.flush()


def finish(session: Session, arrival_id: str) -> None:
    """It is worked on."""
    row = one(session, ArrivalRow, ArrivalRow.id == arrival_id, lock=True)
    if row is not None:
        row.done = True
        session.add(row)
        session.flush()


def unfinished(session: Session, limit: int = 1000) -> tuple[StoredArrival, ...]:
    """What was not worked on yet, oldest first."""
    query = select(ArrivalRow).where(col(ArrivalRow.done).is_(False)).order_by(col(ArrivalRow.received_at))
    return tuple(_stored(row) for row in session.exec(query.limit(limit)))


def forget(session: Session, before: datetime) -> None:
    """Delete what was worked on before that moment."""
    session.exec(
        delete(ArrivalRow).where(col(ArrivalRow.done).is_(True), col(ArrivalRow.received_at) < before)
    )
    session.exec(delete(AwaitedRow).where(col(AwaitedRow.expires_at) < before))


# --- what is awaited ------------------------------------------------------------------------------------------


def await_text(session: Session, awaited: Awaited) -> None:
    """The next text of that user in that chat is the answer; an earlier question there is forgotten."""
    put(session, AwaitedRow(**awaited.model_dump()))


def awaited(session: Session, channel: ChannelName, chat: str, user: str, now: datetime) -> Awaited | None:
    """What is awaited from that user in that chat, unless its time is over."""
    row = one(
        session, AwaitedRow, AwaitedRow.channel == channel, AwaitedRow.chat == chat, AwaitedRow.user == user
    )
    return Awaited(**row.model_dump()) if row is not None and row.expires_at > now else None


def await_nothing(session: Session, channel: ChannelName, chat: str, user: str) -> None:
    """Forget what was awaited there."""
    session.exec(
        delete(AwaitedRow).where(
            col(AwaitedRow.channel) == channel, col(AwaitedRow.chat) == chat, col(AwaitedRow.user) == user
        )
    )


def _stored(row: ArrivalRow) -> StoredArrival:
    return StoredArrival(
        id=row.id,
        arrival=row.body,
        received_at=row.received_at,
        verdict=row.verdict,
        ticket_id=row.ticket_id,
        action=row.action,
        claims=row.claims,
        done=row.done,
    )


def _found(session: Session, wanted: Collection[str], by: Any) -> dict[str, StoredArrival]:
    if not wanted:
        return {}
    query = select(ArrivalRow).where(by.in_(tuple(wanted))).execution_options(populate_existing=True)
    return {row.id: _stored(row) for row in session.exec(query)}
