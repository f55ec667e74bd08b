"""Cards gone silent over several meetings: counted, told as an alert, and never quiet because of what we wrote."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core_api import wiring
from core_api.contracts.board import CardRef, Comment
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import Proposal, Verdict
from core_api.contracts.report import BoardAttention
from core_api.store import proposals
from core_api.usecases import boards, rules
from core_api.usecases.history import changes
from core_api.usecases.installation import Installation
from core_api.usecases.messenger import views
from core_api.usecases.report import report
from core_api.usecases.submit import Submission, submit

REF = "local:team"
TALK = "Анна: Рассылку по школам отправили вчера.\nПётр: Отлично, спасибо."


@pytest.fixture
def meet(installation: Installation, work: Callable[[], None], tmp_path: Path) -> Callable[[int], str]:
    """Holds a short meeting on that day of March; gives its id."""

    def held(day: int) -> str:
        path = tmp_path / f"{day}.txt"
        path.write_text(TALK, encoding="utf-8")
        began = datetime.fromisoformat("2026-03-01T10:00:00+03:00") + timedelta(days=day)
        handed = Submission(path=path, board=REF, started_at=began, occasion=str(day))
        meeting = submit(installation, handed, wiring.read_source(path, None))
        work()
        return meeting.id

    return held


def lengths(seen: BoardAttention) -> set[int]:
    return {one.silent for one in seen.cards}


def test_silence_grows_with_each_meeting_and_becomes_an_alert(
    installation: Installation, meet: Callable[[int], str]
) -> None:
    with pytest.raises(NotFound):
        boards.stale(installation, REF)
    first, second, third = meet(1), meet(3), meet(2)
    seen = boards.stale(installation, REF)
    assert seen.meeting_id == second, "the last is the one that was held last, not the one handed in last"
    assert lengths(seen) == {3}
    assert all(one.alert for one in seen.cards)
    assert [{one.silent for one in report(installation, each).stale} for each in (first, third)] == [{1}, {2}]
    assert not any(one.alert for one in report(installation, third).stale)
    with installation.database.reading() as session:
        digest = views.frame(session, second)
    assert digest.silent == tuple(one.card.name for one in report(installation, second).stale)
    assert digest.unmentioned == len(seen.cards) > 0
    rules.change_policy(installation, REF, silent_meetings=0)
    assert not any(one.alert for one in boards.stale(installation, REF).cards)
    quiet = _confirmed_late(installation, second)
    after = report(installation, second)
    assert quiet.id not in {one.card.id for one in after.stale}, "what somebody confirms is news after all"
    assert [one.news for one in after.discussed if one.card == quiet] == [True]


def _confirmed_late(installation: Installation, meeting: str) -> CardRef:
    """A change that was made on a card of which the meeting was not seen to speak; gives the card."""
    quiet = report(installation, meeting).stale[0].card
    late = Proposal(
        id="prop_late",
        meeting_id=meeting,
        board=REF,
        fact_id="f1",
        claim="Готово.",
        operation=Comment(text="Готово."),
        card=quiet,
        evidence=(),
        confidence=1.0,
        verdict=Verdict(route="review", rule="planned-again"),
    )
    with installation.database.transaction() as session:
        proposals.add(session, (late,), "applied", installation.clock())
    return quiet


def test_our_own_writes_are_no_sign_of_life_and_those_of_people_are(
    installation: Installation, meet: Callable[[int], str]
) -> None:
    columns = boards.look(installation, REF)[0].columns
    elsewhere = {one.id for one in columns if one.name != "Ждём"}
    rules.change_policy(installation, REF, stale_label="Летний сезон", off_limits=elsewhere)
    meet(1)
    ours = {one.card.id for one in changes(installation)}
    theirs = {one.card.id for one in boards.stale(installation, REF).cards} - ours
    assert ours
    touched = min(theirs)
    installation.shelf.update("team", touched, lambda _board, card: card.model_copy(update={"name": "Иначе"}))
    meet(2)
    silent = {one.card.id: one.silent for one in boards.stale(installation, REF).cards}
    assert silent.pop(touched) == 1
    assert set(silent.values()) == {2}, "the mark that we put on is no activity"
