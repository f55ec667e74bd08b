"""What the port to messengers does, in this process and at the other end of every wire."""

import base64
import threading

import pytest

from core_api.contracts.messages import Address, Arrivals, FileRef, Inbound, Toast
from core_api.contracts.ports import Notifier
from core_api.contracts.problems import (
    Forbidden,
    Missing,
    NotFound,
    OutcomeUnknown,
    Unsupported,
)
from tests.conformance.channels.memory import ANNA, Failing
from tests.notifier.letters import YES, letter, toast


class Notifying:
    """With the messenger in memory behind it."""

    def test_it_says_which_channels_there_are_and_what_they_can(
        self, notifier: Notifier, far: Failing
    ) -> None:
        (state,) = notifier.channels()
        assert (state.name, state.capabilities) == ("telegram", far.capabilities)
        assert notifier.identify("telegram").handle == "memory"
        with pytest.raises(Missing) as refused:
            notifier.identify("vk")
        assert refused.value.code == "channel-missing"

    def test_a_letter_is_shown_changed_and_taken_back(self, notifier: Notifier, far: Failing) -> None:
        ref = notifier.send(letter("question", buttons=(YES,)))
        (page,) = far.shown("anna")
        assert (page.plain, [key.data for row in page.rows for key in row]) == ("question", [YES.data])
        notifier.update(ref, letter("applied"))
        notifier.update(ref, letter("applied"))
        assert [(page.plain, page.rows) for page in far.shown("anna")] == [("applied", ())]
        notifier.withdraw(ref)
        notifier.withdraw(ref)
        assert far.shown("anna") == ()
        with pytest.raises(NotFound) as refused:
            notifier.update(ref, letter("applied"))
        assert refused.value.code == "message-gone"

    def test_a_press_comes_once_and_is_answered(self, notifier: Notifier, far: Failing) -> None:
        ref = notifier.send(letter("question", buttons=(YES,)))
        press = far.press(ref, YES.data, ANNA)
        first = notifier.receive(0, 20)
        (arrival,) = first.items
        assert (arrival.kind, arrival.data, arrival.user, arrival.message) == (
            "press",
            YES.data,
            "anna",
            ref.id,
        )
        assert notifier.receive(0, 0).items == first.items
        assert notifier.receive(first.last, 0) == Arrivals(items=(), last=first.last)
        assert notifier.receive(0, 0).items == ()
        absent = Toast(channel="vk", press="1", language="en", code="done")
        notifier.acknowledge((toast("no-such-press"), absent, toast(arrival.press, "well done")))
        assert far.answers == ((press, "well done"),)

    def test_whoever_waits_hears_at_once(self, notifier: Notifier, far: Failing) -> None:
        found: list[Arrivals] = []
        waiter = threading.Thread(target=lambda: found.append(notifier.receive(0, 40)))
        waiter.start()
        far.write("hello", ANNA)
        waiter.join(20)
        assert [one.text for one in found[0].items] == ["hello"]

    def test_a_file_comes_in_parts(self, notifier: Notifier, far: Failing) -> None:
        data = bytes(range(256)) * 3000
        far.attach("planning.ogg", data, ANNA)
        file = notifier.receive(0, 20).items[0].file
        assert file is not None
        got, last = b"", False
        while not last:
            piece = notifier.fetch(file, len(got))
            got, last = got + base64.b64decode(piece.data), piece.last
        assert got == data
        with pytest.raises(NotFound) as refused:
            notifier.fetch(FileRef(channel="telegram", id="none", name="x"), 0)
        assert refused.value.code == "file-gone"

    def test_what_went_wrong_arrives_as_it_was(self, notifier: Notifier, far: Failing) -> None:
        far.block("anna")
        with pytest.raises(Forbidden) as refused:
            notifier.send(letter("question"))
        assert refused.value.code == "chat-closed"
        far.way = "lost"
        with pytest.raises(OutcomeUnknown) as unsure:
            notifier.send(letter("question", Address(channel="telegram", user="boris")))
        assert unsure.value.code == "message-unsure"
        assert len(far.shown("boris")) == 1
        with pytest.raises(Unsupported) as unknown:
            notifier.deliver("telegram", Inbound(body=""))
        assert unknown.value.code == "webhook-none"

    def test_a_passing_fault_is_mended_without_a_word(self, notifier: Notifier, far: Failing) -> None:
        far.way = "down"
        ref = notifier.send(letter("question"))
        far.way = "lost"
        notifier.update(ref, letter("applied"))
        assert [page.plain for page in far.shown("anna")] == ["applied"]
        assert far.way is None
