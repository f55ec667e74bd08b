"""How the vendors' boards are: each vendor asked at once, none waited for longer than a person waits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from core_api.contracts.accounts import VENDOR_KINDS, VendorKind
from core_api.contracts.board import BoardSummary
from core_api.contracts.connector import Identity
from core_api.contracts.health import Check
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.ports import Connector
from core_api.contracts.problems import Problem, Refused, Unavailable
from core_api.store import boards
from core_api.usecases.installation import Installation
from core_api.usecases.looks import PATIENCE, ask_all

_REMIND = timedelta(days=7)
"""So long before a token ends it is said."""


@dataclass(frozen=True)
class BoardLine:
    """A board that is known here, or kept here, and how it is."""

    ref: str
    board: BoardSummary
    policy: BoardPolicy
    away: Problem | None = None
    """Why its vendor could not be asked; then the rest is what was last seen."""


def vendor(installation: Installation, kind: VendorKind) -> Connector:
    """The connector of a kind. Raises Missing `board-account-missing`."""
    return installation.connector_for(f"{kind}:-")[0]


def connected_boards(installation: Installation, seconds: float = PATIENCE) -> tuple[BoardLine, ...]:
    """The vendors' boards that were taken in, also while their vendor is away, by reference.

    A vendor is asked once in a while only: a page that shows the list may come often.
    """
    with installation.database.reading() as session:
        known, names = boards.known(session), boards.names(session)
    mine = [(ref, policy) for ref, policy in known if ref.partition(":")[0] in VENDOR_KINDS]
    kinds = [kind for kind in VENDOR_KINDS if any(ref.startswith(f"{kind}:") for ref, _ in mine)]
    ask = lambda: ask_all({kind: _boards_of(installation, kind) for kind in kinds}, seconds)  # noqa: E731 - when asked
    answers = installation.boards_seen.recent(tuple(kinds), ask)
    return tuple(_line(ref, policy, names.get(ref, ""), answers) for ref, policy in mine)


def checks(installation: Installation, seconds: float = PATIENCE) -> tuple[Check, ...]:
    """How each connected vendor is, and what still works without it."""
    try:
        kinds = installation.keyring.kinds()
    except Problem:
        path = str(installation.keyring.path)
        return (Check(name="accounts", state="down", code="accounts-damaged", params={"path": path}),)
    answers = ask_all({kind: _identity_of(installation, kind) for kind in kinds}, seconds)
    return tuple(_check(kind, answer, installation) for kind, answer in answers.items())


def _check(kind: VendorKind, answer: Identity | Problem, installation: Installation) -> Check:
    if isinstance(answer, Refused):
        return Check(name=kind, state="down", code="vendor-refused", params={"kind": kind})
    if isinstance(answer, Problem):
        return Check(name=kind, state="down", code="vendor-away", params={"kind": kind})
    params: dict[str, str | int | float] = {"kind": kind, "name": answer.name}
    if answer.missing:
        rights = params | {"rights": ", ".join(answer.missing)}
        return Check(name=kind, state="down", code="vendor-rights", params=rights)
    if answer.expires_at is not None and answer.expires_at - installation.clock() < _REMIND:
        date = f"{answer.expires_at.astimezone(installation.zone):%Y-%m-%d}"
        return Check(name=kind, state="degraded", code="vendor-expires", params=params | {"date": date})
    if answer.excess:
        rights = params | {"rights": ", ".join(answer.excess)}
        return Check(name=kind, state="degraded", code="vendor-excess", params=rights)
    return Check(name=kind, state="ok", code="vendor-ok", params=params)


def _identity_of(installation: Installation, kind: VendorKind) -> Callable[[], Identity]:
    return lambda: vendor(installation, kind).identify()


def _boards_of(installation: Installation, kind: VendorKind) -> Callable[[], tuple[BoardSummary, ...]]:
    return lambda: vendor(installation, kind).boards()


def _line(
    ref: str,
    policy: BoardPolicy,
    name: str,
    answers: Mapping[VendorKind, tuple[BoardSummary, ...] | Problem],
) -> BoardLine:
    kind, _, board_id = ref.partition(":")
    answer = next(answer for each, answer in answers.items() if each == kind)
    if isinstance(answer, Problem):
        return BoardLine(ref, BoardSummary(id=board_id, name=name), policy, answer)
    seen = next((one for one in answer if one.id == board_id), None)
    if seen is None:
        gone = Unavailable("board-not-seen", board=ref)
        return BoardLine(ref, BoardSummary(id=board_id, name=name), policy, gone)
    return BoardLine(ref, seen, policy)
