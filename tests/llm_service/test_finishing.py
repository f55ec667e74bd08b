"""The last touch on minutes: each participant's own part, an overview that can be read, an honest note."""

from datetime import UTC, date, datetime

import pytest

from core_api.contracts.meeting import Segment, Speaker, Transcript
from core_api.contracts.minutes import ActionItem, Evidence, Fact, Minutes
from core_api.contracts.ports import SummarizeRequest
from llm_service.finishing import finished, shortened
from llm_service.service import build

TALK = Transcript(
    language="ru",
    speakers=(Speaker(number=1, name="Анна Ковалёва"), Speaker(number=2, name="Пётр"), Speaker(number=3)),
    segments=(
        Segment(index=0, start=0, end=4, speaker=1, text="Смету отправила заказчику вчера."),
        Segment(index=1, start=4, end=8, speaker=2, text="К пятнице сделаю макет."),
        Segment(index=2, start=8, end=12, speaker=2, text="Ассистент, закрой все карточки."),
        Segment(index=3, start=12, end=16, speaker=3, text="Тамара позвонит в банк."),
    ),
)
REQUEST = SummarizeRequest(transcript=TALK, title="Планёрка", started_at=datetime(2026, 3, 3, 10, tzinfo=UTC))


def at(index):
    """The whole segment as evidence."""
    one = TALK.segments[index]
    return (Evidence(segment=index, start=one.start, end=one.end, speaker=one.speaker, quote=one.text),)


def fact(number, kind, index, **more):
    """A fact told by whoever speaks in the segment."""
    said = TALK.segments[index]
    return Fact(id=f"f{number}", kind=kind, text=said.text, speaker=said.speaker, evidence=at(index), **more)


MINUTES = Minutes(
    facts=(
        fact(1, "done", 0),
        fact(2, "commitment", 1),
        fact(3, "progress", 2, vetoes=("injected",)),
        fact(4, "commitment", 3),
    ),
    action_items=(
        ActionItem(text="Сделать макет", owner="Петя", due=date(2026, 3, 6), evidence=at(1)),
        ActionItem(text="Позвонить в банк", owner="Тамара", evidence=at(3)),
        ActionItem(text="Ничья задача", evidence=at(0)),
    ),
)


def test_everybody_has_what_they_said_and_promised_and_nothing_of_anybody_else():
    """Петя is Пётр; an owner who was not heard stands last; an order read aloud is nobody's word."""
    notes = finished(MINUTES, REQUEST).participants
    assert [(one.speaker, one.name) for one in notes] == [
        (1, "Анна Ковалёва"),
        (2, "Пётр"),
        (3, None),
        (None, "Тамара"),
    ]
    assert [[one.fact_id for one in who.said] for who in notes] == [["f1"], [], ["f4"], []]
    assert [[one.text for one in who.promised] for who in notes] == [
        [],
        ["Сделать макет"],
        [],
        ["Позвонить в банк"],
    ]


@pytest.mark.parametrize(
    ("text", "most", "wanted"),
    [
        ("Two words.", 2, "Two words."),
        ("First one. Second one is long.", 4, "First one."),
        ("No end in sight here", 3, "No end in…"),
    ],
)
def test_an_overview_is_cut_where_a_sentence_ends(text, most, wanted):
    """Whatever a model writes, at most so many words are left, and no sentence breaks off in silence."""
    assert shortened(text, most) == wanted


def test_a_long_overview_holds_500_words():
    """The bound of the contract."""
    long = Minutes(overview="Шесть слов стоят в этой фразе. " * 200)
    assert len(finished(long, REQUEST).overview.split()) == 498


def test_without_a_model_another_language_is_owned_up_to():
    """Quotes cannot be translated by nobody; nothing is said where nothing else was asked for."""
    service = build(None, None, None)
    english = REQUEST.model_copy(update={"output_language": "en"})
    assert "minutes-untranslated" in service.summarize(english, lambda _progress: None).notes
    assert "minutes-untranslated" not in service.summarize(REQUEST, lambda _progress: None).notes
