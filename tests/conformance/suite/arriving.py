"""What every channel that approves does with what people send: nothing is lost, nothing comes twice."""

import base64
import threading

import pytest

from core_api.contracts.messages import Inbound
from core_api.contracts.problems import Invalid, NotFound, Unauthorized, Unsupported
from notifier.channel import Key
from tests.conformance.channel_desk import ChannelDesk, wait_for

YES = Key("Apply", code="approve", data="k3J9x0QzAbC2.0", look="good")
NO = Key("Reject", code="reject", data="k3J9x0QzAbC2.1", look="bad")


class Arriving:
    """From people to us."""

    def test_a_press_comes_with_its_data_and_all_that_says_whose_it_is(self, chat: ChannelDesk) -> None:
        ref = chat.send(chat.page("Question", (YES, NO)))
        if not chat.can.buttons:
            return
        chat.press(ref, NO.data)
        arrival = chat.came()[0]
        assert (arrival.kind, arrival.data, arrival.user) == ("press", NO.data, chat.user)
        assert (arrival.channel, arrival.chat, arrival.message) == (ref.channel, ref.chat, ref.id)
        assert not arrival.group
        assert arrival.press

    def test_a_reaction_comes_with_its_emoji_and_its_message(self, chat: ChannelDesk) -> None:
        ref = chat.send(chat.page("Question", (YES, NO)))
        if not chat.can.reactions:
            return
        chat.react(ref, "👍")
        arrival = chat.came()[0]
        assert (arrival.kind, arrival.data, arrival.user) == ("reaction", "👍", chat.user)
        assert (arrival.channel, arrival.chat, arrival.message) == (ref.channel, ref.chat, ref.id)

    def test_words_come_as_they_were_written(self, chat: ChannelDesk) -> None:
        ref = chat.send(chat.page("Question", (YES, NO)))
        if not chat.can.approves:
            return
        words = "к пятнице 🎙 <b>& «так»</b>"
        chat.write(words)
        chat.write("21.03", ref)
        first, second = chat.came(2)
        assert (first.kind, first.text, first.user, first.chat) == ("text", words, chat.user, ref.chat)
        assert first.message == ""
        assert (second.text, second.message) == ("21.03", ref.id)
        assert first.id != second.id

    def test_a_file_can_be_fetched_in_parts_from_any_byte(self, chat: ChannelDesk) -> None:
        if not chat.can.files_in:
            return
        data = bytes(range(256)) * 3000
        chat.attach("planning.ogg", data)
        arrival = chat.came()[0]
        assert arrival.kind == "file"
        assert arrival.file is not None
        assert arrival.file.name.endswith(".ogg")
        assert arrival.file.size in {None, len(data)}
        got, last = b"", False
        while not last:
            piece = chat.run(chat.channel.fetch(arrival.file, len(got)))
            got, last = got + base64.b64decode(piece.data), piece.last
        assert got == data
        with pytest.raises(NotFound) as refused:
            chat.run(chat.channel.fetch(arrival.file.model_copy(update={"id": "no-such-file"}), 0))
        assert refused.value.code == "file-gone"

    def test_the_messenger_hears_that_we_have_it_only_when_it_is_kept(self, chat: ChannelDesk) -> None:
        if not chat.can.approves:
            return
        chat.keeper.open.clear()
        writer = threading.Thread(target=chat.write, args=("hello",))
        writer.start()
        assert chat.keeper.began.wait(20)
        assert not chat.heard()
        assert chat.kept == []
        chat.keeper.open.set()
        writer.join(20)
        wait_for(chat.heard)
        assert [arrival.text for arrival in chat.kept] == ["hello"]

    def test_what_could_not_be_kept_comes_again(self, chat: ChannelDesk) -> None:
        if not chat.can.approves:
            return
        chat.keeper.failures = 1
        chat.write("hello")
        wait_for(lambda: not chat.keeper.failures)
        if not chat.heard():  # whoever brings by webhook brings it again when it was not answered well
            chat.again()
        assert [arrival.text for arrival in chat.came()] == ["hello"]

    def test_what_comes_twice_has_the_same_id(self, chat: ChannelDesk) -> None:
        if not chat.can.approves:
            return
        chat.write("one")
        chat.came()
        chat.again()
        chat.write("two")
        assert [arrival.text for arrival in chat.came(2)] == ["one", "two"]


class Answering:
    """Answers to presses."""

    def test_the_presser_sees_the_answer(self, chat: ChannelDesk) -> None:
        ref = chat.send(chat.page("Question", (YES, NO)))
        if not chat.can.buttons or chat.can.ack_seconds is None:
            return
        chat.press(ref, YES.data)
        arrival = chat.came()[0]
        chat.run(chat.channel.acknowledge(arrival.press, arrival.chat, "Принято ✅", alert=False))
        assert chat.toasts() == ["Принято ✅"]

    def test_an_answer_twice_or_to_nothing_is_passed_over(self, chat: ChannelDesk) -> None:
        ref = chat.send(chat.page("Question", (YES, NO)))
        if not chat.can.buttons or chat.can.ack_seconds is None:
            return
        chat.press(ref, YES.data)
        arrival = chat.came()[0]
        for press in (arrival.press, arrival.press, "1234567890"):
            chat.run(chat.channel.acknowledge(press, arrival.chat, "OK", alert=True))
        assert chat.toasts() == ["OK"]


class Inbounds:
    """Requests to the webhook."""

    def test_a_stranger_brings_nothing(self, chat: ChannelDesk) -> None:
        request = chat.forged()
        if request is None:
            return
        with pytest.raises(Unauthorized) as refused:
            chat.run(chat.channel.deliver(request, chat.keeper))
        assert refused.value.code == "webhook-forged"
        assert chat.kept == []

    def test_what_makes_no_sense_is_refused_and_nothing_breaks(self, chat: ChannelDesk) -> None:
        request = chat.unreadable()
        if request is None:
            return
        with pytest.raises(Invalid) as refused:
            chat.run(chat.channel.deliver(request, chat.keeper))
        assert refused.value.code == "webhook-unreadable"
        chat.write("hello")
        assert [arrival.text for arrival in chat.came()] == ["hello"]

    def test_without_a_webhook_nothing_is_taken(self, chat: ChannelDesk) -> None:
        if chat.forged() is None:
            with pytest.raises(Unsupported) as refused:
                chat.run(chat.channel.deliver(Inbound(), chat.keeper))
            assert refused.value.code == "webhook-none"
