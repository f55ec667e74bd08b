"""The marks in texts and positions: nobody sees them, and they are found again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban_connectors.markers import (
    ROOM,
    carries,
    is_placed,
    is_plainly_placed,
    marked,
    placed,
    rewritten,
    unmarked,
)


@given(text=st.text(alphabet="ab \n#[]:", max_size=40), key=st.text(max_size=20))
def test_a_mark_is_found_by_its_key_alone_and_leaves_the_text_as_it_was(text: str, key: str) -> None:
    whole = marked(text, key)
    assert unmarked(whole) == text
    assert carries(whole, key)
    assert not carries(whole, f"{key}!")
    assert len(whole) <= len(text) + ROOM
    assert marked(whole, key) == whole


@given(new=st.text(alphabet="ab \n", max_size=30), old=st.text(alphabet="ab \n", max_size=30))
def test_a_text_that_replaces_another_keeps_its_mark(new: str, old: str) -> None:
    again = rewritten(new, marked(old, "op_1"))
    assert unmarked(again) == new
    assert carries(again, "op_1")
    assert rewritten(new, old) == new


def test_what_a_person_writes_behind_the_mark_stays_a_paragraph_of_its_own() -> None:
    assert unmarked(f"{marked('Why', 'op_1')}\n\nand how") == "Why\n\nand how"
    assert unmarked(f"{marked('', 'op_1')}\n\nand how") == "and how"


def test_a_mark_that_somebody_dictates_is_not_taken_for_ours() -> None:
    stolen = marked("", "op_theirs")
    assert not carries(marked(f"Do it\n\n{stolen}", "op_1"), "op_theirs")


@pytest.mark.parametrize("position", [0.0, 1.0, 16384.0, 10_000_000.5, 2.0**28, 2.0**47])
def test_a_position_tells_its_key_and_stands_where_it_should(position: float) -> None:
    place = placed(position, "op_1")
    assert position // 1 <= place <= position + 2.0**25
    assert is_placed(place, "op_1")
    assert not is_placed(place, "op_2")
    assert not is_plainly_placed(place)
    assert is_plainly_placed(float(int(position))) == (position < 2.0**28)
