"""Vectors from a server: what is sent, what is believed, what every failure is called, and who may be asked at all."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr

from core_api.contracts.matching import CardText, Query
from core_api.contracts.problems import Malformed, Missing, Problem, Refused, Unavailable
from core_api.locales import has
from similarity.dense import cosines
from similarity.perimeter import may_read
from similarity.server import Means, ServerEmbedder, endpoint
from similarity.service import FusedMatcher
from tests.doubles.vectors import KEY, MODEL, VectorServer, meaning, serving
from tests.similarity.boards import ENGLISH, lexical

QUERIES = (Query(id="q", text="the login page is redesigned"),)


@pytest.fixture
def server() -> Iterator[VectorServer]:
    with serving(VectorServer()) as running:
        yield running


def embedder(server: VectorServer, model: str = MODEL, key: str = KEY) -> tuple[ServerEmbedder, list[float]]:
    """A client of the server, and how long it waited between its attempts."""
    waited: list[float] = []
    means = Means(sleep=waited.append, jitter=lambda: 1.0)
    return ServerEmbedder(server.address, model, SecretStr(key), means), waited


def test_each_text_gets_its_own_vector_of_length_one_under_the_models_prefix(server: VectorServer) -> None:
    client, _ = embedder(server)
    texts = tuple(f"text number {number}" for number in range(150))
    vectors = np.asarray(client.embed(texts, query=True))
    meant = np.asarray([meaning(f"query: {text}") for text in texts])
    assert np.allclose(vectors, meant / np.linalg.norm(meant, axis=1, keepdims=True))
    assert [len(batch) for batch in server.asked] == [64, 64, 22]
    client.embed(("a card",), query=False)
    assert server.asked[-1] == ["passage: a card"]


def test_a_busy_server_is_asked_again_and_its_word_on_waiting_is_kept(server: VectorServer) -> None:
    client, waited = embedder(server)
    server.faults += [(429, {"Retry-After": "7"}, {}), (503, {}, {})]
    assert len(client.embed(("text",), query=True)) == 1
    assert waited == [7.0, 2.0]


UNBELIEVABLE = [
    b"no json",
    {"data": []},
    {"data": [{"index": 0, "embedding": []}]},
    {"data": [{"index": 0, "embedding": [0.0, 0.0]}]},
    {"data": [{"index": 1, "embedding": [1.0, 0.0]}]},
    {"data": [{"index": 0, "embedding": [1.0, None]}]},
    {"data": [{"index": 0, "embedding": [1.0]}, {"index": 0, "embedding": [1.0]}]},
]


@pytest.mark.parametrize("said", UNBELIEVABLE)
def test_what_is_no_list_of_vectors_is_not_believed(server: VectorServer, said: Any) -> None:
    client, _ = embedder(server)
    server.faults.append((200, {}, said))
    with pytest.raises(Malformed) as caught:
        client.embed(("text",), query=True)
    assert caught.value.code == "embedder-bad-answer"


@pytest.mark.parametrize(
    ("kind", "code", "model", "key", "faults"),
    [
        (Unavailable, "embedder-unreachable", MODEL, KEY, [(500, {}, {})] * 4),
        (Unavailable, "embedder-busy", MODEL, KEY, [(429, {"Retry-After": "3600"}, {})]),
        (Refused, "embedder-unauthorized", MODEL, "another", []),
        (Missing, "embedder-not-served", "unknown", KEY, []),
    ],
)
def test_a_failure_has_a_name_and_gives_away_neither_key_nor_text(
    server: VectorServer, kind: type[Problem], code: str, model: str, key: str, faults: list[Any]
) -> None:
    client, _ = embedder(server, model, key)
    server.faults += faults
    with pytest.raises(kind) as caught:
        client.embed(("a secret plan",), query=True)
    assert caught.value.code == code
    assert key not in f"{caught.value!r} {caught.value.params}"
    assert "secret plan" not in f"{caught.value!r} {caught.value.params}"
    assert all(has(f"problem-{code}{more}", language) for more in ("", "-next") for language in ("ru", "en"))


def test_a_server_that_is_away_leaves_words_alone_and_is_asked_again_next_time(server: VectorServer) -> None:
    client, _ = embedder(server)
    matcher = FusedMatcher(client)
    server.faults += [(401, {}, {})]
    away = matcher.rank(QUERIES, ENGLISH)
    assert away.notes == ("embedder-away",)
    assert away.matches == lexical().rank(QUERIES, ENGLISH).matches
    assert matcher.rank(QUERIES, ENGLISH).notes == ("embedder-language",), (
        "it knows no language, but it answers"
    )


def test_what_no_model_may_read_is_not_sent(server: VectorServer) -> None:
    client, _ = embedder(server)
    matcher = FusedMatcher(client)
    assert matcher.rank(QUERIES, ENGLISH, "none").notes == ("embedder-forbidden",)
    with pytest.raises(Refused) as caught:
        matcher.embed(("text",), query=True, models="none")
    assert caught.value.code == "models-forbidden"
    assert server.asked == []
    assert matcher.rank(QUERIES, ENGLISH, "local").notes != ("embedder-forbidden",), "it is on this machine"
    assert server.asked


def test_outside_the_perimeter_is_what_may_be_outside() -> None:
    def somewhere(host: str) -> tuple[str, ...]:
        return {"inside.example": ("10.0.0.5",), "outside.example": ("10.0.0.5", "93.184.216.34")}.get(
            host, ()
        )

    inside, outside, unknown = (
        ServerEmbedder(f"https://{host}.example/v1", MODEL) for host in ("inside", "outside", "unknown")
    )
    assert may_read(inside, "local", somewhere)
    assert not may_read(outside, "local", somewhere)
    assert not may_read(unknown, "local", somewhere)
    assert may_read(outside, "external", somewhere)
    proxied = ServerEmbedder(
        "https://inside.example", MODEL, None, Means(proxy=SecretStr("http://93.184.216.34:3128"))
    )
    assert not may_read(proxied, "local", somewhere), "the proxy reads it first"


def test_an_address_may_leave_out_what_goes_without_saying() -> None:
    assert endpoint("http://localhost:8000") == "http://localhost:8000/v1/embeddings"
    assert endpoint("http://localhost:8000/v1/") == "http://localhost:8000/v1/embeddings"
    assert endpoint("https://host/openai/v1/embeddings") == "https://host/openai/v1/embeddings"


def test_what_a_models_window_loses_is_found_sentence_by_sentence() -> None:
    class Window:
        """Reads the first forty characters, and knows phones from all else."""

        name = "window@1"

        def embed(self, texts: tuple[str, ...], *, query: bool) -> list[list[float]]:
            return [[1.0, 0.0] if "phones" in text[:40].casefold() else [0.0, 1.0] for text in texts]

    cards = (CardText(id="dark", name="Dark mode for phones"), CardText(id="login", name="Login page"))
    long = Query(
        id="q", text="It was a long week, and we had some guests. The phones go flat so fast. And then lunch."
    )
    assert cosines(Window(), (long,), cards).tolist() == [[1.0, 1.0]]
    assert cosines(Window(), (long.model_copy(update={"text": long.text[:43]}),), cards).tolist() == [
        [0.0, 1.0]
    ]
