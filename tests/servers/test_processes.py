"""The servers as processes: they stop when asked, and the page says when the API is gone."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from core_api.locales import text


def test_the_page_tells_of_an_api_that_went_away_and_goes_on_when_it_is_back(
    running: Any, visit: Callable[..., Any]
) -> None:
    seen = visit().go(running.dashboard)
    assert running.stop("serve") == 0
    seen.page.locator('[class*="st-key-apply-"] button').first.click()
    seen.page.get_by_text("недоступен").first.wait_for()
    seen.picture("api-down-desktop-ru")
    running.ready()
    seen.page.get_by_role("button", name=text("dashboard-try-again", "ru")).first.click()
    seen.page.locator('[class*="st-key-apply-"] button').first.wait_for()


def test_stopping_the_command_stops_the_page(running: Any) -> None:
    assert running.stop("dashboard") == 0
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{running.dashboard}/_stcore/health", trust_env=False)
