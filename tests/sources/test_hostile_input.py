"""Whatever bytes come in, reading ends soon, with a transcript or with a problem that has words."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core_api.contracts.problems import Problem
from core_api.locales import has
from core_api.sources.reading import read

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                "segments text start end speaker words word messages type date date_unixtime from id poll media_type"
                " chats list transcript offsets language forwarded_from reply_to_message_id duration_seconds".split()
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=30,
)
PIECES = st.sampled_from(
    [
        "WEBVTT",
        "\n",
        "\n\n",
        "00:00:01.000",
        " --> ",
        "00:00:02,000",
        "<v Anna>",
        "<v ",
        "Anna",
        ":",
        " ",
        "7",
        "(",
        "[",
        "]",
    ]
)


def _survives(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        source = read(path)
    except Problem as problem:
        assert has(f"problem-{problem.code}", "ru")
        assert has(f"problem-{problem.code}-next", "en")
        return
    transcript = source.transcript
    if transcript is not None:
        assert [segment.index for segment in transcript.segments] == list(range(len(transcript.segments)))
        assert {segment.speaker for segment in transcript.segments} - {None} <= {
            who.number for who in transcript.speakers
        }
        assert any(segment.text for segment in transcript.segments)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
@example(content=b"\xff\xfe\x00")
@example(content=b"PK\x03\x04")
@example(content=b"\xef\xbb\xbf")
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    _survives(tmp_path / "blob", content)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, max_size=30))
def test_any_mixture_of_what_transcripts_are_made_of(tmp_path: Path, pieces: list[str]) -> None:
    _survives(tmp_path / "blob", "".join(pieces).encode())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=ANY_JSON)
@example(content={"messages": [{"type": "message", "id": [1], "text": "a"}]})
@example(content={"segments": [{"text": "a", "start": float("nan"), "end": -1, "speaker": {}}]})
def test_any_json(tmp_path: Path, content: Any) -> None:
    _survives(tmp_path / "blob", json.dumps(content).encode())


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    [
        "<v a",
        "Anna ",
        "1:",
        "[",
        "<a.b",
        "a:b ",
        "Anna: x\n",
        "00:01 --> 00:02\n",
        "--> ",
        "{",
        "Ы",
        "12:00 A\n",
        "Ы\n",
        "x\n\n",
    ],
)
def test_long_repetitions_take_no_time_that_grows_with_the_square(tmp_path: Path, piece: str) -> None:
    _survives(tmp_path / "blob", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + piece.encode() * 50_000)
    _survives(tmp_path / "blob", piece.encode() * 50_000)
