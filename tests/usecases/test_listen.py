"""Listening to a quote: the sound of a recorded meeting, and the refusal where there is none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from core_api.contracts.problems import Missing, NotFound
from core_api.store import meetings, proposals
from core_api.usecases.installation import Installation
from core_api.usecases.listen import clip_of
from core_api.usecases.queue import waiting

SAMPLE = Path(__file__).parents[2] / "core_api" / "sample"


@pytest.fixture
def asked(installation: Installation, hand_in: Callable[[], str], work: Callable[[], None]) -> str:
    hand_in()
    work()
    return waiting(installation)[0].stored.proposal.id


def recorded(installation: Installation, proposal_id: str) -> None:
    """Make it a meeting of which there is a recording."""
    blob = installation.blobs.put(SAMPLE / "standup-en.ogg")
    with installation.database.transaction() as session:
        meeting = meetings.get(session, proposals.get(session, proposal_id).proposal.meeting_id)
        meetings.update(session, meeting.model_copy(update={"blob": blob, "source": "standup-en.ogg"}))


def test_a_recorded_meeting_gives_the_sound_of_the_quote(installation: Installation, asked: str) -> None:
    recorded(installation, asked)
    clip = clip_of(installation, asked)
    assert 10 <= clip.seconds <= 30
    assert clip.ogg.startswith(b"OggS")
    assert b"OpusHead" in clip.ogg[:64]
    assert len(clip.ogg) < 1 << 20


def test_a_meeting_that_came_as_a_text_has_no_sound(installation: Installation, asked: str) -> None:
    with pytest.raises(Missing, match="no-sound"):
        clip_of(installation, asked)


def test_words_without_a_time_have_no_sound(installation: Installation, asked: str) -> None:
    recorded(installation, asked)
    with installation.database.transaction() as session:
        stored = proposals.get(session, asked).proposal
        evidence = tuple(one.model_copy(update={"start": 0.0, "end": 0.0}) for one in stored.evidence)
        bare = stored.model_copy(update={"evidence": evidence, "version": stored.version + 1})
        proposals.replace(session, bare, "open")
    with pytest.raises(Missing, match="no-sound"):
        clip_of(installation, asked)


def test_a_proposal_that_is_not_there_is_told(installation: Installation) -> None:
    with pytest.raises(NotFound):
        clip_of(installation, "pr_nothing")
