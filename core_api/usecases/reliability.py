"""How often the product was right, from all that people decided, and where the gate of each board stands by that."""

from core_api.contracts.health import Check
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.problems import Problem
from core_api.contracts.reliability import BoardGate, Reliability
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
        gates = _gates(session, board)
        return report(asking.examples(session, board), board, gates)


def checks(installation: Installation) -> tuple[Check, ...]:
    """Whether kinds of changes ask because too many were wrong. Nothing where none does."""

    def look() -> tuple[BoardGate, ...]:
        with installation.database.reading() as session:
            return _gates(session, None)

    try:
        gates = installation.gates_seen.recent("gates", look)
    except Problem:  # that the database is away is said already
        return ()
    narrowed = {gate.board: [one.kind for one in gate.kinds if one.why == "narrowed"] for gate in gates}
    closed = {board: kinds for board, kinds in narrowed.items() if kinds}
    if not closed:
        return ()
    params: dict[str, str | int | float] = {
        "count": sum(len(kinds) for kinds in closed.values()),
        "boards": ", ".join(sorted(closed)),
    }
    return (Check(name="gate", state="degraded", code="gate-narrowed", params=params),)


def _gates(session: Session, board: str | None) -> tuple[BoardGate, ...]:
    """Where the gates stand of the board that is named, or of all that a proposal was ever made for."""
    found: list[BoardGate] = []
    for ref, policy in boards.known(session):
        if board in {None, ref}:
            gate = _gate(session, ref, policy)
            if gate is not None:
                found.append(gate)
    return tuple(found)


def _gate(session: Session, ref: str, policy: BoardPolicy) -> BoardGate | None:
    last = proposals.newest(session, ref)
    if last is None:
        return None
    under = Under(ref, last.model, last.prompt_version)
    decided = proposals.decided(session, ref)
    made = alone(decided)
    where = standing(asking.examples(session), made, under)
    return board_gate(policy, where, under, (len(made), len(decided) - len(made)))
