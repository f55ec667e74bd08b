"""Letters put together: a view for a reader, buttons with a new ticket, and the one place that stores both.

A letter's id says what it is about and for whom, so that it is never written twice.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from core_api.contracts.asking import Action, LetterPurpose, StoredLetter, Ticket
from core_api.contracts.messages import Button, ButtonRow, Letter, Question, Step, View
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import ProposalState, StoredProposal
from core_api.domain import manners
from core_api.domain.presses import button_data
from core_api.jobs import ledger
from core_api.store import letters, proposals
from core_api.store.database import Session
from core_api.usecases.installation import Installation
from core_api.usecases.messenger import keyboards, views
from core_api.usecases.messenger.keyboards import Options, Rows
from core_api.usecases.messenger.readers import Reader, zone_of

VALID = timedelta(days=14)
"""For so long the buttons of a letter work; what waits longer is in the dashboard and the terminal."""
_ENDED: frozenset[ProposalState] = frozenset({"rejected", "superseded", "expired"})
"""States after which nothing more can be told of a proposal."""
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
_TICKET = 14
"""Signs of a ticket: more than 80 bits, so that none is ever guessed."""


@dataclass(frozen=True)
class Said:
    """What a letter says and what can be pressed under it."""

    view: View
    rows: Rows = ()


@dataclass(frozen=True)
class About:
    """What a letter is about."""

    purpose: LetterPurpose
    key: tuple[str, ...]
    """With the purpose and the reader it makes the letter's id."""
    board: str | None = None
    meeting_id: str | None = None
    stored: StoredProposal | None = None
    unasked: bool = False
    """Nobody is waiting for it: it keeps out of quiet hours."""
    answers: str = ""
    """The id of the message that it answers."""


class Composer:
    """Composes letters within one transaction."""

    def __init__(self, installation: Installation, session: Session) -> None:
        self._installation = installation
        self._session = session
        self._now = installation.clock()

    def ask(
        self,
        reader: Reader,
        stored: StoredProposal,
        place: views.Place,
        *,
        unasked: bool = False,
        again: str = "",
    ) -> StoredLetter:
        """The letter that asks the reader about a proposal; one that is there already stays as it is.

        `again` tells apart a letter in which it is deliberately shown once more.
        """
        proposal = stored.proposal
        key = (proposal.id, str(proposal.version), *((again,) if again else ()))
        about = About("question", key, proposal.board, proposal.meeting_id, stored, unasked)
        return self.write(reader, about, self._question(reader, stored, place))

    def write(self, reader: Reader, about: About, said: Said) -> StoredLetter:
        """Store a letter with its ticket and have it delivered; the one that is there already stays as it is."""
        identity = letter_id(about, reader)
        stored = about.stored
        ticket, rows = self._ticketed(identity, reader, about.board, stored, said.rows)
        due = _due(reader, self._now) if about.unasked else self._now
        fresh = StoredLetter(
            id=identity,
            purpose=about.purpose,
            letter=Letter(
                key=identity,
                to=reader.to,
                language=reader.language,
                zone=reader.zone,
                view=said.view,
                rows=rows,
                answers=about.answers,
            ),
            person_id=reader.person.id if reader.person else None,
            board=about.board,
            meeting_id=about.meeting_id,
            proposal_id=stored.proposal.id if stored else None,
            version=stored.proposal.version if stored else None,
            told=told(stored) if stored else "",
            created_at=self._now,
            due_at=due,
        )
        if letters.add(self._session, fresh):
            if ticket is not None:
                letters.add_ticket(self._session, ticket)
            deliver(self._session, identity, due)
        return letters.get(self._session, identity)

    def refresh(
        self,
        letter: StoredLetter,
        reader: Reader,
        step: Step | None = None,
        options: Options | None = None,
    ) -> StoredLetter:
        """A question's letter by how its proposal stands now, with a step under it if one is asked for.

        A letter about an older version says that it is asked anew, and nothing ever after.
        """
        stored, before = self.subject(letter), letter.letter.view
        if stored is None or not isinstance(before, Question):
            letters.close(self._session, letter.id)
            return letter
        place = views.Place(before.number, before.total)
        if letter.version != stored.proposal.version:
            view = before.model_copy(update={"step": None, "outcome": views.asked_anew()})
            return self._again(letter, reader, None, Said(view))
        said = self._question(reader, stored, place, step, options)
        return self._again(letter, reader, stored, said)

    def say(self, letter: StoredLetter, reader: Reader, said: Said, *, is_open: bool = True) -> StoredLetter:
        """Have a letter that is about no single proposal say something else, with a new ticket."""
        rows = self._reticketed(letter, reader, None, said.rows)
        body = letter.letter.model_copy(update={"view": said.view, "rows": rows})
        letters.rewrite(self._session, letter.id, body, letter.told, letter.version, is_open=is_open)
        deliver(self._session, letter.id, max(letter.due_at, self._now))
        return letters.get(self._session, letter.id)

    def subject(self, letter: StoredLetter) -> StoredProposal | None:
        """The proposal that a letter is about, as it stands; None: none, or it is gone with its meeting."""
        if letter.proposal_id is None:
            return None
        try:
            return proposals.get(self._session, letter.proposal_id)
        except NotFound:
            return None

    def _question(
        self,
        reader: Reader,
        stored: StoredProposal,
        place: views.Place,
        step: Step | None = None,
        options: Options | None = None,
    ) -> Said:
        view = views.question(self._session, stored, reader.language, place, step)
        sound = reader.capabilities.voice and self._has_sound(stored)
        return Said(view, keyboards.rows(stored, view, options or Options(), sound=sound))

    def _again(
        self, letter: StoredLetter, reader: Reader, stored: StoredProposal | None, said: Said
    ) -> StoredLetter:
        rows = self._reticketed(letter, reader, stored, said.rows)
        view = said.view
        asks = isinstance(view, Question) and view.step is not None and view.step.code in {"value", "search"}
        body = letter.letter.model_copy(update={"view": view, "rows": rows, "asks_reply": asks})
        now_told = told(stored) if stored else letter.told
        is_open = stored is not None and stored.state not in _ENDED
        letters.rewrite(self._session, letter.id, body, now_told, letter.version, is_open=is_open)
        deliver(self._session, letter.id, max(letter.due_at, self._now))
        return letters.get(self._session, letter.id)

    def _reticketed(
        self, letter: StoredLetter, reader: Reader, stored: StoredProposal | None, rows: Rows
    ) -> tuple[ButtonRow, ...]:
        """The rows under a new ticket; the buttons of the old one are dead."""
        letters.void_tickets(self._session, letter.id, self._now)
        ticket, made = self._ticketed(letter.id, reader, letter.board, stored, rows)
        if ticket is not None:
            letters.add_ticket(self._session, ticket)
        return made

    def _ticketed(
        self, of_letter: str, reader: Reader, board: str | None, stored: StoredProposal | None, rows: Rows
    ) -> tuple[Ticket | None, tuple[ButtonRow, ...]]:
        actions: list[Action] = []
        ticket_id = "".join(secrets.choice(_SIGNS) for _ in range(_TICKET))

        def made(press: keyboards.Press) -> Button:
            if press.action is None:
                return press.button
            actions.append(press.action)
            return press.button.model_copy(update={"data": button_data(ticket_id, len(actions) - 1)})

        built = tuple(ButtonRow(buttons=tuple(made(press) for press in row)) for row in rows)
        if not actions:
            return None, built
        ticket = Ticket(
            id=ticket_id,
            letter_id=of_letter,
            actions=tuple(actions),
            proposal_id=stored.proposal.id if stored else None,
            version=stored.proposal.version if stored else None,
            board=board,
            person_id=reader.person.id if reader.person else None,
            expires_at=self._now + VALID,
        )
        if not reader.capabilities.buttons and self._installation.public_url and reader.person:
            page = Button(code="open_page", url=f"{self._installation.public_url}/decide/{ticket_id}")
            built = (*built, ButtonRow(buttons=(page,)))
        return ticket, built

    def _has_sound(self, stored: StoredProposal) -> bool:
        recorded = ledger.by_key(self._session, f"transcribe:{stored.proposal.meeting_id}") is not None
        return recorded and bool(stored.proposal.evidence)


def told(stored: StoredProposal) -> str:
    """How a proposal stands, in short: with another value a letter about it is out of date."""
    return f"{stored.proposal.version}:{stored.state}:{stored.error or ''}"


def deliver(session: Session, letter_id: str, at: datetime) -> None:
    """Have the letter stand as it shall, not before that moment."""
    ledger.nudge(session, "deliver", f"deliver:{letter_id}", at=at, args={"letter": letter_id})


def _due(reader: Reader, now: datetime) -> datetime:
    if reader.person is None:
        return now
    return manners.not_before(now, reader.person.manners.quiet, zone_of(reader.zone))


def letter_id(about: About, reader: Reader) -> str:
    """The id of the letter that tells this reader about this."""
    to = reader.to
    parts = (about.purpose, *about.key, to.channel, to.user, to.chat if not to.user else "")
    return "let_" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]
