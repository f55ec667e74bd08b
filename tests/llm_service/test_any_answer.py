"""Whatever JSON a model makes up, only verified quotes and ids that it was given come out."""

import json
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from core_api.contracts.board import OPERATION_KINDS
from core_api.contracts.minutes import Veto
from core_api.contracts.ports import SummarizeRequest
from llm_service.asking import part_question
from llm_service.guards import SILENCING
from llm_service.listing import listing
from llm_service.merge import Gathered
from llm_service.minutes import findings
from llm_service.reply import BadAnswerError, Reply, parse
from llm_service.schema import MinutesForm
from llm_service.topics import Part
from llm_service.window import Budget, lines_of

DOCUMENT = json.loads((Path(__file__).parent / "recorded" / "delivery-ru.json").read_text(encoding="utf-8"))
REQUEST = SummarizeRequest.model_validate(DOCUMENT["request"])
GIVEN = listing(REQUEST.board)
QUESTION = part_question(REQUEST, GIVEN, Part(lines_of(REQUEST.transcript.segments, 2000)), Budget(40_000))
TEXTS = {segment.index: segment.text for segment in REQUEST.transcript.segments}
KNOWN = {
    "move": {column.id for column in REQUEST.board.columns},
    "assign": {member.id for member in REQUEST.board.members},
    "unassign": {member.id for member in REQUEST.board.members},
    "label": {"lab-urgent"},
    "unlabel": {"lab-urgent"},
    "check": {"item-med", "item-pass"},
    "uncheck": {"item-med", "item-pass"},
}

some_words = st.sampled_from(list(TEXTS.values())).flatmap(
    lambda text: st.integers(0, 5).map(lambda skip: " ".join(text.split()[skip : skip + 4]))
)
words = st.one_of(some_words, st.text(max_size=20), st.just("никто такого не говорил"))
ids = st.one_of(
    st.sampled_from(
        ["s0", "s11", "s18", "s19", "s-1", "c1", "c7", "c99", "none", "k2", "k9", "m3", "i1", "l1", "e1"]
    ),
    st.text(max_size=6),
)
quotes = st.lists(st.fixed_dictionaries({"line": ids, "words": words}), max_size=4)
kinds = st.sampled_from([*OPERATION_KINDS, "delete_board"])
wishes = st.fixed_dictionaries(
    {
        "kind": kinds,
        "value": st.one_of(ids, words, st.just("2026-03-06"), st.just("В работе")),
        "outright": st.booleans(),
        "quotes": quotes,
    }
)
facts = st.fixed_dictionaries(
    {
        "quotes": quotes,
        "text": words,
        "mention": words,
        "card": ids,
        "kind": st.sampled_from(["done", "progress", "nothing", "magic"]),
        "vetoes": st.lists(st.sampled_from([*Veto.__args__, "sure"]), max_size=2),
        "requests": st.lists(wishes, max_size=4),
    }
)
notes = st.fixed_dictionaries({"text": words, "quotes": quotes, "owner": words, "due": words})
topics = st.fixed_dictionaries({"title": words, "text": words, "first": ids, "last": ids})
filled_forms = st.fixed_dictionaries(
    {
        "facts": st.lists(facts, max_size=4),
        "decisions": st.lists(notes, max_size=3),
        "action_items": st.lists(notes, max_size=3),
        "topics": st.lists(topics, max_size=3),
        "overview": words,
        "key_points": st.lists(words, max_size=3),
    }
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(DOCUMENT["answer"])), inner)
    ),
    max_leaves=12,
)


def check_evidence(places):
    assert places
    for place in places:
        assert place.quote
        assert place.quote in TEXTS[place.segment]


def check(found):
    for fact in found.facts:
        check_evidence(fact.evidence)
        assert fact.card_hint is None or fact.card_hint in {card.id for card in REQUEST.board.cards}
        assert not (SILENCING & set(fact.vetoes) and fact.requests)
        for wish in fact.requests:
            check_evidence(wish.evidence)
            assert wish.value or wish.kind in ("archive", "restore")
            short = (
                wish.value.split()[:1] == [wish.value]
                and wish.value[:1] in "ckmli"
                and wish.value[1:].isdigit()
            )
            if wish.kind in KNOWN:
                assert wish.value in KNOWN[wish.kind] or not short
    for entry in (*found.decisions, *found.action_items, *found.topics):
        check_evidence(entry.evidence)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(filled_forms, anything))
@example(DOCUMENT["answer"])
@example({"facts": [], "overview": ""})
def test_only_what_was_said_and_given_comes_out(answer):
    try:
        filled = parse(Reply(json.dumps(answer, ensure_ascii=False), "", cut_short=False), QUESTION.form)
    except BadAnswerError:
        return
    found = findings(filled, QUESTION, REQUEST, GIVEN)
    check(found)
    check(Gathered().add(found).add(found))
    numbered = Gathered().add(found).numbered()
    assert [fact.id for fact in numbered] == [f"f{number}" for number in range(1, len(numbered) + 1)]


@given(st.text(max_size=400) | st.binary(max_size=200).map(lambda data: data.decode("latin-1")))
def test_any_text_is_a_form_or_a_bad_answer(text):
    try:
        filled = parse(Reply(text, text, cut_short=False), QUESTION.form)
    except BadAnswerError as error:
        assert str(error)
        return
    assert isinstance(filled, MinutesForm)


def test_the_schema_lets_a_good_answer_through_and_names_only_given_ids():
    schema = QUESTION.form.schema
    assert schema["$defs"]["Line"]["enum"] == [f"s{index}" for index in TEXTS]
    assert schema["$defs"]["Card"]["enum"][-1] == "none"
    assert "taken_back" not in schema["properties"]
    try:
        MinutesForm.model_validate(DOCUMENT["answer"])
    except ValidationError as error:
        raise AssertionError("the recorded answer does not fit") from error
