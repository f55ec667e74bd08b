"""Letters reach people however the messenger fares, and say what is true in the end."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, delete

from core_api.contracts.messages import Digest, MessageRef
from core_api.contracts.problems import Forbidden, OutcomeUnknown, Transient, Unauthorized
from core_api.contracts.proposal import Actor, Decision
from core_api.store import arrivals, letters
from core_api.store.tables import MeetingRow
from core_api.usecases import people
from core_api.usecases.decide import decide
from core_api.usecases.messenger import arriving, asking, delivering
from core_api.usecases.messenger.undelivered import undelivered
from tests.doubles.notifier import REACTIONS
from tests.messenger.office import Office


def letter_states(office: Office) -> list[tuple[str, str | None]]:
    with office.installation.database.reading() as session:
        return [(one.state, one.error) for one in letters.undelivered(session)]


def test_a_messenger_that_is_down_delays_and_loses_nothing(office: Office, anna: str) -> None:
    office.messenger.failing = [Unauthorized("channel-refused")] * 3
    office.meet()
    assert office.messenger.sent == []
    assert letter_states(office) == [("planned", "channel-refused")]
    office.clock.later(minutes=4)
    office.work()
    assert office.messenger.sent == [], "it is not asked all the time"
    for _ in range(3):
        office.clock.later(minutes=5)
        office.work()
    assert [type(view) for view in office.messenger.views(anna)] == [Digest]
    assert letter_states(office) == []


def test_a_message_of_what_was_decided_while_the_messenger_was_down_for_long_loses_its_buttons(
    office: Office, anna: str
) -> None:
    office.meet()
    office.press(anna, "next")
    office.messenger.changing = [Transient("vendor-unreachable", vendor="Telegram") for _ in range(200)]
    proposal = office.waiting()[0].proposal
    word = Decision(
        proposal_id=proposal.id,
        version=proposal.version,
        answer="note",
        by=Actor(name="Анна", channel="dashboard"),
        at=office.clock(),
    )
    decide(office.installation, word)
    for _ in range(20):
        office.work()
        office.clock.later(minutes=3)
    assert {one.code for one in undelivered(office.installation)} == {"vendor-unreachable"}
    assert all(one.again_at for one in undelivered(office.installation)), "it says when it is tried again"
    office.messenger.changing.clear()
    office.clock.later(minutes=6)
    office.work()
    assert office.questions(anna)[0].outcome is not None, "also an hour later"
    assert letter_states(office) == []


def test_who_blocked_the_bot_is_written_to_no_more_and_it_is_seen(office: Office, anna: str) -> None:
    office.messenger.failing = [Forbidden("chat-closed", channel="telegram")]
    office.meet()
    office.clock.later(hours=1)
    office.work()
    assert office.messenger.sent == []
    assert letter_states(office) == [("failed", "chat-closed")]
    assert office.waiting(), "the queue is in the terminal all the same"


def test_a_passing_fault_is_tried_again(office: Office, anna: str) -> None:
    office.messenger.failing = [Transient("messenger-unreachable", retry_after=0.0, channel="telegram")]
    office.meet()
    office.clock.later(seconds=10)
    office.work()
    assert len(office.messenger.sent) == 1


def test_a_lost_answer_never_loses_the_question(office: Office, anna: str) -> None:
    office.messenger.failing = [OutcomeUnknown("lost")]
    office.meet()
    office.clock.later(minutes=1)
    office.work()
    assert len(office.messenger.sent) == 2, "nobody knows, so it is sent again"
    assert [one.key for one in office.messenger.sent] == [office.messenger.sent[0].key] * 2


def test_a_copy_of_which_nobody_knew_loses_its_buttons_with_the_first_late_press(
    office: Office, anna: str
) -> None:
    office.meet()
    office.messenger.failing = [OutcomeUnknown("lost")]
    office.press(anna, "next")
    office.clock.later(minutes=1)
    office.work()
    lost, known = [place for place, one in office.messenger.shown.items() if one.view.kind == "question"]
    approve = next(one for one in office.messenger.shown[lost].rows[0].buttons if one.code == "approve")
    office.press(anna, "approve")
    assert office.messenger.shown[lost].rows, "nobody knows of it yet"
    (toast,) = office.come(office.messenger.pressed(anna, approve, MessageRef(**at(lost))))
    assert toast.code.startswith("already-decided")
    assert office.messenger.shown[lost] == office.messenger.shown[known]


def at(place: tuple[str, str, str]) -> dict[str, Any]:
    return dict(zip(("channel", "chat", "id"), place, strict=True))


def test_where_the_messenger_knows_the_key_nothing_is_twice(office: Office) -> None:
    office.messenger.states = {"matrix": REACTIONS}
    office.person("Анна", "@anna:example.org", "lead", kind="matrix")
    office.messenger.failing = [OutcomeUnknown("lost")]
    office.meet()
    office.clock.later(minutes=1)
    office.work()
    assert len(office.messenger.sent) == 1


def test_a_message_that_somebody_deleted_is_not_sent_again(office: Office, anna: str) -> None:
    office.meet()
    office.press(anna, "next")
    (place,) = [key for key, one in office.messenger.shown.items() if one.view.kind == "question"]
    del office.messenger.shown[place]
    sent = len(office.messenger.sent)
    with office.installation.database.reading() as session:
        (letter,) = letters.about(session, office.waiting()[0].proposal.id)
    with office.installation.database.transaction() as session:
        delivering.deliver(session, letter.id, office.clock())
    office.press(anna, "next")
    assert len(office.messenger.sent) == sent + 1, "only because it was asked for again"
    office.clock.later(minutes=10)
    with office.installation.database.reading() as session:
        assert letter.id not in {one.id for one in letters.overdue(session, office.clock())}


def test_a_service_that_is_away_is_no_service_without_channels(office: Office, anna: str) -> None:
    office.meet()
    office.press(anna, "next")
    proposal = office.waiting()[0].proposal
    word = Decision(
        proposal_id=proposal.id,
        version=proposal.version,
        answer="note",
        by=Actor(name="Анна", channel="dashboard"),
        at=office.clock(),
    )
    decide(office.installation, word)
    office.messenger.away = True
    for look in (asking.tick, delivering.refresh):
        with pytest.raises(Transient):
            look(office.installation)
    office.messenger.away = False
    office.work()
    outcome = office.questions(anna)[0].outcome
    assert outcome is not None
    assert outcome.code == "noted", "what changed meanwhile is told as soon as it is back"
    digest = office.messenger.views(anna)[0]
    assert isinstance(digest, Digest)
    assert [bool(line.outcome) for line in digest.asks].count(True) == 1


def test_a_press_is_worked_on_when_the_service_is_back(office: Office, anna: str) -> None:
    office.meet()
    (toast,) = arriving.take(office.installation, (office.messenger.press(anna, "next"),))
    assert toast.code == "shown"
    office.messenger.away = True
    for _ in range(8):
        office.jobs()
        office.clock.later(minutes=1)
    assert office.questions(anna) == []
    office.messenger.away = False
    office.clock.later(minutes=5)
    office.work()
    assert len(office.questions(anna)) == 1


def test_letters_of_a_channel_that_is_not_set_up_are_mended_when_it_is_again(
    office: Office, anna: str
) -> None:
    office.meet()
    office.press(anna, "next")
    proposal = office.waiting()[0].proposal
    states, office.messenger.states = office.messenger.states, {"matrix": REACTIONS}
    word = Decision(
        proposal_id=proposal.id,
        version=proposal.version,
        answer="note",
        by=Actor(name="Анна", channel="dashboard"),
        at=office.clock(),
    )
    decide(office.installation, word)
    office.work()
    office.messenger.states = states
    office.work()
    outcome = office.questions(anna)[0].outcome
    assert outcome is not None
    assert outcome.code == "noted"
    digest = office.messenger.views(anna)[0]
    assert isinstance(digest, Digest)
    assert [bool(line.outcome) for line in digest.asks].count(True) == 1


def test_what_was_said_of_a_removed_meeting_goes_from_the_messenger(office: Office, anna: str) -> None:
    meeting = office.meet()
    office.press(anna, "next")
    assert len(office.messenger.chat(anna)) == 2
    with office.installation.database.transaction() as session:
        session.exec(delete(MeetingRow).where(col(MeetingRow.id) == meeting))
    office.work()
    assert office.messenger.chat(anna) == []
    with office.installation.database.reading() as session:
        assert letters.of_meeting(session, meeting) == ()


def test_old_letters_and_arrivals_are_let_go(office: Office, anna: str) -> None:
    office.meet()
    office.press(anna, "next")
    office.clock.now += timedelta(days=44)
    delivering.forget(office.installation)
    with office.installation.database.reading() as session:
        (old,) = [one for one in letters.of_person(session, _person(office)) if one.purpose == "digest"]
    office.clock.now += timedelta(days=2)
    delivering.forget(office.installation)
    with office.installation.database.reading() as session:
        assert not letters.exists(session, old.id)
        assert arrivals.unfinished(session) == ()


def _person(office: Office) -> str:
    return people.everybody(office.installation)[0].person.id
