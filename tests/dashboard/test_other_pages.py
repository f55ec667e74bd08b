"""Changes with their undo, meetings with their work, questions, forgotten cards, health."""

from collections.abc import Callable
from typing import Any

from core_api.contracts.board import Move
from core_api.store import meetings
from core_api.usecases import people
from core_api.usecases.permissions import OWNER

MOVE = "pr_move_10"


def _change_of(home: Any, proposal: str) -> str:
    from core_api.usecases.history import changes

    return next(change.id for change in changes(home.installation) if change.proposal_id == proposal)


def _applied(page: Any, home: Any) -> str:
    page.click(f"apply-{MOVE}")
    home.work()
    return _change_of(home, MOVE)


def _move_by_hand(home: Any, card: str, column: str) -> None:
    connector, board = home.installation.connector_for("local:team")
    target = next(item.id for item in home.board().columns if item.name == column)
    connector.apply(board, home.card(card).id, Move(column_id=target), f"by-hand-{column}")


def test_a_change_tells_who_decided_and_is_undone_in_one_click(page: Any, home: Any) -> None:
    change = _applied(page, home)
    page.go("changes")
    assert "dashboard" in page.text(), "the channel"
    assert "Карточку номер двенадцать" in page.text(), "the words"
    assert "Тимур Ахметов" in page.text(), "who said them"
    page.click(f"undo-list-{change}")
    assert "Taken back: Тёмная тема сайта" in page.text()
    assert not page.has(f"undo-list-{change}")
    assert "Undone" in page.text()


def test_a_change_that_somebody_touched_asks_first(page: Any, home: Any) -> None:
    change = _applied(page, home)
    _move_by_hand(home, "Тёмная тема сайта", "Готово")
    page.go("changes").click(f"undo-list-{change}")
    assert "Тёмная тема сайта" in page.text()
    assert page.has(f"force-list-{change}")
    page.click(f"leave-list-{change}")
    assert page.has(f"undo-list-{change}")
    page.click(f"undo-list-{change}").click(f"force-list-{change}")
    assert "Taken back" in page.text()
    columns = {column.id: column.name for column in home.board().columns}
    assert columns[home.card("Тёмная тема сайта").column_id] == "Бэклог"


def test_the_history_of_a_card_tells_what_others_changed_too(page: Any, home: Any) -> None:
    change = _applied(page, home)
    _move_by_hand(home, "Тёмная тема сайта", "Готово")
    home.board()
    told = page.go("changes").text().count("Готово")
    page.click(f"history-{change}")
    assert "Somebody moved the card on the board" in page.text()
    assert page.text().count("Готово") == told + 1
    page.click(f"history-{change}")
    assert "Somebody moved the card" not in page.text()


def test_changes_of_the_gate_say_by_which_rule(page: Any, home: Any) -> None:
    from core_api.usecases.history import changes

    page.go("changes")
    if any(change.by.kind == "gate" for change in changes(home.installation)):
        assert "without asking" in page.text()


def test_meetings_show_their_minutes(page: Any) -> None:
    page.go("meetings")
    assert "Планёрка" in page.text()
    assert "planning-ru.vtt" in page.text()
    page.click("open-mtg_")
    assert "Overview" in page.text()
    (button,) = page.test.get("download_button")
    assert button.label == "Download the minutes"


def test_a_meeting_says_whose_it_is(page: Any, home: Any) -> None:
    anna = people.add(home.installation, OWNER, "Анна Белова")
    with home.installation.database.transaction() as session:
        meeting = meetings.get(session, home.meeting_id)
        meetings.update(session, meeting.model_copy(update={"owner_id": anna.id}))
    page.go("meetings").click("open-mtg_")
    assert "Анна Белова's meeting" in page.text()


def test_a_meeting_that_stopped_says_why_and_goes_on_after_retry(
    home: Any, api: str, open_page: Callable[..., Any], monkeypatch: Any
) -> None:
    from core_api.contracts.problems import Invalid
    from core_api.usecases import work

    def stop(*_args: object) -> str:
        raise Invalid("file-unreadable", name="запись.ogg", detail="<b>bold</b>")

    sample = home.settings.home.parent / "talk.vtt"
    sample.write_text("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Вера>Привет всем.\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(work, "summarize", stop)
        page = open_page(api, view="meetings")
        _submit(home, sample)
        home.work()
    page.run()
    assert "Stopped by an error" in page.text()
    assert "запись.ogg" in page.text()
    assert "<b>bold" not in page.html()
    page.click("retry-")
    assert "Queued again." in page.text()
    home.work()
    assert "Stopped by an error" not in page.run().text()


def test_a_meeting_that_a_person_stopped_goes_on_after_retry(
    home: Any, api: str, open_page: Callable[..., Any]
) -> None:
    from core_api.usecases.resume import cancel

    sample = home.settings.home.parent / "talk.vtt"
    sample.write_text("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Вера>Привет всем.\n", encoding="utf-8")
    cancel(home.installation, _submit(home, sample))
    page = open_page(api, view="meetings")
    assert "Stopped" in page.text()
    page.click("retry-")
    home.work()
    assert "Stopped" not in page.run().text()


def _submit(home: Any, path: Any) -> str:
    from core_api import wiring
    from core_api.usecases.submit import Submission, submit

    submission = Submission(path=path, board="local:team")
    return submit(home.installation, submission, wiring.read_source(path, None)).id


def test_all_changes_of_a_meeting_are_taken_back_after_a_question(page: Any, home: Any) -> None:
    _applied(page, home)
    page.go("meetings").click("open-mtg_").click("undo-all-mtg_")
    assert "Take back every change" in page.text()
    page.click("undo-all-yes-")
    assert "taken back" in page.text()
    columns = {column.id: column.name for column in home.board().columns}
    assert columns[home.card("Тёмная тема сайта").column_id] == "Бэклог"


def test_a_question_is_answered_with_where_it_was_said(page: Any) -> None:
    page.go("ask")
    page.test.text_input("question").set_value("Что решили про летний сезон?")
    page.click("ask")
    assert "летний сезон" in page.text()
    assert "Планёрка, " in page.text()


def test_a_question_that_was_not_discussed(page: Any) -> None:
    page.go("ask")
    page.test.text_input("question").set_value("Как зовут кита на орбите Юпитера?")
    page.click("ask")
    assert "Try other words" in page.text()
    page.test.text_input("question").set_value("  ")
    page.click("ask")
    assert "Type a question first." in page.text()


def test_forgotten_cards(page: Any, home: Any) -> None:
    from core_api.usecases.boards import stale

    page.go("stale")
    assert "Касса театра «Рампа»" in page.text()
    for item in stale(home.installation, "local:team").cards:
        assert item.card.name in page.text()


def test_the_foot_of_the_page_says_what_is_limited(page: Any) -> None:
    assert "Limited:" in page.text()
    assert "Language model" in page.text()
    assert "BOARDSCRIBE_LLM_URL" in page.text(), "and how to mend it"
