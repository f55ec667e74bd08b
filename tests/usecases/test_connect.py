"""What a person types for an address and for boards is understood, or refused."""

import pytest

from core_api.contracts.board import BoardSummary
from core_api.contracts.problems import Internal, Invalid, NotFound, Problem
from core_api.usecases.connect import api_address, chosen
from core_api.usecases.looks import Seen, ask_all


@pytest.mark.parametrize(
    ("kind", "typed", "address"),
    [
        ("kaiten", "company.kaiten.ru", "https://company.kaiten.ru/api/latest"),
        ("kaiten", " https://company.kaiten.ru/ ", "https://company.kaiten.ru/api/latest"),
        ("kaiten", "https://company.kaiten.ru/api/v1", "https://company.kaiten.ru/api/v1"),
        ("kanboard", "board.example.org", "https://board.example.org/jsonrpc.php"),
        ("kanboard", "http://127.0.0.1:8765/", "http://127.0.0.1:8765/jsonrpc.php"),
        ("kanboard", "https://example.org/kanboard", "https://example.org/kanboard/jsonrpc.php"),
        ("kanboard", "https://example.org/kb/jsonrpc.php", "https://example.org/kb/jsonrpc.php"),
        ("kanboard", "http://[::1]:80", "http://[::1]:80/jsonrpc.php"),
        ("trello", "http://127.0.0.1:1/1", "http://127.0.0.1:1/1"),
    ],
)
def test_the_address_of_a_site_is_that_of_its_api(kind: str, typed: str, address: str) -> None:
    assert api_address(kind, typed) == address  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ftp://board.example.org", "address-unreadable"),
        ("", "address-unreadable"),
        ("my board", "address-unreadable"),
        ("https://host:99999", "address-unreadable"),
        ("https://user:the-password@host", "address-too-much"),
        ("https://host/?token=the-token", "address-too-much"),
    ],
)
def test_what_is_no_address_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        api_address("kanboard", typed)
    assert refused.value.code == code
    assert "the-" not in str(refused.value)


def test_boards_are_chosen_as_people_name_them() -> None:
    boards = tuple(
        BoardSummary(id=str(id_), name=name)
        for id_, name in ((7, "Website"), (1, "Mobile app"), (9, "Mobile web"))
    )
    assert [one.id for one in chosen(boards, "1, 3")] == ["7", "9"]
    assert [one.id for one in chosen(boards, "mobile app")] == ["1"]
    assert [one.id for one in chosen(boards, "2 2 website")] == ["1", "7"]
    assert [one.id for one in chosen(boards, "9")] == ["9"], "no such number: an id"
    with pytest.raises(Invalid, match="board-ambiguous"):
        chosen(boards, "mobile")
    with pytest.raises(NotFound, match="board-not-listed"):
        chosen(boards, "1 8")


def test_one_vendor_hides_no_other(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> str:
        raise RuntimeError("boom")

    def refused() -> str:
        raise NotFound("board-not-found", board="x")

    answers = ask_all({"trello": lambda: "here", "kaiten": broken, "kanboard": refused}, seconds=30)
    assert answers["trello"] == "here"
    assert isinstance(answers["kaiten"], Internal)
    assert "ask-kaiten failed" in caplog.text, "a fault of our own is told"
    assert isinstance(answers["kanboard"], Problem)
    assert answers["kanboard"].code == "board-not-found"


def test_what_was_seen_is_shown_again_for_a_while_only() -> None:
    now, looks = [0.0], []
    seen: Seen[int] = Seen(lambda: now[0])

    def look() -> int:
        looks.append(now[0])
        return len(looks)

    assert [seen.recent("trello", look), seen.recent("trello", look)] == [1, 1]
    now[0] = 29.9
    assert seen.recent("trello", look) == 1
    assert seen.recent("kaiten", look) == 2, "another vendor is asked at once"
    now[0] = 60.0
    assert seen.recent("kaiten", look) == 3
