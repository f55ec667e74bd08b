"""Matrix on a real Synapse, beyond what every channel does: reactions, rooms, restarts, limits, voice notes."""

import asyncio
import base64
import threading
from urllib.parse import quote

import pytest
from pydantic import SecretStr

from core_api.contracts.messages import Address, FileRef, MessageRef
from core_api.contracts.messengers import MatrixAccount
from core_api.contracts.problems import (
    Forbidden,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Unauthorized,
)
from core_api.contracts.reactions import meant
from core_api.locales import text
from notifier.channel import Key, Page
from notifier.matrix.channel import MatrixChannel
from tests.conformance.channel_desk import wait_for
from tests.conformance.channels.matrix import Marks, MatrixDesk, matrix, sends, synapse
from tests.doubles.proxies import running
from tests.servers.synapse import SynapseServer

__all__ = ["matrix", "synapse"]

KEYS = (
    Key("✅ Применить", code="approve", data="k3J9x0QzAbC2.0"),
    Key("💬 Только заметка", code="note", data="k3J9x0QzAbC2.1"),
    Key("❌ Отклонить", code="reject", data="k3J9x0QzAbC2.2"),
    Key("🔗 Открыть", code="open_card", url="https://board.example/7"),
)
CARDS = tuple(Key(f"{number}️⃣ Card", data=f"k3J9x0QzAbC2.{number}") for number in (1, 2))


def reactions(desk: MatrixDesk, ref: MessageRef) -> list[str]:
    """The bot's reactions under a message, as the person sees them."""
    desk.person.accept()
    return [
        event["content"]["m.relates_to"]["key"]
        for event in desk.person.events(ref.chat)
        if event["type"] == "m.reaction" and event["sender"] == desk.bot.id and event["content"]
    ]


def message(desk: MatrixDesk, ref: MessageRef) -> dict:
    """The content of a message as it was sent."""
    desk.person.accept()
    return next(one["content"] for one in desk.person.events(ref.chat) if one["event_id"] == ref.id)


def test_people_only_have_to_tap(matrix: MatrixDesk) -> None:
    ref = matrix.send(matrix.page("Question", KEYS))
    wait_for(lambda: reactions(matrix, ref) == ["✅", "💬", "❌"])
    matrix.react(ref, "✅")
    arrival = matrix.came()[0]
    button = meant(KEYS, arrival.data)
    assert button is not None
    assert (button.code, arrival.kind, arrival.message, arrival.user) == (
        "approve",
        "reaction",
        ref.id,
        matrix.user,
    )
    assert arrival.user_name.startswith("Anna")
    assert not arrival.group


def test_a_change_changes_the_reactions_that_can_be_tapped(matrix: MatrixDesk) -> None:
    ref = matrix.send(matrix.page("Question", KEYS))
    wait_for(lambda: reactions(matrix, ref) == ["✅", "💬", "❌"])
    matrix.update(ref, matrix.page("Which card?", CARDS, key="b"))
    wait_for(lambda: reactions(matrix, ref) == ["1️⃣", "2️⃣"])
    matrix.update(ref, matrix.page("Question", KEYS, key="c"))
    wait_for(lambda: sorted(reactions(matrix, ref)) == sorted(["✅", "💬", "❌"]))
    matrix.update(ref, matrix.page("Applied", key="d"))
    wait_for(lambda: reactions(matrix, ref) == [])
    assert [one.text for one in matrix.shown()] == ["Applied"]


def test_only_what_others_do_comes_and_nothing_that_was_taken_back(matrix: MatrixDesk) -> None:
    ref = matrix.send(matrix.page("Question", KEYS))
    room = matrix.room()
    wait_for(lambda: len(reactions(matrix, ref)) == 3)
    reaction = matrix.person.react(room, ref.id, "❌")
    words = matrix.person.write(room, "в пятницу")
    matrix.came(2)
    matrix.person.redact(room, reaction)
    matrix.person.send(
        room,
        "m.room.message",
        {
            "msgtype": "m.text",
            "body": "* в среду",
            "m.new_content": {"msgtype": "m.text", "body": "в среду"},
            "m.relates_to": {"rel_type": "m.replace", "event_id": words},
        },
    )
    matrix.person.send(room, "m.room.message", {"msgtype": "m.notice", "body": "from a bot"})
    matrix.person.send(room, "m.reaction", {"m.relates_to": "nothing"})
    matrix.write("the last")
    assert [(one.kind, one.data or one.text) for one in matrix.came(3)] == [
        ("reaction", "❌"),
        ("text", "в пятницу"),
        ("text", "the last"),
    ]


def test_an_answer_in_the_old_form_comes_without_what_it_answers(matrix: MatrixDesk) -> None:
    ref = matrix.send(matrix.page("Question"))
    matrix.write("> <@bot:test.local> Question\n> more\n\n21.03", ref)
    matrix.write("> цитата из письма\nи слова", None)
    first, second = matrix.came(2)
    assert (first.text, first.message) == ("21.03", ref.id)
    assert second.text == "> цитата из письма\nи слова"


def test_a_restart_loses_nothing_and_takes_nothing_twice_however_much_came_meanwhile(
    matrix: MatrixDesk,
) -> None:
    matrix.write("before")
    matrix.came()
    wait_for(matrix.heard)
    matrix.run(matrix.channel.stop())
    room = matrix.room()
    for number in range(70):
        matrix.person.write(room, str(number))
    matrix.channel = matrix.opened()
    matrix.run(matrix.channel.start(matrix.keeper))
    assert [one.text for one in matrix.came(71)] == ["before", *map(str, range(70))]
    wait_for(matrix.heard)
    matrix.restart()
    matrix.write("after")
    assert [one.text for one in matrix.came(72)][-2:] == ["69", "after"]


def test_what_was_written_before_the_first_start_is_not_taken(matrix: MatrixDesk) -> None:
    room = matrix.room()
    matrix.run(matrix.channel.stop())
    matrix.person.write(room, "long ago")
    matrix.marks.mark = ""
    matrix.channel = matrix.opened()
    matrix.run(matrix.channel.start(matrix.keeper))
    wait_for(lambda: matrix.marks.mark)
    matrix.write("now")
    assert [one.text for one in matrix.came()] == ["now"]


def test_what_is_written_to_a_new_room_before_we_enter_it_is_taken(matrix: MatrixDesk) -> None:
    matrix.run(matrix.channel.stop())
    room = matrix.person.direct(matrix.bot.id)
    matrix.person.write(room, "/start 123456")
    matrix.channel = matrix.opened()
    matrix.run(matrix.channel.start(matrix.keeper))
    arrival = matrix.came()[0]
    assert (arrival.text, arrival.chat, arrival.group) == ("/start 123456", room, False)


def test_a_place_in_the_news_that_the_server_forgot_is_begun_anew(matrix: MatrixDesk) -> None:
    matrix.run(matrix.channel.stop())
    matrix.marks.mark = "no-such-place"
    matrix.channel = matrix.opened()
    matrix.run(matrix.channel.start(matrix.keeper))
    wait_for(lambda: matrix.marks.mark != "no-such-place")
    matrix.write("hello")
    assert [one.text for one in matrix.came()] == ["hello"]


def test_somebody_new_gets_one_room_which_is_found_again(matrix: MatrixDesk) -> None:
    async def twice() -> list[MessageRef]:
        pages = [matrix.page(f"m{number}", key=f"k{number}") for number in range(2)]
        return list(await asyncio.gather(*(matrix.channel.send(matrix.to, page) for page in pages)))

    refs = matrix.run(twice())
    assert len(matrix.person.invitations()) == 1
    matrix.restart()
    refs.append(matrix.send(matrix.page("m3", key="k3")))
    assert len({ref.chat for ref in refs}) == 1
    assert matrix.person.accept() == [refs[0].chat]
    kept = matrix.bot.call("GET", f"user/{quote(matrix.bot.id)}/account_data/m.direct")
    assert kept == {matrix.user: [refs[0].chat]}


def test_a_room_that_was_made_while_the_answer_was_lost_is_not_made_twice(matrix: MatrixDesk) -> None:
    matrix.faults.next("lost", lambda asked: asked.path.endswith("/createRoom"))
    with pytest.raises(OutcomeUnknown):
        matrix.send(matrix.page("Question"))
    matrix.send(matrix.page("Question"))
    assert len(matrix.person.invitations()) == 1
    assert [one.text for one in matrix.shown()] == ["Question"]


def test_who_left_is_left_alone_until_they_come_again(matrix: MatrixDesk) -> None:
    ref = matrix.send(matrix.page("one", key="a"))
    matrix.person.accept()
    matrix.person.leave(ref.chat)
    with pytest.raises(Forbidden, match="chat-closed"):
        matrix.send(matrix.page("two", key="b"))
    assert matrix.person.invitations() == []
    room = matrix.room()
    wait_for(
        lambda: room in str(matrix.bot.call("GET", f"user/{quote(matrix.bot.id)}/account_data/m.direct"))
    )
    assert matrix.send(matrix.page("three", key="c")).chat == room


def test_an_encrypted_chat_is_declined_and_an_open_one_offered(matrix: MatrixDesk) -> None:
    room = matrix.person.direct(matrix.bot.id, encrypted=True)
    wait_for(matrix.person.invitations)
    assert matrix.person.membership(room, matrix.bot.id) == "leave"
    left = [one for one in matrix.person.events(room) if one["content"].get("membership") == "leave"]
    for language in ("ru", "en"):
        assert text("matrix-declined", language) in left[-1]["content"]["reason"]
    offered = matrix.person.invitations()[0]
    matrix.person.accept()
    matrix.person.write(offered, "hello")
    assert [one.text for one in matrix.came()] == ["hello"]


def test_a_room_that_became_encrypted_is_refused_in_plain_words(matrix: MatrixDesk) -> None:
    room = matrix.person.direct(matrix.bot.id)
    wait_for(lambda: matrix.person.membership(room, matrix.bot.id) == "join")
    path = f"rooms/{quote(room)}/state/m.room.encryption"
    matrix.person.call("PUT", path, {"algorithm": "m.megolm.v1.aes-sha2"})
    for to in (matrix.to, Address(channel="matrix", chat=room)):
        with pytest.raises(Forbidden) as refused:
            matrix.send(
                Page(key="a", text="x", plain="x") if to is matrix.to else Page(key="b", text="x", plain="x")
            )
        assert refused.value.code == "chat-encrypted"


def test_nobody_draws_us_into_a_group(matrix: MatrixDesk) -> None:
    room = matrix.room()
    group = matrix.person.call("POST", "createRoom", {"invite": [matrix.bot.id]})["room_id"]
    matrix.person.write(room, "hello")
    matrix.came()
    wait_for(matrix.heard)
    assert matrix.person.membership(group, matrix.bot.id) == "invite"


def test_the_servers_own_limit_is_obeyed_and_the_reactions_follow(
    matrix: MatrixDesk, synapse: SynapseServer
) -> None:
    matrix.send(matrix.page("Question", key="a"))
    synapse.limit(matrix.bot.id, 1, 1)

    def storm() -> None:
        for number in range(20):
            matrix.send(matrix.page("More", key=f"more-{number}"))

    with pytest.raises(RateLimited) as refused:
        storm()
    assert refused.value.retry_after is not None
    assert 0 < refused.value.retry_after <= 2
    synapse.limit(matrix.bot.id, 1, 2)
    ref = matrix.run(_until_it_is_taken(matrix, matrix.page("Question", KEYS, key="b")))
    wait_for(lambda: len(reactions(matrix, ref)) == 3)


async def _until_it_is_taken(desk: MatrixDesk, page: Page) -> MessageRef:
    """As the outbox does it: again when the server says so."""
    while True:
        try:
            return await desk.channel.send(desk.to, page)
        except RateLimited as problem:
            await asyncio.sleep(problem.retry_after or 0)


def test_a_voice_note_is_one_and_can_be_heard(matrix: MatrixDesk) -> None:
    sound = b"OggS" + bytes(range(256)) * 40
    page = Page(key="v", text="<b>Вера</b>, 12:40", plain="Вера, 12:40", voice=sound, seconds=12.5)
    content = message(matrix, matrix.send(page))
    assert (content["msgtype"], content["body"]) == ("m.audio", "Вера, 12:40")
    assert content["info"] == {"mimetype": "audio/ogg", "size": len(sound), "duration": 12500}
    assert content["org.matrix.msc3245.voice"] == {}
    file = FileRef(channel="matrix", id=content["url"], name="voice.ogg")
    piece = matrix.run(matrix.channel.fetch(file, 0))
    assert (base64.b64decode(piece.data), piece.last) == (sound, True)


def test_words_are_formatted_as_matrix_wants_it(matrix: MatrixDesk) -> None:
    markup = '<b>Срок</b>: a &lt; b\n<blockquote expandable>«Да»\nВера</blockquote>\n<a href="https://x.example">ещё</a>'
    ref = matrix.send(Page(key="f", text=markup, plain="Срок: a < b\n> «Да»\n> Вера\nещё"))
    content = message(matrix, ref)
    assert content["formatted_body"] == (
        '<b>Срок</b>: a &lt; b<blockquote>«Да»<br>Вера</blockquote><a href="https://x.example">ещё</a>'
    )
    assert content["body"] == "Срок: a < b\n> «Да»\n> Вера\nещё"
    quiet = message(matrix, matrix.send(Page(key="g", text="x", plain="x", silent=True, answers=ref.id)))
    assert quiet["msgtype"] == "m.notice"
    assert quiet["m.relates_to"] == {"m.in_reply_to": {"event_id": ref.id}}


def test_a_token_that_is_not_ours_is_said_plainly(matrix: MatrixDesk) -> None:
    for token in (SecretStr("syt_no-such-token"), SecretStr(matrix.person.token)):
        channel = MatrixChannel(matrix.account.model_copy(update={"token": token}), Marks())
        with pytest.raises(Unauthorized) as refused:
            matrix.run(channel.identify())
        assert token.get_secret_value() not in f"{refused.value!r} {refused.value.params}"
        matrix.run(channel.stop())
    assert matrix.run(matrix.channel.identify()) == f"https://matrix.to/#/{matrix.bot.id}"


@pytest.mark.parametrize(
    "id_", ["https://evil.example/x", "mxc://../../x", "mxc://a/b?c=d", "mxc://a/b/../c"]
)
def test_only_files_of_matrix_are_fetched(matrix: MatrixDesk, id_: str) -> None:
    with pytest.raises(NotFound, match="file-gone"):
        matrix.run(matrix.channel.fetch(FileRef(channel="matrix", id=id_, name="x"), 0))


def test_only_our_own_messages_are_changed(matrix: MatrixDesk) -> None:
    room = matrix.room()
    theirs = MessageRef(channel="matrix", chat=room, id=matrix.person.write(room, "mine"))
    with pytest.raises(NotFound, match="message-gone"):
        matrix.update(theirs, matrix.page("ours"))


def test_all_goes_through_the_proxy(matrix: MatrixDesk, synapse: SynapseServer) -> None:
    with running("bot", "word-of-the-proxy") as proxy:
        account = MatrixAccount(
            url=synapse.url,
            user=matrix.bot.id,
            token=SecretStr(matrix.bot.token),
            proxy=SecretStr(proxy.url("socks5")),
        )
        channel = MatrixChannel(account, Marks())
        assert matrix.run(channel.identify())
        matrix.run(channel.stop())
    assert set(proxy.went) == {synapse.url.removeprefix("http://")}


def test_a_message_in_flight_does_not_hold_up_the_news(matrix: MatrixDesk) -> None:
    matrix.room()
    matrix.faults.next("late", sends, seconds=3.0)
    sending = threading.Thread(target=matrix.send, args=(matrix.page("slow"),))
    sending.start()
    matrix.write("hello")
    assert [one.text for one in matrix.came()] == ["hello"]
    sending.join(30)
