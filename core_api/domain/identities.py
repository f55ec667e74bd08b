"""Ids of people elsewhere, as each place writes them: a slip is told when it is typed, not when nobody is reached."""

import re
from uuid import UUID

from core_api.contracts.people import IdentityKind, PersonIdentity
from core_api.contracts.problems import Invalid
from core_api.language.controls import plain

_LONGEST = 254
_NUMBERED: frozenset[IdentityKind] = frozenset({"telegram", "max", "vk"})
"""Where people are numbers; the names that they show there can change hands."""
_NUMBER = re.compile(r"[1-9][0-9]{0,18}")
_MATRIX = re.compile(r"@[^:\s@]+:(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_MAIL = re.compile(r"[^\s@<>,;:\"()\[\]]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W_][\w-]*[^\W_]")


def checked(identity: PersonIdentity) -> PersonIdentity:
    """The identity as it is kept: without stray spaces and control characters, and in one spelling.

    Raises Invalid `identity-malformed`, and `identity-place` for a board's member without a board or the other way
    round.
    """
    text = plain(identity.id).strip()  # it is shown in terminals
    if (identity.kind == "board") != bool(identity.place):
        raise Invalid("identity-place", kind=identity.kind)
    if identity.kind == "express":
        text = _uuid(text)
    elif identity.kind == "email":
        text = text.casefold()
    if not _fits(identity.kind, text):
        raise Invalid("identity-malformed", kind=identity.kind, id=plain(identity.id)[:_LONGEST])
    return identity.model_copy(update={"id": text})


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def _fits(kind: IdentityKind, text: str) -> bool:
    if not 0 < len(text) <= _LONGEST:
        return False
    if kind in _NUMBERED:
        return _NUMBER.fullmatch(text) is not None
    if kind == "matrix":
        return _MATRIX.fullmatch(text) is not None
    if kind == "email":
        return _MAIL.fullmatch(text) is not None
    return True
