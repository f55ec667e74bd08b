"""Files that people sent arrive whole, part by part, and never a file that nobody sent."""

import base64
from pathlib import Path

import pytest

from core_api.contracts.messages import FileRef
from core_api.contracts.problems import Malformed, NotFound, TooLarge, Transient
from notifier.telegram.channel import TelegramChannel
from notifier.telegram.files import PART
from tests.notifier.telegram.conftest import Desk

CONTENT = bytes(range(256)) * (10 * PART // 1024)  # two and a half parts


def sent(desk: Desk, channel: TelegramChannel, content: bytes = CONTENT, size: int | None = None) -> FileRef:
    desk.loop.run(channel.start(desk.shelf.keep))
    desk.shelf.wait(1)
    desk.anna.send("document", content, name="talk.m4a", size=size)
    file = desk.shelf.wait(2)[-1].file
    assert file is not None
    return file


def whole(desk: Desk, channel: TelegramChannel, file: FileRef) -> tuple[bytes, int]:
    """The content, and in how many parts it came."""
    content, parts = b"", 0
    while True:
        piece = desk.loop.run(channel.fetch(file, len(content)))
        content, parts = content + base64.b64decode(piece.data), parts + 1
        if piece.last:
            return content, parts


@pytest.mark.parametrize("ranges", [True, False])
def test_a_file_comes_in_parts(desk: Desk, channel: TelegramChannel, ranges: bool) -> None:
    desk.double.ranges = ranges
    assert whole(desk, channel, sent(desk, channel)) == (CONTENT, 3)


@pytest.mark.parametrize("length", [0, PART, PART + 1])
def test_a_file_of_any_length_comes_to_an_end(desk: Desk, channel: TelegramChannel, length: int) -> None:
    file = sent(desk, channel, CONTENT[:length])
    assert whole(desk, channel, file)[0] == CONTENT[:length]


def test_above_20_mb_telegrams_own_server_hands_over_nothing(desk: Desk, channel: TelegramChannel) -> None:
    file = sent(desk, channel, b"x", size=20_000_001)
    with pytest.raises(TooLarge) as refused:
        desk.loop.run(channel.fetch(file, 0))
    assert refused.value.code == "file-too-large"


def test_it_is_known_beforehand_what_telegrams_own_server_does_not_hand_over(desk: Desk) -> None:
    with desk.channel(url="https://api.telegram.org") as channel, pytest.raises(TooLarge):
        assert channel.capabilities.files_in == 20_000_000
        desk.loop.run(channel.fetch(FileRef(channel="telegram", id="x", name="x", size=20_000_001), 0))


def test_a_file_that_is_gone_is_said_to_be(desk: Desk, channel: TelegramChannel) -> None:
    file = sent(desk, channel)
    for gone in (file.model_copy(update={"id": "other"}), file):
        desk.double.faults.next("before", lambda asked: asked.path.startswith("/file/"), status=404)
        with pytest.raises(NotFound) as refused:
            desk.loop.run(channel.fetch(gone, 0))
        assert refused.value.code == "file-gone"


def test_a_server_that_breaks_off_is_a_passing_fault(desk: Desk, channel: TelegramChannel) -> None:
    file = sent(desk, channel, CONTENT[:PART])
    for kind in ("lost", "torn", "after"):
        desk.double.faults.next(kind, lambda asked: asked.path.startswith("/file/"))
        with pytest.raises(Transient):
            desk.loop.run(channel.fetch(file, 0))
    assert whole(desk, channel, file)[0] == CONTENT[:PART]


def test_a_local_server_hands_over_more_than_20_mb_from_its_disk(
    desk: Desk, channel: TelegramChannel, tmp_path: Path
) -> None:
    file = sent(desk, channel, CONTENT, size=30_000_000)
    desk.double.local_server(tmp_path)
    assert whole(desk, channel, file) == (CONTENT, 3)
    assert not [one for one in desk.double.faults.asked if one.path.startswith("/file/")]


def test_a_local_server_on_another_machine_hands_files_over_by_its_web_server(
    desk: Desk, channel: TelegramChannel, tmp_path: Path
) -> None:
    file = sent(desk, channel)
    desk.double.methods.local = str(tmp_path / "elsewhere" / desk.double.token)
    with pytest.raises(NotFound):
        desk.loop.run(channel.fetch(file, 0))
    desk.double.local_web = True
    assert whole(desk, channel, file) == (CONTENT, 3)


@pytest.mark.parametrize("path", ["/etc/passwd", "/etc/{}/../passwd", "voice/../../../etc/passwd", ""])
def test_no_server_makes_us_read_another_file(
    desk: Desk, channel: TelegramChannel, path: str, tmp_path: Path
) -> None:
    file = sent(desk, channel)
    [kept] = desk.double.world.files.values()
    kept.path = path.format(desk.double.token)
    with pytest.raises(Malformed):
        desk.loop.run(channel.fetch(file, 0))
