"""What a killed process left in the temporary folder is removed by the next one; what is in use stays."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from audio2text.media import decode
from audio2text.scratch import scratch, sweep
from tests.audio2text.recordings import tone, write

HOLD = """
import sys, time
from audio2text.scratch import scratch
with scratch() as folder:
    (folder / "0-0.s16").write_bytes(b"words of a meeting")
    print(folder, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of this test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def other_process(temporary: Path) -> tuple["subprocess.Popen[str]", Path]:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD],
        env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    return child, Path(child.stdout.readline().strip())


def test_decoding_sweeps_what_a_killed_process_left(temporary: Path, tmp_path: Path) -> None:
    child, left = other_process(temporary)
    recording = write(tmp_path / "meeting.wav", tone(1))
    with decode(recording, lambda _progress: None):
        assert left.is_dir(), "its process lives"
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert list(left.iterdir())
    with decode(recording, lambda _progress: None):
        assert not left.exists()
        assert len(list(temporary.iterdir())) == 1
    assert list(temporary.iterdir()) == []


def test_a_process_with_the_number_of_a_dead_one_does_not_keep_its_folder(temporary: Path) -> None:
    with scratch() as mine:
        parts = mine.name.split("-")
        parts[4] = str(int(float(parts[4])) - 1)
        reused = temporary / "-".join(parts)
        reused.mkdir()
        sweep()
        assert not reused.exists()
        assert mine.is_dir()


def test_what_is_not_ours_stays(temporary: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with scratch() as mine:
        host, number, began = mine.name.split("-")[2:5]
    names = [
        "boardscribe-sound-abcdefgh",
        f"boardscribe-sound-00000000-{number}-1-other_host",
        "boardscribe-sound-../x".replace("/", "_"),
        "unrelated",
    ]
    for name in names:
        (temporary / name).mkdir()
    link = temporary / f"boardscribe-sound-{host}-{number}-1-link"
    link.symlink_to(elsewhere)
    sweep()
    assert all((temporary / name).is_dir() for name in names)
    assert link.is_symlink()
    assert elsewhere.is_dir()
    assert began


def test_the_folder_is_for_its_owner_alone(temporary: Path) -> None:
    with scratch() as folder:
        assert folder.parent == temporary
        assert folder.stat().st_mode & 0o777 == 0o700
