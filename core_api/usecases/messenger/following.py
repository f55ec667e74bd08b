"""How far a meeting is that came as a file in a messenger: its notice is said anew until all is understood."""

from core_api.contracts.asking import StoredLetter
from core_api.contracts.messages import Item, Notice
from core_api.contracts.problems import NotFound
from core_api.jobs import ledger
from core_api.store import letters, meetings, proposals
from core_api.usecases.messenger.composing import VALID, About, Said
from core_api.usecases.messenger.digests import Round, asked_of, digest_of, reader_of
from core_api.usecases.messenger.readers import Reader
from core_api.usecases.report import stage_of

_UNDERSTOOD = frozenset({"asking", "done"})
_OVERVIEW = 600
"""Characters of what the meeting was about."""


def due(here: Round) -> bool:
    """Whether anybody is to be told how far their meeting is."""
    return any(True for _ in _news(here))


def tell(here: Round) -> None:
    """Say how far the meetings are that people sent; when one is understood, for the last time."""
    for letter, notice, goes_on in _news(here):
        reader = reader_of(here, letter)
        if reader is None or notice is None:
            letters.close(here.session, letter.id)
        elif reader.capabilities.edits:
            here.composer.say(letter, reader, Said(notice), is_open=goes_on)
        else:  # what stands there cannot be changed: only what matters in the end is said
            letters.close(here.session, letter.id)
            here.composer.write(reader, About("notice", (letter.id, notice.code)), Said(notice))


def _news(here: Round) -> tuple[tuple[StoredLetter, Notice | None, bool], ...]:
    """The notices that are not true any more, what each shall say (None: nothing ever more), and whether it goes on."""
    found: list[tuple[StoredLetter, Notice | None, bool]] = []
    for letter in letters.followed(here.session):
        reader = reader_of(here, letter)
        if reader is None:  # its channel is not set up at present
            continue
        fresh = here.now - letter.created_at < VALID
        notice, goes_on = _stands(here, letter.meeting_id or "", reader) if fresh else (None, False)
        if not goes_on and (notice is None or notice == letter.letter.view):
            found.append((letter, None, False))
        elif (
            notice is not None and notice != letter.letter.view and (reader.capabilities.edits or not goes_on)
        ):
            found.append((letter, notice, goes_on))
    return tuple(found)


def _stands(here: Round, meeting_id: str, reader: Reader) -> tuple[Notice | None, bool]:
    """What is to be said of the meeting now (None: nothing new), and whether more follows."""
    try:
        meeting = meetings.get(here.session, meeting_id)
    except NotFound:
        return None, False
    jobs = ledger.for_meeting(here.session, meeting_id)
    stage = stage_of(meetings.stage(here.session, meeting_id)[0], jobs)
    if stage in _UNDERSTOOD:
        return _summary(here, meeting_id, reader), False
    if stage == "failed":
        trouble = next(job.trouble for job in jobs if job.state == "failed")
        code, params = (trouble.code, trouble.params) if trouble else ("internal", {})
        told = params | {"title": meeting.title}
        return Notice(code="meeting-failed", problem=code, params=told), True
    if stage in {"received", "stopped"}:
        return None, True
    return Notice(code="meeting-progress", params={"title": meeting.title, "stage": stage}), True


def _summary(here: Round, meeting_id: str, reader: Reader) -> Notice:
    """What was changed by itself, what is asked, and, to whoever gets no digest, what it was about."""
    digest = digest_of(here, meeting_id, ())
    every = proposals.for_meeting(here.session, meeting_id)
    waits = sum(1 for one in every if one.state in proposals.WAITING)
    overview = "" if asked_of(here, meeting_id, reader) else digest.overview[:_OVERVIEW]
    return Notice(
        code="meeting-done",
        params={"title": digest.meeting_title, "done": len(digest.done), "asks": waits},
        items=(Item(text=overview),) if overview else (),
    )
