"""What other servers and clients may send: it becomes an arrival or nothing, and never breaks the reading."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.lines import html
from notifier.matrix.arriving import Place, arrival_of
from notifier.matrix.shapes import Sync, events_of, shaped

PLACE = Place("!room:test.local", group=False, user_name="Anna")
WORDS = {"msgtype": "m.text", "body": "hello"}
SOUND = {"msgtype": "m.audio", "body": "Встреча", "url": "mxc://test.local/AbC", "info": {"size": 7}}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


def event(content: Any, kind: str = "m.room.message", **more: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "event_id": "$e",
        "sender": "@anna:test.local",
        "origin_server_ts": 1_760_000_000_000,
        "content": content,
        **more,
    }


def read(raw: Any) -> Any:
    events = events_of((raw,))
    return arrival_of(events[0], PLACE) if events else None


def test_a_file_comes_with_its_name_its_size_and_its_caption() -> None:
    bare = read(event(SOUND))
    assert (bare.file.name, bare.file.size, bare.text) == ("Встреча", 7, "")
    told = read(event({**SOUND, "filename": "planning.ogg", "info": {"size": "7"}}))
    assert (told.file.name, told.file.size, told.text) == ("planning.ogg", None, "Встреча")


@pytest.mark.parametrize(
    "raw",
    [
        "no event",
        event({}),
        event({"msgtype": "m.text", "body": ["no", "text"]}),
        event({"msgtype": "m.text", "body": ""}),
        event({"msgtype": "m.notice", "body": "a bot"}),
        event({**SOUND, "url": "https://evil.example/x.ogg"}),
        event({**SOUND, "url": "mxc://test.local/../admin"}),
        event({"msgtype": "m.audio", "body": "x", "file": {"url": "mxc://test.local/secret"}}),
        event({**WORDS, "m.relates_to": {"rel_type": "m.replace", "event_id": "$x"}}),
        event({"m.relates_to": {"rel_type": "m.annotation", "key": "👍"}}, "m.reaction"),
        event({"m.relates_to": {"rel_type": "m.thread", "key": "👍", "event_id": "$x"}}, "m.reaction"),
        event({"m.relates_to": "nothing"}, "m.reaction"),
        event({"algorithm": "m.megolm.v1.aes-sha2"}, "m.room.encrypted"),
        event(WORDS, event_id=""),
        event(WORDS, origin_server_ts=-5),
    ],
)
def test_what_is_nothing_to_us_is_passed_over(raw: Any) -> None:
    assert read(raw) is None


def test_a_time_beyond_all_times_breaks_nothing() -> None:
    assert read(event(WORDS, origin_server_ts=10**30)).at.year == 9999


@given(content=JSON, relation=JSON, kind=st.sampled_from(["m.room.message", "m.reaction"]))
def test_whatever_is_in_an_event_it_is_read_or_passed_over(content: Any, relation: Any, kind: str) -> None:
    held = content if isinstance(content, dict) else {"body": content}
    for raw in (content, event(content, kind), event({**WORDS, **held, "m.relates_to": relation}, kind)):
        arrival = read(raw)
        assert arrival is None or arrival.id == "$e"


def test_an_answer_with_more_than_we_know_is_read() -> None:
    sync = shaped(Sync, {"next_batch": "s1", "rooms": {"join": {"!r": {"summary": {}}}}, "device_lists": {}})
    assert sync.rooms.join["!r"].timeline.events == ()


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("a\nb", "a<br>b"),
        ("a\n<blockquote>b\nc</blockquote>\nd", "a<blockquote>b<br>c</blockquote>d"),
        ("<blockquote expandable>b</blockquote>\n\n<b>d</b>", "<blockquote>b</blockquote><br><b>d</b>"),
        ("a &lt;blockquote expandable&gt;", "a &lt;blockquote expandable&gt;"),
    ],
)
def test_lines_and_quotes_are_matrixs_own(markup: str, expected: str) -> None:
    assert html(markup) == expected
