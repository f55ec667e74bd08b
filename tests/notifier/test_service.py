"""Letters go out in their turn, whatever one messenger does; presses are answered out of turn."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest

from core_api.contracts.messages import Address, ChannelCapabilities, ChannelName, MessageRef
from core_api.contracts.problems import Missing, OutcomeUnknown, Problem, RateLimited, Transient
from notifier.channel import Channel, Keep, Limits, Page
from notifier.journal import Journal
from notifier.loops import Home, OwnLoop, RunningLoop
from notifier.memory import CAPABILITIES, MemoryChannel
from notifier.sending import Clock, Patience
from notifier.service import Channels, Makers, Manner
from tests.conformance.channel_desk import wait_for
from tests.conformance.channels.memory import ANNA
from tests.notifier.letters import GROUP, WORDS, YES, letter, toast

FREE = Limits((1000, 0.001), (1000, 0.001), (1000, 0.001))


class Scripted(MemoryChannel):
    """Raises what it is told to, one a call, and counts the calls; a letter may hang until it is let go."""

    def __init__(
        self,
        *problems: Problem,
        capabilities: ChannelCapabilities = CAPABILITIES,
        limits: Limits = FREE,
        name: ChannelName = "telegram",
    ) -> None:
        super().__init__(name, capabilities, limits)
        self.problems = list(problems)
        self.calls = 0
        self.hangs = False
        self.start_failures = 0

    async def start(self, keep: Keep) -> None:
        if self.start_failures:
            self.start_failures -= 1
            raise Transient("vendor-unreachable", vendor="X")
        await super().start(keep)

    async def send(self, to: Address, page: Page) -> MessageRef:
        await self._call()
        return await super().send(to, page)

    async def update(self, ref: MessageRef, page: Page) -> None:
        await self._call()
        await super().update(ref, page)

    async def _call(self) -> None:
        self.calls += 1
        if self.hangs:
            await asyncio.sleep(3600)
        if self.problems:
            raise self.problems.pop(0)


class Sleeps:
    """Sleeps only in name, and remembers how long."""

    def __init__(self) -> None:
        self.asked: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        await asyncio.sleep(0)


@contextmanager
def channels(
    *them: Channel, patience: Patience | None = None, home: Home | None = None, sleeps: Sleeps | None = None
) -> Iterator[Channels]:
    makers: Makers = {one.name: (lambda one=one: one) for one in them}  # type: ignore[misc]
    clock = Clock(sleep=sleeps) if sleeps else Clock()
    journal = Journal()
    made = Channels(makers, journal, WORDS, Manner(home or OwnLoop(), patience or Patience(), clock))
    made.start()
    yield made
    made.stop()
    journal.close()


def busy(seconds: float) -> RateLimited:
    return RateLimited("vendor-busy", retry_after=seconds, vendor="X")


def test_what_was_refused_for_too_many_is_sent_when_the_messenger_said() -> None:
    chat = Scripted(busy(0.05), busy(0.05))
    with channels(chat) as notifier:
        notifier.send(letter("question"))
    assert chat.calls == 3
    assert [page.plain for page in chat.shown("anna")] == ["question"]


def test_a_pause_longer_than_the_patience_is_told_at_once() -> None:
    chat = Scripted(busy(600))
    with channels(chat) as notifier, pytest.raises(RateLimited) as refused:
        notifier.send(letter("question"))
    assert (refused.value.retry_after, chat.calls) == (600, 1)


def test_whoever_has_no_turn_in_time_hears_that_nothing_was_sent() -> None:
    chat = Scripted(limits=Limits((1, 600.0), (1, 600.0), (1, 600.0)))
    with channels(chat, patience=Patience(turn=0.05)) as notifier:
        notifier.send(letter("one"))
        with pytest.raises(RateLimited):
            notifier.send(letter("two"))
    assert chat.calls == 1


@pytest.mark.parametrize("once", [True, False])
def test_what_may_have_gone_out_is_sent_again_only_where_that_is_one_message(once: bool) -> None:
    can = CAPABILITIES.model_copy(update={"idempotent_send": once})
    chat = Scripted(OutcomeUnknown("message-unsure", vendor="X"), capabilities=can)
    with channels(chat, sleeps=Sleeps()) as notifier:
        if once:
            notifier.send(letter("question"))
        else:
            with pytest.raises(OutcomeUnknown):
                notifier.send(letter("question"))
    assert chat.calls == (2 if once else 1)


def test_a_messenger_that_is_down_is_given_up_after_a_few_tries_with_growing_pauses() -> None:
    chat, sleeps = Scripted(*[Transient("vendor-unreachable", vendor="X")] * 9), Sleeps()
    with channels(chat, sleeps=sleeps) as notifier, pytest.raises(Transient):
        notifier.send(letter("question"))
    assert chat.calls == 4
    pauses = [pause for pause in sleeps.asked if pause >= 0.5]
    assert pauses == sorted(pauses)
    assert len(set(pauses)) == 3


def test_a_call_that_hangs_is_cut_off_and_nobody_says_that_it_failed() -> None:
    chat = Scripted()
    chat.hangs = True
    with channels(chat, patience=Patience(call=0.05)) as notifier, pytest.raises(OutcomeUnknown):
        notifier.send(letter("question"))


def test_presses_are_answered_while_messages_wait_for_their_turn() -> None:
    chat = Scripted(limits=Limits((1, 600.0), (1, 600.0), (1, 600.0)))
    with channels(chat, patience=Patience(turn=2.0)) as notifier, ThreadPoolExecutor() as pool:
        ref = notifier.send(letter("question", buttons=(YES,)))
        waiting = [pool.submit(notifier.update, ref, letter("applied")) for _ in range(3)]
        presses = [chat.press(ref, YES.data, ANNA) for _ in range(50)]
        notifier.acknowledge(tuple(toast(press) for press in presses))
        assert not any(one.done() for one in waiting)
        assert sorted(press for press, _text in chat.answers) == sorted(presses)
        assert all(isinstance(one.exception(20), RateLimited) for one in waiting)


def test_a_channel_that_cannot_be_used_takes_no_other_with_it() -> None:
    sleeps, good, late = Sleeps(), Scripted(), Scripted(name="vk")
    late.start_failures = 3

    def broken() -> Channel:
        raise Missing("messenger-ca-unreadable", vendor="MAX")

    journal = Journal()
    makers: Makers = {"max": broken, "telegram": lambda: good, "vk": lambda: late}
    notifier = Channels(makers, journal, WORDS, Manner(clock=Clock(sleep=sleeps)))
    notifier.start()
    wait_for(lambda: notifier.started == {"telegram", "vk"})
    assert [state.name for state in notifier.channels()] == ["telegram", "vk"]
    notifier.send(letter("question"))
    with pytest.raises(Missing):
        notifier.identify("max")
    notifier.stop()
    journal.close()
    assert sleeps.asked[:3] != []
    assert notifier.started == frozenset()


def test_where_nothing_can_be_changed_nothing_is_tried() -> None:
    can = CAPABILITIES.model_copy(update={"edits": False, "deletes": False})
    chat = Scripted(capabilities=can)
    with channels(chat) as notifier:
        ref = notifier.send(letter("question"))
        notifier.update(ref, letter("applied"))
        notifier.withdraw(ref)
    assert [page.plain for page in chat.shown("anna")] == ["question"]


def test_a_channel_that_cannot_be_used_is_told_of_when_it_is_news(caplog: pytest.LogCaptureFixture) -> None:
    problems: list[Problem] = [
        Missing("messenger-ca-unreadable", vendor="MAX"),
        Missing("messenger-ca-unreadable", vendor="MAX"),
        Missing("service-tls", path="ca.pem"),
    ]

    def broken() -> Channel:
        raise problems.pop(0)

    with closing(Journal()) as journal:
        notifier = Channels({"max": broken}, journal, WORDS)
        assert [notifier.channels() for _ in range(3)] == [(), (), ()]
    told = [line.getMessage() for line in caplog.records if "cannot be used" in line.getMessage()]
    assert [("ca-unreadable" in line, "service-tls" in line) for line in told] == [
        (True, False),
        (False, True),
    ]


def test_a_message_that_cannot_be_deleted_keeps_neither_words_nor_buttons() -> None:
    chat = Scripted(capabilities=CAPABILITIES.model_copy(update={"deletes": False}))
    with channels(chat) as notifier:
        notifier.withdraw(notifier.send(letter("question", buttons=(YES,))))
    assert [(page.plain, page.rows) for page in chat.shown("anna")] == [("—", ())]


def test_it_lives_in_somebody_elses_loop_as_well() -> None:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    chat = Scripted()
    with channels(chat, home=RunningLoop(lambda: loop)) as notifier:
        notifier.send(letter("question"))
        chat.write("hello", ANNA)
        assert [one.text for one in notifier.receive(0, 20).items] == ["hello"]

        async def inside() -> None:
            with pytest.raises(RuntimeError, match="another thread"):
                notifier.send(letter("again"))

        asyncio.run_coroutine_threadsafe(inside(), loop).result(20)
    assert loop.is_running()
    loop.call_soon_threadsafe(loop.stop)
    thread.join(20)
    loop.close()


def test_whoever_only_sends_needs_no_start() -> None:
    chat, journal = Scripted(), Journal()
    notifier = Channels({"telegram": lambda: chat}, journal, WORDS)
    notifier.send(letter("question"))
    notifier.send(letter("for all", GROUP))
    notifier.stop()
    journal.close()
    assert len(chat.shown("anna")) + len(chat.shown("-100")) == 2


def test_a_group_and_a_person_under_two_names_are_counted_as_the_messenger_does() -> None:
    chat = Scripted(limits=Limits((2, 600.0), (1, 600.0), (1000, 0.001)))
    with channels(chat, patience=Patience(turn=0.05)) as notifier:
        notifier.send(letter("one", GROUP))
        with pytest.raises(RateLimited):
            notifier.send(letter("two", GROUP))
        notifier.send(letter("one"))
        by_chat = Address(channel="telegram", user="anna", chat="anna")
        notifier.send(letter("two", by_chat))
        with pytest.raises(RateLimited):
            notifier.send(letter("three"))
    assert chat.calls == 3


def test_where_somebody_has_just_pressed_the_answer_goes_before_what_waits_elsewhere() -> None:
    chat = Scripted(limits=Limits((1000, 0.001), (1000, 0.001), (1, 0.6)))
    with channels(chat) as notifier, ThreadPoolExecutor() as pool:
        ref = notifier.send(letter("question", buttons=(YES,)))
        chat.press(ref, YES.data, ANNA)
        wait_for(lambda: notifier.receive(0, 20).items)
        bulk = [Address(channel="telegram", user=f"other-{number}") for number in range(5)]
        waiting = [pool.submit(notifier.send, letter("bulk", to)) for to in bulk]
        wait_for(lambda: chat.calls > 1)
        notifier.update(ref, letter("applied"))
        assert sum(one.done() for one in waiting) <= 2
        assert [page.plain for page in chat.shown("anna")] == ["applied"]


def test_a_channel_that_does_not_stop_holds_the_others_up_no_longer_than_a_call(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Stubborn(Scripted):
        async def stop(self) -> None:
            await asyncio.sleep(3600)

    with channels(Stubborn(), Scripted(name="vk"), patience=Patience(call=0.05)) as notifier:
        wait_for(lambda: len(notifier.started) == 2)
    assert notifier.started == frozenset()
    assert [one.getMessage() for one in caplog.records if one.levelname == "ERROR"] == [
        "telegram did not stop well"
    ]
