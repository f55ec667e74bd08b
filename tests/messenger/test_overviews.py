"""The day, cards without news, and taking a change back from the list of the last ones."""

import pytest

from core_api.contracts.board import Due, Move
from core_api.contracts.messages import Button, Notice
from core_api.contracts.proposal import ChangeRecord
from core_api.store import arrivals
from core_api.usecases import people as team
from core_api.usecases.history import changes
from core_api.usecases.messenger import answering, overviews
from core_api.usecases.permissions import OWNER
from tests.messenger import kills
from tests.messenger.office import Office


def notices(office: Office, user: str) -> list[Notice]:
    return [view for view in office.messenger.views(user) if isinstance(view, Notice)]


def write(office: Office, user: str, text: str) -> Notice:
    office.come(office.messenger.wrote(user, text))
    return notices(office, user)[-1]


def standing(office: Office) -> list[ChangeRecord]:
    """The changes that nobody took back, the newest first."""
    return [one for one in changes(office.installation) if one.undoes is None and one.undone_by is None]


def buttons(office: Office, user: str) -> list[Button]:
    """Those of the newest message with any."""
    letters = [letter for letter in office.messenger.chat(user) if letter.rows]
    return [button for row in letters[-1].rows for button in row.buttons]


# --- today ----------------------------------------------------------------------------------------------------


def test_the_day_tells_what_waits_and_who_changed_what(office: Office, anna: str) -> None:
    office.meet()
    automatic = len(standing(office))
    assert automatic > 0
    office.press(anna, "next")
    office.press(anna, "approve")
    told = write(office, anna, "/today")
    assert told.code == "today"
    assert told.params == {"waits": len(office.waiting()), "auto": automatic, "people": 1}
    codes = [item.code for item in told.items]
    assert codes == ["waiting", "change-by", *["change-auto"] * automatic]
    assert told.items[1].params["name"] == "Анна"
    assert office.press(anna, "next") == "shown", "what waits can be gone through from there"
    assert office.questions(anna)[-1].outcome is None


def test_of_other_boards_and_other_days_nothing_is_told(office: Office, anna: str) -> None:
    office.meet()
    office.person("Олег", "5", "approver", board="local:other")
    assert write(office, "5", "/today") == Notice(code="today-none")
    office.clock.later(days=1)
    told = write(office, anna, "сегодня")
    assert (told.params["auto"], told.params["people"]) == (0, 0)
    assert told.params["waits"] == len(office.waiting())


# --- cards without news ---------------------------------------------------------------------------------------


def test_cards_without_news_are_listed_with_their_columns(office: Office, anna: str) -> None:
    assert write(office, anna, "/board").problem == "no-meeting-yet"
    office.meet()
    told = write(office, anna, "/board")
    assert told.code == "board-stale"
    assert told.params["count"] == len(told.items) > 0
    assert told.params["board"]
    for item in told.items:
        assert item.code == "stale"
        assert item.text
        assert item.params["column"]
    assert write(office, anna, f"/доска {str(told.params['board'])[:4]}") == told
    unknown = write(office, anna, "/board Марс")
    assert (unknown.code, unknown.params["text"]) == ("board-unknown", "Марс")


def test_a_board_that_is_none_of_theirs_is_not_shown(office: Office) -> None:
    office.meet()
    office.person("Олег", "5", "observer", board="local:other")
    assert write(office, "5", "/board team").code == "board-unknown"


# --- undo -----------------------------------------------------------------------------------------------------


def test_the_last_changes_can_be_taken_back_one_by_one(office: Office, anna: str) -> None:
    office.meet()
    made = standing(office)
    listed = write(office, anna, "/undo")
    assert listed.code == "undo-list"
    assert [item.text for item in listed.items] == [one.card.name for one in made[:5]]
    offered = buttons(office, anna)
    assert len(offered) == min(len(made), 5)
    for button, change in zip(offered, made, strict=False):
        assert button.text.startswith(change.card.name[:20])
    office.clock.later(minutes=1)
    assert office.press(anna, offered[0].text) == "undoing"
    gone = changes(office.installation)[0]
    assert (gone.undoes, gone.by.name, gone.by.channel) == (made[0].id, "Анна", "telegram")
    assert standing(office) == made[1:]
    told = notices(office, anna)[-1]
    assert (told.code, told.params) == ("undone-more", {"card": made[0].card.name})
    assert [item.text for item in told.items] == [one.card.name for one in made[1:6]]
    assert office.press(anna, buttons(office, anna)[0].text) == "undoing"
    assert standing(office) == made[2:]


def test_a_change_is_taken_back_once_however_often_it_is_pressed(office: Office, anna: str) -> None:
    office.person("Борис", "8", "approver")
    office.meet()
    made = standing(office)
    for user in (anna, "8"):
        write(office, user, "/undo")
    presses = [office.messenger.press(user, buttons(office, user)[0].text) for user in (anna, "8", anna, "8")]
    toasts = office.come(*presses)
    assert sorted(toast.code for toast in toasts) == [*["already-decided-by"] * 3, "undoing"]
    assert len(changes(office.installation)) == len(made) + 1
    late = presses[1].model_copy(update={"id": "u999", "press": "p999"})
    assert office.come(late)[0].code == "already-decided-by"


def test_who_may_not_decide_any_more_takes_nothing_back(office: Office, anna: str) -> None:
    office.meet()
    made = standing(office)
    write(office, anna, "/undo")
    press = office.messenger.press(anna, buttons(office, anna)[0].text)
    stranger = press.model_copy(update={"user": "666", "id": "u999", "press": "p999"})
    assert office.come(stranger)[0].code == "not-yours"
    team.revoke(office.installation, OWNER, "Анна", "local:team")
    assert office.come(press)[0].code == "revoked"
    assert standing(office) == made
    team.grant(office.installation, OWNER, "Анна", "local:team", "observer")
    assert write(office, anna, "/undo") == Notice(code="undo-none")


@pytest.mark.parametrize(
    "point", [(answering.undoing, "_undo"), (overviews, "taken_back"), (arrivals, "finish")]
)
def test_an_undo_that_was_killed_is_done_once_and_told(
    office: Office, anna: str, point: tuple[object, str]
) -> None:
    office.meet()
    made = standing(office)
    write(office, anna, "/undo")
    press = office.messenger.press(anna, buttons(office, anna)[0].text)
    with kills.dying(*point):
        kills.answer(office, press)
    office.work()
    assert standing(office) == made[1:]
    assert len(changes(office.installation)) == len(made) + 1
    assert [notice.code for notice in notices(office, anna)] == ["undone-more"]


def test_what_cannot_be_taken_back_is_told_and_offered_on(office: Office, anna: str) -> None:
    """Somebody moved the card on: the change stays, and the button can be pressed when it is put right."""
    office.meet()
    move = next(one for one in standing(office) if one.operation.kind == "move")
    connector, board_id = office.installation.connector_for("local:team")
    columns = connector.outline(board_id).columns
    now = connector.card(board_id, move.card.id).column_id
    elsewhere = next(one.id for one in columns if one.id != now)
    write(office, anna, "/undo")
    offered = next(one for one in buttons(office, anna) if one.text.startswith(move.card.name[:20]))
    press = office.messenger.press(anna, offered.text)
    connector.apply(board_id, move.card.id, Move(column_id=elsewhere), "by-hand")
    assert office.come(press)[0].code == "undoing"
    told = notices(office, anna)[-1]
    assert (told.code, told.problem) == ("problem", "changed-since")
    assert move in standing(office)
    connector.apply(board_id, move.card.id, Move(column_id=now), "by-hand-again")
    again = press.model_copy(update={"id": "u998", "press": "p998"})
    assert office.come(again)[0].code == "undoing"
    assert move not in standing(office)


def test_a_day_that_can_be_taken_back_is_written_as_people_write_days(office: Office, anna: str) -> None:
    office.ask_everything()
    office.meet()
    office.press(anna, "next")
    while office.questions(anna)[-1].operation != "due":
        office.press(anna, "note")
    office.press(anna, "approve")
    (made,) = standing(office)
    assert isinstance(made.operation, Due)
    assert made.operation.date
    write(office, anna, "/undo")
    offered = [one.text for one in buttons(office, anna) if made.card.name[:20] in one.text]
    assert [f"{made.operation.date.day} " in text for text in offered] == [True], offered
    assert not any(str(made.operation.date) in text for text in offered), offered
