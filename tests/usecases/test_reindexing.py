"""What can be found is brought up to date by hand and by itself, and doctor tells how far it is."""

from datetime import UTC, datetime

from core_api.contracts.job import Progress
from core_api.contracts.meeting import Meeting, Segment, Transcript
from core_api.contracts.search import Filters
from core_api.store import entries, meetings
from core_api.usecases.indexing import catch_up
from core_api.usecases.installation import Installation
from core_api.usecases.reindexing import checks, reindex


def told(installation: Installation) -> tuple[str, str]:
    (check,) = checks(installation)
    return check.state, check.code


def meeting(title: str) -> Meeting:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return Meeting(id="mtg_a", title=title, started_at=at, source="a.txt", blob="0" * 64)


def nothing(_progress: Progress) -> None:
    """Nobody watches."""


def test_what_changed_beside_the_index_is_told_and_caught_up(installation: Installation) -> None:
    said = Transcript(
        language="en", segments=(Segment(index=0, start=0, end=1, text="We ship the kaleidoscope."),)
    )
    before = reindex(installation, nothing).entries
    assert told(installation) == ("ok", "index-words")
    with installation.database.transaction() as session:
        meetings.add(session, meeting("Plans"), "a")
        meetings.save_transcript(session, "mtg_a", said)
    assert told(installation) == ("degraded", "index-behind")
    assert catch_up(installation) == 1
    assert told(installation) == ("ok", "index-words")
    with installation.database.transaction() as session:
        meetings.update(session, meeting("Optics"))
    assert told(installation) == ("degraded", "index-behind")
    assert reindex(installation, nothing).entries == before + 1
    assert [one.entry.id for one in installation.index.search("optics", Filters(), 5)] == ["mtg_a:0-0"]
    with installation.database.transaction() as session:
        entries.drop(session, "speech:mtg_a")
    assert told(installation) == ("degraded", "index-behind")
