"""A letter on the approval page: who may open it by its link, and what they press and write there.

The link holds a ticket, which is bound to one person and one letter and ends with its time. Opening it changes
nothing: programs that look ahead at links open them too. Its holder answers the letter as it stands now, with the
newest ticket; whether a press counts is judged as it is for every messenger.
"""

import hashlib
from dataclasses import dataclass

from core_api.contracts.asking import Action, StoredLetter
from core_api.contracts.meeting import SoundClip
from core_api.contracts.messages import Arrival, ButtonRow, Letter, Question, Toast
from core_api.contracts.people import Person
from core_api.contracts.problems import Missing, NotFound
from core_api.domain.presses import button_parts
from core_api.jobs import ledger
from core_api.store import arrivals, letters, people
from core_api.store.database import Session
from core_api.usecases.installation import Installation
from core_api.usecases.listen import clip_of
from core_api.usecases.messenger.arriving import may_press, proposal_of, take
from core_api.usecases.messenger.readers import PAGE

_OPENS = Action(code="back")
"""Opening asks for no more than to see the question."""
_UNDERWAY = frozenset({"approved", "edited", "applying"})
_LATEST = 20
_LONGEST_TEXT = 2000


@dataclass(frozen=True)
class Sheet:
    """A letter as its reader finds it by a link."""

    link: str
    letter: StoredLetter
    person: Person
    ticket: str
    """The newest, which the buttons carry; empty: nothing can be pressed."""
    sound: bool
    """The quote can be listened to."""

    @property
    def shown(self) -> Letter:
        """The letter without the links to this page."""
        rows = (
            tuple(button for button in row.buttons if button.code != "open_page")
            for row in self.letter.letter.rows
        )
        kept = tuple(ButtonRow(buttons=buttons) for buttons in rows if buttons)
        return self.letter.letter.model_copy(update={"rows": kept})

    @property
    def asks_reply(self) -> bool:
        """Something is to be typed."""
        return bool(self.ticket) and self.letter.letter.asks_reply

    @property
    def underway(self) -> bool:
        """What was decided is being done: soon there is more to be seen."""
        view = self.letter.letter.view
        return isinstance(view, Question) and view.outcome is not None and view.outcome.code in _UNDERWAY

    @property
    def settled(self) -> bool:
        """What became of the question is told by the letter itself."""
        view = self.letter.letter.view
        return isinstance(view, Question) and view.outcome is not None and not self.underway


@dataclass(frozen=True)
class Came:
    """What came of an answer that was given on the page."""

    done: bool
    """It was worked on."""
    toast: Toast | None
    told: tuple[Letter, ...]
    """What was said back in letters of its own."""
    next_link: str
    """The ticket of the question that is asked next; empty: none."""


def opened(installation: Installation, link: str) -> Sheet:
    """The letter behind a link. Raises NotFound `decide-gone`, whatever is wrong: a stranger learns nothing."""
    with installation.database.reading() as session:
        ticket = letters.ticket(session, link) if link.isascii() else None
        if ticket is None or ticket.person_id is None or installation.clock() >= ticket.expires_at:
            raise NotFound("decide-gone")
        try:
            letter = letters.get(session, ticket.letter_id)
            who = people.get(session, ticket.person_id)
        except NotFound:
            raise NotFound("decide-gone") from None
        stored = proposal_of(session, ticket)
        mine = letter.person_id == ticket.person_id and letter.state != "withdrawn"
        if not (mine and who.person.active and may_press(session, (who, ticket, _OPENS), stored)):
            raise NotFound("decide-gone")
        newest = letters.newest_ticket(session, letter.id)
        live = newest is not None and newest.used_at is None
        return Sheet(
            link=link,
            letter=letter,
            person=who.person,
            ticket=newest.id if newest and live else "",
            sound=_has_sound(session, letter),
        )


def pressed(installation: Installation, sheet: Sheet, data: str, mark: str) -> str:
    """Take a press; gives the arrival's id. The same press with the same mark is one press.

    Raises NotFound `decide-gone` for a button that is none of this letter's.
    """
    parts = button_parts(data)
    with installation.database.reading() as session:
        ticket = letters.ticket(session, parts[0]) if parts else None
    if ticket is None or ticket.letter_id != sheet.letter.id or ticket.person_id != sheet.person.id:
        raise NotFound("decide-gone")
    arrival = _arrival(installation, sheet.person, sheet.letter, f"{data}:{mark}", data=data)
    take(installation, (arrival,))
    return arrival.id


def written(installation: Installation, sheet: Sheet, ticket: str, text: str, mark: str) -> str:
    """Take what was typed for the step that is shown; gives the arrival's id. Empty: that step is over."""
    words = text.strip()[:_LONGEST_TEXT]
    if not words or not sheet.asks_reply or ticket != sheet.ticket:
        return ""
    digest = hashlib.sha256(words.encode()).hexdigest()[:16]
    arrival = _arrival(installation, sheet.person, sheet.letter, f"{ticket}:{mark}:{digest}", text=words)
    take(installation, (arrival,))
    return arrival.id


def came_of(installation: Installation, sheet: Sheet, arrival_id: str) -> Came | None:
    """What came of an answer; None: none such was given to this letter by its reader."""
    with installation.database.reading() as session:
        came = arrivals.get(session, f"{PAGE.name}:{arrival_id}")
        if came is None or (came.arrival.user, came.arrival.chat) != (sheet.person.id, sheet.letter.id):
            return None
        mine = letters.of_person(session, sheet.person.id, _LATEST)
        fresh = [
            one for one in mine if one.letter.to.channel == PAGE.name and one.created_at >= came.received_at
        ]
        asked = next((one for one in fresh if one.purpose == "question"), None)
        ticket = letters.newest_ticket(session, asked.id) if asked else None
    told = tuple(one.letter for one in reversed(fresh) if one.purpose == "notice")
    toast = None
    if came.verdict and came.verdict != "shown":
        toast = Toast(
            channel=PAGE.name,
            press=came.arrival.press,
            language=sheet.letter.letter.language,
            code=came.verdict,
        )
    return Came(came.done, toast, told, ticket.id if ticket else "")


def heard(installation: Installation, sheet: Sheet) -> SoundClip:
    """The sound around the quote. Raises Missing `no-sound`, and what a damaged recording raises."""
    if not sheet.sound or sheet.letter.proposal_id is None:
        raise Missing("no-sound")
    return clip_of(installation, sheet.letter.proposal_id)


def _arrival(
    installation: Installation,
    person: Person,
    letter: StoredLetter,
    key: str,
    *,
    data: str = "",
    text: str = "",
) -> Arrival:
    """The letter is the chat: what is awaited there is awaited on this page alone."""
    return Arrival(
        id=key,
        channel=PAGE.name,
        kind="text" if text else "press",
        at=installation.clock(),
        user=person.id,
        user_name=person.name,
        language=letter.letter.language,
        chat=letter.id,
        data=data,
        press="" if text else key,
        text=text,
    )


def _has_sound(session: Session, letter: StoredLetter) -> bool:
    view = letter.letter.view
    if not isinstance(view, Question) or letter.meeting_id is None:
        return False
    recorded = ledger.by_key(session, f"transcribe:{letter.meeting_id}") is not None
    return recorded and any(one.timed for one in view.quotes)
