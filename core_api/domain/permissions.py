"""Who may decide on a board, and who may change what it allows. Pure: people and their roles come in, a word goes out.

Roles are the only source of rights. While a board has nobody with the role that is asked for, its owner has it: whoever
holds the installation's terminal or the API's key.
"""

from collections.abc import Iterable

from core_api.contracts.people import DECIDING, Profile, Role

_RULING: frozenset[Role] = frozenset({"admin"})


def may_decide(who: Profile | None, board: str, everybody: Iterable[Profile], *, owner: bool) -> bool:
    """Whether this person (None: nobody that is known) may decide on the board's proposals and undo its changes."""
    return _may(DECIDING, who, board, everybody, owner=owner)


def may_rule(who: Profile | None, board: str, everybody: Iterable[Profile], *, owner: bool) -> bool:
    """Whether this person may change what the board allows and who decides there; `*` asks about all boards."""
    return _may(_RULING, who, board, everybody, owner=owner)


def _may(
    roles: frozenset[Role], who: Profile | None, board: str, everybody: Iterable[Profile], *, owner: bool
) -> bool:
    own = who.roles(board) if who else frozenset()
    if who and not who.person.active:
        return False
    if own & roles:
        return True
    named = any(each.person.active and each.roles(board) & roles for each in everybody)
    only_watches = bool(own) and not own & DECIDING
    return owner and not named and not only_watches
