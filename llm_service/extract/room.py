"""Who is in the meeting and what it talks about: the people behind the voices, the board, the day.

A voice gets a person only from its own name, or, weakly, from being called by name and answering.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from core_api.contracts.board import Board, Card
from core_api.contracts.ports import SummarizeRequest
from core_api.language.dates import DateMention, find_dates
from core_api.language.names import Directory, directory, find_people, resolve
from llm_service.extract.sentences import Sentence
from llm_service.sprint import sprint_of

_HEY = re.compile(r"\b(?:hey|hi|thanks|thank you|спасибо|слушай|привет)\W+$")
"""Before a name: the speaker talks to that person."""
_CALL = re.compile(r"(?:^|[,.!?]\s*)$")


@dataclass(frozen=True)
class Room:
    """What is known before any sentence is judged."""

    request: SummarizeRequest
    people: Directory
    voices: Mapping[int, str]
    """A voice's number → the member it surely is."""
    likely: Mapping[int, str]
    """A voice's number → the member it probably is: good enough to ask about, never to act on."""
    sprint: date | None = None
    """When the sprint ends, where that was said."""

    def days(self, text: str) -> tuple[DateMention, ...]:
        """The days that a text names, counted from the meeting's own."""
        return find_dates(text, self.request.started_at, self.sprint)

    @property
    def board(self) -> Board | None:
        """The board, where there is one."""
        return self.request.board

    def card(self, card_id: str | None) -> Card | None:
        """A card by id."""
        cards = self.board.cards if self.board else ()
        return next((card for card in cards if card.id == card_id), None)

    def role_of(self, card: Card) -> str:
        """The role of the column in which the card stands."""
        columns = self.board.columns if self.board else ()
        return next((one.role for one in columns if one.id == card.column_id), "queue")

    def member_name(self, member: str) -> str:
        """A member's name on the board."""
        members = self.board.members if self.board else ()
        return next((one.name for one in members if one.id == member), "")

    def said_by(self, speaker: int | None) -> str | None:
        """How the speaker is called in what we write: by name, else by number; None for an unknown voice."""
        if speaker is None:
            return None
        name = self.request.transcript.name_of(speaker)
        if name:
            return name
        return f"{'Спикер' if self.request.transcript.language == 'ru' else 'Speaker'} {speaker}"


def room_of(request: SummarizeRequest, sentences: Sequence[Sentence]) -> Room:
    """Everything the rules need to know of a meeting."""
    people = directory(request.board.members if request.board else ())
    voices = {
        speaker.number: member
        for speaker in request.transcript.speakers
        if speaker.name and (member := resolve(speaker.name, people))
    }
    likely = {**_answering(sentences, people, voices), **voices}
    return Room(request, people, voices, likely, sprint_of(request))


def _answering(sentences: Sequence[Sentence], people: Directory, voices: Mapping[int, str]) -> dict[int, str]:
    """Voices that speak up right after a name was called, when that fits no other voice better."""
    votes: Counter[tuple[int, str]] = Counter()
    calls = _calls(sentences, people)
    for one, after in pairwise(sentences):
        if after.speaker is None or one.speaker == after.speaker or after.speaker in voices:
            continue
        called = find_people(one.text, people)
        for person in called:
            if (
                person.member
                and person.member not in voices.values()
                and (after.speaker, person.member) not in calls
                and _called(one.low, person.start, person.end)
            ):
                votes[(after.speaker, person.member)] += 1
    found: dict[int, str] = {}
    for (speaker, member), _count in sorted(votes.items(), key=lambda pair: (-pair[1], pair[0])):
        if speaker not in found and member not in found.values():
            found[speaker] = member
    return found


def _calls(sentences: Sequence[Sentence], people: Directory) -> frozenset[tuple[int, str]]:
    """Who calls whom by name: nobody calls themselves."""
    return frozenset(
        (one.speaker, person.member)
        for one in sentences
        if one.speaker is not None
        for person in find_people(one.text, people)
        if person.member and _HEY.search(one.low[: person.start])
    )


def _called(low: str, start: int, end: int) -> bool:
    """True when a name is a call to somebody: at an edge of its clause, or with no punctuation to tell."""
    if not re.search(r"[,.!?]", low):
        return True
    return bool(_CALL.search(low[:start])) or low[end : end + 1] in ("", ",", ".", "!", "?")
