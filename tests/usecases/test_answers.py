"""Answers rest on what was really said, by whom it was said, on what whoever asks may see, and on its last word."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core_api import wiring
from core_api.contracts.answering import AnswerRequest
from core_api.contracts.board import CardRef, Due
from core_api.contracts.history import Sighting
from core_api.contracts.meeting import Meeting, Segment, Speaker, Transcript
from core_api.contracts.minutes import Answer, Citation, Evidence, Fact, Minutes, Resolution
from core_api.contracts.people import Grant, PersonIdentity
from core_api.contracts.proposal import Actor, ChangeRecord, FieldChange
from core_api.store import changes, meetings, sightings
from core_api.store import people as stored_people
from core_api.usecases import documents, people
from core_api.usecases.answering.looking import Narrowing
from core_api.usecases.ask import ask
from core_api.usecases.boards import look
from core_api.usecases.findings import index_minutes
from core_api.usecases.indexing import index_speech
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import OWNER

NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)
FIRST = [
    ("Дана", "Отчёт о платежах пришлю в пятницу, обещаю."),
    ("Вадим", "Дана ещё обещала починить принтер на втором этаже."),
    ("Дана", "Решили: релиз мобильного приложения пятого марта."),
    ("Вадим", "Кофе в переговорной закончился."),
]
SECOND = [
    ("Вадим", "Начнём с релиза."),
    ("Дана", "Релиз мобильного приложения переносим на двадцатое марта, так решили с заказчиком."),
]


def _evidence(said: list[tuple[str, str]], at: int) -> tuple[Evidence, ...]:
    return (Evidence(segment=at, start=at * 10.0, end=at * 10.0 + 9, quote=said[at][1]),)


def _meet(here: Installation, name: str, said: list[tuple[str, str]], minutes: Minutes, **more) -> None:
    names = list(dict.fromkeys(who for who, _words in said))
    segments = tuple(
        Segment(index=at, start=at * 10.0, end=at * 10.0 + 9, speaker=names.index(who) + 1, text=words)
        for at, (who, words) in enumerate(said)
    )
    speakers = tuple(Speaker(number=at, name=who) for at, who in enumerate(names, start=1))
    fields = {"title": name, "started_at": NOW, "source": "a", "blob": "0" * 64, "board": "local:team"}
    meeting = Meeting.model_validate({"id": name} | fields | more)
    with here.database.transaction() as session:
        meetings.add(session, meeting, name)
        meetings.save_transcript(
            session, name, Transcript(language="ru", speakers=speakers, segments=segments)
        )
        meetings.save_minutes(session, name, minutes)
        index_speech(session, name)
        index_minutes(session, name)


@pytest.fixture
def here(installation: Installation) -> Iterator[Installation]:
    """Two meetings a week apart; it is the day of the second."""
    promise = Fact(id="f1", kind="commitment", text="Дана пришлёт отчёт.", evidence=_evidence(FIRST, 0))
    decided = (Resolution(text="Релиз мобильного приложения 5 марта.", evidence=_evidence(FIRST, 2)),)
    first = Minutes(facts=(promise,), decisions=decided)
    _meet(installation, "Планёрка", FIRST, first, started_at=NOW - timedelta(days=7))
    moved = (Resolution(text="Релиз мобильного приложения 20 марта.", evidence=_evidence(SECOND, 1)),)
    _meet(installation, "Созвон", SECOND, Minutes(decisions=moved))
    yield replace(installation, clock=lambda: NOW)


def _said(answer: Answer) -> list[tuple[str, str, float]]:
    return [(one.speaker, one.evidence.quote, one.evidence.start) for one in answer.citations]


def test_what_somebody_promised_is_told_in_their_own_words(here: Installation) -> None:
    answer = ask(here, "Что обещала Дана на прошлой неделе?")
    assert _said(answer) == [("Дана", "Отчёт о платежах пришлю в пятницу, обещаю.", 0.0)]
    assert (answer.reported, answer.scope.people) == (False, ("Дана",))
    assert (str(answer.scope.since), str(answer.scope.until)) == ("2026-03-02", "2026-03-08")
    assert ask(here, "Что обещала Дана вчера?").text is None


def test_what_others_say_of_somebody_is_quoted_as_theirs(here: Installation) -> None:
    answer = ask(here, "Что Дана говорила про принтер?")
    assert answer.reported
    assert answer.text == "Вадим: «Дана ещё обещала починить принтер на втором этаже.»"
    assert ask(here, "Что Вадим говорил про принтер?").reported is False


def test_a_decision_that_a_later_meeting_changed_shows_the_later_one(here: Installation) -> None:
    answer = ask(here, "Когда релиз мобильного приложения?", narrowing=Narrowing(meeting_id="Планёрка"))
    later = next(one.later for one in answer.citations)
    assert later is not None
    assert (later.meeting_title, later.text) == ("Созвон", "Релиз мобильного приложения 20 марта.")
    now = ask(here, "Когда релиз мобильного приложения?", narrowing=Narrowing(meeting_id="Созвон"))
    assert [one.later for one in now.citations] == [None]
    listed = ask(here, "Что решили на последней встрече?")
    assert [quote for _who, quote, _start in _said(listed)] == [SECOND[1][1]]


class Lying:
    """Answers with quotes that nobody said, of somebody else, or at another second; one of them is true."""

    def __init__(self, *quotes: tuple[int, str]) -> None:
        self.quotes = quotes
        self.asked: list[AnswerRequest] = []

    def answer(self, request: AnswerRequest) -> Answer:
        self.asked.append(request)
        cited = tuple(
            Citation(
                meeting_id="Планёрка",
                meeting_title="?",
                evidence=Evidence(segment=at, start=1.0, end=2.0, speaker=2, quote=quote),
                speaker="Дана",
            )
            for at, quote in self.quotes
        )
        return Answer(text="Принтер починит Дана.", citations=cited, model="liar")


def _answering(here: Installation, answerer: Lying) -> Installation:
    return replace(here, services=replace(here.services, answerer=lambda: answerer))


def test_only_citations_that_are_really_there_are_shown(here: Installation) -> None:
    liar = Lying((0, "отчёт пришлю в четверг"), (99, "обещаю"), (3, "кофе в переговорной"))
    answer = ask(_answering(here, liar), "Что с кофе?")
    assert _said(answer) == [("Вадим", "Кофе в переговорной", 30.0)]
    assert ask(_answering(here, Lying((0, "принтер починю"))), "Что с принтером?").text is None
    told = ask(_answering(here, Lying((1, "обещала починить принтер"))), "Что обещала Дана про принтер?")
    assert (told.reported, told.text) == (True, "Вадим: «обещала починить принтер»")


def test_nobody_is_answered_from_what_they_may_not_see(here: Installation) -> None:
    other = people.add(here, OWNER, "Олег")
    lead = people.add(here, OWNER, "Анна")
    with here.database.transaction() as session:
        for person, name, board in ((other, "oleg", "local:other"), (lead, "anna", "local:team")):
            stored_people.link(session, person.id, PersonIdentity(kind="cli", id=name))
            stored_people.grant(session, Grant(person_id=person.id, board=board, role="lead"))
    question = "Что с кофе в переговорной?"
    assert ask(here, question, by=Actor(name="anna", channel="cli")).text
    liar = Lying((3, "Кофе в переговорной"))
    assert ask(_answering(here, liar), question, by=Actor(name="oleg", channel="cli")).model == "liar"
    assert liar.asked[0].passages == ()


def test_documents_and_cards_are_cited_as_what_they_are(here: Installation, tmp_path: Path) -> None:
    path = tmp_path / "rules.md"
    path.write_text("# Регламент\n\n## Отпуск\n\nЗаявление подают за две недели.\n", encoding="utf-8")
    document = documents.add(here, wiring.read_document, path)
    answer = ask(here, "За сколько подают заявление на отпуск?")
    cited = answer.citations[0]
    assert (cited.kind, cited.document, cited.heading) == ("document", document.id, "Регламент › Отпуск")
    assert cited.evidence.quote == "Заявление подают за две недели."
    board = look(here, "local:team")[0]
    card = next(one for one in board.cards if one.description)
    cited = ask(here, f"{card.name} {card.description}?").citations[0]
    assert cited.kind == "card"
    assert cited.card is not None
    assert cited.card.id == card.id


def test_why_a_card_changed_is_told_from_the_audit(here: Installation) -> None:
    board = look(here, "local:team")[0]
    card = board.cards[0]
    record = ChangeRecord(
        id="op_1",
        meeting_id="Созвон",
        proposal_id="pr_1",
        board="local:team",
        card=CardRef(id=card.id, name=card.name),
        operation=Due(date=NOW.date()),
        changes=(FieldChange(field="due", before="2026-03-05", after="2026-03-20"),),
        evidence=(Evidence(segment=1, start=10.0, end=19.0, speaker=2, quote="переносим на двадцатое"),),
        by=Actor(name="Анна", channel="telegram"),
        rule="asks",
        at=NOW,
        meeting_title="Созвон",
    )
    with here.database.transaction() as session:
        seen = {"board": "local:team", "card_id": card.id, "first_at": NOW, "last_at": NOW}
        sightings.add(session, Sighting(first=card, last=card, **seen))
        changes.record(session, record)
    answer = ask(here, f"Почему изменилась карточка «{card.name}»?")
    assert answer.text is not None
    for part in (card.name, "2026-03-05 → 2026-03-20", "Анна", "переносим на двадцатое", "Дана"):
        assert part in answer.text
    assert [(one.meeting_title, one.speaker, one.evidence.start) for one in answer.citations] == [
        ("Созвон", "Дана", 10.0)
    ]
