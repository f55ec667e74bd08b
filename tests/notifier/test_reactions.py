"""Where a messenger has no buttons, each of them has a reaction, and each reaction leads back to it."""

import pytest

from core_api.contracts.messages import Button
from core_api.contracts.reactions import NUMBERS, REACTIONS, bare, meant, signed

QUESTION = (
    Button(code="approve", data="t.0"),
    Button(code="other_card", data="t.1"),
    Button(code="open_card", url="https://board.example"),
    Button(code="undo", data="t.2"),
)
CARDS = tuple(Button(text=f"Card {number}", data=f"t.{number}") for number in range(14))


def test_buttons_of_ours_have_signs_of_their_own_and_addresses_have_none() -> None:
    assert [sign for sign, _button in signed(QUESTION)] == ["✅", "🔀", "↩️"]
    assert len({bare(sign) for sign in REACTIONS.values()}) == len(REACTIONS)


def test_the_rest_is_numbered_as_far_as_there_are_numbers() -> None:
    told = signed((*CARDS, Button(code="back", data="t.20")))
    assert [sign for sign, _button in told] == [*NUMBERS, "⬅️"]
    assert [button.data for _sign, button in told] == [*(f"t.{number}" for number in range(10)), "t.20"]


def test_two_of_a_kind_are_told_apart() -> None:
    twice = (Button(code="undo", data="t.0"), Button(code="undo", data="t.1"))
    assert [sign for sign, _button in signed(twice)] == ["↩️", "1️⃣"]


@pytest.mark.parametrize("form", [lambda sign: sign, bare, lambda sign: f"{bare(sign)}\ufe0f"])
def test_each_reaction_leads_back_to_its_button_in_whichever_form_it_comes(form) -> None:
    buttons = (*QUESTION, *CARDS)
    for sign, button in signed(buttons):
        assert meant(buttons, form(sign)) is button


@pytest.mark.parametrize("reaction", ["👍", "", "1", "approve", "⬅️", "✅✅"])
def test_any_other_reaction_means_nothing(reaction: str) -> None:
    assert meant(QUESTION, reaction) is None
