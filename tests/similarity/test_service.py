"""The matcher behind its service: over each wire the same rankings, and `python -m similarity serve` as it is run."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from core_api.contracts.matching import CardText, Query
from core_api.contracts.ports import Embedder
from core_api.contracts.problems import Missing, Refused, Transient, Unauthorized
from core_api.wire.command import published
from core_api.wire.place import Place, open_wire, same_process
from core_api.wire.service import Mount
from core_api.wire.serving import Listen, running
from similarity.actions import SERVICE
from similarity.readiness import Readiness
from similarity.remote import RemoteMatcher
from similarity.service import FusedMatcher

ROOT = Path(__file__).parents[2]
KEY = "a-key-of-the-tests-that-is-long-enough"
ADDRESSES = re.compile(r"(https?://\S+?) and (grpcs?://\S+?)\. Embedding model: (.+)\.")
CARDS = (
    CardText(id="a", number=12, name="Схема зала на телефоне", history=("ряды слипались",)),
    CardText(id="b", name="Rate limiter for the public API 🎭", description="429 после ста запросов"),
    CardText(id="c", name="Договор с типографией", open=False),
)
QUERIES = (
    Query(
        id="1", text="на маленьких экранах ряды больше не слипаются", mention="схема зала", context="балкон"
    ),
    Query(id="2", text="лимитер для апи готов"),
    Query(id="3", text="ничего общего"),
)


@contextmanager
def behind(scheme: str, embedder: Embedder | None = None) -> Iterator[RemoteMatcher]:
    """The matcher at the other end of that wire."""
    mount = Mount(SERVICE, FusedMatcher(embedder))
    if scheme == "inproc":
        yield RemoteMatcher(same_process(mount))
        return
    with running((mount,), Listen(key=SecretStr(KEY)), grace=5) as ports:
        port = ports.grpc if scheme == "grpc" else ports.http
        wire = open_wire(SERVICE, Place(f"{scheme}://127.0.0.1:{port}", SecretStr(KEY)))
        yield RemoteMatcher(wire)
        wire.close()


@pytest.mark.parametrize("scheme", ["inproc", "http", "grpc"])
def test_over_each_wire_the_rankings_are_the_same(scheme: str) -> None:
    here = FusedMatcher()
    with behind(scheme) as there:
        assert there.rank(QUERIES, CARDS) == here.rank(QUERIES, CARDS)
        assert there.rank_reverse(CARDS, QUERIES) == here.rank_reverse(CARDS, QUERIES)
        assert there.rank((), CARDS) == here.rank((), CARDS)
        assert there.rank(QUERIES, ()) == here.rank(QUERIES, ())


class Letters:
    """An embedder that counts letters."""

    name = "letters@1"

    def embed(self, texts: tuple[str, ...], *, query: bool) -> list[list[float]]:
        """Which share of the text's letters are an A."""
        return [[text.lower().count("a") / max(len(text), 1), float(query)] for text in texts]


@pytest.mark.parametrize("scheme", ["inproc", "http", "grpc"])
def test_over_each_wire_texts_get_the_models_vectors(scheme: str) -> None:
    with behind(scheme, Letters()) as there:
        found = there.embed(("aab", "b"), query=True)
        assert found.model == "letters@1"
        assert [vector.values for vector in found.vectors] == [(2 / 3, 1.0), (0.0, 1.0)]
        assert there.embed((), query=False).vectors == ()
        with pytest.raises(Refused):
            there.embed(("aab",), query=True, models="none")
    with behind(scheme) as there, pytest.raises(Missing) as caught:
        there.embed(("aab",), query=True)
    assert caught.value.code == "embedder-none"


def test_the_published_description_is_the_generated_one() -> None:
    kept = (ROOT / "similarity" / "similarity.proto").read_text(encoding="utf-8")
    assert kept == published("similarity", SERVICE)


def test_how_the_embedder_is_is_said(tmp_path: Path) -> None:
    assert [(one.state, one.code) for one in Readiness(None, tmp_path)()] == [("degraded", "embedder-none")]
    assert [(one.state, one.code) for one in Readiness("e5", tmp_path)()] == [("down", "embedder-missing")]
    (tmp_path / "e5").mkdir()
    (tmp_path / "e5" / "config.json").write_text("{}")
    (told,) = Readiness("e5", tmp_path)()
    assert (told.state, str(told.params["model"]).partition("@")[0]) == ("ok", "e5")


def test_served_as_a_command_it_ranks_over_both_wires_for_whoever_has_the_key(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "BOARDSCRIBE_LANGUAGE": "en",
        "BOARDSCRIBE_MATCHING_KEY": KEY,
    }
    line = [sys.executable, "-m", "similarity", "serve", "--port", "0", "--grpc-port", "0"]
    process = subprocess.Popen(line, env=environment, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        found = next(match for text in process.stderr if (match := ADDRESSES.search(text)))
        assert found[3] == "none"
        for address in (found[1], found[2]):
            wire = open_wire(SERVICE, Place(address, SecretStr(KEY)))
            assert RemoteMatcher(wire).rank(QUERIES, CARDS) == FusedMatcher().rank(QUERIES, CARDS)
            wire.close()
            wire = open_wire(SERVICE, Place(address))
            with pytest.raises(Unauthorized):
                RemoteMatcher(wire).rank((), ())
            wire.close()
        ready = httpx.get(f"{found[1]}/ready", headers={"Authorization": f"Bearer {KEY}"}, timeout=30)
        assert ready.status_code == 200, "without an embedder it works by words"
    finally:
        process.send_signal(signal.SIGTERM)
        said = process.stderr.read()
        process.stderr.close()
        assert process.wait(60) == 0, said
    assert KEY not in said


def test_a_service_that_is_away_is_no_empty_ranking() -> None:
    wire = open_wire(SERVICE, Place("http://127.0.0.1:9"))
    with pytest.raises(Transient):
        RemoteMatcher(wire).rank(QUERIES, CARDS)
    wire.close()
