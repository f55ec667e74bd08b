"""How often the product was right, from all that people decided, and where the gate of each board stands by that."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from core_api.contracts.asking import Example
from core_api.contracts.health import Check
from core_api.contracts.problems import Problem
from core_api.contracts.reliability import BoardGate, Reliability
from core_api.domain.labels import change_right
from core_api.domain.reliability import board_gate, report
from core_api.domain.standing import Under, standing
from core_api.store import asking, boards, proposals
from core_api.store.database import Session
from core_api.usecases.boards import policy_of
from core_api.usecases.installation import Installation
from core_api.usecases.learning import alone


def reliability(installation: Installation, board: str | None = None) -> Reliability:
    """The report, of one board or of all. Raises what asking for a board raises that nobody knows."""
    if board is not None:
        policy_of(installation, board)
    with installation.database.reading() as session:
        known = asking.examples(session, board)
        refs = [ref for ref, _policy in boards.known(session) if board in {None, ref}]
        return report(known, board, _gates(session, known, refs))


def checks(installation: Installation) -> tuple[Check, ...]:
    """Whether kinds of changes ask because too many were wrong. Nothing where none does."""

    def look() -> tuple[BoardGate, ...]:
        with installation.database.reading() as session:
            known = asking.examples(session)
            blamed = {one.board for one in known if change_right(one) is False}
            return _gates(session, known, sorted(ref for ref in blamed if ref is not None))

    try:
        gates = installation.gates_seen.recent("gates", look)
    except Problem:  # that the database is away is said already
        return ()
    closed = {gate.board: sum(one.why == "narrowed" for one in gate.kinds) for gate in gates}
    closed = {board: kinds for board, kinds in closed.items() if kinds}
    if not closed:
        return ()
    params: dict[str, str | int | float] = {
        "count": sum(closed.values()),
        "boards": ", ".join(sorted(closed)),
    }
    return (Check(name="gate", state="degraded", code="gate-narrowed", params=params),)


def _gates(session: Session, examples: Iterable[Example], refs: Iterable[str]) -> tuple[BoardGate, ...]:
    """Where the gates of these boards stand; of those for which no proposal was ever made nothing is said."""
    mine: dict[str | None, list[Example]] = defaultdict(list)
    for one in examples:
        mine[one.board].append(one)
    found = (_gate(session, ref, mine[ref]) for ref in refs)
    return tuple(gate for gate in found if gate is not None)


def _gate(session: Session, ref: str, examples: Sequence[Example]) -> BoardGate | None:
    last = proposals.newest(session, ref)
    if last is None:
        return None
    under = Under(ref, last.model, last.prompt_version)
    decided = proposals.decided(session, ref)
    made = alone(decided)
    where = standing(examples, made, under)
    return board_gate(boards.policy(session, ref), where, under, (len(made), len(decided) - len(made)))
