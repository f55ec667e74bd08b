"""The key of the API: made once, kept for its owner alone, never empty."""

import multiprocessing
from pathlib import Path
from typing import Any

import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from core_api import wiring
from core_api.contracts.problems import Invalid
from core_api.settings import Settings
from core_api.web.app import create_app
from core_api.web.auth import carries, kept_token


def settings_of(home: Path) -> Settings:
    return Settings(home=home, _env_file=None)  # type: ignore[call-arg]


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_new_key_is_long_kept_and_for_its_owner_alone(tmp_path: Path) -> None:
    token = wiring.api_token(settings_of(tmp_path / "home"))
    assert len(token) >= 24
    assert wiring.api_token(settings_of(tmp_path / "home")) == token
    assert mode(tmp_path / "home" / "api-token") == 0o600
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["api-token"]


@pytest.mark.parametrize("content", [b"", b"\n", b"short", b"x" * 23, b"\0" * 43, "ключ".encode() * 9])
def test_what_is_no_key_is_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "api-token"
    path.write_bytes(content)
    token = kept_token(path)
    assert len(token) >= 24
    assert path.read_text() == token
    assert mode(path) == 0o600


def test_a_key_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "api-token"
    path.write_text("a-key-of-more-than-24-characters\n")
    path.chmod(0o644)
    assert kept_token(path) == "a-key-of-more-than-24-characters"
    assert mode(path) == 0o600


def test_processes_that_start_at_once_have_the_same_key(tmp_path: Path) -> None:
    path = tmp_path / "api-token"
    path.touch()
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        tokens = set(pool.map(kept_token, [path] * 8, chunksize=1))
    assert tokens == {path.read_text()}


@pytest.mark.parametrize("expected", ["", " "])
@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer   ", "bearer \t"])
def test_nothing_is_no_key(expected: str, header: str) -> None:
    scope = {"type": "http", "headers": [(b"authorization", header.encode())]}
    assert not carries(Request(scope), expected)


def test_an_api_with_an_empty_key_is_closed(home: Any) -> None:
    app = create_app(home.installation, "", tuple, wiring.read_source)
    with TestClient(app) as client:
        for header in ("Bearer ", "Bearer"):
            response = client.get("/api/v1/meetings", headers={"Authorization": header})
            assert response.status_code == 401


@pytest.mark.parametrize("place", ["file", "file/inside", "/proc/boardscribe"])
def test_a_home_that_cannot_be_one_is_said(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Invalid) as refused:
        wiring.install(settings_of(tmp_path / place))
    assert refused.value.code == "home-unusable"
    with pytest.raises(Invalid, match="home-unusable"):
        wiring.api_token(settings_of(tmp_path / place))
