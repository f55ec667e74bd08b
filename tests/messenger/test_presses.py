"""Which presses count: only those of who may decide, on what stands now, once; on every channel that has buttons."""

from datetime import timedelta

from core_api.contracts.messages import Arrival, Digest, Question
from core_api.contracts.proposal import Decision
from core_api.store import proposals
from core_api.usecases import people
from core_api.usecases.history import changes
from core_api.usecases.messenger import arriving
from core_api.usecases.permissions import OWNER
from tests.doubles.notifier import BUTTONS, REACTIONS
from tests.messenger.office import Office


def asked(office: Office, user: str) -> Arrival:
    """The press on `approve` of the first question, not yet made."""
    office.ask_everything()
    office.meet()
    office.press(user, "next")
    return office.messenger.press(user, "approve")


def decisions(office: Office) -> list[Decision]:
    with office.installation.database.reading() as session:
        meetings = {one.proposal.meeting_id for one in proposals.queue(session)}
        return [one for meeting in meetings for one in proposals.decisions(session, meeting)]


def refused(office: Office, *presses: Arrival) -> set[str]:
    """The answers to presses that must change nothing."""
    before = decisions(office), changes(office.installation)
    codes = {toast.code for toast in office.come(*presses)}
    assert (decisions(office), changes(office.installation)) == before
    return codes


def test_a_stranger_may_press_nothing_and_learns_nothing(office: Office, anna: str) -> None:
    press = asked(office, anna)
    office.person("Чужой", "66", role=None)
    strangers = [
        press.model_copy(update={"id": f"x{user}", "user": user, "chat": chat})
        for user in ("66", "67")
        for chat in (anna, user)
    ]
    assert refused(office, *strangers) == {"not-yours"}


def test_another_approver_may_not_press_a_button_that_was_sent_to_a_lead(office: Office, anna: str) -> None:
    press = asked(office, anna)
    office.person("Борис", "9")
    assert refused(office, press.model_copy(update={"id": "x", "user": "9"})) == {"not-yours"}


def test_whose_right_was_taken_may_press_no_more(office: Office, anna: str) -> None:
    press = asked(office, anna)
    office.person("Борис", "9", "lead")
    people.revoke(office.installation, OWNER, "Анна", "local:team")
    assert refused(office, press) == {"revoked"}
    people.remove(office.installation, OWNER, "Анна")
    assert refused(office, press.model_copy(update={"id": "y"})) == {"not-yours"}


def test_what_is_no_button_of_ours_is_refused(office: Office, anna: str) -> None:
    press = asked(office, anna)
    not_ours = (
        "",
        "x",
        "0",
        ".",
        ".0",
        "AAAAAAAAAAAAAA.0",
        "k3J9.1",
        "é.0",
        "a.٣",
        "a.-1",
        "a.999",
        "a" * 64,
        "\0.0",
    )
    for number, data in enumerate(not_ours):
        forged = press.model_copy(update={"id": f"x{number}", "data": data})
        assert refused(office, forged) == {"unknown-button"}, repr(data)
    assert [one.code for one in office.come(press)] == ["accepted"], "the question stands yet"


def test_a_number_that_the_ticket_has_not_is_refused(office: Office, anna: str) -> None:
    press = asked(office, anna)
    ticket = press.data.split(".")[0]
    forged = [press.model_copy(update={"id": f"x{n}", "data": f"{ticket}.{n}"}) for n in (7, 50, 998)]
    assert refused(office, *forged) == {"unknown-button"}


def test_a_press_that_comes_twice_is_done_once(office: Office, anna: str) -> None:
    press = asked(office, anna)
    first = office.come(press)
    before = decisions(office), changes(office.installation)
    again = office.come(press)
    assert [one.code for one in first] == [one.code for one in again] == ["accepted"]
    assert (decisions(office), changes(office.installation)) == before


def test_a_replayed_press_under_another_id_is_refused(office: Office, anna: str) -> None:
    press = asked(office, anna)
    office.come(press)
    assert refused(office, press.model_copy(update={"id": "x"})) == {"already-decided-by"}


def test_a_late_press_is_refused(office: Office, anna: str) -> None:
    press = asked(office, anna)
    office.clock.now += timedelta(days=14)
    assert refused(office, press) == {"expired"}


def test_a_button_of_an_older_version_is_refused(office: Office, anna: str) -> None:
    press = asked(office, anna)
    proposal = office.waiting()[0].proposal
    with office.installation.database.transaction() as session:
        proposals.replace(session, proposal.model_copy(update={"version": 2}), "open")
    assert refused(office, press) == {"stale"}
    office.work()
    old, *_rest, new = office.questions(anna)
    assert old.outcome is not None
    assert old.outcome.code == "superseded"
    assert new.outcome is None, "the newer version is asked in a letter of its own"
    assert office.press(anna, "approve") == "accepted"


def test_a_button_of_an_earlier_menu_is_dead(office: Office, anna: str) -> None:
    press = asked(office, anna)
    office.press(anna, "reject")
    office.press(anna, "back")
    assert refused(office, press) == {"stale"}
    assert office.press(anna, "approve") == "accepted"


def test_two_approvers_at_once_are_one_decision_and_both_see_it(office: Office) -> None:
    for name, user in (("Анна", "7"), ("Борис", "9")):
        office.person(name, user, "lead")
    office.ask_everything()
    office.meet()
    for user in ("7", "9"):
        office.press(user, "next")
    presses = [office.messenger.press(user, "approve") for user in ("9", "7")]
    toasts = office.come(*presses)
    assert [one.code for one in toasts] == ["accepted", "already-decided-by"]
    assert toasts[1].params == {"name": "Борис"}
    outcomes = [office.questions(user)[0].outcome for user in ("7", "9")]
    assert outcomes[0] == outcomes[1]
    assert outcomes[0] is not None
    assert (outcomes[0].code, outcomes[0].by) == ("applied", "Борис")
    assert len(changes(office.installation)) == 1


def test_in_a_group_everybody_who_may_decide_can_press_and_nobody_else(office: Office) -> None:
    from core_api.contracts.messages import Address
    from core_api.contracts.policy import Asking
    from core_api.store import boards as stored_boards

    office.person("Анна", "7", "lead")
    office.person("Гость", "5", role=None)
    with office.installation.database.transaction() as session:
        policy = stored_boards.policy(session, "local:team")
        group = Asking(group=Address(channel="telegram", chat="-100"))
        stored_boards.save_policy(session, "local:team", policy.model_copy(update={"asking": group}))
    office.ask_everything()
    office.meet()
    (digest,) = [one for one in office.messenger.views("-100") if isinstance(one, Digest)]
    assert len(digest.asks) == len(office.waiting())
    assert office.press("5", "next", chat="-100") == "not-yours"
    assert office.press("7", "next", chat="-100") == "shown"
    (question,) = [one for one in office.messenger.views("-100") if isinstance(one, Question)]
    assert question.outcome is None
    assert office.press("5", "approve", chat="-100") == "not-yours"
    assert office.press("7", "approve", chat="-100") == "accepted"


def test_where_there_are_no_buttons_a_reaction_decides(office: Office) -> None:
    office.messenger.states = {"telegram": BUTTONS, "matrix": REACTIONS}
    office.person("Анна", "@anna:example.org", "lead", kind="matrix")
    office.ask_everything()
    office.meet()

    def react(sign: str, number: int) -> str:
        (kind, chat, message), _ = list(office.messenger.shown.items())[number]
        arrival = Arrival(
            id=f"r{sign}{number}",
            channel=kind,
            kind="reaction",
            at=office.clock(),
            user="@anna:example.org",
            chat=chat,
            message=message,
            data=sign,
        )
        arriving.take(office.installation, (arrival,))
        office.work()
        return str(office.messenger.shown[kind, chat, message].view.kind)

    assert react("👉", 0) == "digest"
    assert react("🤡", 1) == "question"
    assert decisions(office) == []
    react("✅", 1)
    (question, *_rest) = office.questions("@anna:example.org", "matrix")
    assert question.outcome is not None
    assert question.outcome.code == "applied"
