"""The index kept up to date in the background and by hand: what changed, what is gone, what the embedder has to read.

Another embedder reads everything anew; the vectors of the one before go when it is done.
"""

from collections.abc import Callable
from functools import lru_cache

from core_api.contracts.health import Check, DependencyState
from core_api.contracts.job import Job, Progress
from core_api.contracts.model import ModelAccess
from core_api.contracts.ports import Report
from core_api.contracts.problems import NotFound, Problem
from core_api.contracts.search import Entry, Freshness
from core_api.domain.access import strictest
from core_api.jobs import ledger
from core_api.store import boards, entries, meetings
from core_api.store.database import Session
from core_api.usecases.indexing import SUPPLIES, catch_up
from core_api.usecases.installation import Installation

_AT_ONCE = 64
"""Entries that the embedder reads between two signs of life."""


def ring(installation: Installation, session: Session) -> None:
    """Have the embedder read what is new, if there is one."""
    if installation.embeds:
        ledger.nudge(session, "index", "index:new", at=installation.clock())


def keep_up(installation: Installation, _job: Job, report: Report) -> str:
    """The index brought up to date as a job; gives what it came to in a few numbers."""
    return f"sources={catch_up(installation)} read={_read(installation, report)}"


def reindex(installation: Installation, report: Report) -> Freshness:
    """Index everything anew and have the embedder read what it has not read; gives how it is then.

    An entry that says the same as before stays as it is. Raises what the embedder raises, when the words are done.
    """
    catch_up(installation, anew=True)
    _read(installation, report)
    return installation.index.freshness()


def checks(installation: Installation) -> tuple[Check, ...]:
    """Whether what is found is what there is. Nothing is said of a database that cannot be read: it says so itself."""
    try:
        fresh, behind = installation.index.freshness(), _behind(installation)
    except Problem:
        return ()
    params: dict[str, str | int | float] = {"entries": fresh.entries, "sources": behind}
    if behind:
        return (Check(name="index", state="degraded", code="index-behind", params=params),)
    params |= {"embedded": fresh.embedded, "waiting": fresh.waiting, "model": fresh.model or ""}
    if fresh.waiting:
        state: DependencyState = "ok" if fresh.embedded else "degraded"  # some texts no model may read
        return (Check(name="index", state=state, code="index-waiting", params=params),)
    code = "index-meaning" if fresh.model else "index-words"
    return (Check(name="index", state="ok", code=code, params=params),)


def _behind(installation: Installation) -> int:
    """The sources whose entries are not those of today."""
    with installation.database.reading() as session:
        held = entries.versions(session)
        there = {source.id: source.version for supply in SUPPLIES for source in supply.sources(session)}
    return len(dict(held.items() ^ there.items()))


def _read(installation: Installation, report: Report) -> int:
    """Have the embedder read all that it may; gives how many entries were looked at."""
    may_read, done, after = _access(installation), 0, 0
    while True:
        report(Progress(stage="index", done=float(done)))
        further = installation.index.learn(after, _AT_ONCE, may_read)
        if further is None:
            return done
        after, done = further, done + _AT_ONCE


def _access(installation: Installation) -> Callable[[Entry], ModelAccess]:
    """Which models may read an entry: its meeting and its board both have a say."""

    @lru_cache(maxsize=1000)
    def of(meeting_id: str | None, board: str | None) -> ModelAccess:
        with installation.database.reading() as session:
            try:
                meeting = meetings.get(session, meeting_id) if meeting_id else None
            except NotFound:  # deleted meanwhile
                return "none"
            refs = {ref for ref in (board, meeting.board if meeting else None) if ref}
            said = [boards.policy(session, ref).models for ref in refs]
        return strictest(installation.models, *said, *([meeting.models] if meeting else []))

    return lambda entry: of(entry.meeting_id, entry.board)
