"""Who can be reached where: a person's messenger among those that are set up, with their language and zone."""

from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core_api.contracts.messages import Address, Arrival, ChannelCapabilities, ChannelName, ChannelState
from core_api.contracts.model import Language
from core_api.contracts.people import IdentityKind, Person, PersonIdentity, Profile
from core_api.store import people
from core_api.store.database import Session
from core_api.usecases.installation import Installation

IDENTITIES: dict[ChannelName, IdentityKind] = {
    "telegram": "telegram",
    "max": "max",
    "vk": "vk",
    "express": "express",
    "matrix": "matrix",
    "webhook": "webhook",
    "mail": "email",
}
"""As what a person is known in a channel."""


PAGE = ChannelState(
    name="web",
    capabilities=ChannelCapabilities(
        approves=True, buttons=True, edits=True, text_limit=30_000, button_bytes=64, markup="html"
    ),
)
"""The approval page: there for whoever holds a letter's link. Nobody is asked there of our own accord."""


@dataclass(frozen=True)
class Reader:
    """Whom a letter is for, and how it has to be written."""

    to: Address
    language: Language
    zone: str
    person: Person | None
    """None: a group, or a stranger."""
    capabilities: ChannelCapabilities


@dataclass(frozen=True)
class Reach:
    """The channels that are set up, and the words and the zone of who says nothing else."""

    channels: dict[ChannelName, ChannelState]
    language: Language
    zone: str
    pages: bool = False
    """Whether there is an approval page that people can reach."""

    def asks(self, state: ChannelState) -> bool:
        """Whether people can be asked there: they answer in it, or on the page that it brings them a link to."""
        return state.capabilities.approves or self.pages

    def state(self, name: ChannelName) -> ChannelState | None:
        """The channel in which a letter stands; None where it is not set up any more."""
        return PAGE if name == PAGE.name else self.channels.get(name)

    def reader(self, person: Person) -> Reader | None:
        """Where the person is asked: the messenger they chose, else the first in which they are known.

        None: nowhere, or they want no messages.
        """
        if person.manners.muted:
            return None
        order = [person.manners.channel, *self.channels]
        for name in order:
            state = self.channels.get(name) if name else None
            identity = _identity(person, name) if name else None
            if state is not None and identity is not None and self.asks(state):
                return self._read(Address(channel=state.name, user=identity.id), state, person)
        return None

    def group(self, address: Address, language: Language) -> Reader | None:
        """A group chat; None where its channel is not set up."""
        state = self.channels.get(address.channel)
        if state is None:
            return None
        return Reader(address, language, self.zone, None, state.capabilities)

    def writer(self, arrival: Arrival, person: Person | None) -> Reader | None:
        """Whoever wrote to us, where they wrote. None where that channel is not set up any more."""
        state = self.state(arrival.channel)
        if state is None:
            return None
        if state is PAGE:
            return self._read(Address(channel="web", user=arrival.user), state, person) if person else None
        to = Address(channel=arrival.channel, user="" if arrival.group else arrival.user, chat=arrival.chat)
        if person is not None:
            return self._read(to, state, person)
        spoken: Language = "ru" if arrival.language.lower().startswith("ru") else "en"
        return Reader(to, spoken if arrival.language else self.language, self.zone, None, state.capabilities)

    def reachable(self, profile: Profile) -> bool:
        """Whether the person can be asked at all."""
        return self.reader(profile.person) is not None

    def _read(self, to: Address, state: ChannelState, person: Person) -> Reader:
        return Reader(
            to,
            person.language or self.language,
            person.timezone or self.zone,
            person,
            state.capabilities,
        )


def reach(installation: Installation) -> Reach:
    """The channels of the installation. Raises what the port raises: an outage is not that there are none."""
    notifier = installation.services.notifier()
    states = notifier.channels() if notifier else ()
    zone = getattr(installation.zone, "key", None) or "UTC"
    pages = installation.public_url is not None
    return Reach({state.name: state for state in states}, installation.language, str(zone), pages)


def zone_of(name: str) -> tzinfo:
    """The zone by its IANA name; UTC for one that is unknown."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def known_as(session: Session, channel: ChannelName, user: str) -> Profile | None:
    """The person who writes under that id; None: a stranger. One who may do nothing any more is told apart above."""
    kind = IDENTITIES.get(channel)
    if channel == "web":
        return next((one for one in people.everybody(session) if one.person.id == user), None)
    return people.by_identity(session, PersonIdentity(kind=kind, id=user)) if kind else None


def _identity(person: Person, channel: ChannelName) -> PersonIdentity | None:
    kind = IDENTITIES.get(channel)
    return next((one for one in person.identities if one.kind == kind), None)
