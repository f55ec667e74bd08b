"""A person may decide on another change than was proposed; what somebody does to the card meanwhile still counts."""

from collections.abc import Callable

from core_api.contracts.board import Describe, Due, Move, Operation, Rename
from core_api.contracts.proposal import Actor, Decision, StoredProposal
from core_api.store import proposals
from core_api.usecases import boards
from core_api.usecases.decide import decide
from core_api.usecases.installation import Installation
from core_api.usecases.queue import waiting

REF = "local:team"
Work = Callable[[], None]
HandIn = Callable[[], str]


def edited_to(installation: Installation, operation: Operation) -> tuple[str, str]:
    """The lead decides on the operation instead of a comment; gives the proposal's id and the card's."""
    one = next(
        item.stored.proposal
        for item in waiting(installation)
        if item.stored.proposal.operation.kind == "comment"
    )
    assert one.card is not None
    decision = Decision(
        proposal_id=one.id,
        version=one.version,
        answer="edit",
        by=Actor(name="lead"),
        at=installation.clock(),
        operation=operation,
    )
    decide(installation, decision)
    return one.id, one.card.id


def stored(installation: Installation, proposal: str) -> StoredProposal:
    with installation.database.reading() as session:
        return proposals.get(session, proposal)


def by_hand(installation: Installation, card: str, operation: Operation) -> None:
    connector, board_id = installation.connector_for(REF)
    connector.apply(board_id, card, operation, f"hand-{operation.kind}")


def name_of(installation: Installation, card: str) -> tuple[str, str]:
    connector, board_id = installation.connector_for(REF)
    found = connector.card(board_id, card)
    return found.name, found.description


def test_another_kind_of_change_comes_back_when_a_person_was_quicker(
    installation: Installation, hand_in: HandIn, work: Work
) -> None:
    hand_in()
    work()
    proposal, card = edited_to(installation, Rename(name="Ours"))
    by_hand(installation, card, Rename(name="Theirs"))
    work()
    assert name_of(installation, card)[0] == "Theirs"
    assert (stored(installation, proposal).state, stored(installation, proposal).error) == (
        "open",
        "card-changed",
    )


def test_a_whole_new_description_does_not_go_over_a_persons(
    installation: Installation, hand_in: HandIn, work: Work
) -> None:
    hand_in()
    work()
    _proposal, card = edited_to(installation, Describe(text="Ours", replace=True))
    by_hand(installation, card, Describe(text="Theirs", replace=True))
    work()
    assert name_of(installation, card)[1] == "Theirs"


def test_another_field_does_not_stand_in_the_way(
    installation: Installation, hand_in: HandIn, work: Work
) -> None:
    hand_in()
    work()
    proposal, card = edited_to(installation, Rename(name="Ours"))
    by_hand(installation, card, Due(date=None))
    column = boards.look(installation, REF)[0].columns[0].id
    by_hand(installation, card, Move(column_id=column))
    work()
    assert stored(installation, proposal).state == "applied"
    assert name_of(installation, card)[0] == "Ours"
