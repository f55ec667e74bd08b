"""Listening to the words that a question rests on: a voice note in answer to it, once for each press."""

import base64

import pytest

from core_api.contracts.asking import Action, Ticket
from core_api.contracts.messages import Clip, Notice, Question
from core_api.jobs import ledger
from core_api.store import arrivals, letters, meetings
from core_api.usecases.messenger import listening
from tests.messenger import kills
from tests.messenger.office import SAMPLE, Office


def clips(office: Office, user: str) -> list[Clip]:
    return [view for view in office.messenger.views(user) if isinstance(view, Clip)]


def recorded(office: Office, meeting_id: str) -> None:
    """Make it a meeting of which there is a recording."""
    blob = office.installation.blobs.put(SAMPLE / "standup-en.ogg")
    with office.installation.database.transaction() as session:
        meeting = meetings.get(session, meeting_id)
        meetings.update(session, meeting.model_copy(update={"blob": blob}))
        ledger.submit(
            session, "transcribe", f"transcribe:{meeting_id}", meeting_id=None, args={}, now=office.clock()
        )
        job = ledger.by_key(session, f"transcribe:{meeting_id}")
        assert job is not None
        ledger.cancel(session, job.id, office.clock())


def test_a_press_sends_the_sound_in_answer_to_the_question(office: Office, anna: str) -> None:
    recorded(office, office.meet())
    office.press(anna, "next")
    question = office.questions(anna)[-1]
    press = office.messenger.press(anna, "listen")
    assert office.come(press)[0].code == "shown"
    (clip,) = clips(office, anna)
    assert clip.quote == question.quotes[0]
    assert 10 <= clip.seconds <= 30
    assert base64.b64decode(clip.ogg).startswith(b"OggS")
    assert office.messenger.chat(anna)[-1].answers == press.message
    office.come(press)
    assert len(clips(office, anna)) == 1, "what comes twice is played once"
    office.press(anna, "listen")
    assert len(clips(office, anna)) == 2
    assert isinstance(office.messenger.views(anna)[1], Question)
    assert office.questions(anna)[-1].outcome is None, "listening decides nothing"


@pytest.mark.parametrize("point", [(listening, "clip_of"), (arrivals, "finish")])
def test_a_press_whose_work_was_killed_is_played_once(
    office: Office, anna: str, point: tuple[object, str]
) -> None:
    recorded(office, office.meet())
    office.press(anna, "next")
    press = office.messenger.press(anna, "listen")
    with kills.dying(*point):
        kills.answer(office, press)
    office.work()
    assert len(clips(office, anna)) == 1


def test_where_there_is_no_sound_it_is_said(office: Office, anna: str) -> None:
    office.meet()
    office.press(anna, "next")
    proposal = office.waiting()[0].proposal
    with office.installation.database.transaction() as session:
        (letter,) = letters.about(session, proposal.id)
        ticket = Ticket(
            id="OldTicket23456",
            letter_id=letter.id,
            actions=(Action(code="listen"),),
            proposal_id=proposal.id,
            version=proposal.version,
            board=proposal.board,
            person_id=letter.person_id,
            expires_at=office.clock().replace(hour=23),
        )
        letters.add_ticket(session, ticket)
    press = office.messenger.press(anna, "approve").model_copy(update={"data": "OldTicket23456.0"})
    assert office.come(press)[0].code == "shown"
    assert office.messenger.views(anna)[-1] == Notice(code="listen-no-sound")
