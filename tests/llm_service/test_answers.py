"""Questions about past meetings: cited answers with a model, quotes or silence without one."""

import json
from datetime import UTC, datetime

import pytest

from core_api.contracts.answering import AnswerRequest
from core_api.contracts.meeting import Passage
from llm_service import service as language_service

RU = """Ольга: Корпоратив: двадцать пятого работаем до трёх, начало в пять.
Пётр: А ведущий кто будет?
Ольга: Ведущим позвали Гошу, договор подписан.
Пётр: Аналитика данных заморозили до февраля, бюджета нет."""
EN = """Ann: The grant application goes out on Monday.
Dana: Who reviews the translations?
Eli: I will, until the contractor starts.
Ann: Note: the release was moved because the signing key expired."""


def passages(text=RU, meeting="m1", first=10):
    return (
        Passage(
            id=f"{meeting}-p", meeting_id=meeting, meeting_title="Weekly", started_at=datetime(2026, 3, 3, tzinfo=UTC),
            first_segment=first, last_segment=first + text.count("\n"), start=60.0, end=90.0, text=text,
        ),
    )  # fmt: skip


def request(question, text=RU, language="ru", **more):
    return AnswerRequest(question=question, passages=passages(text), language=language, **more)


def filled(text, *quotes, found=True):
    return json.dumps(
        {"found": found, "text": text, "quotes": [{"line": line, "words": words} for line, words in quotes]}
    )


def alone():
    return language_service.build(None, None, None)


def test_an_answer_carries_the_words_it_rests_on(bench, steps):
    bench.play(
        steps.Say(filled("Начало в пять.", ("s1", "Начало в пять"), ("s3", "Ольга: договор подписан")))
    )
    answer = bench.service().answer(request("Когда начало корпоратива?"))
    assert (answer.text, answer.model, answer.notes) == ("Начало в пять.", "small-model", ())
    places = [(place.evidence.segment, place.evidence.quote, place.meeting_id) for place in answer.citations]
    assert places == [(10, "начало в пять", "m1"), (12, "договор подписан", "m1")]
    assert {(place.evidence.start, place.evidence.end) for place in answer.citations} == {(60.0, 90.0)}


def test_what_was_not_discussed_has_no_answer(bench, steps):
    bench.play(steps.Say(filled("", found=False)))
    answer = bench.service().answer(request("Сколько стоит диджей?"))
    assert (answer.text, answer.citations, answer.notes) == (None, (), ())


@pytest.mark.parametrize(
    "quotes", [(), (("s1", "начало в шесть"),), (("s99", "начало в пять"),), (("p1", "начало в пять"),)]
)
def test_an_answer_without_a_true_quote_is_thrown_away(bench, steps, quotes):
    bench.play(steps.Say(filled("Начало в шесть.", *quotes)))
    answer = bench.service().answer(request("Когда начало корпоратива?"))
    assert answer.notes == ("llm-bad-answer",)
    assert answer.model is None
    assert "шесть" not in (answer.text or "")


def test_a_server_that_is_down_leaves_the_quote(bench, steps):
    bench.play(steps.Status(503))
    answer = bench.service().answer(request("Кого позвали ведущим?"))
    assert answer.notes == ("llm-unreachable",)
    assert answer.citations[0].evidence.quote == "Ведущим позвали Гошу, договор подписан"


def test_a_question_that_may_not_leave_the_perimeter_does_not(bench, steps):
    bench.play(steps.Say(filled("x")))
    answer = bench.service().answer(request("Кого позвали ведущим?", models="none"))
    assert answer.notes == ("llm-forbidden",)
    assert bench.server.bodies == []


def test_passages_that_have_no_room_are_left_out_from_the_end(bench, steps):
    bench.context = 2400
    long = "\n".join(f"Ann: Line {n} says something long enough to take room." for n in range(400))
    bench.play(steps.Say(filled("It does.", ("s1", "Line 0 says something"))))
    answer = bench.service().answer(request("What does line 0 say?", long, "en"))
    assert answer.text == "It does."
    assert "Line 399" not in bench.server.bodies[0].decode()


@pytest.mark.parametrize(
    ("text", "language", "question", "segment"),
    [
        (RU, "ru", "Кого позвали ведущим?", 12),
        (RU, "ru", "Что с вакансией аналитика данных?", 13),
        (RU, "ru", "Когда начинается корпоратив?", 10),
        (EN, "en", "When does the grant application go out?", 10),
        (EN, "en", "Who reviews the translations?", 11),
        (EN, "en", "Why was the release moved?", 13),
    ],
)
def test_without_a_model_the_place_is_quoted(text, language, question, segment):
    answer = alone().answer(request(question, text, language))
    assert answer.notes == ("llm-not-configured",)
    assert answer.citations[0].evidence.segment == segment
    assert answer.citations[0].evidence.quote in text
    assert answer.citations[0].evidence.quote in answer.text
    assert (answer.text[0], answer.text[-1]) == (("«", "»") if language == "ru" else ("“", "”"))


def test_a_question_that_was_asked_in_the_meeting_is_quoted_with_its_answer():
    answer = alone().answer(request("Who reviews the translations?", EN, "en"))
    assert [place.evidence.segment for place in answer.citations] == [11, 12]


@pytest.mark.parametrize(
    ("text", "language", "question"),
    [
        (RU, "ru", "Сколько будет стоить новый диджей?"),
        (RU, "ru", "Какой пароль от сервера?"),
        (RU, "ru", "Кто?"),
        (RU, "ru", ""),
        (EN, "en", "What is the budget for the office party?"),
        (EN, "en", "Did we agree on a new logo?"),
    ],
)
def test_without_a_model_nothing_is_said_about_what_nobody_spoke_of(text, language, question):
    answer = alone().answer(request(question, text, language))
    assert (answer.text, answer.citations) == (None, ())


def test_no_passages_no_answer(bench, steps):
    bench.play(steps.Say(filled("x")))
    empty = AnswerRequest(question="Кто?", passages=(), language="ru")
    assert bench.service().answer(empty).text is None
    assert alone().answer(empty).text is None
    assert bench.server.bodies == []


def test_equal_questions_are_equal_bytes(bench, steps):
    bench.play(steps.Say(filled("", found=False)))
    for _ in range(2):
        bench.service().answer(request("Кого позвали ведущим?"))
    assert bench.server.bodies[0] == bench.server.bodies[1]
