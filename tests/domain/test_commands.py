"""Reading what people write to the bot: commands in both languages, bare questions, whom a text in a group means."""

import pytest

from core_api.domain.commands import Command, addressed, may_be_addressed, read, unaddressed


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/ask когда релиз?", Command("ask", "когда релиз?")),
        ("  /ASK@our_bot  когда релиз?", Command("ask", "когда релиз?")),
        ("/спроси\nкогда релиз?", Command("ask", "когда релиз?")),
        ("Спроси когда релиз", Command("ask", "когда релиз")),
        ("ask when is the release", Command("ask", "when is the release")),
        ("Когда релиз?", Command("ask", "Когда релиз?")),
        ("/start abc-def", Command("start", "abc-def")),
        ("Начать", Command("start")),
        ("сегодня", Command("today")),
        ("Помощь!", Command("help")),
        ("/доска Касса", Command("board", "Касса")),
        ("/quiet 22:00-08:00", Command("quiet", "22:00-08:00")),
        ("/отмена", Command("undo")),
    ],
)
def test_a_command_is_read_in_both_languages(text: str, command: Command) -> None:
    assert read(text) == command


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "/",
        "/approve",
        "/approve?",
        "да",
        "спроси",
        "ask",
        "отмени всё",
        "сегодня не смогу",
        "/askкогда",
    ],
)
def test_what_could_be_said_to_somebody_else_is_no_command(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "handle", "said"),
    [
        ("/ask@Our_Bot когда?", "our_bot", "/ask@Our_Bot когда?"),
        ("@our_bot когда?", "@our_bot", "когда?"),
        ("@our_bot: /today", "https://t.me/our_bot", "/today"),
        ("[club7|@team] /today", "https://vk.com/club7", "/today"),
        ("[club7|Команда] сегодня", "club7", "сегодня"),
        ("@bot:example.org /today", "@bot:example.org", "/today"),
        ("/today", "our_bot", None),
        ("/today@other_bot", "our_bot", None),
        ("@our_bot_2 /today", "our_bot", None),
        ("когда, @our_bot?", "our_bot", None),
        ("@ /today", "", None),
        ("/today@", "", None),
    ],
)
def test_in_a_group_it_is_told_whom_a_text_means(text: str, handle: str, said: str | None) -> None:
    assert addressed(text, handle) == said
    assert said is None or may_be_addressed(text)


def test_an_answer_to_our_message_needs_no_name() -> None:
    assert addressed("/today", "our_bot", to_us=True) == "/today"
    assert addressed("/today@other_bot", "our_bot", to_us=True) is None
    assert addressed("понятно", "our_bot", to_us=True) is None


def test_a_title_is_what_is_said_beside_the_name() -> None:
    assert unaddressed("@our_bot Планирование") == "Планирование"
    assert unaddressed("Планирование") == "Планирование"
