"""What only the `local` board does: checklists of its own, named in the language of their first item."""

from core_api.contracts.board import AddCheck, Withdraw
from kanban_connectors.local.shelf import MemoryShelf
from tests.conformance.boards.local import local_desk
from tests.conformance.desk import BOARD


def test_a_checklist_is_named_in_the_language_of_what_it_was_made_for() -> None:
    desk = local_desk(MemoryShelf(BOARD))
    desk.do(AddCheck(name="First"), card="login")
    desk.do(AddCheck(name="Второе"), card="docs")
    names = [checklist.name for card in ("login", "docs") for checklist in desk.card(card).checklists]
    assert names == ["Checklist", "Чек-лист"]


def test_a_checklist_made_for_one_item_goes_with_it() -> None:
    desk = local_desk(MemoryShelf(BOARD))
    item = desk.apply(AddCheck(name="First"), card="login").remote_id
    desk.do(Withdraw(what="check_item", remote_id=str(item)), card="login")
    assert desk.card("login").checklists == ()
