"""Digests: which questions of a meeting a reader is asked, in one look, and whether a digest still tells the truth."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from core_api.contracts.asking import Action, LetterPurpose, StoredLetter
from core_api.contracts.messages import Button, Digest
from core_api.contracts.people import Profile
from core_api.contracts.policy import Asking
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import StoredProposal
from core_api.domain import audience
from core_api.domain.audience import Matter
from core_api.store import asking as asked
from core_api.store import boards, letters, meetings, people, proposals
from core_api.store.database import Session
from core_api.usecases.installation import Installation
from core_api.usecases.messenger import views
from core_api.usecases.messenger.composing import Composer, Said
from core_api.usecases.messenger.keyboards import Press
from core_api.usecases.messenger.readers import Reach, Reader

NEXT = ((Press(Action(code="next"), Button(code="next", look="good")),),)
"""The button under a digest: one question after the other."""
MENDED: tuple[LetterPurpose, ...] = ("digest", "reminder", "escalation")
"""Letters that list questions and are kept true."""


@dataclass(frozen=True)
class Round:
    """One look at what waits, with everybody who may be asked."""

    installation: Installation
    session: Session
    reach: Reach
    everybody: tuple[Profile, ...]
    now: datetime
    policies: dict[str, Asking] = field(default_factory=dict)
    """How boards ask, as far as it was looked up."""

    def asking(self, board: str | None) -> Asking:
        """How a board asks."""
        ref = board or ""
        if ref not in self.policies:
            self.policies[ref] = boards.policy(self.session, ref).asking
        return self.policies[ref]

    @property
    def composer(self) -> Composer:
        """Writes the letters of this round."""
        return Composer(self.installation, self.session)


def look(installation: Installation, session: Session, channels: Reach) -> Round:
    """Everybody and the hour, as this session sees them."""
    return Round(installation, session, channels, people.everybody(session), installation.clock())


def asked_of(here: Round, meeting_id: str, reader: Reader) -> tuple[StoredProposal, ...]:
    """The questions of a meeting that this reader is asked, decided or not, in their order."""
    every = proposals.for_meeting(here.session, meeting_id)
    return tuple(one for one in every if is_asked(here, one, reader))


def matter_of(here: Round, stored: StoredProposal) -> Matter:
    """What of a proposal says who should decide on it."""
    proposal = stored.proposal
    card, _board = views.seen(here.session, proposal.board, proposal.card.id if proposal.card else None)
    members = frozenset(card.member_ids) if card else frozenset()
    assignees = frozenset(
        one.person.id
        for one in here.everybody
        for identity in one.person.identities
        if identity.kind == "board" and identity.place == proposal.board and identity.id in members
    )
    owner = meetings.get(here.session, proposal.meeting_id).owner_id
    return Matter(proposal.board or "", proposal.operation.kind, assignees, owner)


def first_readers(here: Round, waiting: Iterable[StoredProposal]) -> tuple[Reader, ...]:
    """Everybody who is asked one of these at once."""
    chosen = {}
    for stored in waiting:
        policy = here.asking(stored.proposal.board)
        matter = matter_of(here, stored)
        for one in audience.first_asked(matter, policy, here.everybody, here.reach.reachable):
            chosen[one.person.id] = here.reach.reader(one.person)
    return tuple(reader for reader in chosen.values() if reader is not None)


def is_asked(here: Round, stored: StoredProposal, reader: Reader) -> bool:
    """Whether the reader is among those who are asked about it. What the gate did by itself is asked of nobody."""
    if by_gate(here.session, stored):
        return False
    policy = here.asking(stored.proposal.board)
    if reader.person is None:
        return policy.group is not None and policy.group == reader.to
    matter = matter_of(here, stored)
    chosen = audience.first_asked(matter, policy, here.everybody, here.reach.reachable)
    if asked.is_escalated(here.session, stored.proposal.id, stored.proposal.version):
        chosen += audience.all_asked(matter, here.everybody, here.reach.reachable)
    return any(one.person.id == reader.person.id for one in chosen)


def by_gate(session: Session, stored: StoredProposal) -> bool:
    """Whether the gate decided on it by itself."""
    decision = proposals.decision_on(session, stored.proposal.id, stored.proposal.version)
    return decision is not None and decision.by.kind == "gate"


def digest_of(here: Round, meeting_id: str, asks: tuple[StoredProposal, ...]) -> Digest:
    """The meeting for somebody who is asked these. Raises NotFound when it is gone."""
    every = proposals.for_meeting(here.session, meeting_id)
    done = tuple(one for one in every if one.state == "applied" and by_gate(here.session, one))
    mine = {one.proposal.id for one in asks}
    others = sum(1 for one in every if one.state in proposals.WAITING and one.proposal.id not in mine)
    return views.digest(here.session, meeting_id, asks, done, others)


def reminding(here: Round, meeting_id: str, asks: tuple[StoredProposal, ...], occasion: str) -> Digest:
    """A digest of what still waits, and nothing else."""
    view = digest_of(here, meeting_id, asks)
    return view.model_copy(update={"occasion": occasion, "done": (), "overview": "", "others": 0})


@dataclass(frozen=True)
class Mending:
    """A digest that was looked at because something of its meeting moved on."""

    letter: StoredLetter
    reader: Reader | None
    said: Said | None
    """What it shall say from now on; None: what it says already."""
    goes_on: bool
    """Whether anything in it can still change."""
    told: str
    """How the meeting's proposals stand, for the next look."""


def untrue(here: Round) -> tuple[Mending, ...]:
    """The digests of meetings in which something moved on since they were composed.

    One whose meeting or channel is gone, or in which all is settled and told, goes on no more.
    """
    signatures: dict[str, str] = {}
    found = []
    for letter in letters.still_open(here.session, MENDED):
        meeting = letter.meeting_id or ""
        if meeting not in signatures:
            signatures[meeting] = proposals.signature(here.session, meeting)
        if letter.told != signatures[meeting]:
            found.append(_mending(here, letter, signatures[meeting]))
    return tuple(found)


def mend(here: Round, mending: Mending) -> None:
    """Have the digest tell how its questions stand."""
    letter = mending.letter
    letters.tells(here.session, letter.id, mending.told)
    if mending.said is not None and mending.reader is not None:
        told = letter.model_copy(update={"told": mending.told})
        here.composer.say(told, mending.reader, mending.said, is_open=mending.goes_on)
    elif not mending.goes_on:
        letters.close(here.session, letter.id)


def _mending(here: Round, letter: StoredLetter, told: str) -> Mending:
    reader, view = reader_of(here, letter), letter.letter.view
    if reader is None or letter.meeting_id is None or not isinstance(view, Digest):
        return Mending(letter, reader, None, False, told)
    try:
        fresh, waits, unsettled = _fresh(here, letter.meeting_id, reader, view)
    except NotFound:
        return Mending(letter, reader, None, False, told)
    said = Said(fresh, NEXT if waits else ()) if fresh != view else None
    return Mending(letter, reader, said, unsettled, told)


def reader_of(here: Round, letter: StoredLetter) -> Reader | None:
    """Whom a letter is for, where it stands; None when its channel is not set up any more."""
    state = here.reach.state(letter.letter.to.channel)
    if state is None:
        return None
    person = next((one.person for one in here.everybody if one.person.id == letter.person_id), None)
    return Reader(letter.letter.to, letter.letter.language, letter.letter.zone, person, state.capabilities)


def _fresh(here: Round, meeting_id: str, reader: Reader, view: Digest) -> tuple[Digest, bool, bool]:
    """The digest as it would be now; whether something waits in it; whether anything in it can still change."""
    asks = asked_of(here, meeting_id, reader)
    waits = any(one.state in proposals.WAITING for one in asks)
    unsettled = waits or any(one.state in {"approved", "applying"} for one in asks)
    if view.occasion == "meeting":
        return digest_of(here, meeting_id, asks), waits, unsettled
    waiting = tuple(one for one in asks if one.state in proposals.WAITING)
    return reminding(here, meeting_id, waiting, view.occasion), waits, unsettled
