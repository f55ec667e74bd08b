"""Talking to whoever wrote to us: who they are, where they are answered, one message that can be said anew.

What somebody asks in a group is answered in their private chat: others read the group.
"""

from collections import Counter
from dataclasses import dataclass, replace

from core_api.contracts.asking import StoredArrival, StoredLetter
from core_api.contracts.board import Board
from core_api.contracts.messages import Address, Notice
from core_api.contracts.people import DECIDING, EVERY_BOARD, Profile, Role
from core_api.store import boards, letters
from core_api.store.database import Session
from core_api.usecases.installation import Installation
from core_api.usecases.messenger import views
from core_api.usecases.messenger.composing import About, Composer, Said, letter_id
from core_api.usecases.messenger.keyboards import Rows
from core_api.usecases.messenger.readers import Reader, known_as, reach


@dataclass(frozen=True)
class Talk:
    """What came, from whom, and where they are answered."""

    installation: Installation
    came: StoredArrival
    who: Profile | None
    """None: a stranger."""
    reader: Reader

    @property
    def is_known(self) -> bool:
        """A known person who may do something here."""
        return self.who is not None and self.who.person.active and bool(self.who.grants)

    def decides(self, ref: str) -> bool:
        """Whether they may decide on that board."""
        return self.has_role(ref, DECIDING)

    def has_role(self, ref: str, roles: frozenset[Role] | None = None) -> bool:
        """Whether they have one of these roles (None: any) on that board."""
        if self.who is None or not self.who.person.active:
            return False
        own = self.who.roles(ref)
        return bool(own if roles is None else own & roles)

    @property
    def everywhere(self) -> bool:
        """Whether they have a role on all boards."""
        return self.has_role(EVERY_BOARD)


def talk(installation: Installation, came: StoredArrival) -> Talk | None:
    """The talk with whoever it came from, in private; None where their messenger is not set up any more.

    Raises what keeps the notifier from saying which are.
    """
    channels = reach(installation)
    with installation.database.reading() as session:
        who = known_as(session, came.arrival.channel, came.arrival.user)
    reader = channels.writer(came.arrival, who.person if who else None)
    if reader is None:
        notifier = installation.services.notifier()
        if notifier is not None:
            notifier.channels()
        return None
    if came.arrival.group:
        private = Address(channel=came.arrival.channel, user=came.arrival.user)
        reader = replace(reader, to=private)
    return Talk(installation, came, who, reader)


def say(
    with_whom: Talk, notice: Notice, part: str = "", rows: Rows = (), about: About | None = None
) -> StoredLetter:
    """Say it, once for each `part` of what came; said before, that message says this from now on."""
    about = about or about_of(with_whom, part)
    with with_whom.installation.database.transaction() as session:
        composer = Composer(with_whom.installation, session)
        letter = composer.write(with_whom.reader, about, Said(notice, rows))
        if letter.letter.view == notice:
            return letter
        return composer.say(letter, with_whom.reader, Said(notice, rows))


def said(with_whom: Talk, part: str = "") -> Notice | None:
    """What was said in that part of the answer; None: nothing yet."""
    identity = letter_id(about_of(with_whom, part), with_whom.reader)
    with with_whom.installation.database.reading() as session:
        if not letters.exists(session, identity):
            return None
        view = letters.get(session, identity).letter.view
    return view if isinstance(view, Notice) else None


def about_of(with_whom: Talk, part: str = "") -> About:
    """What an answer to this is about."""
    arrival = with_whom.came.arrival
    return About("notice", (with_whom.came.id, part), answers="" if arrival.group else arrival.message)


def their_boards(with_whom: Talk, session: Session, *, deciding: bool = False) -> dict[str, str]:
    """The boards on which they have a role, by name. Namesakes are told apart by their references."""
    roles = DECIDING if deciding else None
    known = [ref for ref, _policy in boards.known(session)]
    given = [one.board for one in with_whom.who.grants if one.board != EVERY_BOARD] if with_whom.who else []
    refs = [ref for ref in dict.fromkeys((*known, *given)) if with_whom.has_role(ref, roles)]
    names = {ref: name_of(session, ref) for ref in refs}
    called = Counter(names.values())
    names = {ref: name if called[name] == 1 else f"{name} ({ref})" for ref, name in names.items()}
    return dict(sorted(names.items(), key=lambda one: (one[1].lower(), one[0])))


def name_of(session: Session, ref: str) -> str:
    """What people call a board."""
    outline: Board | None = views.seen(session, ref, None)[1]
    return views.board_name(session, ref, outline)


def matching(named: dict[str, str], words: str) -> dict[str, str]:
    """The boards that somebody means: by reference, whole name, or a part of it; all where nothing is said."""
    wanted = words.strip().lower()
    exact = {ref: name for ref, name in named.items() if wanted in {ref.lower(), name.lower()}}
    return exact or {ref: name for ref, name in named.items() if wanted in name.lower()}
