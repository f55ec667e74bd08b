"""Connecting vendors' boards: try an account, see who we are there, keep it once it works, take a board in.

Secrets come in and go into the file of accounts; nothing here logs, stores elsewhere, or gives them back.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from core_api.contracts.accounts import Account, VendorKind
from core_api.contracts.board import Board, BoardSummary, ColumnRole, Member
from core_api.contracts.connector import Identity
from core_api.contracts.people import EVERY_BOARD, PersonIdentity, Profile
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.ports import Connector
from core_api.contracts.problems import Invalid, NotFound
from core_api.contracts.proposal import Actor
from core_api.language.words import fold
from core_api.store import boards
from core_api.usecases import people, rules
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import allow_rules
from core_api.wire.perimeter import refuse_in_the_clear

_API_PATHS: dict[VendorKind, str] = {"kaiten": "/api/latest", "kanboard": "/jsonrpc.php"}
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True)
class Trial:
    """An account that works: the way to its boards, who we are there, and which boards there are."""

    account: Account | None
    """None: the environment's, which need not be kept."""
    connector: Connector
    identity: Identity
    boards: tuple[BoardSummary, ...]


@dataclass(frozen=True)
class Taken:
    """A board as it is to be taken in: what its columns mean, and which members are known people."""

    board: Board
    roles: Mapping[str, ColumnRole] = field(default_factory=dict)
    """By column id, as far as a person said otherwise than was guessed."""
    people: Mapping[str, str] = field(default_factory=dict)
    """Member id → the name of the person; one that is not known yet is added."""


def api_address(kind: VendorKind, typed: str) -> str:
    """The address of the API that a person means with the address of the site.

    Raises Invalid `address-unreadable`, `address-too-much`; and as `refuse_in_the_clear` does.
    """
    text = typed.strip()
    parts = urlsplit(text if _SCHEME.match(text) else f"https://{text}")
    try:
        port = parts.port
    except ValueError as error:
        raise Invalid("address-unreadable", url=text) from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or " " in text:
        raise Invalid("address-unreadable", url=text)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise Invalid("address-too-much")
    refuse_in_the_clear(f"{parts.scheme}://{parts.netloc}")
    path = parts.path.rstrip("/")
    ending = _API_PATHS.get(kind, "")
    if kind == "kanboard" and not path.endswith(".php"):
        path += ending
    if kind == "kaiten" and "/api/" not in f"{path}/":
        path += ending
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{path}"


def may_connect(installation: Installation, by: Actor) -> None:
    """Ask before any key is typed. Raises Refused `not-an-admin`, `person-inactive`."""
    with installation.database.reading() as session:
        allow_rules(session, by, (EVERY_BOARD,))


def attempt(installation: Installation, account: Account) -> Trial:
    """See whether an account works. Nothing is kept. Raises what `Connector.identify` and `boards` raise."""
    connector = installation.keyring.attempt(account)
    identity = connector.identify()
    return Trial(account, connector, identity, connector.boards())


def chosen(found: tuple[BoardSummary, ...], text: str) -> tuple[BoardSummary, ...]:
    """The boards that are meant by numbers in the list, ids or names, with spaces or commas between.

    Raises NotFound `board-not-listed`, Invalid `board-ambiguous`.
    """
    whole = [one for one in found if fold(one.name) == fold(text.strip())]
    if len(whole) == 1:
        return (whole[0],)
    words = [word for word in re.split(r"[\s,;]+", text.strip()) if word]
    picked = [_picked(found, word) for word in words]
    return tuple(dict.fromkeys(picked))


def _picked(found: tuple[BoardSummary, ...], word: str) -> BoardSummary:
    if word.isdecimal() and 1 <= int(word) <= len(found):
        return found[int(word) - 1]
    return by_id_or_name(found, word)


def by_id_or_name(found: tuple[BoardSummary, ...], word: str) -> BoardSummary:
    """The one board that is meant. Raises NotFound `board-not-listed`, Invalid `board-ambiguous`."""
    wanted = fold(word).strip()
    tries = (
        [one for one in found if one.id == word],
        [one for one in found if fold(one.name) == wanted],
        [one for one in found if wanted and wanted in fold(one.name)],
    )
    fitting = next((some for some in tries if some), [])
    if not fitting:
        raise NotFound("board-not-listed", name=word)
    if len(fitting) > 1:
        told = ", ".join(f"{one.name} ({one.id})" for one in fitting)
        raise Invalid("board-ambiguous", name=word, found=told)
    return fitting[0]


def strangers(installation: Installation, ref: str, board: Board) -> tuple[Member, ...]:
    """The members of a board who are nobody that is known here yet."""
    known = {
        identity.id
        for profile in people.everybody(installation)
        for identity in profile.person.identities
        if identity.kind == "board" and identity.place == ref
    }
    return tuple(member for member in board.members if member.id not in known)


def take_in(
    installation: Installation, kind: VendorKind, taken: Taken, by: Actor
) -> tuple[BoardPolicy, tuple[str, ...]]:
    """Take a board in: in shadow mode where it is new, as it stands where it is known.

    Gives its policy and the people that its members are now. Raises Refused `not-an-admin`.
    """
    ref = f"{kind}:{taken.board.id}"
    with installation.database.reading() as session:
        fresh, roles = not boards.is_known(session, ref), boards.policy(session, ref).column_roles
    fields: dict[str, object] = {"column_roles": roles | dict(taken.roles)}
    policy = rules.change_policy(installation, ref, by, **fields | ({"mode": "shadow"} if fresh else {}))
    with installation.database.transaction() as session:
        boards.call(session, ref, taken.board.name)
    return policy, tuple(
        _link(installation, by, name, PersonIdentity(kind="board", place=ref, id=member))
        for member, name in taken.people.items()
    )


def _link(installation: Installation, by: Actor, name: str, identity: PersonIdentity) -> str:
    known = [one for one in people.everybody(installation) if _is(one, name)]
    if not known:
        people.add(installation, by, name)
    return people.link(installation, by, known[0].person.id if known else name, identity).name


def _is(profile: Profile, name: str) -> bool:
    return profile.person.active and fold(name).strip() in {fold(profile.person.name), profile.person.id}


def forget(installation: Installation, kind: VendorKind, by: Actor) -> tuple[str, ...]:
    """Forget the kind's account; gives the boards of that kind that are known, whose history stays.

    Raises NotFound `not-connected`, Invalid `account-in-settings` when the environment names it.
    """
    may_connect(installation, by)
    if kind in installation.keyring.from_settings:
        raise Invalid("account-in-settings", kind=kind, names=f"BOARDSCRIBE_{kind.upper()}_…")
    if kind not in installation.keyring.kinds():
        raise NotFound("not-connected", kind=kind)
    installation.keyring.keep(kind, None)
    with installation.database.reading() as session:
        return tuple(ref for ref, _policy in boards.known(session) if ref.startswith(f"{kind}:"))
