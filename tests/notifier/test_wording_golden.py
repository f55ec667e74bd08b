"""The sample messages, to the letter, in both languages."""

import pytest

from core_api.contracts.messages import ChannelCapabilities
from core_api.contracts.model import Language
from notifier.wording import compose
from tests.doubles.telegram_html import visible
from tests.notifier import said

QUESTION = {
    "ru": """\
🟡 <b>Проверить · 2 из 5</b> · «Платформа», чт 12 марта, 10:00

<b>Срок: </b><s>сб 14 марта</s> → <b>сб 21 марта</b>

📌 <b>#142 </b><a href="https://board.example/c/142?view=full&amp;tab=1"><b>Возврат платежей</b></a>
доска «Платежи» · колонка «В работе»

🎙 Аня К., 27:41–28:05
<blockquote>«доделаю возвраты к следующей пятнице, банк ещё не выдал сертификат»</blockquote>

Совпадение с карточкой: высокое
Возможно, другая карточка: Частичные возвраты
Почему спрашиваю: о таких изменениях всегда спрашивают.""",
    "en": """\
🟡 <b>To check · 2 of 5</b> · “Platform”, Thu 12 March, 10:00

<b>Due date: </b><s>Sat 14 March</s> → <b>Sat 21 March</b>

📌 <b>#142 </b><a href="https://board.example/c/142?view=full&amp;tab=1"><b>Refunds</b></a>
board “Payments” · column “In progress”

🎙 Anna K., 27:41–28:05
<blockquote>“I'll finish the refunds by next Friday, the bank hasn't issued the certificate yet”</blockquote>

Match with the card: high
Could also be: Partial refunds
Why it asks: changes of this kind are always asked about.""",
}
BUTTONS = {
    "ru": [
        ["✅ Применить", "✏️ Изменить"],
        ["🔀 Другая карточка", "▶️ Слушать"],
        ["💬 Только заметка", "❌ Отклонить"],
    ],
    "en": [["✅ Apply", "✏️ Edit", "🔀 Other card"], ["▶️ Listen", "💬 Only a note", "❌ Reject"]],
}
DECIDED = {
    "ru": "✅ Сделано на доске · «Платформа», чт 12 марта, 10:00\nРешение: Иван Петров, чт 12 марта, 11:05\n\n",
    "en": "✅ Done on the board · “Platform”, Thu 12 March, 10:00\nDecided by Ivan Petrov, Thu 12 March, 11:05\n\n",
}
DIGEST = {
    "ru": """\
📋 Итоги встречи
«Платформа», чт 12 марта, 10:00 · доска «Платежи»

> Ждём сертификат банка.

Сделано без вопроса: 2
• Частичные возвраты · Переместить: В работе → На проверке
• Возврат платежей · Комментарий: «Ждём сертификат банка»

Нужно ваше решение: 2 вопроса
1. Возврат платежей · Срок: сб 14 марта → сб 21 марта
2. Обновить сертификат банка · Новая карточка
3. ✅ Частичные возвраты · Переместить: В работе → На проверке

Ещё 2 вопроса заданы другим""",
    "en": """\
📋 What the meeting came to
“Platform”, Thu 12 March, 10:00 · board “Payments”

> Waiting for the bank's certificate.

Done without asking: 2
• Partial refunds · Move: In progress → In review
• Refunds · Comment: “Waiting for the bank's certificate”

2 questions for you
1. Refunds · Due date: Sat 14 March → Sat 21 March
2. Renew the bank's certificate · New card
3. ✅ Partial refunds · Move: In progress → In review

Others are asked 2 more questions""",
}
LANGUAGES: tuple[Language, ...] = ("ru", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_in_telegram(language: Language) -> None:
    page = compose(said.letter(said.question(language), language, said.rows(*said.ROWS)), said.TELEGRAM)
    assert page.text == QUESTION[language]
    assert [[key.label for key in row] for row in page.rows] == BUTTONS[language]
    assert [key.data for row in page.rows for key in row] == [f"k3J9x0QzAbC2.{number}" for number in range(6)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_decided_is_no_question_any_more(language: Language) -> None:
    shown = visible(compose(said.letter(said.decided(language), language), said.TELEGRAM).text)
    assert shown.startswith(DECIDED[language])
    for gone in ("Почему", "Why", "Возможно", "Could", "Совпадение", "Match"):
        assert gone not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_in_plain_text(language: Language) -> None:
    page = compose(said.letter(said.digest(language), language), said.VK)
    assert page.text == page.plain == DIGEST[language]


@pytest.mark.parametrize(
    ("language", "asks"),
    [
        ("ru", "✏️ Напишите новый срок, например «к пятнице» или «через две недели»"),
        ("en", "✏️ Write the new due date, like “next Friday” or “in two weeks”"),
    ],
)
def test_a_step_says_what_is_asked_now_and_why_the_last_answer_did_not_do(
    language: Language, asks: str
) -> None:
    view = said.asked(language, "value", field="due", problem="day-not-understood", params={"text": "ой"})
    shown = visible(compose(said.letter(view, language), said.TELEGRAM).text)
    assert shown.endswith(f"\n{asks}")
    assert "«ой»" in shown or "“ой”" in shown


def test_a_question_that_came_back_shows_all_three_sides() -> None:
    shown = visible(compose(said.letter(said.came_back("ru"), "ru"), said.TELEGRAM).text)
    assert "срок\n• когда предлагали: сб 14 марта\n• сейчас: пн 16 марта\n• запишем: сб 21 марта" in shown
    assert "тем временем изменил человек" in shown
    assert "говоривший не был уверен." in shown


def test_a_moment_is_in_the_readers_zone() -> None:
    there = said.letter(said.question("en"), "en").model_copy(update={"zone": "Asia/Vladivostok"})
    assert "“Platform”, Thu 12 March, 17:00" in compose(there, said.TELEGRAM).plain


def test_markdown_means_the_same_and_nobody_can_write_any() -> None:
    view = said.question("ru", card="**Платежи** [сюда](https://evil.example)", card_url="")
    text = compose(said.letter(view, "ru"), said.MAX).text
    assert "**Срок:** ~~сб 14 марта~~ → **сб 21 марта**" in text
    assert r"**\*\*Платежи\*\* \[сюда\](https://evil.example)**" in text
    assert "\n> «доделаю возвраты" in text
    linked = compose(said.letter(said.question("ru"), "ru"), said.MAX).text
    assert "[**Возврат платежей**](https://board.example/c/142?view=full&tab=1)" in linked
    assert "📌 **#142 **" not in text
    assert "📌 **#142** " in text
    shouted = compose(said.letter(said.question("ru", quotes=(), claim="# Громко"), "ru"), said.MAX).text
    assert "_\\# Громко_" in shouted


def test_without_buttons_the_reactions_are_explained() -> None:
    page = compose(said.letter(said.question("ru"), "ru", said.rows(*said.ROWS)), said.MATRIX)
    assert page.plain.endswith(
        "Ответьте реакцией:\n✅ Применить\n✏️ Изменить\n🔀 Другая карточка\n▶️ Слушать\n💬 Только заметка\n❌ Отклонить"
    )


def test_where_nothing_can_be_pressed_only_addresses_are_shown() -> None:
    can = ChannelCapabilities(approves=False, text_limit=20000)
    page = compose(said.letter(said.question("ru"), "ru", said.rows(*said.ROWS)), can)
    assert page.rows == ()
    assert "Применить" not in page.text


def test_an_answer_brings_its_sources() -> None:
    shown = visible(compose(said.letter(said.answer("ru"), "ru"), said.TELEGRAM, year=2026).text)
    assert "🎙 «Платформа», чт 12 марта, 10:00, Аня К., 27:41–28:05\n«доделаю возвраты" in shown
