"""The double of Telegram refuses what Telegram refuses, in its words, and forgets nothing that was not confirmed."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.doubles.faults import served
from tests.doubles.telegram import TelegramDouble
from tests.doubles.telegram_pace import Rate
from tests.doubles.telegram_people import Person

YES = {"inline_keyboard": [[{"text": "Yes", "callback_data": "ticket.1"}]]}


class Bot:
    """Calls of a bot, without any library."""

    def __init__(self, double: TelegramDouble, url: str) -> None:
        self._client = httpx.Client(base_url=url, trust_env=False, timeout=30)
        self.token = double.token

    def ask(self, method: str, **values: Any) -> httpx.Response:
        return self._client.post(f"/bot{self.token}/{method}", json=values)

    def get(self, method: str, **values: Any) -> Any:
        """What it gives; it must be no refusal."""
        said = self.ask(method, **values).json()
        assert said["ok"], said
        return said["result"]

    def refused(self, method: str, **values: Any) -> tuple[int, str]:
        said = self.ask(method, **values).json()
        assert not said["ok"], said
        return said["error_code"], said["description"]

    def send(self, chat: str, text: str = "Apply?", **values: Any) -> int:
        return int(self.get("sendMessage", chat_id=chat, text=text, **values)["message_id"])

    def file(self, path: str, token: str = "", **headers: str) -> httpx.Response:
        return self._client.get(f"/file/bot{token or self.token}/{path}", headers=headers)

    def close(self) -> None:
        self._client.close()


@pytest.fixture
def double() -> TelegramDouble:
    return TelegramDouble()


@pytest.fixture
def bot(double: TelegramDouble) -> Iterator[Bot]:
    with double.served() as url:
        bot = Bot(double, url)
        yield bot
        bot.close()


@pytest.fixture
def anna(double: TelegramDouble) -> Person:
    anna = double.person(501, "Анна")
    anna.start()
    return anna


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n"}, "message text is empty"),
        ({"text": "я" * 4097}, "message is too long"),
        ({"text": "🎙" * 2049}, "message is too long"),
        ({"text": "<b>x", "parse_mode": "HTML"}, 'find end tag corresponding to start tag "b"'),
        ({"text": "a < b", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "<h1>x</h1>", "parse_mode": "HTML"}, 'Unsupported start tag "h1"'),
        ({"text": "x", "parse_mode": "Other"}, "unsupported parse_mode"),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "x", "disable_notifications": True}, "knows no parameter disable_notifications"),
    ],
)
def test_words_that_telegram_does_not_take(
    bot: Bot, anna: Person, values: dict[str, Any], words: str
) -> None:
    status, said = bot.refused("sendMessage", chat_id=anna.id, **values)
    assert status == 400
    assert said.startswith("Bad Request: ")
    assert words in said
    assert not [one for one in anna.chat() if one.mine]


def test_markup_does_not_count(bot: Bot, anna: Person) -> None:
    bot.send(anna.id, "<b>" + "я" * 4096 + "</b>", parse_mode="HTML")
    bot.send(
        anna.id, "answers nothing", reply_parameters={"message_id": 9, "allow_sending_without_reply": True}
    )
    assert [len(one.text) for one in anna.chat() if one.mine] == [4096, 15]


def button(**more: Any) -> dict[str, Any]:
    return {"text": "x", **more}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([[button(callback_data="x" * 65)]], "BUTTON_DATA_INVALID"),
        ([[button(callback_data="я" * 33)]], "BUTTON_DATA_INVALID"),
        ([[button(callback_data="")]], "BUTTON_DATA_INVALID"),
        ([[button()]], "text buttons are unallowed"),
        ([[button(callback_data="x", url="https://example.org")]], "text buttons are unallowed"),
        ([[button(callback_data="x", style="purple")]], "invalid button style"),
        ([[button(url="http://localhost/x")]], "Wrong HTTP URL"),
        ([[button(url="javascript:alert(1)")]], "Wrong HTTP URL"),
        ([[button(callback_data="x")]] * 101, "REPLY_MARKUP_TOO_LONG"),
        ([[button(callback_data="x")] * 9], "REPLY_MARKUP_TOO_LONG"),
    ],
)
def test_keyboards_that_telegram_does_not_take(bot: Bot, anna: Person, rows: Any, words: str) -> None:
    status, said = bot.refused(
        "sendMessage", chat_id=anna.id, text="x", reply_markup={"inline_keyboard": rows}
    )
    assert status == 400
    assert words in said


def test_64_bytes_and_100_buttons_are_taken(bot: Bot, anna: Person) -> None:
    rows = [[button(callback_data="x" * 62 + f"{n:02}")] * 4 for n in range(25)]
    bot.send(anna.id, reply_markup={"inline_keyboard": rows})
    assert len(anna.last().labels) == 100


def test_an_edit_drops_the_keyboard_and_must_change_something(bot: Bot, anna: Person) -> None:
    sent = bot.send(anna.id, "<b>Apply?</b>", parse_mode="HTML", reply_markup=YES)
    where = {"chat_id": anna.id, "message_id": sent}
    same = {"text": "<strong>Apply?</strong>", "parse_mode": "HTML", "reply_markup": YES}
    assert "message is not modified" in bot.refused("editMessageText", **where, **same)[1]
    assert "reply_markup" not in bot.get("editMessageText", **where, text="Apply?", parse_mode="HTML")
    assert anna.last().rows == ()
    assert "message is not modified" in bot.refused("editMessageText", **where, text="Apply?")[1]


def test_only_what_is_there_and_ours_can_be_edited(bot: Bot, anna: Person) -> None:
    theirs = anna.last().id
    assert (
        "message can't be edited"
        in bot.refused("editMessageText", chat_id=anna.id, message_id=theirs, text="x")[1]
    )
    assert bot.refused("editMessageText", chat_id=anna.id, message_id=999, text="x") == (
        400, "Bad Request: message to edit not found",
    )  # fmt: skip
    sent = bot.send(anna.id)
    assert (
        "there is no caption"
        in bot.refused("editMessageCaption", chat_id=anna.id, message_id=sent, caption="x")[1]
    )


def test_a_press_is_answered_once_in_time_and_briefly(double: TelegramDouble, bot: Bot, anna: Person) -> None:
    sent = bot.send(anna.id, reply_markup=YES)
    press = anna.press(sent, "Yes")
    long = {"callback_query_id": press.id, "text": "x" * 201}
    assert "MESSAGE_TOO_LONG" in bot.refused("answerCallbackQuery", **long)[1]
    assert bot.get("answerCallbackQuery", callback_query_id=press.id, text="x" * 200) is True
    late = anna.press(sent, "Yes")
    double.clock.move(16)
    for one in (press.id, late.id, "12345"):
        assert "query is too old" in bot.refused("answerCallbackQuery", callback_query_id=one)[1]
    assert (press.toast, late.answered) == ("x" * 200, False)


def test_only_a_button_that_is_there_can_be_pressed(bot: Bot, anna: Person) -> None:
    sent = bot.send(anna.id, reply_markup=YES)
    bot.get("editMessageText", chat_id=anna.id, message_id=sent, text="Applied")
    with pytest.raises(AssertionError, match="no button"):
        anna.press(sent, "Yes")
    anna.press(sent, "ticket.1", anyway=True)


def test_a_message_can_be_deleted_for_two_days(double: TelegramDouble, bot: Bot, anna: Person) -> None:
    sent = bot.send(anna.id)
    old = bot.send(anna.id)
    assert bot.get("deleteMessage", chat_id=anna.id, message_id=sent) is True
    assert "not found" in bot.refused("deleteMessage", chat_id=anna.id, message_id=sent)[1]
    double.clock.move(48 * 3600 + 1)
    assert "can't be deleted" in bot.refused("deleteMessage", chat_id=anna.id, message_id=old)[1]


def test_nobody_is_written_to_who_did_not_begin_or_wants_no_more(
    double: TelegramDouble, bot: Bot, anna: Person
) -> None:
    stranger = double.person(900, "Stranger")
    anna.block()
    group = double.group(-5, "Team", "group")
    double.migrate(group, -1005)
    said = [bot.ask("sendMessage", chat_id=chat, text="x") for chat in (anna.id, stranger.id, "404", group)]
    assert [(one.status_code, one.json()["description"]) for one in said] == [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: bot can't initiate conversation with a user"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: group chat was upgraded to a supergroup chat"),
    ]
    assert said[-1].json()["parameters"] == {"migrate_to_chat_id": -1005}
    anna.block(off=True)
    bot.send(anna.id)


def test_updates_come_until_they_are_confirmed(double: TelegramDouble, bot: Bot, anna: Person) -> None:
    anna.write("two")
    both = bot.get("getUpdates")
    assert [one["message"]["text"] for one in both] == ["/start", "two"]
    assert bot.get("getUpdates", limit=1) == both[:1]
    assert bot.get("getUpdates", offset=both[0]["update_id"] + 1) == both[1:]
    assert bot.get("getUpdates", offset=both[1]["update_id"] + 1) == []
    assert bot.get("getUpdates") == []
    assert double.unconfirmed == 0


def test_whoever_waits_for_news_hears_them_at_once(bot: Bot, anna: Person) -> None:
    [start] = bot.get("getUpdates")
    found: list[Any] = []
    asking = threading.Thread(
        target=lambda: found.extend(bot.get("getUpdates", offset=start["update_id"] + 1, timeout=20))
    )
    asking.start()
    anna.write("now")
    asking.join(20)
    assert [one["message"]["text"] for one in found] == ["now"]


def test_what_nobody_wants_to_know_is_not_told(bot: Bot, anna: Person) -> None:
    bot.get("getUpdates", allowed_updates=["message"])
    sent = bot.send(anna.id, reply_markup=YES)
    anna.press(sent, "Yes")
    assert anna.edit(anna.chat()[0].id, "x") == 0
    assert [[*one][1] for one in bot.get("getUpdates")] == ["message"]


def test_two_cannot_ask_at_once_and_nobody_beside_a_webhook(
    double: TelegramDouble, bot: Bot, anna: Person
) -> None:
    [start] = bot.get("getUpdates")
    first: list[httpx.Response] = []
    after = start["update_id"] + 1
    asking = threading.Thread(target=lambda: first.append(bot.ask("getUpdates", offset=after, timeout=20)))
    asking.start()
    double.until(lambda: double.unconfirmed == 0)
    assert bot.get("getUpdates", offset=after) == []
    asking.join(20)
    assert first[0].status_code == 409
    assert "terminated by other getUpdates" in first[0].json()["description"]
    double.post = lambda _url, _headers, _body: 200
    bot.get("setWebhook", url="https://example.org/hook")
    assert bot.refused("getUpdates")[0] == 409
    bot.get("deleteWebhook")
    assert bot.get("getUpdates") == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"url": "http://example.org/x"}, "An HTTPS URL must be provided"),
        ({"url": "https://example.org:8000/x"}, "only on ports"),
        ({"url": "https://example.org/x", "secret_token": "a b"}, "unallowed characters"),
        ({"url": "https://example.org/x", "secret_token": "a" * 257}, "unallowed characters"),
    ],
)
def test_webhooks_that_telegram_does_not_take(bot: Bot, values: dict[str, str], words: str) -> None:
    assert words in bot.refused("setWebhook", **values)[1]


def test_a_webhook_is_called_with_its_secret_until_it_says_200(
    double: TelegramDouble, bot: Bot, anna: Person
) -> None:
    heard: list[tuple[str, str]] = []

    async def hook(request: Request) -> Response:
        said = await request.json()
        heard.append((request.headers["x-telegram-bot-api-secret-token"], said["message"]["text"]))
        return Response(status_code=200 if len(heard) > 2 else 500)

    with served(Starlette(routes=[Route("/hook", hook, methods=["POST"])])) as url:
        bot.get("setWebhook", url=f"{url}/hook", secret_token="word-1")
        anna.write("two")
        double.until(lambda: double.unconfirmed == 0)
        bot.get("deleteWebhook")
    assert heard == [("word-1", "/start")] * 3 + [("word-1", "two")]
    assert [status for _, status in double.brought] == [500, 500, 200, 200]


def _file_of(double: TelegramDouble, bot: Bot, anna: Person, **more: Any) -> str:
    anna.send("document", b"0123456789", name="talk.vtt", **more)
    return str(bot.get("getUpdates")[-1]["message"]["document"]["file_id"])


def test_a_file_is_downloaded_by_its_path(double: TelegramDouble, bot: Bot, anna: Person) -> None:
    found = bot.get("getFile", file_id=_file_of(double, bot, anna))
    assert bot.file(found["file_path"]).content == b"0123456789"
    part = bot.file(found["file_path"], Range="bytes=4-")
    assert (part.status_code, part.content) == (206, b"456789")
    assert bot.file(found["file_path"], Range="bytes=10-").status_code == 416
    assert bot.file("documents/other.vtt").status_code == 404
    assert bot.file(found["file_path"], token="1:wrong").status_code == 401


def test_above_20_mb_only_a_local_server_helps(
    double: TelegramDouble, bot: Bot, anna: Person, tmp_path: Path
) -> None:
    file = _file_of(double, bot, anna, size=20_000_001)
    assert bot.refused("getFile", file_id=file) == (400, "Bad Request: file is too big")
    assert bot.refused("getFile", file_id="other")[1].startswith("Bad Request: wrong file_id")
    double.local_server(tmp_path)
    path = bot.get("getFile", file_id=file)["file_path"]
    assert Path(path).read_bytes() == b"0123456789"
    assert bot.file(path).status_code == 404


def test_a_wrong_token_and_an_unknown_method_are_told_apart(bot: Bot) -> None:
    assert bot.refused("sendTelepathy") == (404, "Not Found")
    bot.token = "1:wrong"
    assert bot.refused("getMe") == (401, "Unauthorized")
    bot.token = "wrong"
    assert bot.refused("getMe") == (404, "Not Found")


def _to_anna(bot: Bot, anna: Person, _double: TelegramDouble) -> Callable[[], httpx.Response]:
    return lambda: bot.ask("sendMessage", chat_id=anna.id, text="x")


def _to_a_group(bot: Bot, _anna: Person, double: TelegramDouble) -> Callable[[], httpx.Response]:
    group = double.group(-5, "Team")
    return lambda: bot.ask("sendMessage", chat_id=group, text="x")


def _to_many(bot: Bot, _anna: Person, double: TelegramDouble) -> Callable[[], httpx.Response]:
    people = iter([double.person(1000 + n, "P") for n in range(99)])

    def send() -> httpx.Response:
        person = next(people)
        person.user.began = True
        return bot.ask("sendMessage", chat_id=person.id, text="x")

    return send


@pytest.mark.parametrize(
    ("to", "limit"),
    [(_to_anna, (1, 1, "chat 501")), (_to_a_group, (20, 60, "group -5")), (_to_many, (30, 1, "all"))],
    ids=["chat", "group", "all"],
)
def test_what_comes_too_early_is_refused_and_remembered(
    double: TelegramDouble, bot: Bot, anna: Person, to: Any, limit: tuple[int, int, str]
) -> None:
    most, wait, scope = limit
    double.clock.stop()
    double.pace.refuses = True
    if most == 20:
        double.pace.per_chat = Rate(100, 1.0)
    send = to(bot, anna, double)
    assert [send().status_code for _ in range(most)] == [200] * most
    refused = send()
    assert refused.status_code == 429
    assert refused.json()["parameters"] == {"retry_after": wait}
    assert [one.scope for one in double.pace.violations] == [scope]
    double.clock.move(wait)
    assert send().status_code == 200
    assert len(double.pace.violations) == 1


def test_an_edit_counts_as_a_message_and_an_answer_to_a_press_does_not(
    double: TelegramDouble, bot: Bot, anna: Person
) -> None:
    double.clock.stop()
    sent = bot.send(anna.id, reply_markup=YES)
    bot.get("answerCallbackQuery", callback_query_id=anna.press(sent, "Yes").id)
    assert double.pace.violations == []
    bot.get("editMessageText", chat_id=anna.id, message_id=sent, text="Applied")
    assert [one.scope for one in double.pace.violations] == ["chat 501"]


def test_a_reply_that_is_lost_was_carried_out(double: TelegramDouble, bot: Bot, anna: Person) -> None:
    double.faults.next("lost")
    with pytest.raises(httpx.TransportError):
        bot.send(anna.id)
    assert [one.text for one in anna.chat() if one.mine] == ["Apply?"]
    double.faults.next("busy")
    assert bot.ask("getMe").json()["parameters"] == {"retry_after": 1}
