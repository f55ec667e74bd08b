"""A file is kept once by its content, and only whole."""

import hashlib
from pathlib import Path

import pytest

from core_api.contracts.problems import NotFound
from core_api.store.blobs import FolderBlobs, digest_of


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path / "home" / "blobs")


def test_a_file_is_found_by_the_digest_of_its_content(blobs: FolderBlobs, tmp_path: Path) -> None:
    source = tmp_path / "запись.ogg"
    source.write_bytes(b"sound" * 1_000_000)
    digest = blobs.put(source)
    assert digest == digest_of(source) == hashlib.sha256(source.read_bytes()).hexdigest()
    assert blobs.path(digest).read_bytes() == source.read_bytes()


def test_the_same_content_is_kept_once(blobs: FolderBlobs, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"same")
    digest = blobs.put(tmp_path / "a")
    assert blobs.put(tmp_path / "b") == digest
    kept = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert kept == [blobs.path(digest)]


def test_what_could_not_be_read_leaves_nothing(blobs: FolderBlobs, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        blobs.put(tmp_path / "absent")
    assert [path for path in (tmp_path / "home").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("digest", ["0" * 64, "", "../../etc/passwd", "A" * 64])
def test_an_unknown_digest_is_said_to_be_unknown(blobs: FolderBlobs, digest: str) -> None:
    with pytest.raises(NotFound, match="blob-not-found"):
        blobs.path(digest)
