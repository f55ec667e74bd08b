"""What is asked of Trello and what is not, what people see on their cards, and what our keys may do."""

import json
import logging
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial

import pytest
from pydantic import SecretStr

from core_api.contracts.accounts import Accounts, TrelloAccount
from core_api.contracts.board import AddCheck, Comment, Create, Describe, Due, Rename, Restore, Withdraw
from core_api.contracts.connector import Edit, Rate
from core_api.contracts.problems import Conflict, NotFound, Problem, TooLarge
from kanban_connectors.local.shelf import MemoryShelf
from kanban_connectors.pacing import MemoryPace
from kanban_connectors.service import Boards
from kanban_connectors.trello.connector import TrelloConnector
from tests.doubles.pace import Unpaced
from tests.doubles.trello import KEY, TOKEN
from tests.doubles.trello_board import account_at
from tests.kanban_connectors.conftest import Trello


class Counting(Unpaced):
    """A `Pace` that writes down what it was asked and told."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, tuple[Rate, ...]]] = []
        self.learnt: list[tuple[str, int, float]] = []
        self.paused: list[tuple[str, float]] = []

    def take(self, scope: str, rates: tuple[Rate, ...], *, patience: float) -> None:
        self.taken.append((scope, rates))

    def learn(self, scope: str, remaining: int, seconds: float) -> None:
        self.learnt.append((scope, remaining, seconds))

    def pause(self, scope: str, seconds: float) -> None:
        self.paused.append((scope, seconds))


def test_several_fields_go_in_one_request_with_all_of_it_in_the_body(trello: Trello) -> None:
    trello.apply(
        Edit(
            name="Оплата",
            description="Anew",
            column_id=trello.names.columns["doing"],
            due=Due(date=date(2026, 3, 6)),
            archived=True,
        )
    )
    (sent,) = [asked for asked in trello.faults.asked if asked.writes]
    assert sent.line == f"PUT /1/cards/{trello.pay['id']}"
    assert sent.query == {}
    assert json.loads(sent.body) == {
        "name": "Оплата",
        "desc": "Anew",
        "idList": trello.names.columns["doing"],
        "pos": "bottom",
        "due": "2026-03-06T12:00:00.000Z",
        "closed": True,
    }


def test_neither_key_nor_token_is_in_an_address_a_log_or_an_exception(
    trello: Trello, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for name in ("httpx", "httpcore", "asyncio"):
            logging.getLogger(name).setLevel(logging.DEBUG)
        seen = [repr(trello.connector.identify()), repr(trello.connector), repr(vars(trello.connector))]
        trello.apply(Comment(text="hello"))
        trello.apply(Create(name="X", column_id=trello.names.columns["todo"]), "op_2", None)
        trello.connector.snapshot(trello.names.board)
        for kind in ("busy", "lost", "cut", "page", "torn", "before"):
            for call in (trello.connector.identify, partial(trello.apply, Rename(name=f"By {kind}"))):
                trello.faults.next(kind, times=4)
                with pytest.raises(Problem) as caught:
                    call()
                trello.faults.calm()
                problem: BaseException | None = caught.value
                while problem:
                    seen += [str(problem), repr(problem), repr(vars(problem))]
                    problem = problem.__cause__ or problem.__context__
    assert "HTTP Request: GET" in caplog.text
    for secret in (KEY, TOKEN):
        assert secret not in caplog.text + "".join(seen)
        assert all(secret not in f"{asked.query}{asked.body!r}" for asked in trello.faults.asked)
    paths = {asked.path.replace(TOKEN, "TOKEN") for asked in trello.faults.asked if TOKEN in asked.path}
    assert paths == {"/1/tokens/TOKEN"}


def test_a_credential_with_odd_letters_is_refused_and_not_shown(trello: Trello) -> None:
    account = TrelloAccount(url=trello.url, key=SecretStr(KEY), token=SecretStr('секрет"\n'))
    with closing(TrelloConnector(account, Unpaced())) as connector:
        with pytest.raises(Problem, match="vendor-unauthorized") as caught:
            connector.identify()
        assert "секрет" not in repr(caught.value.__context__)


def test_who_we_are_and_what_the_token_lacks_or_has_too_much_of(trello: Trello) -> None:
    who = trello.connector.identify()
    assert (who.id, who.name, who.username) == (trello.double.me, "Boardscribe", "boardscribe_bot")
    assert (who.rights, who.missing, who.excess, who.expires_at) == (("read", "write"), (), (), None)
    key = trello.world.tokens[TOKEN]
    key.write, key.account, key.expires = False, True, datetime(2100, 1, 1, tzinfo=UTC)
    who = trello.connector.identify()
    assert (who.missing, who.excess, who.expires_at) == (("write",), ("account",), key.expires)


def test_calls_are_counted_for_the_token_and_for_the_key_and_replies_teach(trello: Trello) -> None:
    pace = Counting()
    with closing(TrelloConnector(account_at(trello.url), pace, sleep=lambda _seconds: None)) as connector:
        connector.outline(trello.names.board)
        (token, rates), (key, key_rates) = pace.taken
        assert (rates, key_rates) == ((Rate(calls=90, seconds=10),), (Rate(calls=270, seconds=10),))
        assert [(scope, seconds) for scope, _, seconds in pace.learnt] == [(token, 10.0), (key, 10.0)]
        connector.boards()
        assert Rate(calls=90, seconds=900) in {rate for _, rates in pace.taken for rate in rates}
        trello.faults.next("busy")
        connector.outline(trello.names.board)
        assert pace.paused == [(token, 10.0), (key, 10.0)]
    assert TOKEN not in repr(pace.taken)
    assert KEY not in repr(pace.taken)


def test_what_trello_says_is_left_keeps_us_below_a_limit_that_we_did_not_know(trello: Trello) -> None:
    trello.double.limits.token, trello.double.limits.seconds = 5, 0.3
    with closing(TrelloConnector(account_at(trello.url), MemoryPace())) as connector:
        for _ in range(12):
            connector.outline(trello.names.board)
    assert len(trello.faults.asked) == 12  # none was refused and asked again


def test_five_thousand_cards_are_few_requests_and_going_on_after_one_change_a_handful(trello: Trello) -> None:
    world, names = trello.world, trello.names
    archived = world.add_list(names.board, "Archive", 5.0, closed=True)
    for number in range(4997):
        column = (names.columns["todo"], names.columns["doing"], archived)[number % 3]
        world.add_card(column, f"Card {number}", pos=float(number % 97 + 1), desc=f"About {number}")
    first = trello.connector.snapshot(names.board)
    assert len(trello.asked()) <= 60
    assert len({card.id for card in first.cards}) == 5000
    assert sum(card.archived for card in first.cards) == sum(
        card["idList"] == archived for card in world.cards.values()
    )
    trello.apply(Rename(name="Payment page"))
    trello.asked()
    second = trello.connector.snapshot(names.board, first)
    assert len(trello.asked()) <= 8
    before = {card.id: card for card in first.cards}
    assert [card.name for card in second.cards if card != before[card.id]] == ["Payment page"]
    assert {card.description for card in second.cards} == {card.description for card in first.cards}


def test_a_second_reading_of_an_ordinary_board_is_three_requests(trello: Trello) -> None:
    first = trello.connector.snapshot(trello.names.board)
    trello.apply(Describe(text="Apple Pay too"))
    deleted = trello.world.cards.pop(trello.names.cards["docs"])
    trello.asked()
    second = trello.connector.snapshot(trello.names.board, first)
    assert trello.asked() == [
        f"GET /1/boards/{trello.names.board}",
        f"GET /1/boards/{trello.names.board}/cards",
        "GET /1/batch",
    ]
    assert {card.name: card.description for card in second.cards} == {
        "Pay page": "With cards\n\nApple Pay too",
        "Login": "",
    }
    assert deleted["id"] not in {card.id for card in second.cards}


def test_people_read_our_texts_without_the_marks_and_the_marks_outlive_their_edits(trello: Trello) -> None:
    create = Create(name="Refunds", column_id=trello.names.columns["todo"], text="Why")
    made = trello.apply(create, "op_1", None)
    stored = trello.world.cards[str(made.remote_id)]
    assert stored["desc"].startswith("Why\n\n[boardscribe]: #")  # Markdown shows no such line
    for text in ("and how", ""):
        trello.connector.apply(
            trello.names.board, stored["id"], Describe(text=text, replace=not text), f"op_{text}"
        )
        assert len(trello.connector.find(trello.names.board, None, create, "op_1")) == 1
    listed = next(
        one for one in trello.connector.snapshot(trello.names.board).cards if one.id == stored["id"]
    )
    assert listed.description == ""
    trello.apply(Comment(text="hello"))
    assert [comment.text for comment in trello.read().comments] == ["hello"]


def test_a_text_is_measured_as_trello_measures_it(trello: Trello) -> None:
    trello.apply(Rename(name="🙂" * 8192))
    trello.asked()
    with pytest.raises(TooLarge, match="vendor-too-large"):
        trello.apply(Rename(name="🙂" * 8193))
    assert all(line.startswith("GET") for line in trello.asked())


def test_the_checklist_of_a_person_stays_when_our_item_goes(trello: Trello) -> None:
    card = trello.names.cards["login"]
    theirs = trello.world.add_checklist(card, "Checklist")
    old = f"{int(theirs['id'][:8], 16) - 86400:08x}{theirs['id'][8:]}"  # made yesterday
    trello.world.checklists[old] = trello.world.checklists.pop(theirs["id"]) | {"id": old}
    item = trello.apply(AddCheck(name="Ours"), "op_1", "login").remote_id
    trello.apply(Withdraw(what="check_item", remote_id=str(item)), "op_2", "login")
    assert [checklist.id for checklist in trello.read("login").checklists] == [old]
    made = trello.apply(AddCheck(name="Наше"), "op_3", "docs").remote_id
    assert [checklist.name for checklist in trello.read("docs").checklists] == ["Чек-лист"]
    trello.apply(Withdraw(what="check_item", remote_id=str(made)), "op_4", "docs")
    assert trello.read("docs").checklists == ()


def test_a_card_in_a_closed_list_is_archived_and_does_not_come_back_by_itself(trello: Trello) -> None:
    trello.world.lists[trello.names.columns["todo"]]["closed"] = True
    assert trello.read().archived
    with pytest.raises(Conflict, match="column-closed"):
        trello.apply(Restore())


def test_a_card_of_another_board_is_not_ours_to_touch(trello: Trello) -> None:
    board = trello.world.add_board("Other", [trello.double.me])
    card = trello.world.add_card(trello.world.add_list(board, "To do", 1.0), "Foreign")
    with pytest.raises(NotFound, match="card-not-found"):
        trello.connector.apply(trello.names.board, card["id"], Rename(name="Mine"), "op_1")
    assert card["name"] == "Foreign"


def test_a_board_is_found_by_the_letters_of_its_address_too(trello: Trello) -> None:
    short = trello.world.boards[trello.names.board]["shortLink"]
    assert trello.connector.outline(short).id == trello.names.board
    assert trello.connector.card(short, trello.pay["shortLink"]).id == trello.pay["id"]


@pytest.mark.parametrize("odd", ["../members/me", "me?x=1", "", "g" * 24, "0" * 23, "%2e%2e"])
def test_what_is_no_id_is_never_put_into_a_path(trello: Trello, odd: str) -> None:
    with pytest.raises(NotFound, match="board-not-found"):
        trello.connector.snapshot(odd)
    with pytest.raises(NotFound, match="card-not-found"):
        trello.connector.card(trello.names.board, odd)
    assert trello.asked() == []


def test_the_boards_give_a_trello_board_by_its_reference(trello: Trello) -> None:
    boards = Boards(MemoryShelf(), Accounts(trello=account_at(trello.url)), Unpaced())
    connector, board = boards(f"trello:{trello.names.board}")
    assert isinstance(connector, TrelloConnector)
    with closing(connector):
        assert connector.outline(board).name == "Demo"
        assert not connector.capabilities.hard_delete
