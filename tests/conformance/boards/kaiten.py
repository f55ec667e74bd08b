"""The suite's board on the double of Kaiten."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from core_api.contracts.accounts import KaitenAccount
from kanban_connectors.kaiten.connector import build
from tests.conformance.desk import BOARD, Desk
from tests.doubles.faults import Faults, served
from tests.doubles.kaiten import BASE, Kaiten, busy
from tests.doubles.kaiten_world import TOKEN
from tests.doubles.pace import Unpaced


@pytest.fixture
def kaiten() -> Iterator[Desk]:
    """A double that is served on loopback."""
    double = Kaiten()
    store = double.store
    bot = store.user("Boardscribe", token=TOKEN)
    members = {"anna": store.user("Anna"), "boris": store.user("Boris")}
    space = store.space("Team", bot, *members.values())
    board = store.board(BOARD.name, space)
    columns = {
        column.id: store.column(board, column.name, kind)
        for kind, column in enumerate((one for one in BOARD.columns if not one.closed), start=1)
    }
    labels = {label.id: store.tag(label.name) for label in BOARD.labels}
    items: dict[str, int] = {}
    cards: dict[str, int] = {}
    for card in BOARD.cards:
        cards[card.id] = store.card(
            board,
            columns[card.column_id],
            card.name,
            description=card.description or None,
            sort_order=card.position,
            members={members[id_]: 2 for id_ in card.member_ids},
            tags=[labels[id_] for id_ in card.label_ids],
            due_date=card.due,
            due_date_time_present=card.due is not None,
        )
        for checklist in card.checklists:
            made = store.checklist(cards[card.id], checklist.name)
            items.update({item.id: store.item(made, item.name, bot) for item in checklist.items})
    lanes = {"main": min(store.lanes), "fast": store.lane(board, "Fast")}
    with served(Faults(double, busy)) as url:
        account = KaitenAccount(url=url + BASE, token=SecretStr(TOKEN))
        connector, deleting = (build(account, Unpaced(), allow_delete=allowed) for allowed in (False, True))
        yield Desk(
            connector,
            str(board),
            columns=_texts(columns),
            cards=_texts(cards),
            members=_texts(members),
            labels=_texts(labels),
            items=_texts(items),
            lanes=_texts(lanes),
            absent="999999",
            deleting=deleting,
        )
        connector.close()
        deleting.close()


def _texts(ids: dict[str, int]) -> dict[str, str]:
    return {name: str(id_) for name, id_ in ids.items()}
