"""Digests: which questions of a meeting a reader is asked, in one look, and whether a digest still tells the truth."""

from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, TypeVar, cast

from core_api.contracts.asking import Action, LetterPurpose, StoredLetter
from core_api.contracts.messages import Button, Digest, DigestLine
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

T = TypeVar("T")

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
    _known: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """What the work gives, done once: a meeting's questions are the same in all of its digests."""
        if key not in self._known:
            self._known[key] = work()
        return cast(T, self._known[key])

    def forget(self) -> None:
        """Work everything out anew: what it came from was changed."""
        self._known.clear()

    def asking(self, board: str | None) -> Asking:
        """How a board asks."""
        ref = board or ""
        return self.once(("asking", ref), lambda: boards.policy(self.session, ref).asking)

    @property
    def composer(self) -> Composer:
        """Writes the letters of this round."""
        return Composer(self.installation, self.session)


def look(installation: Installation, session: Session, channels: Reach) -> Round:
    """Everybody and the hour, as this session sees them."""
    return Round(installation, session, channels, people.everybody(session), installation.clock())


def asked_of(here: Round, meeting_id: str, reader: Reader) -> tuple[StoredProposal, ...]:
    """The questions of a meeting that this reader is asked, decided or not, in their order."""
    return tuple(one for one in _every(here, meeting_id) if is_asked(here, one, reader))


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
    chosen = {one.person.id: one for stored in waiting for one in _first(here, stored)}
    found = (here.reach.reader(one.person) for one in chosen.values())
    return tuple(reader for reader in found if reader is not None)


def is_asked(here: Round, stored: StoredProposal, reader: Reader) -> bool:
    """Whether the reader is among those who are asked about it. What the gate did by itself is asked of nobody."""
    if by_gate(here, stored):
        return False
    if reader.person is None:
        group = here.asking(stored.proposal.board).group
        return group is not None and group == reader.to
    return reader.person.id in here.once(("asked", *_key(stored)), lambda: _asked(here, stored))


def _asked(here: Round, stored: StoredProposal) -> frozenset[str]:
    """The persons (ids) who are asked about it: those who are asked at once, and after a while all others."""
    chosen = _first(here, stored)
    if asked.is_escalated(here.session, *_key(stored)):
        chosen += audience.all_asked(matter_of(here, stored), here.everybody, here.reach.reachable)
    return frozenset(one.person.id for one in chosen)


def _first(here: Round, stored: StoredProposal) -> tuple[Profile, ...]:
    def found() -> tuple[Profile, ...]:
        policy = here.asking(stored.proposal.board)
        return audience.first_asked(matter_of(here, stored), policy, here.everybody, here.reach.reachable)

    return here.once(("first", *_key(stored)), found)


def _key(stored: StoredProposal) -> tuple[str, int]:
    return stored.proposal.id, stored.proposal.version


def _every(here: Round, meeting_id: str) -> tuple[StoredProposal, ...]:
    return here.once(("of", meeting_id), lambda: proposals.for_meeting(here.session, meeting_id))


def by_gate(here: Round, stored: StoredProposal) -> bool:
    """Whether the gate decided on it by itself."""
    decision = here.once(
        ("decision", *_key(stored)), lambda: proposals.decision_on(here.session, *_key(stored))
    )
    return decision is not None and decision.by.kind == "gate"


def digest_of(here: Round, meeting_id: str, asks: tuple[StoredProposal, ...]) -> Digest:
    """The meeting for somebody who is asked these. Raises NotFound when it is gone."""
    every = _every(here, meeting_id)
    done = tuple(one for one in every if one.state == "applied" and by_gate(here, one))
    mine = {one.proposal.id for one in asks}
    others = sum(1 for one in every if one.state in proposals.WAITING and one.proposal.id not in mine)
    frame = here.once(("frame", meeting_id), lambda: views.frame(here.session, meeting_id))
    return frame.model_copy(update={"asks": _lines(here, asks), "done": _lines(here, done), "others": others})


def _lines(here: Round, some: Iterable[StoredProposal]) -> tuple[DigestLine, ...]:
    return tuple(here.once(("line", *_key(one)), partial(views.line, here.session, one)) for one in some)


def reminding(here: Round, meeting_id: str, asks: tuple[StoredProposal, ...], occasion: str) -> Digest:
    """A digest of what still waits, and nothing else."""
    view = digest_of(here, meeting_id, asks)
    return view.model_copy(
        update={"occasion": occasion, "done": (), "overview": "", "others": 0, "unmentioned": 0, "silent": ()}
    )


def untrue(here: Round) -> tuple[str, ...]:
    """The digests (ids) of meetings in which something moved on since they were looked at.

    Those in a channel that is not set up wait until it is again.
    """
    every = [one for one in letters.still_open(here.session, MENDED) if here.reach.state(one.channel)]
    stands = proposals.signatures(here.session, {one.meeting_id for one in every})
    return tuple(one.id for one in every if one.told != stands[one.meeting_id])


def mend(here: Round, letter_id: str) -> None:
    """Have a digest tell how its questions stand.

    One whose meeting is gone, or in which all is settled and told, is looked at no more.
    """
    letter = letters.get(here.session, letter_id)
    reader, view, meeting_id = reader_of(here, letter), letter.letter.view, letter.meeting_id or ""
    said, goes_on = None, False
    if reader is not None and isinstance(view, Digest):
        with suppress(NotFound):
            fresh, waits, goes_on = _fresh(here, meeting_id, reader, view)
            said = Said(fresh, NEXT if waits else ()) if fresh != view else None
    told = here.once(("stands", meeting_id), lambda: proposals.signatures(here.session, [meeting_id]))
    letters.tells(here.session, letter.id, told[meeting_id])
    if said is not None and reader is not None:
        known = letter.model_copy(update={"told": told[meeting_id]})
        here.composer.say(known, reader, said, is_open=goes_on)
    elif not goes_on:
        letters.close(here.session, letter.id)


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
