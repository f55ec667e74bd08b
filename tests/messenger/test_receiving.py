"""A file that is sent to the bot becomes a meeting: whose, on which board, how far it is, and what is no meeting."""

from dataclasses import replace
from pathlib import Path

import pytest

from core_api import wiring
from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.messages import Arrival, Notice
from core_api.contracts.ports import Report, TranscribeRequest
from core_api.contracts.problems import Missing
from core_api.store import arrivals, letters, meetings
from core_api.usecases import boards as verbs
from core_api.usecases import people as team
from core_api.usecases.messenger import asking, errands, receiving
from core_api.usecases.permissions import OWNER
from core_api.usecases.report import recent
from core_api.usecases.resume import retry
from tests.doubles.notifier import BUTTONS
from tests.messenger import kills
from tests.messenger.office import SAMPLE, Office

PLANNING = (SAMPLE / "planning-ru.vtt").read_bytes()
VOICE = (SAMPLE / "standup-en.ogg").read_bytes()
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(200)


def notices(office: Office, user: str) -> list[Notice]:
    return [view for view in office.messenger.views(user) if isinstance(view, Notice)]


def all_meetings(office: Office) -> list[Meeting]:
    return [one.meeting for one in recent(office.installation)]


def planning(office: Office, user: str, caption: str = "Планирование") -> Arrival:
    return office.messenger.sent_file(user, "встреча.vtt", PLANNING, caption)


def left_behind(office: Office) -> list[Path]:
    return [path for path in (office.settings.home / "incoming").rglob("*") if path.is_file()]


# --- taken ----------------------------------------------------------------------------------------------------


def test_a_transcript_becomes_a_meeting_and_its_notice_tells_how_it_went(office: Office, anna: str) -> None:
    office.messenger.piece = 1000
    sent = planning(office, anna)
    office.come(sent)
    (meeting,) = all_meetings(office)
    assert (meeting.title, meeting.board, meeting.started_at) == ("Планирование", "local:team", sent.at)
    assert meeting.owner_id is not None
    assert [offset for _file, offset in office.messenger.fetched] == list(range(0, len(PLANNING), 1000))
    assert [one.view for one in office.messenger.sent if isinstance(one.view, Notice)] == [
        Notice(code="meeting-received", params={"title": "Планирование"})
    ]
    (told,) = notices(office, anna)
    assert told.code == "meeting-done"
    assert told.params["asks"] == len(office.waiting()) > 0
    assert int(told.params["done"]) > 0
    assert not told.items, "what it was about stands in the digest that comes too"
    assert left_behind(office) == []


def test_who_sent_it_and_is_asked_nothing_hears_what_it_was_about(office: Office, anna: str) -> None:
    office.person("Борис", "8", "approver")
    office.come(planning(office, "8"))
    (told,) = notices(office, "8")
    assert told.code == "meeting-done"
    assert told.items[0].text


def test_its_notice_tells_the_stage_it_is_in(office: Office, anna: str) -> None:
    sent = planning(office, anna)
    kills.answer(office, sent)
    kills.errand(office, sent)
    for stage in ("transcribing", "summarizing", "matching"):
        with office.installation.database.transaction() as session:
            (letter,) = letters.followed(session)
            meetings.set_stage(session, letter.meeting_id or "", stage)
        asking.tick(office.installation)
        with office.installation.database.reading() as session:
            view = letters.get(session, letter.id).letter.view
        assert view == Notice(code="meeting-progress", params={"title": "Планирование", "stage": stage})
    office.work()
    assert notices(office, anna)[0].code == "meeting-done"
    with office.installation.database.reading() as session:
        assert letters.followed(session) == ()


def test_the_same_file_twice_is_the_same_meeting(office: Office, anna: str) -> None:
    office.come(planning(office, anna))
    waits = len(office.waiting())
    office.clock.later(days=1)
    office.come(planning(office, anna, "Ещё раз"))
    (meeting,) = all_meetings(office)
    assert meeting.title == "Планирование"
    assert len(office.waiting()) == waits
    assert [told.code for told in notices(office, anna)] == ["meeting-done", "meeting-done"]


def test_a_voice_note_without_a_caption_is_called_after_who_sent_it(office: Office, anna: str) -> None:
    hearing(office)
    office.come(office.messenger.sent_file(anna, "voice-17.ogg", VOICE))
    (meeting,) = all_meetings(office)
    assert meeting.title == "Запись от Анна"
    assert notices(office, anna)[0].code == "meeting-done"


def test_where_nothing_can_be_rewritten_the_end_is_told_in_a_message_of_its_own(
    office: Office, anna: str
) -> None:
    office.messenger.states["telegram"] = BUTTONS.model_copy(update={"edits": False})
    office.come(planning(office, anna))
    assert [told.code for told in notices(office, anna)] == ["meeting-received", "meeting-done"]


# --- whose board ----------------------------------------------------------------------------------------------


@pytest.fixture
def two_boards(office: Office, anna: str) -> str:
    wiring.import_board(office.installation, SAMPLE / "board-ru.json", "second")
    verbs.set_mode(office.installation, "local:second", "live")
    team.grant(office.installation, OWNER, "Анна", "local:second", "lead")
    return anna


def test_with_several_boards_it_is_asked_which_one(office: Office, two_boards: str) -> None:
    office.come(planning(office, two_boards))
    (asked,) = notices(office, two_boards)
    assert asked == Notice(code="meeting-which-board", params={"title": "Планирование"})
    assert office.messenger.fetched == []
    (letter,) = office.messenger.chat(two_boards)
    names = [button.text for row in letter.rows for button in row.buttons]
    assert len(names) == 2
    assert [
        name.endswith(f"({ref})") for name, ref in zip(names, ("local:second", "local:team"), strict=True)
    ]
    first, second = (office.messenger.press(two_boards, name) for name in names)
    assert [toast.code for toast in office.come(first, second)] == ["shown", "shown"]
    (meeting,) = all_meetings(office)
    assert meeting.board == "local:second"
    assert [told.code for told in notices(office, two_boards)] == ["meeting-done"]


def test_a_right_that_is_gone_by_the_press_takes_nothing_in(office: Office, two_boards: str) -> None:
    office.come(planning(office, two_boards))
    (letter,) = office.messenger.chat(two_boards)
    press = office.messenger.press(two_boards, letter.rows[0].buttons[0].text)
    stranger = press.model_copy(update={"user": "666", "id": "u999", "press": "p999"})
    assert office.come(stranger)[0].code == "not-yours"
    for board in ("local:team", "local:second"):
        team.revoke(office.installation, OWNER, "Анна", board)
    office.come(press)
    assert [told.code for told in notices(office, two_boards)] == ["not-deciding"]
    assert all_meetings(office) == []


# --- refused --------------------------------------------------------------------------------------------------


def test_who_may_not_decide_anywhere_hands_nothing_in(office: Office) -> None:
    office.person("Олег", "5", "observer")
    office.person("Ира", "6", None)
    for user, code in (("666", "not-linked"), ("5", "not-deciding"), ("6", "not-deciding")):
        office.come(planning(office, user))
        assert [told.code for told in notices(office, user)] == [code]
    team.change(office.installation, OWNER, "Олег", {"active": False})
    office.come(planning(office, "5"))
    assert notices(office, "5")[-1].problem == "person-inactive"
    assert office.messenger.fetched == []
    assert all_meetings(office) == []


def test_in_a_group_only_a_file_that_is_sent_to_us_is_taken(office: Office, anna: str) -> None:
    sent = planning(office, anna).model_copy(update={"chat": "-100", "group": True})
    office.come(sent)
    assert office.messenger.sent == []
    ours = planning(office, anna, "@our_bot Планирование")
    office.come(ours.model_copy(update={"chat": "-100", "group": True}))
    assert notices(office, anna)[0].code == "meeting-done"
    assert office.messenger.chat("-100") == []
    (meeting,) = all_meetings(office)
    assert meeting.title == "Планирование"


def test_what_is_too_large_is_told_with_the_limit(office: Office, anna: str) -> None:
    told = Notice(code="file-too-large", params={"channel": "telegram", "limit": 20})
    big = planning(office, anna)
    assert big.file is not None
    declared = big.file.model_copy(update={"size": 21_000_000})
    office.come(big.model_copy(update={"file": declared}))
    assert notices(office, anna) == [told]
    assert office.messenger.fetched == [], "nothing of it is fetched"
    huge = office.messenger.sent_file(anna, "запись.ogg", bytes((20 << 20) + 1))
    assert huge.file is not None
    hidden = huge.file.model_copy(update={"size": None})
    office.come(huge.model_copy(update={"file": hidden}))
    assert notices(office, anna) == [told, told]
    assert left_behind(office) == []


def test_what_is_no_meeting_is_told_by_its_content(office: Office, anna: str) -> None:
    office.come(office.messenger.sent_file(anna, "встреча.bin", PICTURE))
    assert notices(office, anna) == [Notice(code="file-kind", params={"name": "встреча.bin"})]
    office.come(office.messenger.sent_file(anna, "встреча.json", b'{"broken'))
    told = notices(office, anna)[-1]
    assert (told.code, told.problem) == ("meeting-failed", "source-json-broken")
    gone = planning(office, anna)
    office.messenger.files.clear()
    office.come(gone)
    told = notices(office, anna)[-1]
    assert (told.code, told.problem, told.params["title"]) == ("meeting-failed", "file-gone", "Планирование")
    assert all_meetings(office) == []
    assert left_behind(office) == []


def test_a_name_from_outside_leads_nowhere(office: Office, anna: str) -> None:
    office.come(office.messenger.sent_file(anna, "../../../../etc/встреча.vtt", PLANNING))
    (meeting,) = all_meetings(office)
    assert meeting.source == "встреча.vtt"


def test_work_that_failed_is_told_and_told_again_when_it_went_well(office: Office, anna: str) -> None:
    hearing(office, fails=True)
    office.come(office.messenger.sent_file(anna, "созвон.ogg", VOICE))
    told = notices(office, anna)[0]
    assert (told.code, told.problem, told.params["title"]) == ("meeting-failed", "model-missing", "созвон")
    hearing(office)
    retry(office.installation, all_meetings(office)[0].id)
    office.work()
    assert [one.code for one in notices(office, anna)] == ["meeting-done"]


# --- killed ---------------------------------------------------------------------------------------------------


def test_a_fetch_that_was_killed_goes_on_where_it_stopped(office: Office, anna: str) -> None:
    office.messenger.piece = 1000
    sent = planning(office, anna)
    kills.answer(office, sent)
    real = office.messenger.fetch
    office.messenger.files[sent.file.id if sent.file else ""] = PLANNING
    taken = iter(range(3))

    def dies_at_the_third(*asked: object) -> object:
        next(taken)
        return real(*asked)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch, pytest.raises((StopIteration, RuntimeError)):
        patch.setattr(office.messenger, "fetch", dies_at_the_third)
        kills.errand(office, sent)
    office.work()
    assert [offset for _file, offset in office.messenger.fetched] == list(range(0, len(PLANNING), 1000))
    assert [told.code for told in notices(office, anna)] == ["meeting-done"]
    assert left_behind(office) == []


@pytest.mark.parametrize(
    "point",
    [(receiving, "submit"), (receiving, "say"), (receiving.letters, "follow"), (errands.receiving, "drop")],
)
def test_a_file_whose_work_was_killed_is_one_meeting_and_one_message(
    office: Office, anna: str, point: tuple[object, str]
) -> None:
    sent = planning(office, anna)
    with kills.dying(arrivals, "finish"):
        kills.answer(office, sent)
    with kills.dying(*point):
        kills.errand(office, sent)
    office.work()
    assert len(all_meetings(office)) == 1
    assert [told.code for told in notices(office, anna)] == ["meeting-done"]
    office.come(sent)
    assert len(all_meetings(office)) == 1
    assert len(office.messenger.fetched) == 1, "what was fetched is not fetched again"
    assert left_behind(office) == []


# --- helpers --------------------------------------------------------------------------------------------------


def hearing(office: Office, *, fails: bool = False) -> None:
    """From now on recordings are heard as the sample meeting, or no model hears them."""

    class Ear:
        def transcribe(self, request: TranscribeRequest, report: Report) -> Transcript:
            if fails:
                raise Missing("model-missing", model="small")
            assert request.path.read_bytes() == VOICE
            heard = wiring.read_source(SAMPLE / "planning-ru.vtt", None)
            assert heard is not None
            return heard.transcript

    services = replace(office.installation.services, transcriber=lambda _model: Ear())
    office.installation = replace(office.installation, services=services)
