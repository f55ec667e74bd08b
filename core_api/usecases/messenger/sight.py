"""What the store says of arrivals that came together, read at once: fifty presses cost the queries of one.

Nothing is judged here.
"""

from collections.abc import Iterable, Sequence

from core_api.contracts.asking import Action, StoredArrival, Ticket
from core_api.contracts.messages import Arrival, MessageRef
from core_api.contracts.people import PersonIdentity, Profile
from core_api.contracts.proposal import StoredProposal
from core_api.contracts.reactions import meant
from core_api.domain.presses import button_parts
from core_api.store import arrivals, letters, people, proposals
from core_api.store.database import Session
from core_api.usecases.messenger.readers import IDENTITIES, known_as


class Sight:
    """One look, within one transaction; what is kept while it lasts is told to it."""

    def __init__(self, session: Session, came: Sequence[Arrival]) -> None:
        """Read it."""
        self._session = session
        self._pressed = {arrivals.id_of(one): _pressed(session, one) for one in came}
        self._tickets = letters.tickets(session, {ticket for ticket, _number in self._pressed.values()})
        about = [one for one in self._tickets.values() if one.proposal_id]
        self._stored = proposals.several(session, {one.proposal_id or "" for one in about})
        self._claims: dict[str, StoredArrival | None] = dict.fromkeys(settled(one) for one in about)
        self._claims |= arrivals.claims(session, self._claims)
        self._before = arrivals.several(session, self._pressed)
        self._people = people.by_identities(session, _identities(came))

    def before(self, arrival_id: str) -> StoredArrival | None:
        """The same as it came before; None: it did not."""
        return self._before.get(arrival_id)

    def who(self, arrival: Arrival) -> Profile | None:
        """The person that it comes from; None: a stranger."""
        kind = IDENTITIES.get(arrival.channel)
        if kind is None:
            return known_as(self._session, arrival.channel, arrival.user)
        return self._people.get(PersonIdentity(kind=kind, id=arrival.user))

    def ticket(self, arrival_id: str) -> tuple[Ticket | None, Action | None]:
        """The ticket of what was pressed, and what its button does; None: no button of ours."""
        ticket_id, number = self._pressed[arrival_id]
        ticket = self._tickets.get(ticket_id)
        if ticket is None or number >= len(ticket.actions):
            return None, None
        return ticket, ticket.actions[number]

    def stored(self, ticket: Ticket | None) -> StoredProposal | None:
        """What a ticket is about, as it stands; None: about no proposal, or it is gone."""
        return self._stored.get(ticket.proposal_id or "") if ticket else None

    def claimed(self, claims: str) -> StoredArrival | None:
        """The press that settled it."""
        if claims not in self._claims:
            self._claims[claims] = arrivals.claimed_by(self._session, claims)
        return self._claims[claims]

    def kept(self, arrival: StoredArrival) -> None:
        """It is kept now."""
        self._before[arrival.id] = arrival
        if arrival.claims:
            self._claims[arrival.claims] = arrival


def settled(ticket: Ticket) -> str:
    """What a press that decides on the ticket's proposal settles."""
    return f"{ticket.proposal_id}:{ticket.version}"


def _pressed(session: Session, arrival: Arrival) -> tuple[str, int]:
    """The ticket and the number of the button; an empty one for what is no press."""
    data = _reacted(session, arrival) if arrival.kind == "reaction" else arrival.data
    return button_parts(data) or ("", 0)


def _reacted(session: Session, arrival: Arrival) -> str:
    """The data of the button that a reaction to one of our letters stands for; empty for none."""
    letter = letters.at(session, MessageRef(channel=arrival.channel, chat=arrival.chat, id=arrival.message))
    buttons = (button for row in letter.letter.rows for button in row.buttons) if letter else ()
    button = meant(buttons, arrival.data)
    return button.data if button else ""


def _identities(came: Iterable[Arrival]) -> set[PersonIdentity]:
    known = (one for one in came if one.channel in IDENTITIES and one.user)
    return {PersonIdentity(kind=IDENTITIES[one.channel], id=one.user) for one in known}
