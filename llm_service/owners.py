"""Whether an owner or a day that a model names was said at all.

Only takes away: what was not said becomes nothing. No model is asked here.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from core_api.contracts.board import Member
from core_api.contracts.meeting import Transcript
from core_api.contracts.minutes import Evidence
from core_api.contracts.ports import SummarizeRequest
from core_api.language.dates import find_dates
from core_api.language.misheard import heard, nearest
from core_api.language.names import Directory, directory, find_people, resolve
from core_api.language.sprints import is_about_sprint
from core_api.language.words import fold, stems
from llm_service.asking import speaker_name
from llm_service.sprint import sprint_of

_NEAR = 2
"""Segments before and after the evidence in which a name or a day may stand."""
_PAST = timedelta(days=62)
_AHEAD = timedelta(days=800)


def plausible_day(said: str, meeting: date) -> date | None:
    """The ISO day, when it is one and not far from the meeting."""
    try:
        day = date.fromisoformat(said.strip()[:10])
    except ValueError:
        return None
    return day if meeting - _PAST <= day <= meeting + _AHEAD else None


def day_said(evidence: Sequence[Evidence], request: SummarizeRequest) -> bool:
    """True when some day or some figure was named near the evidence."""
    text = _near(evidence, request.transcript)
    if any(char.isdigit() for char in text) or find_dates(text, request.started_at):
        return True
    sprint = sprint_of(request) if is_about_sprint(text) else None
    return sprint is not None and bool(find_dates(text, request.started_at, sprint))


def owner_said(name: str, evidence: Sequence[Evidence], request: SummarizeRequest) -> str | None:
    """The owner's name (as on the board) if they speak in the evidence or are named there, else None."""
    said = " ".join(name.split())
    if not said:
        return None
    transcript = request.transcript
    speakers = {place.speaker for place in evidence if place.speaker is not None}
    members = request.board.members if request.board else ()
    voices = tuple(Member(id=str(who.number), name=who.name) for who in transcript.speakers if who.name)
    on_board, in_room = directory(members), directory(voices)
    member = next((who for who in members if who.id == _found(said, on_board)), None)
    voice = _voice(said, in_room, transcript)
    text = _near(evidence, transcript)
    named = member is not None and _is_named(member.id, text, on_board)
    if voice is not None and (voice in speakers or _is_named(str(voice), text, in_room)):
        named = True
    if member is None and voice is None:
        named = bool(set(stems(said)) & set(stems(text)))
    if not named:
        return None
    return member.name if member else said


def _voice(said: str, in_room: Directory, transcript: Transcript) -> int | None:
    found = _found(said, in_room)
    if found is not None:
        return int(found)
    numbers = (who.number for who in transcript.speakers)
    return next((number for number in numbers if fold(speaker_name(transcript, number)) == fold(said)), None)


def _is_named(person: str, text: str, people: Directory) -> bool:
    return any(person in mention.members for mention in find_people(text, people)) or person in heard(
        text, people
    )


def _found(name: str, people: Directory) -> str | None:
    """Whose name it is, also where it was misheard."""
    return resolve(name, people) or nearest(name, people)


def _near(evidence: Sequence[Evidence], transcript: Transcript) -> str:
    wanted = {place.segment + step for place in evidence for step in range(-_NEAR, _NEAR + 1)}
    return " ".join(segment.text for segment in transcript.segments if segment.index in wanted)
