"""What minutes say, in plain values and in the reader's words: names of speakers, days, times. No layout.

Both the built-in styles and people's own templates are filled from it.
"""

from dataclasses import dataclass
from datetime import date

from core_api.contracts.meeting import Transcript
from core_api.contracts.minutes import ActionItem, Evidence, Minutes
from core_api.contracts.model import Language
from core_api.contracts.report import MeetingReport
from core_api.locales import Translate, translator
from core_api.locales.moments import clock, day, short_day
from core_api.usecases.export import speaker_name


@dataclass(frozen=True)
class Topic:
    """A stretch of the meeting."""

    title: str
    text: str


@dataclass(frozen=True)
class Saying:
    """Something said, by whom and when; empty where it is not known."""

    text: str
    speaker: str = ""
    time: str = ""


@dataclass(frozen=True)
class Assignment:
    """Who does what by when; empty where it was not said."""

    text: str
    owner: str = ""
    due: str = ""
    time: str = ""


@dataclass(frozen=True)
class Participant:
    """What one participant said and promised."""

    name: str
    said: tuple[Saying, ...]
    promised: tuple[Assignment, ...]


@dataclass(frozen=True)
class Content:
    """A meeting's minutes, ready to be laid out."""

    title: str
    date: str
    time: str
    duration: str
    language: Language
    people: tuple[str, ...]
    """Who spoke."""
    overview: str
    key_points: tuple[str, ...]
    topics: tuple[Topic, ...]
    decisions: tuple[Saying, ...]
    assignments: tuple[Assignment, ...]
    participants: tuple[Participant, ...]
    questions: tuple[str, ...]


def content(report: MeetingReport, language: Language) -> Content:
    """The minutes with the words of ours in that language; what was written or said stays as it is."""
    say = translator(language)
    transcript = report.transcript or Transcript(language=language)
    minutes = report.minutes or Minutes()
    began = report.meeting.started_at
    teller = _Teller(transcript, say, began.year)
    timed = transcript.timed and transcript.duration > 0
    return Content(
        title=report.meeting.title,
        date=day(began.date(), say),
        time=f"{began:%H:%M}",
        duration=clock(transcript.duration) if timed else "",
        language=language,
        people=tuple(speaker_name(transcript, who.number, say) for who in transcript.speakers),
        overview=minutes.overview,
        key_points=minutes.key_points,
        topics=tuple(Topic(one.title, one.text) for one in minutes.topics),
        decisions=tuple(teller.saying(one.text, one.evidence) for one in minutes.decisions),
        assignments=tuple(teller.assignment(one) for one in minutes.action_items),
        participants=tuple(
            Participant(
                name=one.name or speaker_name(transcript, one.speaker, say),
                said=tuple(teller.saying(remark.text, remark.evidence) for remark in one.said),
                promised=tuple(teller.assignment(item) for item in one.promised),
            )
            for one in minutes.participants
        ),
        questions=tuple(one.text for one in report.heard if one.outcome == "question"),
    )


@dataclass(frozen=True)
class _Teller:
    """Words evidence and days in one meeting."""

    transcript: Transcript
    say: Translate
    year: int

    def saying(self, text: str, evidence: tuple[Evidence, ...]) -> Saying:
        """A text with its speaker and second."""
        speaker = speaker_name(self.transcript, evidence[0].speaker, self.say) if evidence else ""
        return Saying(text, speaker, self._time(evidence))

    def assignment(self, item: ActionItem) -> Assignment:
        """An action item with its day in words."""
        return Assignment(item.text, item.owner or "", self._day(item.due), self._time(item.evidence))

    def _time(self, evidence: tuple[Evidence, ...]) -> str:
        return clock(evidence[0].start) if evidence and self.transcript.timed else ""

    def _day(self, due: date | None) -> str:
        return short_day(due, self.say, self.year) if due else ""
