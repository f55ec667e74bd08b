"""Column roles as a user would expect them from the names on the board."""

import pytest

from core_api.contracts.board import ColumnRole
from core_api.language.columns import guess_roles

BOARDS: list[list[tuple[str, ColumnRole]]] = [
    [("To do", "queue"), ("Doing", "working"), ("Done", "done")],
    [
        ("Backlog", "queue"),
        ("Selected for Development", "queue"),
        ("In Progress", "working"),
        ("Code review", "waiting"),
        ("QA", "waiting"),
        ("Ready to ship", "waiting"),
        ("Released", "done"),
    ],
    [
        ("Бэклог", "queue"),
        ("На очереди", "queue"),
        ("В работе", "working"),
        ("На проверке", "waiting"),
        ("Готово", "done"),
    ],
    [
        ("Идеи", "queue"),
        ("Сделать", "queue"),
        ("Делаем", "working"),
        ("Ждём ответа", "waiting"),
        ("Сделано", "done"),
    ],
    [
        ("Inbox", "queue"),
        ("Accepted", "queue"),
        ("In progress", "working"),
        ("Needs review", "waiting"),
        ("Blocked", "waiting"),
        ("Done", "done"),
    ],
    [
        ("Backlog", "queue"),
        ("Exploring", "working"),
        ("In design", "working"),
        ("Ready for review", "waiting"),
        ("Handed off", "done"),
        ("Shipped", "done"),
    ],
    [
        ("Бэклог", "queue"),
        ("Готовим", "queue"),
        ("В работе", "working"),
        ("В пути", "waiting"),
        ("Приёмка", "waiting"),
        ("Готово", "done"),
    ],
    [
        ("Wishlist", "queue"),
        ("Next up", "queue"),
        ("Drafting", "working"),
        ("With client", "waiting"),
        ("Published", "done"),
    ],
    [
        ("Icebox", "queue"),
        ("Ready", "queue"),
        ("Development", "working"),
        ("Testing", "waiting"),
        ("Accepted", "done"),
    ],
    [
        ("Новые", "queue"),
        ("Готово к разработке", "queue"),
        ("Разработка", "working"),
        ("Готово к тестированию", "waiting"),
        ("Тестирование", "waiting"),
        ("В проде", "done"),
        ("Отменено", "done"),
    ],
    [
        ("Заявки", "queue"),
        ("Согласование", "waiting"),
        ("Закупка", "working"),
        ("На паузе", "waiting"),
        ("Оплачено", "done"),
    ],
    [("Кандидаты", "queue"), ("Собеседование", "working"), ("Оффер", "working"), ("Вышли на работу", "done")],
    [("✅ Done", "done"), ("🚧 WIP", "working")],
    [("TO-DO", "queue"), ("On-hold", "waiting"), ("Won't do", "done")],
]


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board[0][0])
def test_columns_mean_what_their_names_and_places_say(board: list[tuple[str, ColumnRole]]) -> None:
    names = [(name, float(place)) for place, (name, _role) in enumerate(board)]
    assert list(zip((name for name, _ in names), guess_roles(names), strict=True)) == board


def test_places_decide_for_unknown_names_whatever_order_they_come_in() -> None:
    assert guess_roles([("Gamma", 30.0), ("Alpha", 10.0), ("Beta", 20.0)]) == ["done", "queue", "working"]


def test_a_board_of_one_unknown_column_is_a_queue() -> None:
    assert guess_roles([("Stuff", 1.0)]) == ["queue"]


def test_no_columns_no_roles() -> None:
    assert guess_roles([]) == []


def test_of_two_words_the_later_one_decides() -> None:
    names = ["Review backlog", "Testing done", "Done, waiting for release"]
    assert [guess_roles([("Start", 0.0), (name, 1.0), ("End", 2.0)])[1] for name in names] == [
        "queue",
        "done",
        "waiting",
    ]
