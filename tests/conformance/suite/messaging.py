"""What every channel does: says the words, changes them, takes them back, and says truly how it went."""

import pytest

from core_api.contracts.problems import (
    Forbidden,
    Invalid,
    Malformed,
    NotFound,
    OutcomeUnknown,
    Problem,
    RateLimited,
    Transient,
)
from notifier.channel import Key
from tests.conformance.channel_desk import ChannelDesk, Shown, Way

YES = Key("Apply", code="approve", data="k3J9x0QzAbC2.0", look="good")
NO = Key("Reject", code="reject", data="k3J9x0QzAbC2.1", look="bad")


def told(chat: ChannelDesk) -> list[Shown]:
    """What the chat shows; without buttons the words alone, without what is said there instead of buttons."""
    if chat.can.buttons:
        return chat.shown()
    return [Shown(one.text.split("\n\n")[0]) for one in chat.shown()]


class Messaging:
    """From us to people."""

    def test_the_words_and_the_buttons_are_shown(self, chat: ChannelDesk) -> None:
        words = "Срок: 14.03 → 21.03 & <b>не жирно</b> 🎙\n«Ждём сертификат банка» _так_ *и* `так` [1]"
        ref = chat.send(chat.page(words, (YES, NO)))
        assert told(chat) == [Shown(words, ("Apply", "Reject") if chat.can.buttons else ())]
        assert (ref.channel, bool(ref.chat), bool(ref.id)) == (chat.channel.name, True, True)

    def test_the_messenger_tells_how_people_find_us(self, chat: ChannelDesk) -> None:
        assert chat.run(chat.channel.identify())

    def test_two_pages_are_two_messages(self, chat: ChannelDesk) -> None:
        first = chat.send(chat.page("one", key="a"))
        assert chat.send(chat.page("two", key="b")) != first
        assert [one.text for one in chat.shown()] == ["one", "two"]

    def test_the_same_key_is_one_message_where_it_is_said_so(self, chat: ChannelDesk) -> None:
        first = chat.send(chat.page("one", key="a"))
        if chat.can.idempotent_send:
            assert chat.send(chat.page("one", key="a")) == first
            assert [one.text for one in chat.shown()] == ["one"]

    def test_a_change_takes_the_old_words_and_buttons_away(self, chat: ChannelDesk) -> None:
        ref = chat.send(chat.page("Question", (YES, NO)))
        if chat.can.edits:
            chat.update(ref, chat.page("Applied", key="b"))
            assert chat.shown() == [Shown("Applied")]

    def test_a_change_may_change_the_buttons_alone(self, chat: ChannelDesk) -> None:
        ref = chat.send(chat.page("Question", (YES,)))
        if chat.can.edits:
            chat.update(ref, chat.page("Question", (NO,), key="b"))
            assert told(chat) == [Shown("Question", ("Reject",) if chat.can.buttons else ())]

    def test_a_change_to_what_it_says_already_is_no_error(self, chat: ChannelDesk) -> None:
        ref = chat.send(chat.page("Question", (YES,)))
        if chat.can.edits:
            for _ in range(2):
                chat.update(ref, chat.page("Applied", key="b"))
            assert [one.text for one in chat.shown()] == ["Applied"]

    def test_what_was_withdrawn_is_gone_or_says_so(self, chat: ChannelDesk) -> None:
        ref = chat.send(chat.page("Question", (YES, NO)))
        gone = chat.page("Taken back", key="b")
        if chat.can.deletes:
            chat.withdraw(ref, gone)
            assert chat.shown() == []
            chat.withdraw(ref, gone)
        elif chat.can.edits:
            chat.withdraw(ref, gone)
            assert chat.shown() == [Shown("Taken back")]

    def test_a_message_that_a_person_deleted_is_gone(self, chat: ChannelDesk) -> None:
        ref = chat.send(chat.page("Question", (YES, NO)))
        if chat.can.edits:
            chat.remove(ref)
            with pytest.raises(NotFound) as refused:
                chat.update(ref, chat.page("Applied", key="b"))
            assert refused.value.code == "message-gone"


class Limits:
    """The flags are true."""

    def test_the_longest_data_of_a_button_comes_back_and_no_longer_one_is_sent(
        self, chat: ChannelDesk
    ) -> None:
        if not chat.can.buttons:
            return
        data = "x" * chat.can.button_bytes
        ref = chat.send(chat.page("Question", (Key("Yes", data=data),)))
        chat.press(ref, data)
        assert chat.came()[0].data == data
        with pytest.raises(Invalid) as refused:
            chat.send(chat.page("Question", (Key("Yes", data=data + "x"),), key="b"))
        assert refused.value.code == "message-refused"
        assert len(chat.shown()) == 1

    def test_the_longest_text_is_shown_whole_and_no_longer_one_is_sent(self, chat: ChannelDesk) -> None:
        words = "🎙" + "ж" * (chat.can.text_limit - 2)
        chat.send(chat.page(words))
        assert [one.text for one in chat.shown()] == [words]
        with pytest.raises(Invalid) as refused:
            chat.send(chat.page(words + "ж", key="b"))
        assert refused.value.code == "message-refused"
        assert len(chat.shown()) == 1

    def test_as_many_buttons_as_it_says_are_shown(self, chat: ChannelDesk) -> None:
        if not chat.can.buttons:
            return
        keys = [Key(f"B{number}", data=f"t.{number}") for number in range(chat.can.max_buttons)]
        width = chat.can.buttons_per_row
        rows = [tuple(keys[start : start + width]) for start in range(0, len(keys), width)]
        chat.send(chat.page("Cards", *rows))
        assert chat.shown()[0].labels == tuple(key.label for key in keys)
        with pytest.raises(Invalid):
            chat.send(chat.page("Cards", *rows, (YES,), key="b"))


class Failing:
    """What went wrong is said truly, by kind, and holds no secret."""

    @pytest.fixture(autouse=True)
    def _nothing_secret(self, chat: ChannelDesk) -> None:
        self.chat = chat

    def refused(self, way: Way) -> Problem:
        """The problem of a message that goes wrong this way."""
        self.chat.fail(way)
        with pytest.raises(Problem) as caught:
            self.chat.send(self.chat.page("Question", (YES,)))
        told = f"{caught.value!s} {caught.value!r} {caught.value.params}"
        assert not any(secret in told for secret in self.chat.secrets)
        return caught.value

    def test_somebody_who_closed_the_chat(self) -> None:
        problem = self.refused("blocked")
        assert (type(problem), problem.code) == (Forbidden, "chat-closed")

    def test_too_many_messages(self) -> None:
        problem = self.refused("busy")
        assert isinstance(problem, RateLimited)
        assert problem.retry_after is not None
        assert problem.retry_after > 0
        assert self.chat.shown() == []
        self.chat.send(self.chat.page("Question", (YES,)))
        assert len(self.chat.shown()) == 1

    def test_an_answer_that_was_lost_is_never_said_to_have_failed(self) -> None:
        assert isinstance(self.refused("lost"), OutcomeUnknown)
        assert len(self.chat.shown()) == 1
        self.chat.send(self.chat.page("Question", (YES,)))
        assert len(self.chat.shown()) == (1 if self.chat.can.idempotent_send else 2)

    def test_a_messenger_that_is_down(self) -> None:
        assert isinstance(self.refused("down"), Transient | OutcomeUnknown)
        self.chat.send(self.chat.page("Question", (YES,)))
        assert len(self.chat.shown()) == 1

    def test_a_page_of_somebody_elses(self) -> None:
        assert isinstance(self.refused("page"), Malformed | OutcomeUnknown)
