"""The pages in a real browser: they fit the screen, ask nobody outside, and a tap changes the board."""

from collections.abc import Callable
from typing import Any

import pytest

SIZES = {"desktop": (1200, 900), "phone": (390, 844)}
LOCALES = {"ru": "ru-RU", "en": "en-US"}


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("size", SIZES)
def test_the_queue_fits_the_screen_in_both_languages(
    running: Any, visit: Callable[..., Any], size: str, language: str
) -> None:
    seen = visit(*SIZES[size], LOCALES[language]).go(f"{running.dashboard}/?lang={language}")
    apply = seen.page.locator('[class*="st-key-apply-"] button').first
    assert apply.inner_text().split()[-1] == {"ru": "Применить", "en": "Apply"}[language]
    seen.picture(f"queue-{size}-{language}")
    assert not seen.overflows()
    box = apply.bounding_box()
    assert box is not None
    assert box["height"] >= 38, "large enough for a thumb"
    assert seen.outside == []


@pytest.mark.parametrize("view", ["changes", "meetings", "ask", "stale"])
def test_the_other_pages_fit_a_phone(running: Any, visit: Callable[..., Any], view: str) -> None:
    seen = visit(*SIZES["phone"]).go(f"{running.dashboard}/?view={view}")
    seen.picture(f"{view}-phone-ru")
    assert not seen.overflows()
    assert seen.outside == []


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("size", SIZES)
def test_the_history_of_a_card_fits_the_screen(
    running: Any, visit: Callable[..., Any], size: str, language: str
) -> None:
    seen = visit(*SIZES[size], LOCALES[language]).go(f"{running.dashboard}/?view=changes&lang={language}")
    seen.page.locator('[class*="st-key-history-"] button').first.click()
    told = {"ru": "Скрыть историю", "en": "Close the history"}[language]
    seen.page.get_by_text(told).first.wait_for()
    seen.picture(f"history-{size}-{language}")
    assert not seen.overflows()
    assert seen.outside == []


def test_the_dark_theme_is_followed(running: Any, visit: Callable[..., Any]) -> None:
    seen = visit(*SIZES["desktop"], dark=True).go(running.dashboard)
    seen.picture("queue-dark-ru")
    colour = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    red = int(seen.page.evaluate(colour).split("(")[1].split(",")[0])
    assert red < 80


def test_one_tap_on_a_phone_changes_the_board(running: Any, visit: Callable[..., Any]) -> None:
    seen = visit(*SIZES["phone"]).go(running.dashboard)
    waiting = len(running.get("/proposals"))
    done = {change["id"] for change in running.get("/changes")}
    seen.page.locator('[class*="st-key-apply-"] button').first.click()
    seen.page.get_by_text("На доске:").wait_for()
    seen.picture("applied-phone-ru")
    fresh = [change for change in running.get("/changes") if change["id"] not in done]
    assert len(fresh) == 1
    assert fresh[0]["by"]["channel"] == "dashboard"
    assert len(running.get("/proposals")) == waiting - 1
    seen.page.locator('[class*="st-key-undo-decided-"] button').first.click()
    seen.page.get_by_text("Отменено:").first.wait_for()
    undone = running.get(f"/changes/{fresh[0]['id']}")
    assert undone["undone_by"]


def test_the_forms_open_and_are_filled(running: Any, visit: Callable[..., Any]) -> None:
    seen = visit(*SIZES["desktop"]).go(running.dashboard)
    seen.page.locator('[class*="st-key-other-"] button').first.click()
    seen.page.locator('[class*="st-key-send-card-"] button').wait_for()
    seen.picture("other-card-desktop-ru")
    seen.page.locator('[class*="st-key-reject-"] button').first.click()
    seen.page.get_by_role("button", name="Этого не говорили").wait_for()
    seen.picture("reject-desktop-ru")
    waiting = len(running.get("/proposals"))
    seen.page.get_by_role("button", name="Этого не говорили").click()
    seen.page.get_by_text("Отклонено:").wait_for()
    assert len(running.get("/proposals")) == waiting - 1


def test_the_language_is_switched_on_the_page(running: Any, visit: Callable[..., Any]) -> None:
    seen = visit(*SIZES["desktop"]).go(running.dashboard)
    seen.page.get_by_role("button", name="Настройки").click()
    seen.page.get_by_role("radio", name="English").or_(
        seen.page.get_by_role("button", name="English")
    ).first.click()
    seen.page.get_by_text("Why it asks").first.wait_for()
    assert "lang=en" in seen.page.url


def test_a_title_full_of_markup_is_only_read(running: Any, visit: Callable[..., Any]) -> None:
    seen = visit(*SIZES["desktop"]).go(f"{running.dashboard}/?view=meetings")
    seen.page.get_by_text("<img src=x onerror=alert(1)> **жирно**").first.wait_for()
    for button in seen.page.locator('[class*="st-key-open-"] button').all()[:1]:
        button.click()
    seen.page.get_by_text("<script>alert(2)</script>").first.wait_for()
    seen.picture("markup-desktop-ru")
    assert seen.dialogs == []
    assert seen.page.locator("img[src=x]").count() == 0
