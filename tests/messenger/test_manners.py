"""Who is asked and when: quiet hours, one reminder, the morning, everybody else; nobody is asked about everything."""

from datetime import UTC, datetime

from core_api.contracts.messages import Digest
from core_api.contracts.people import Manners, PersonIdentity, QuietHours
from core_api.contracts.policy import Asking
from core_api.store import asking as asked
from core_api.store import boards as stored_boards
from core_api.usecases import boards, people
from core_api.usecases.permissions import OWNER
from tests.messenger.office import Office


def asking(office: Office, rules: Asking) -> None:
    with office.installation.database.transaction() as session:
        policy = stored_boards.policy(session, "local:team")
        stored_boards.save_policy(session, "local:team", policy.model_copy(update={"asking": rules}))


def digests(office: Office, user: str) -> list[str]:
    return [view.occasion for view in office.messenger.views(user) if isinstance(view, Digest)]


def test_nobody_is_written_to_in_their_quiet_hours(office: Office, anna: str) -> None:
    (profile,) = people.everybody(office.installation)
    office.manners(profile.person.id, Manners(quiet=QuietHours()))
    office.clock.now = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    office.meet()
    assert office.messenger.sent == []
    office.clock.now = datetime(2026, 3, 5, 7, 45, tzinfo=UTC)
    office.work()
    assert office.messenger.sent == []
    office.clock.now = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
    office.work()
    assert digests(office, anna) == ["meeting"]


def test_who_is_linked_later_is_told_of_what_waits(office: Office) -> None:
    office.meet()
    assert office.messenger.sent == []
    office.person("Анна", "7", "lead")
    office.work()
    assert digests(office, "7") == ["meeting"]
    office.clock.later(hours=4)
    office.work()
    assert digests(office, "7") == ["meeting", "reminder"]


def test_boards_on_which_nobody_is_reached_are_in_nobodys_way(office: Office) -> None:
    office.meet()
    office.person("Олег", "5", board="local:other")
    with office.installation.database.reading() as session:
        assert asked.unasked_boards(session) == ("local:team",)
        assert len(asked.unasked(session, ["local:team"])) == len(office.waiting())
        assert asked.unasked(session, ["local:other"]) == ()
    office.work()
    assert office.messenger.sent == []


def test_an_answer_to_what_they_press_comes_at_any_hour(office: Office, anna: str) -> None:
    office.meet()
    (profile,) = people.everybody(office.installation)
    office.manners(profile.person.id, Manners(quiet=QuietHours()))
    office.clock.now = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    office.press(anna, "next")
    assert len(office.questions(anna)) == 1


def test_who_wants_no_messages_gets_none(office: Office, anna: str) -> None:
    (profile,) = people.everybody(office.installation)
    office.manners(profile.person.id, Manners(muted=True))
    office.meet()
    assert office.messenger.sent == []
    assert office.waiting(), "the same queue is in the terminal"


def test_one_reminder_then_the_morning(office: Office, anna: str) -> None:
    office.meet()
    office.clock.later(hours=3, minutes=59)
    office.work()
    assert digests(office, anna) == ["meeting"]
    office.clock.later(minutes=1)
    office.work()
    office.clock.later(hours=5)
    office.work()
    assert digests(office, anna) == ["meeting", "reminder"], "one reminder, and none after it"
    office.clock.now = datetime(2026, 3, 5, 8, 59, tzinfo=UTC)
    office.work()
    assert "daily" not in digests(office, anna)
    office.clock.now = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    office.work()
    office.work()
    assert digests(office, anna) == ["meeting", "reminder", "daily"]
    office.clock.later(hours=4)
    office.work()
    assert digests(office, anna).count("daily") == 1
    office.press(anna, "next")
    assert len(office.questions(anna)) == 1


def test_what_was_decided_meanwhile_reminds_of_nothing(office: Office, anna: str) -> None:
    office.meet()
    office.press(anna, "next")
    while office.waiting():
        office.press(anna, "note")
    office.clock.later(days=3)
    office.work()
    assert digests(office, anna) == ["meeting"]


def test_what_nobody_answers_is_asked_of_everybody_who_may_decide(office: Office, anna: str) -> None:
    office.person("Борис", "9", "approver")
    office.meet()
    assert digests(office, "9") == [], "a lead is asked first"
    office.clock.later(days=1)
    office.work()
    assert digests(office, "9") == ["escalation"]
    office.press("9", "next")
    assert office.press("9", "approve") == "accepted"
    question = office.questions("9")[0]
    assert question.outcome is not None
    assert question.outcome.by == "Борис"


def test_the_card_s_owner_is_asked_where_the_board_says_so(office: Office, anna: str) -> None:
    office.ask_everything()
    board = boards.look(office.installation, "local:team")[0]
    asking(office, Asking(first="card_owner"))
    office.meet()
    everything = len(office.waiting())
    with_members = {card.id: card.member_ids for card in board.cards}
    named = [
        member
        for one in office.waiting()
        if one.proposal.card
        for member in with_members[one.proposal.card.id]
    ]
    assert named
    assert len([view for view in office.messenger.views(anna) if isinstance(view, Digest)]) == 1
    first = office.messenger.views(anna)[0]
    assert isinstance(first, Digest)
    assert len(first.asks) == everything, "whose card it is is not known yet, so the lead is asked"


def test_the_owner_gets_what_is_theirs_and_the_lead_the_rest(office: Office, anna: str) -> None:
    office.ask_everything()
    board = boards.look(office.installation, "local:team")[0]
    members = [member for card in board.cards for member in card.member_ids]
    owner = max(set(members), key=members.count)
    office.person("Владелец", "11")
    identity = PersonIdentity(kind="board", place="local:team", id=owner)
    people.link(office.installation, OWNER, "Владелец", identity)
    asking(office, Asking(first="card_owner"))
    office.meet()
    lead, own = office.messenger.views(anna), office.messenger.views("11")
    assert isinstance(lead[0], Digest)
    assert isinstance(own[0], Digest)
    assert len(lead[0].asks) + len(own[0].asks) == len(office.waiting())
    assert lead[0].others == len(own[0].asks) > 0
    assert own[0].others == len(lead[0].asks) > 0


def test_a_small_change_can_be_confirmed_by_the_assignee(office: Office, anna: str) -> None:
    office.ask_everything()
    board = boards.look(office.installation, "local:team")[0]
    members = [member for card in board.cards for member in card.member_ids]
    owner = max(set(members), key=members.count)
    office.person("Исполнитель", "12", role=None)
    identity = PersonIdentity(kind="board", place="local:team", id=owner)
    people.link(office.installation, OWNER, "Исполнитель", identity)
    asking(office, Asking(assignee_confirms=frozenset({"move", "comment", "check", "due"})))
    office.meet()
    own = office.messenger.views("12")
    assert own
    office.press("12", "next")
    assert office.press("12", "approve") == "accepted"
    question = office.questions("12")[0]
    assert question.outcome is not None
    assert (question.outcome.code, question.outcome.by) == ("applied", "Исполнитель")
    assert office.press("12", "undo") == "undoing"
    question = office.questions("12")[0]
    assert question.outcome is not None
    assert (question.outcome.code, question.outcome.by) == ("undone", "Исполнитель")


def test_the_assignee_takes_back_no_more_than_their_own(office: Office, anna: str) -> None:
    office.ask_everything()
    member = next(card for card in boards.look(office.installation, "local:team")[0].cards if card.member_ids)
    office.person("Исполнитель", "12", role=None)
    identity = PersonIdentity(kind="board", place="local:team", id=member.member_ids[0])
    people.link(office.installation, OWNER, "Исполнитель", identity)
    asking(office, Asking(assignee_confirms=frozenset({"move", "comment", "check", "due"})))
    office.meet()
    office.press("12", "next")
    assert office.press("12", "approve") == "accepted"
    asking(office, Asking())
    assert office.press("12", "undo") == "revoked"
    question = office.questions("12")[0]
    assert question.outcome is not None
    assert question.outcome.code == "applied", "the board does not let assignees decide any more"
