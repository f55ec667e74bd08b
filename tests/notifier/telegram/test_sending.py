"""What is sent stands in the chat as it was meant, and what cannot be sent is said in the problems of the port."""

from datetime import timedelta

import pytest

from core_api.contracts.messages import Address, MessageRef
from core_api.contracts.problems import (
    Forbidden,
    Invalid,
    Malformed,
    NotFound,
    OutcomeUnknown,
    Problem,
    RateLimited,
    TooLarge,
    Transient,
    Unauthorized,
)
from notifier.channel import Key
from notifier.telegram.channel import TelegramChannel
from tests.doubles.faults import Asked, Kind
from tests.doubles.telegram_people import Seen
from tests.notifier.telegram.conftest import Desk, page

OGG = b"OggS" + bytes(2000)


def test_a_message_has_its_words_its_buttons_and_their_looks(desk: Desk, channel: TelegramChannel) -> None:
    rows = (
        (Key("Apply", data="t.0", look="good"), Key("Reject", data="t.1", look="bad")),
        (Key("Card", url="https://board.example.org/c/1"), Key("Later", data="t.2")),
    )
    ref = desk.send(channel, "<b>Pay</b> &amp; go", rows=rows, silent=True)
    said = desk.anna.last()
    assert ref == MessageRef(channel="telegram", chat=desk.anna.id, id=str(said.id))
    assert (said.text, said.silent, said.mine) == ("Pay & go", True, True)
    assert said.rows == (
        (Seen("Apply", data="t.0", style="success"), Seen("Reject", data="t.1", style="danger")),
        (Seen("Card", url="https://board.example.org/c/1"), Seen("Later", data="t.2")),
    )


def test_links_are_not_previewed(desk: Desk, channel: TelegramChannel) -> None:
    desk.send(channel, "https://example.org")
    [asked] = [one for one in desk.double.faults.asked if one.path.endswith("/sendMessage")]
    assert b"%22is_disabled%22%3A+true" in asked.body


def test_an_answer_is_asked_for_and_an_answer_answers(desk: Desk, channel: TelegramChannel) -> None:
    first = desk.send(channel, "When?", asks_reply=True)
    assert desk.anna.last().asks_reply
    desk.send(channel, "Then", answers=first.id)
    assert desk.anna.last().answers == int(first.id)
    desk.send(channel, "Answers what is gone", answers="999999")
    assert desk.anna.last().text == "Answers what is gone"


def test_a_voice_note_has_its_words_and_its_length(desk: Desk, channel: TelegramChannel) -> None:
    desk.send(channel, "<i>the quote</i>", voice=OGG, seconds=14.6, rows=((Key("Back", data="t.9"),),))
    said = desk.anna.last()
    assert (said.text, said.voice, said.labels) == ("the quote", 15.0, ["Back"])
    with pytest.raises(TooLarge):
        desk.send(channel, voice=OGG + bytes(1 << 20))


def test_a_change_is_seen_once_and_takes_the_buttons_away(desk: Desk, channel: TelegramChannel) -> None:
    ref = desk.send(channel, "Pay?", rows=((Key("Yes", data="t.0"),),))
    after = page("Paid")
    desk.loop.run(channel.update(ref, after))
    desk.loop.run(channel.update(ref, after))  # Telegram says that it is not modified
    said = desk.anna.last()
    assert (said.text, said.rows, said.edits) == ("Paid", (), 1)


def test_the_words_of_a_voice_note_change(desk: Desk, channel: TelegramChannel) -> None:
    ref = desk.send(channel, "before", voice=OGG)
    desk.loop.run(channel.update(ref, page("after", voice=OGG)))
    assert desk.anna.last().text == "after"


def test_a_young_message_is_deleted_and_an_old_one_loses_its_buttons(
    desk: Desk, channel: TelegramChannel
) -> None:
    rows = ((Key("Yes", data="t.0"),),)
    old = desk.send(channel, "old", rows=rows)
    desk.double.clock.move(timedelta(hours=49).total_seconds())
    young = desk.send(channel, "young", rows=rows)
    for ref in (old, young, young):
        desk.loop.run(channel.withdraw(ref, page("Not needed any more")))
    assert [(said.text, said.rows) for said in desk.anna.chat() if said.mine] == [("Not needed any more", ())]


def test_a_group_that_became_a_supergroup_is_written_to_under_its_new_id(
    desk: Desk, channel: TelegramChannel
) -> None:
    old = desk.double.group(-77, "Team", "group")
    first = desk.send(channel, "one", to=old)
    new = desk.double.migrate(old, -100777)
    assert desk.send(channel, "two", to=old).chat == new
    assert [said.text for said in desk.anna.chat(new)] == ["two"]
    with pytest.raises(NotFound) as gone:
        desk.loop.run(channel.update(first, page("other")))
    assert gone.value.code == "message-gone"


def _block(desk: Desk) -> str:
    desk.anna.block()
    return desk.anna.id


def _kicked(desk: Desk) -> str:
    group = desk.double.group(-5, "Team")
    desk.double.world.chats[-5].kicked = True
    return group


@pytest.mark.parametrize(
    "closed", [_block, _kicked, lambda desk: desk.boris.id, lambda _desk: "404404"],
    ids=["blocked", "kicked", "never begun", "not there"],
)  # fmt: skip
def test_a_chat_that_is_closed_is_said_to_be(desk: Desk, channel: TelegramChannel, closed: object) -> None:
    to = closed(desk)  # type: ignore[operator]
    with pytest.raises(Forbidden) as refused:
        desk.send(channel, to=to)
    assert refused.value.code == "chat-closed"


def test_a_message_that_is_gone_cannot_be_changed(desk: Desk, channel: TelegramChannel) -> None:
    ref = desk.send(channel)
    desk.loop.run(channel.withdraw(ref, page()))
    for missing in (ref, ref.model_copy(update={"id": "no-number"})):
        with pytest.raises(NotFound) as gone:
            desk.loop.run(channel.update(missing, page("other")))
        assert gone.value.code == "message-gone"


@pytest.mark.parametrize(
    "wrong",
    [
        page("x", (Key("Apply", data="d" * 65),)),
        page("x", (Key("Apply", data="я" * 33),)),
        page("x", (Key("Apply"),)),
        page("x", *[(Key(str(n), data=f"t.{n}"),) for n in range(101)]),
        page("<b>x"),
        page(" "),
        page("x" * 4097),
    ],
    ids=["65 bytes", "66 bytes", "no data", "101 buttons", "bad markup", "no words", "too long"],
)
def test_what_telegram_would_not_take_is_a_problem_of_ours(
    desk: Desk, channel: TelegramChannel, wrong: object
) -> None:
    with pytest.raises(Invalid):
        desk.loop.run(channel.send(Address(channel="telegram", user=desk.anna.id), wrong))  # type: ignore[arg-type]
    assert [said for said in desk.anna.chat() if said.mine] == []


def test_data_of_a_button_is_measured_before_anything_is_sent(desk: Desk, channel: TelegramChannel) -> None:
    for data in ("d" * 65, "я" * 33, ""):
        with pytest.raises(Invalid):
            desk.send(channel, rows=((Key("Apply", data=data),),))
    assert not [one for one in desk.double.faults.asked if sends(one)]


def test_a_button_that_telegram_cannot_open_does_not_cost_the_message(
    desk: Desk, channel: TelegramChannel
) -> None:
    desk.send(channel, rows=((Key("Card", url="http://kanboard/1"), Key("Apply", data="t.0")),))
    assert desk.anna.last().labels == ["Apply"]


def sends(asked: Asked) -> bool:
    return asked.path.endswith(("/sendMessage", "/editMessageText"))


FAULTS: list[tuple[Kind, int, type[Problem], int]] = [
    ("unheard", 0, OutcomeUnknown, 0),
    ("lost", 0, OutcomeUnknown, 1),
    ("cut", 0, OutcomeUnknown, 1),
    ("torn", 0, OutcomeUnknown, 1),
    ("page", 0, OutcomeUnknown, 1),
    ("after", 502, OutcomeUnknown, 1),
    ("before", 500, OutcomeUnknown, 0),
    ("busy", 0, RateLimited, 0),
]


@pytest.mark.parametrize(("kind", "status", "problem", "sent"), FAULTS, ids=[one[0] for one in FAULTS])
def test_after_a_fault_nobody_takes_a_message_for_sent_or_unsent(
    desk: Desk, channel: TelegramChannel, kind: Kind, status: int, problem: type[Problem], sent: int
) -> None:
    desk.double.faults.next(kind, sends, status=status)
    with pytest.raises(problem):
        desk.send(channel)
    assert len([said for said in desk.anna.chat() if said.mine]) == sent
    assert desk.double.faults.unused == 0


@pytest.mark.parametrize("kind", ["unheard", "lost", "after"])
def test_a_change_may_be_tried_again_blindly(desk: Desk, channel: TelegramChannel, kind: Kind) -> None:
    ref = desk.send(channel)
    desk.double.faults.next(kind, sends)
    with pytest.raises(Transient):
        desk.loop.run(channel.update(ref, page("after")))
    desk.loop.run(channel.update(ref, page("after")))
    assert desk.anna.last().text == "after"


def test_who_sends_too_much_is_told_how_long_to_wait(desk: Desk, channel: TelegramChannel) -> None:
    desk.double.pace.hold(7)
    with pytest.raises(RateLimited) as busy:
        desk.send(channel)
    assert busy.value.retry_after == 7


def test_nobody_there_is_a_passing_fault(desk: Desk) -> None:
    with desk.channel(url="http://127.0.0.1:9") as channel, pytest.raises(Transient):
        desk.send(channel)


@pytest.mark.parametrize("token", ["1:wrong", "wrong"])
def test_a_wrong_token_is_said_to_be(desk: Desk, token: str) -> None:
    from pydantic import SecretStr

    with desk.channel(token=SecretStr(token)) as channel, pytest.raises(Unauthorized):
        desk.send(channel)


def test_the_bot_tells_its_link(desk: Desk, channel: TelegramChannel) -> None:
    assert desk.loop.run(channel.identify()) == "https://t.me/boardscribe_bot"
    desk.double.faults.next("page")
    with pytest.raises(Malformed):
        desk.loop.run(channel.identify())


def test_a_press_is_answered_once_and_in_time(desk: Desk, channel: TelegramChannel) -> None:
    ref = desk.send(channel, rows=((Key("Yes", data="t.0"),),))
    press = desk.anna.press(int(ref.id), "Yes")
    for _ in range(2):
        desk.loop.run(channel.acknowledge(press.id, ref.chat, "Да" * 150, alert=True))
    assert (press.toast, press.alert) == ("Да" * 100, True)
    late = desk.anna.press(int(ref.id), "Yes")
    desk.double.clock.move(60)
    desk.loop.run(channel.acknowledge(late.id, ref.chat, "too late", alert=False))
    assert not late.answered
