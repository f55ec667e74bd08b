"""No text of a board file steers the screen of whoever looks at the board."""

import json

from kanban_connectors.file.reading import read_board

BAD = "a\x1b[2Jb\x07c\u202ed\u2066e"
GOOD = "a[2Jbcde"


def test_every_text_of_a_board_is_plain() -> None:
    export = {
        "id": "b1",
        "name": BAD,
        "lists": [{"id": "l1", "name": BAD}],
        "cards": [
            {
                "id": "c1",
                "name": BAD,
                "desc": f"{BAD}\r\n\tmore",
                "idList": "l1",
                "labels": [{"id": "g1", "name": BAD}],
            }
        ],
        "members": [{"id": "m1", "fullName": BAD, "username": BAD}],
        "checklists": [{"id": "k1", "idCard": "c1", "name": BAD, "checkItems": [{"id": "i1", "name": BAD}]}],
        "actions": [
            {
                "id": "a1",
                "type": "commentCard",
                "data": {"text": BAD, "card": {"id": "c1"}},
                "memberCreator": {"fullName": BAD},
            }
        ],
    }
    board = read_board(json.dumps(export).encode(), "board.json")
    card = board.cards[0]
    texts = [
        board.name,
        board.columns[0].name,
        card.name,
        card.checklists[0].name,
        card.checklists[0].items[0].name,
        card.comments[0].text,
        card.comments[0].author,
        board.members[0].name,
        board.members[0].username,
        board.labels[0].name,
    ]
    assert texts == [GOOD] * len(texts)
    assert card.description == f"{GOOD}\n\tmore"
