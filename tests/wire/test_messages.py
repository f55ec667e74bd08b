"""The published `.proto` says what travels, and what travels comes back as it was."""

from pathlib import Path
from typing import Any

import pytest
from google.protobuf import descriptor_pb2
from grpc_tools import protoc
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError

from core_api.contracts.answering import AnswerRequest
from core_api.contracts.board import Board, Card, Due
from core_api.contracts.connector import Edit
from core_api.contracts.matching import CardText, Query, Ranking
from core_api.contracts.meeting import Transcript
from core_api.contracts.minutes import Answer, Minutes
from core_api.contracts.model import Frozen
from core_api.contracts.ports import SummarizeRequest, TranscribeRequest
from core_api.contracts.proposal import Proposal
from core_api.wire.codec import schema_of
from core_api.wire.command import published
from core_api.wire.descriptors import described
from core_api.wire.failures import ToldProblem
from core_api.wire.service import Action, Service
from kanban_connectors.actions import SERVICE, ApplyRequest
from tests.wire.echo import ECHO, Everything
from tests.wire.models import instances

PUBLISHED = Path(__file__).parents[2] / "kanban_connectors" / "kanban_connectors.proto"
MODELS = sorted(
    {model for action in SERVICE.actions for model in (action.asks, action.answers)} | {ToldProblem},
    key=lambda model: model.__name__,
)


def compiled(folder: Path, text: str) -> Any:
    """The descriptors of a `.proto` file, as everybody else's compiler reads it."""
    source, result = folder / "service.proto", folder / "service.pb"
    source.write_text(text, encoding="utf-8")
    include = Path(protoc.__file__).parent / "_proto"
    arguments = [f"-I{folder}", f"-I{include}", f"--descriptor_set_out={result}", str(source)]
    assert protoc.main(["protoc", *arguments]) == 0
    file = descriptor_pb2.FileDescriptorSet.FromString(result.read_bytes()).file[0]
    for message in (*file.message_type, *(one for each in file.message_type for one in each.nested_type)):
        for field in message.field:
            field.ClearField("json_name")
    return file


def test_the_published_file_is_the_generated_one() -> None:
    """Field numbers are the fields' places: new fields go to the end, or both ends are renewed together."""
    assert PUBLISHED.read_text(encoding="utf-8") == published("kanban_connectors", SERVICE)


class RankRequest(Frozen):
    """What a matcher is asked, as one model."""

    queries: tuple[Query, ...]
    cards: tuple[CardText, ...]


def answer(_port: object, request: Frozen) -> Frozen:
    return request


LATER: Service[Any] = Service(
    "later",
    (
        Action("transcribe", TranscribeRequest, Transcript, answer),
        Action("summarize", SummarizeRequest, Minutes, answer),
        Action("answer", AnswerRequest, Answer, answer),
        Action("rank_reverse", RankRequest, Ranking, answer),
        Action("ask", Proposal, Proposal, answer),
    ),
)
"""What the other services say can travel too: a table of actions is all that serving them takes."""


@pytest.mark.parametrize("service", [SERVICE, ECHO, LATER], ids=lambda service: service.name)
def test_the_text_means_to_a_compiler_what_we_send(service: Service[Any], tmp_path: Path) -> None:
    ours, _notes = described(service)
    theirs = compiled(tmp_path, schema_of(service).text("make proto"))
    theirs.name = ours.name
    assert theirs == ours


@given(st.data())
def test_what_the_boards_service_says_comes_back_as_it_was(data: st.DataObject) -> None:
    model = data.draw(st.sampled_from(MODELS))
    value = data.draw(instances(model))
    schema = schema_of(SERVICE)
    assert schema.unpacked(model, schema.packed(value)) == value


@given(instances(Everything))
def test_every_shape_comes_back_as_it_was(value: Everything) -> None:
    schema = schema_of(ECHO)
    again = schema.unpacked(Everything, schema.packed(value))
    assert again == value
    assert all(type(again.plain[key]) is type(one) for key, one in value.plain.items())


@given(st.binary(max_size=200), st.sampled_from(MODELS))
def test_any_bytes_are_a_message_or_a_value_error(data: bytes, model: type[Frozen]) -> None:
    try:
        schema_of(SERVICE).unpacked(model, data)
    except ValueError as error:
        assert str(error)


def test_what_is_not_said_is_the_models_default_and_what_is_required_is_missed() -> None:
    schema = schema_of(SERVICE)
    with pytest.raises(ValidationError, match="column_id"):
        schema.unpacked(Card, b"\n\x011")
    edit = ApplyRequest(ref="trello:1", card_id="7", write=Edit(due=Due(date=None)), key="k")
    assert schema.unpacked(ApplyRequest, schema.packed(edit)).write == Edit(due=Due(date=None))
    with pytest.raises(ValueError, match="empty choice"):
        schema.unpacked(ApplyRequest, b"\x1a\x00")


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1])
def test_a_number_that_has_no_place_in_a_message_is_refused(number: int) -> None:
    card = Card(id="1", name="n", column_id="c", number=number)
    with pytest.raises(ValueError, match=r"range|Value"):
        schema_of(SERVICE).packed(Board(id="b", name="b", cards=(card,)))


class RankRequest(Frozen):
    """What a matcher is asked, as one model."""

    queries: tuple[Query, ...]
    cards: tuple[CardText, ...]


class Secret(Frozen):
    """What must stay where it is."""

    password: SecretStr


class Undecided(Frozen):
    """Nothing and empty would be the same."""

    names: tuple[str, ...] | None = None


class Stubborn(Frozen):
    """None would become the default."""

    size: int | None = 3


class Unnamed(Frozen):
    """Models that nothing tells apart."""

    either: Card | Board


@pytest.mark.parametrize("model", [Secret, Undecided, Stubborn, Unnamed])
def test_a_model_that_cannot_travel_is_refused_when_the_service_is_described(model: type[Frozen]) -> None:
    action = Action("send", model, model, lambda _port, request: request)
    with pytest.raises(TypeError, match=f"{model.__name__}.* cannot cross a wire"):
        described(Service("tests_own", (action,)))
