"""Who may decide on a board, and who may change what it allows. Pure: people and their roles come in, a word goes out.

Roles are the source of rights, and a board's policy may let the assignee of a card confirm small changes of it. While
a board has nobody with the role that is asked for, its owner has it: whoever holds the installation's terminal or the
API's key.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from core_api.contracts.board import OperationKind
from core_api.contracts.people import DECIDING, Profile, Role
from core_api.contracts.proposal import Choice

_RULING: frozenset[Role] = frozenset({"admin"})


@dataclass(frozen=True)
class Word:
    """What somebody would say on a proposal, as far as rights depend on it."""

    kind: OperationKind
    """Of the change that was proposed."""
    answer: Choice
    edited: OperationKind | None = None
    """With `edit`: the kind of the change that is to be made instead, where it is known."""


def may_decide(who: Profile | None, board: str, everybody: Iterable[Profile], *, owner: bool) -> bool:
    """Whether this person (None: nobody that is known) may decide on the board's proposals and undo its changes."""
    return _may(DECIDING, who, board, everybody, owner=owner)


def may_rule(who: Profile | None, board: str, everybody: Iterable[Profile], *, owner: bool) -> bool:
    """Whether this person may change what the board allows and who decides there; `*` asks about all boards."""
    return _may(_RULING, who, board, everybody, owner=owner)


def may_see(who: Profile, board: str, everybody: Iterable[Profile], *, owner: bool) -> bool:
    """Whether this person may be told of the board and its meetings: any role shows it.

    At the owner's doors a board on which nobody has a role yet is seen too.
    """
    if not who.person.active:
        return False
    if who.roles(board):
        return True
    return owner and not any(each.person.active and each.roles(board) for each in everybody)


def may_confirm(
    who: Profile | None, board: str, word: Word, confirms: Set[OperationKind], assignees: Set[str]
) -> bool:
    """Whether this person may say this as the card's assignee, with no role at all.

    Only on the kinds that the board's policy names, and only of the change itself: another kind of change and another
    card are not theirs to choose.

    Args:
        who: the person; None, nobody that is known, never may.
        board: the board's reference.
        word: what they would say.
        confirms: the kinds that the policy lets assignees decide on.
        assignees: the card's members (ids), as they were known last; empty where nobody knows.
    """
    if who is None or not who.person.active or word.kind not in confirms or word.answer == "other_card":
        return False
    if word.answer == "edit" and word.edited not in {None, word.kind}:
        return False
    return any(
        identity.kind == "board" and identity.place == board and identity.id in assignees
        for identity in who.person.identities
    )


def _may(
    roles: frozenset[Role], who: Profile | None, board: str, everybody: Iterable[Profile], *, owner: bool
) -> bool:
    own = who.roles(board) if who else frozenset()
    if who and not who.person.active:
        return False
    if own & roles:
        return True
    only_watches = bool(own) and not own & DECIDING
    if not owner or only_watches:
        return False
    return not any(each.person.active and each.roles(board) & roles for each in everybody)
