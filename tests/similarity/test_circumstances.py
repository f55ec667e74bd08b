"""What besides words speaks for a card: its address, its people, its place, its age, what was approved before."""

from core_api.contracts.matching import CardText, Query
from tests.similarity.boards import ask, lexical

TWINS = (CardText(id="a", name="Export of invoices"), CardText(id="b", name="Export of invoices"))
SAID = Query(id="q", text="the export of invoices goes on")


def first(cards: tuple[CardText, ...], query: Query = SAID) -> str | None:
    """The id of the first card."""
    best = lexical().rank((query,), cards).matches[0].best
    return best.card_id if best else None


def changed(**facts: object) -> tuple[CardText, ...]:
    """The twins, the second with these facts."""
    return TWINS[0], TWINS[1].model_copy(update=facts)


def test_of_two_cards_alike_the_one_of_who_speaks_is_meant() -> None:
    query = SAID.model_copy(update={"members": ("anna",)})
    assert first(changed(members=("anna", "boris")), query) == "b"
    assert first(changed(members=("boris",)), query) == "a"
    assert first(changed(members=("anna",))) == "a", "nobody is known to speak"


def test_of_two_cards_alike_the_one_that_is_worked_on_is_meant() -> None:
    assert first(changed(working=True)) == "b"
    assert first((TWINS[0].model_copy(update={"open": False}), TWINS[1])) == "b"
    assert first((TWINS[0].model_copy(update={"idle_days": 200.0}), changed(idle_days=1.0)[1])) == "b"


def test_words_count_for_more_than_all_of_that() -> None:
    cards = (
        CardText(id="said", name="Export of invoices", idle_days=400.0),
        CardText(id="other", name="Import of orders", working=True, members=("anna",), idle_days=0.0),
    )
    assert first(cards, SAID.model_copy(update={"members": ("anna",)})) == "said"


def test_what_was_approved_for_a_card_finds_it_again_and_counts_less_with_age() -> None:
    talk = Query(id="q", text="the blue button jumps again on small screens")
    old = CardText(id="old", name="Checkout", history=("the blue button jumps on small screens",))
    new = CardText(id="new", name="Payment", history=old.history)
    assert first((old, CardText(id="x", name="Search")), talk) == "old"
    aged = (
        old.model_copy(update={"history_days": (700.0,)}),
        new.model_copy(update={"history_days": (3.0,)}),
    )
    assert first(aged, talk) == "new"


def test_an_address_names_its_card() -> None:
    cards = (
        CardText(id="a", name="Export of invoices", links=("https://board.example/c/Ab12",)),
        CardText(id="b", name="Import of orders", links=("https://board.example/c/Ab1",)),
    )
    for said in ("see https://board.example/c/Ab1/7-import-of-orders.", "(http://board.example/c/Ab1?x=1)"):
        best = ask(cards, said).best
        assert best
        assert (best.card_id, best.named) == ("b", "number")
    assert not any(one.named for one in ask(cards, "see https://board.example/c/Ab").candidates)
