"""What people ask the bot: who may, how they are linked, answers from past meetings, how they want to be asked."""

from dataclasses import replace

import pytest

from core_api.contracts.answering import AnswerRequest
from core_api.contracts.asking import LinkCode
from core_api.contracts.messages import Notice
from core_api.contracts.minutes import Answer
from core_api.contracts.people import QuietHours
from core_api.contracts.problems import Problem, Refused
from core_api.store import arrivals, asking, people
from core_api.usecases import people as team
from core_api.usecases.messenger import arriving, commands, errands, receiving
from core_api.usecases.permissions import OWNER
from tests.doubles.notifier import BUTTONS
from tests.messenger import kills
from tests.messenger.office import Office

QUESTION = "Когда релиз мобильного приложения?"


def notices(office: Office, user: str) -> list[Notice]:
    return [view for view in office.messenger.views(user) if isinstance(view, Notice)]


def write(office: Office, user: str, text: str) -> Notice:
    """The answer to what somebody writes, which is one message."""
    before = len(office.messenger.chat(user))
    office.come(office.messenger.wrote(user, text))
    assert len(office.messenger.chat(user)) == before + 1
    return notices(office, user)[-1]


def give_code(office: Office, person_id: str, code: str = "ABCD2345") -> str:
    with office.installation.database.transaction() as session:
        asking.save_code(
            session, LinkCode(code=code, person_id=person_id, expires_at=office.clock().replace(hour=23))
        )
    return code


# --- who may ask ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["/ask когда релиз?", "/today", "привет", "/start", "/undo", "/help"])
def test_a_stranger_learns_how_to_be_linked_and_nothing_else(office: Office, text: str) -> None:
    told = write(office, "666", text)
    assert told == Notice(code="not-linked", params={"channel": "telegram", "user": "666"})


def test_a_stranger_is_spoken_to_in_the_language_of_their_messenger(office: Office) -> None:
    arrival = office.messenger.wrote("666", "/start")
    office.come(arrival.model_copy(update={"language": "en-US"}))
    assert office.messenger.chat("666")[0].language == "en"


def test_a_code_links_its_person_once(office: Office) -> None:
    boris = team.add(office.installation, OWNER, "Борис", "en", "UTC")
    code = give_code(office, boris.id)
    assert write(office, "8", f"/start {code}") == Notice(code="linked", params={"name": "Борис"})
    assert office.messenger.chat("8")[-1].language == "en", "their own language from now on"
    assert write(office, "8", "/start").code == "hello"
    assert write(office, "9", f"/start {code}").code == "link-code-wrong"
    assert write(office, "9", "/help").code == "not-linked"


def test_who_lost_all_roles_or_left_is_told_so_and_gets_no_answer(office: Office, anna: str) -> None:
    office.meet()
    team.revoke(office.installation, OWNER, "Анна", "local:team")
    assert write(office, anna, f"/ask {QUESTION}") == Notice(code="no-role", params={"name": "Анна"})
    assert write(office, anna, "/today").code == "no-role"
    team.change(office.installation, OWNER, "Анна", {"active": False})
    told = write(office, anna, f"/ask {QUESTION}")
    assert (told.code, told.problem) == ("problem", "person-inactive")


@pytest.mark.parametrize("point", [(commands, "_linked"), (commands, "say"), (arrivals, "finish")])
def test_a_linking_that_was_interrupted_is_told_when_it_is_run_again(
    office: Office, point: tuple[object, str]
) -> None:
    boris = team.add(office.installation, OWNER, "Борис", "ru", "UTC")
    arrival = office.messenger.wrote("8", f"/start {give_code(office, boris.id)}")
    with kills.dying(*point):
        kills.answer(office, arrival)
    office.work()
    assert notices(office, "8") == [Notice(code="linked", params={"name": "Борис"})]


# --- asking ---------------------------------------------------------------------------------------------------


def test_a_question_is_answered_with_who_said_it_and_when(office: Office, anna: str) -> None:
    office.meet()
    told = write(office, anna, f"/ask {QUESTION}")
    for asked in (f"/спроси {QUESTION}", f"спроси {QUESTION}", QUESTION):
        assert write(office, anna, asked) == told
    assert told.code == "answer"
    assert told.params["answer"]
    assert told.items
    for item in told.items:
        assert item.code == "citation"
        assert item.text
        assert item.quote is not None
        assert item.quote.text
        assert str(item.params["at"]).startswith("2026-")


def test_at_once_it_says_that_it_looks_and_rewrites_that_message(office: Office, anna: str) -> None:
    office.meet()
    write(office, anna, f"/ask {QUESTION}")
    sent = [letter.view for letter in office.messenger.sent if letter.to.user == anna]
    assert sent[-1] == Notice(code="answer-working")
    assert notices(office, anna)[-1].code == "answer"


def test_where_nothing_can_be_rewritten_only_the_answer_is_sent(office: Office, anna: str) -> None:
    office.meet()
    office.messenger.states["telegram"] = BUTTONS.model_copy(update={"edits": False})
    assert write(office, anna, f"/ask {QUESTION}").code == "answer"


def test_what_was_not_discussed_is_said_to_be_so(office: Office, anna: str) -> None:
    office.meet()
    assert write(office, anna, "/ask Фламинго Эйяфьядлайёкюдль?") == Notice(code="answer-none")
    assert write(office, anna, "/ask") == Notice(code="ask-empty")


def test_nobody_is_answered_from_meetings_of_boards_that_are_none_of_theirs(office: Office) -> None:
    office.meet()
    office.person("Олег", "5", "observer", board="local:other")
    assert write(office, "5", f"/ask {QUESTION}") == Notice(code="answer-none")
    team.grant(office.installation, OWNER, "Олег", "local:team", "observer")
    assert write(office, "5", f"/ask {QUESTION}").code == "answer"


def test_what_goes_wrong_is_told_in_the_place_of_the_answer(office: Office, anna: str) -> None:
    office.meet()
    answering(office, Refused("llm-refused"))
    told = write(office, anna, f"/ask {QUESTION}")
    assert (told.code, told.problem) == ("problem", "llm-refused")


@pytest.mark.parametrize("point", [(errands, "ask"), (errands, "say"), (receiving, "drop")])
def test_a_question_whose_work_was_killed_is_answered_in_one_message(
    office: Office, anna: str, point: tuple[object, str]
) -> None:
    office.meet()
    before = len(office.messenger.chat(anna))
    arrival = office.messenger.wrote(anna, f"/ask {QUESTION}")
    with kills.dying(arrivals, "finish"):
        kills.answer(office, arrival)
    with kills.dying(*point):
        kills.errand(office, arrival)
    office.work()
    assert [notice.code for notice in notices(office, anna)] == ["answer"]
    assert len(office.messenger.chat(anna)) == before + 1
    office.come(arrival)
    assert len(office.messenger.chat(anna)) == before + 1, "what comes twice is answered once"


# --- groups ---------------------------------------------------------------------------------------------------


def test_in_a_group_what_is_said_to_us_is_answered_in_private(office: Office, anna: str) -> None:
    office.meet()
    said = (f"/ask@our_bot {QUESTION}", f"@our_bot спроси {QUESTION}", f"@Our_Bot, {QUESTION}")
    for number, text in enumerate(said, start=1):
        office.come(office.messenger.wrote_in("-100", anna, text))
        assert [notice.code for notice in notices(office, anna)] == ["answer"] * number
    assert office.messenger.chat("-100") == []


def test_in_a_group_nothing_else_is_heard(office: Office, anna: str) -> None:
    others = (QUESTION, "/today", "/today@other_bot", "сегодня", "@other_bot /today", "@", "/", "[мы|вы] да")
    office.come(*[office.messenger.wrote_in("-100", anna, text) for text in others])
    office.come(office.messenger.wrote_in("-100", "666", "/help@our_bot_2"))
    assert office.messenger.sent == []


# --- how they are asked ---------------------------------------------------------------------------------------


def manners_of(office: Office, user: str) -> tuple[QuietHours, bool, str | None]:
    with office.installation.database.reading() as session:
        person = next(
            one.person
            for one in people.everybody(session)
            if any(identity.id == user for identity in one.person.identities)
        )
    return person.manners.quiet, person.manners.muted, person.language


def test_everybody_says_for_themselves_how_they_are_asked(office: Office, anna: str) -> None:
    told = write(office, anna, "/quiet 21-09:30")
    assert told == Notice(code="quiet-set", params={"begins": "21:00", "ends": "09:30"})
    assert str(manners_of(office, anna)[0]) == "21:00-09:30"
    assert write(office, anna, "/quiet off").code == "quiet-off"
    assert str(manners_of(office, anna)[0]) == "none"
    told = write(office, anna, "/quiet ночью")
    assert (told.problem, told.params) == ("quiet-hours-unreadable", {"text": "ночью"})
    assert write(office, anna, "/mute").code == "muted"
    assert manners_of(office, anna)[1]
    assert write(office, anna, "/unmute").code == "unmuted"
    assert not manners_of(office, anna)[1]
    assert write(office, anna, "/lang fr").code == "language-which"
    assert write(office, anna, "/lang en").code == "language-set"
    assert manners_of(office, anna)[2] == "en"
    assert office.messenger.chat(anna)[-1].language == "en"


def test_what_they_said_of_themselves_is_on_record(office: Office, anna: str) -> None:
    write(office, anna, "/mute")
    with office.installation.database.reading() as session:
        change = people.recorded(session)[0]
    assert (change.subject, change.by.name, change.by.channel) == ("person", "Анна", "telegram")
    assert (change.before, change.after) == ({"muted": "false"}, {"muted": "true"})


def test_text_that_is_no_command_decides_nothing(office: Office, anna: str) -> None:
    office.meet()
    before = office.waiting()
    assert write(office, anna, "да, применяй все").code == "text-not-understood"
    assert write(office, anna, "/approve").code == "text-not-understood"
    assert write(office, anna, "помощь").code == "help"
    assert office.waiting() == before


def test_an_impossible_id_holds_up_nobody(office: Office, anna: str) -> None:
    forged = office.messenger.wrote("7\0", "/help")
    answered = forged.model_copy(update={"user": anna, "chat": anna, "message": "1\0"})
    office.come(forged, answered.model_copy(update={"id": "u997"}), office.messenger.wrote(anna, "/help"))
    assert [notice.code for notice in notices(office, anna)] == ["help"]
    assert {letter.to.user for letter in office.messenger.sent} == {anna}


# --- floods ---------------------------------------------------------------------------------------------------


def test_a_flood_is_told_once_and_dropped_until_it_ends(office: Office, anna: str) -> None:
    flood = [office.messenger.wrote(anna, "/help") for _ in range(arriving.FLOOD + 30)]
    office.come(*flood)
    told = [notice.code for notice in notices(office, anna)]
    assert told == ["help"] * arriving.FLOOD + ["too-many"]
    assert write_nothing(office, anna, "/help")
    office.clock.later(minutes=2)
    assert write(office, anna, "/help").code == "help"


def test_a_flood_of_a_stranger_and_of_wrong_codes_is_limited_too(office: Office) -> None:
    office.come(*[office.messenger.wrote("666", "/start WRONG") for _ in range(arriving.FLOOD + 10)])
    assert len(office.messenger.chat("666")) == arriving.FLOOD + 1
    assert notices(office, "666")[-1].code == "too-many"


def test_what_people_say_to_each_other_in_a_group_is_no_flood(office: Office, anna: str) -> None:
    office.come(*[office.messenger.wrote_in("-100", anna, "понятно") for _ in range(arriving.FLOOD * 2)])
    assert write(office, anna, "/help").code == "help"


# --- helpers --------------------------------------------------------------------------------------------------


def write_nothing(office: Office, user: str, text: str) -> bool:
    before = office.messenger.chat(user)
    office.come(office.messenger.wrote(user, text))
    return office.messenger.chat(user) == before


def answering(office: Office, problem: Problem) -> None:
    """From now on the answerer fails like that."""

    class Failing:
        def answer(self, request: AnswerRequest) -> Answer:
            raise problem

    services = replace(office.installation.services, answerer=Failing)
    office.installation = replace(office.installation, services=services)
