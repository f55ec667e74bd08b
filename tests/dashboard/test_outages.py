"""When the API is away, wrong or slow, the page says so: an outage is never an empty list."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse

from core_api.contracts.problems import Unavailable

VIEWS = ("queue", "changes", "meetings", "stale")
EMPTY = ("No meeting yet", "All decided", "Nothing has been changed", "No board yet")


@pytest.fixture
def nowhere() -> Iterator[str]:
    """An address where nobody listens, and nobody else can begin to."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


@pytest.mark.parametrize("view", VIEWS)
def test_no_api(nowhere: str, open_page: Callable[..., Any], view: str) -> None:
    page = open_page(nowhere, view=view)
    text = page.text()
    assert f"The API at {nowhere} cannot be reached." in text
    assert "boardscribe serve" in text
    assert not any(words in text for words in EMPTY)
    assert page.has("try-again")


def test_no_api_in_russian(nowhere: str, open_page: Callable[..., Any]) -> None:
    assert "недоступен" in open_page(nowhere, language="ru").text()


def test_the_page_comes_back_with_the_api(
    nowhere: str, api: str, open_page: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(nowhere)
    monkeypatch.setenv("BOARDSCRIBE_API_URL", api)
    page.click("try-again")
    assert page.has("apply-")


def test_an_api_that_goes_away_between_look_and_click(
    page: Any, nowhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.backend.Backend.decide", _refused(nowhere))
    page.click("apply-pr_move_10")
    assert "cannot be reached" in page.text()
    assert "Being written" not in page.text()
    assert page.has("apply-pr_move_10"), "it can be decided again"


def _refused(url: str) -> Callable[..., None]:
    def refuse(*_args: object, **_more: object) -> None:
        raise Unavailable("api-unreachable", url=url)

    return refuse


@pytest.mark.parametrize("token", ["wrong", "", "ключ", "two\nlines"])
def test_a_wrong_key(api: str, open_page: Callable[..., Any], token: str) -> None:
    text = open_page(api, token=token).text()
    assert "did not accept the dashboard's key" in text
    assert not any(words in text for words in EMPTY)


def test_a_slow_api(api: str, open_page: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(*_args: object, **_more: object) -> None:
        raise httpx.ReadTimeout("")

    monkeypatch.setattr(httpx.Client, "request", wait)
    text = open_page(api).text()
    assert "takes too long" in text
    assert not any(words in text for words in EMPTY)


@pytest.mark.parametrize("body", ["hello", "[]", "{}", '{"success": true, "data": [{"x": 1}]}'])
def test_something_else_answers_there(
    body: str, serve: Callable[[Any], str], open_page: Callable[..., Any]
) -> None:
    foreign = FastAPI(openapi_url=None)

    @foreign.get("/{path:path}")
    def anything(path: str) -> PlainTextResponse:
        return PlainTextResponse(body)

    text = open_page(serve(foreign)).text()
    assert "Something else than Boardscribe" in text or "another version" in text
    assert not any(words in text for words in EMPTY)


def test_the_database_away_is_told_in_the_apis_words(
    home: Any, api: str, open_page: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object) -> None:
        raise Unavailable("database-unreachable", detail="gone")

    monkeypatch.setattr(type(home.installation.database), "reading", away)
    text = open_page(api, language="ru").text()
    assert "База данных недоступна" in text
    assert "Ограничено" not in text or "База данных" in text
