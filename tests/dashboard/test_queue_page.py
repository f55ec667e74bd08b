"""The queue page: what is shown to decide by, and what each button does on the board."""

from collections.abc import Callable
from typing import Any

import pytest

from core_api.contracts.board import Move
from core_api.contracts.proposal import REASONS
from core_api.locales import text
from core_api.store import meetings

MOVE, DUE, COMMENT = "pr_move_10", "pr_due_11", "pr_comment_12"


def _column(home: Any, card: str) -> str:
    column_id = home.card(card).column_id
    return str(next(column.name for column in home.board().columns if column.id == column_id))


def test_a_proposal_shows_all_that_is_needed_to_decide(page: Any, home: Any) -> None:
    text = page.text()
    for words in ("Move", "Бэклог", "Ревью", "Тёмная тема сайта", "Касса театра «Рампа»", "Планёрка"):
        assert words in text
    assert "Карточку номер двенадцать переносим в ревью." in text, "the quote"
    assert "1:06" in text
    assert "Тимур Ахметов" in text
    assert "Why it asks: it was not said outright (62% sure)." in text, "why it asks, in words"
    assert "62%" in text
    assert "Could also be" in text
    assert "Fri, 6 March 2026" in text


def test_everything_is_russian_in_russian(api: str, open_page: Callable[..., Any]) -> None:
    page = open_page(api, language="ru")
    text = page.text()
    for words in ("Переместить", "Почему спрашивает", "прямо этого не сказали", "62 %", "пт, 6 марта 2026"):
        assert words in text
    assert "dashboard-" not in text
    assert [button.label for button in page.test.button if button.key == f"apply-{MOVE}-1"] == ["Применить"]


def test_the_language_can_be_switched(page: Any) -> None:
    next(group for group in page.test.get("button_group") if group.key == "lang").set_value("ru")
    page.run()
    assert "Почему спрашивает" in page.text()
    assert page.test.query_params["lang"] == "ru", "a reload keeps it"


def test_one_tap_applies_and_done_is_said_only_when_the_board_shows_it(page: Any, home: Any) -> None:
    page.click(f"apply-{MOVE}")
    assert "Being written to the board: Move · Тёмная тема сайта" in page.text()
    assert not page.has(f"apply-{MOVE}")
    assert _column(home, "Тёмная тема сайта") == "Бэклог"
    home.work()
    page.run()
    assert "On the board: Move · Тёмная тема сайта" in page.text()
    assert _column(home, "Тёмная тема сайта") == "Ревью"


def test_what_was_just_applied_can_be_undone_beside_it(page: Any, home: Any) -> None:
    page.click(f"apply-{MOVE}")
    home.work()
    page.run().click("undo-decided")
    assert "Taken back: Тёмная тема сайта" in page.text()
    assert _column(home, "Тёмная тема сайта") == "Бэклог"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("column", "when proposed:", "now:", "we would write:", "Somebody changed the same thing")),
        ("ru", ("колонка", "когда предлагали:", "сейчас:", "запишем:", "изменил человек")),
    ],
)
def test_what_comes_back_shows_what_was_what_is_and_what_we_would_write(
    api: str, open_page: Callable[..., Any], home: Any, language: str, told: tuple[str, ...]
) -> None:
    page = open_page(api, language=language)
    page.click(f"apply-{MOVE}")
    waits = next(column.id for column in home.board().columns if column.name == "Ждём")
    connector, board_id = home.installation.connector_for("local:team")
    connector.apply(board_id, home.card("Тёмная тема сайта").id, Move(column_id=waits), "by-hand")
    home.work()
    page.run()
    text = page.text()
    for words in (*told, "Бэклог", "Ждём", "Ревью"):
        assert words in text
    assert _column(home, "Тёмная тема сайта") == "Ждём"


@pytest.mark.parametrize(("typed", "expected"), [("ждём", "Ждём"), ("Готово", "Готово")])
def test_an_edit_is_typed_like_a_person(page: Any, home: Any, typed: str, expected: str) -> None:
    page.click(f"edit-{MOVE}")
    assert "К выполнению" in page.text(), "the board's columns are named"
    page.test.text_input(f"typed-{MOVE}-1").set_value(typed)
    page.click(f"send-edit-{MOVE}")
    home.work()
    assert _column(home, "Тёмная тема сайта") == expected


def test_a_day_is_typed_in_words(page: Any, home: Any) -> None:
    page.click(f"edit-{DUE}")
    page.test.text_input(f"typed-{DUE}-1").set_value("к пятнице")
    page.click(f"send-edit-{DUE}")
    home.work()
    assert home.card("Мобильное приложение").due.isoweekday() == 5


def test_a_value_that_is_not_understood_is_told_beside_it_and_asked_again(page: Any) -> None:
    page.click(f"edit-{DUE}")
    page.test.text_input(f"typed-{DUE}-1").set_value("когда-нибудь")
    page.click(f"send-edit-{DUE}")
    assert "когда-нибудь" in page.text()
    assert page.has(f"send-edit-{DUE}"), "the form is still open"
    assert page.has(f"apply-{DUE}")


def test_another_card_is_chosen_from_the_board_with_the_runner_up_first(page: Any, home: Any) -> None:
    page.click(f"other-{MOVE}")
    box = page.test.selectbox(f"card-{MOVE}-1")
    assert home.board().cards[0].name in box.options[0], "the runner-up"
    assert not any("Тёмная тема" in option for option in box.options), "not the card it is about already"
    assert not any("Конкурс репостов" in option for option in box.options), "no archived card"
    box.set_value(home.card("Турникеты на входе").id)
    page.click(f"send-card-{MOVE}")
    assert "Handed to the other card" in page.text()
    assert not page.has(f"apply-{MOVE}")
    home.work()
    page.run()
    assert _column(home, "Турникеты на входе") == "Ревью", "the same change, on the other card"
    assert _column(home, "Тёмная тема сайта") == "Бэклог"


def test_only_a_note(page: Any, home: Any) -> None:
    page.click(f"note-{MOVE}")
    assert "Kept as a note only: Move · Тёмная тема сайта" in page.text()
    home.work()
    assert _column(home, "Тёмная тема сайта") == "Бэклог"


@pytest.mark.parametrize("reason", REASONS)
def test_rejected_with_a_reason_in_one_click(page: Any, home: Any, reason: str) -> None:
    from core_api.store import proposals

    page.click(f"reject-{MOVE}")
    (label,) = [
        button.label for button in page.test.button if (button.key or "").startswith(f"{reason}-{MOVE}")
    ]
    assert label.lower() == text(f"reason-{reason}", "en")
    page.click(f"{reason}-{MOVE}")
    assert "Rejected: Move" in page.text()
    assert not page.has(f"apply-{MOVE}")
    with home.installation.database.reading() as session:
        decision = proposals.decision(session, MOVE)
    assert decision is not None
    assert (decision.answer, decision.reason, decision.by.channel) == ("reject", reason, "dashboard")


def test_decisions_carry_the_name_that_was_typed(page: Any, home: Any) -> None:
    from core_api.store import proposals

    page.test.text_input("actor").set_value("Ольга Соловьёва")
    page.run().click(f"note-{MOVE}")
    with home.installation.database.reading() as session:
        decision = proposals.decision(session, MOVE)
    assert decision is not None
    assert decision.by.name == "Ольга Соловьёва"


def test_whoever_comes_second_is_told_who_was_first(api: str, open_page: Callable[..., Any]) -> None:
    first, second = open_page(api), open_page(api)
    first.test.text_input("actor").set_value("Olga")
    first.run().click(f"reject-{MOVE}").click(f"not-needed-{MOVE}")
    second.click(f"apply-{MOVE}")
    assert "Olga" in second.text()
    assert not second.has(f"apply-{MOVE}"), "the page was read anew"
    assert "Being written" not in second.text()


def test_a_new_version_is_shown_instead_of_being_decided_unseen(page: Any, home: Any) -> None:
    from core_api.store import proposals

    with home.installation.database.transaction() as session:
        old = proposals.get(session, MOVE).proposal
        proposals.replace(session, old.model_copy(update={"version": 2, "confidence": 0.31}), "open")
    page.click(f"apply-{MOVE}-1")
    assert page.has(f"apply-{MOVE}-2")
    assert "31%" in page.text()
    assert "Being written" not in page.text()


def test_what_people_say_is_shown_and_never_run(page: Any, home: Any) -> None:
    html = page.html()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **жирно** [ссылка](javascript:alert(1))" in html
    assert "&amp;amp;" in html, "an entity stays the letters it was"
    shown = [
        element.value
        for kind in ("markdown", "caption", "title", "header")
        for element in page.test.get(kind)
    ]
    assert not any("жирно" in value for value in shown), "nothing of a card goes through Markdown"
    labels = [button.label for button in page.test.button]
    assert not any("жирно" in label for label in labels)


def test_a_card_named_like_markup_is_shown_as_it_is_named(
    home: Any, api: str, open_page: Callable[..., Any]
) -> None:
    from core_api.contracts.board import Rename

    connector, board = home.installation.connector_for("local:team")
    name = "<img src=x onerror=alert(1)> **A** :red[B]"
    connector.apply(board, home.card("Турникеты на входе").id, Rename(name=name), "by-hand")
    page = open_page(api).click(f"other-{MOVE}")
    assert any(name in option for option in page.test.selectbox(f"card-{MOVE}-1").options)
    assert "<img" not in page.html()


def test_a_link_from_a_messenger_shows_that_proposal_first(
    api: str, open_page: Callable[..., Any], home: Any
) -> None:
    page = open_page(api, proposal=COMMENT)
    applies = [button.key for button in page.test.button if (button.key or "").startswith("apply-")]
    assert applies == [f"apply-{COMMENT}-1", f"apply-{MOVE}-1", f"apply-{DUE}-1"]
    page.click(f"note-{COMMENT}")
    later = open_page(api, proposal=COMMENT)
    assert "Rejected" in later.text()
    assert open_page(api, proposal="pr_none").has(f"apply-{MOVE}")


def test_a_shadow_board_is_marked(home: Any, api: str, open_page: Callable[..., Any]) -> None:
    from core_api.contracts.proposal import Verdict
    from core_api.store import proposals
    from core_api.usecases import boards

    boards.set_mode(home.installation, "local:team", "shadow")
    with home.installation.database.transaction() as session:
        old = proposals.get(session, MOVE).proposal
        verdict = Verdict(route="review", rule="shadow")
        proposals.replace(session, old.model_copy(update={"version": 2, "verdict": verdict}), "shadow")
    text = open_page(api).text()
    assert "Shadow mode: would do this by itself" in text
    assert "boardscribe board mode local:team live" in text


def test_all_decided_tells_where_to_look(page: Any) -> None:
    for proposal in (MOVE, DUE, COMMENT):
        page.click(f"note-{proposal}")
    assert "All decided" in page.text()


def test_an_empty_installation_tells_the_first_step(
    empty_home: Any, serve: Callable[[Any], str], open_page: Callable[..., Any]
) -> None:
    from core_api import wiring

    url = serve(wiring.web_app(empty_home.installation, empty_home.settings))
    for language, words in (("en", "No meeting yet"), ("ru", "Встреч пока нет")):
        text = open_page(url, language=language).text()
        assert words in text
        assert "boardscribe process" in text


def test_a_quote_is_listened_to_where_there_is_a_recording(page: Any, home: Any) -> None:
    assert not page.has("listen-"), "the meeting came as a text"
    home.record()
    page.run()
    assert page.test.get("audio") == []
    page.click(f"listen-{MOVE}")
    (player,) = page.test.get("audio")
    assert player.proto.autoplay
    assert player.proto.url
    page.click(f"listen-{MOVE}")
    assert page.test.get("audio") == []


def test_a_recording_that_is_gone_is_told_under_the_question(page: Any, home: Any) -> None:
    home.record()
    with home.installation.database.transaction() as session:
        meeting = meetings.get(session, home.meeting_id)
        meetings.update(session, meeting.model_copy(update={"blob": "0" * 64}))
    page.run().click(f"listen-{DUE}")
    assert page.test.get("audio") == []
    assert page.has(f"try-again-listen-{DUE}")
    assert page.has(f"apply-{DUE}"), "deciding goes on"
