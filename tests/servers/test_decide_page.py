"""The approval page on a phone, in a real Chromium, behind the link of a real e-mail: one look, one tap."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core_api.contracts.model import Language
from core_api.locales import text
from tests.servers.asking import READERS, Asked, asked

PHONE = (390, 844)
NARROW: Any = {"width": 320, "height": 640}
LOCALES: dict[Language, str] = {"ru": "ru-RU", "en": "en-US"}
THUMB = 44
"""CSS pixels: the least height and width of what is tapped."""
CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: the least contrast of words."""
TAPPED = "button, a.key, input:not([type=hidden])"
TOLD: dict[Language, tuple[str, ...]] = {
    "ru": ("Срок", "Оплата по QR-коду на сайте", "к концу следующей недели сделаю", "Почему спрашиваю:"),
    "en": ("Due", "Reminder for reserved books", "until the end of next week", "Why it asks:"),
}
PALE = """() => {
  const rgb = (words) => words.match(/[\\d.]+/g).map(Number);
  const light = (colour) => { const [r, g, b] = colour.map((part) => { part /= 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (node) => { for (; node; node = node.parentElement) {
    const [r, g, b, a = 1] = rgb(getComputedStyle(node).backgroundColor); if (a > 0) return [r, g, b]; }
    return [255, 255, 255]; };
  const words = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (words.nextNode()) {
    const node = words.currentNode.parentElement;
    if (!words.currentNode.data.trim()) continue;
    const pair = [light(rgb(getComputedStyle(node).color).slice(0, 3)), light(ground(node))].sort((a, b) => b - a);
    found.push([words.currentNode.data.trim(), (pair[0] + 0.05) / (pair[1] + 0.05)]);
  }
  return found;
}"""


@pytest.fixture
def language() -> Language:
    """Of the team; tests choose it by parametrising."""
    return "ru"


@pytest.fixture
def team(tmp_path: Path, language: Language) -> Iterator[Asked]:
    with asked(tmp_path / "asked", language) as team:
        yield team


@pytest.fixture
def read(visit: Callable[..., Any]) -> Callable[..., Any]:
    """`read(link, language)`: the page behind a link, on a phone that speaks that language."""

    def begin(link: str, language: Language, **more: Any) -> Any:
        seen = visit(*PHONE, LOCALES[language], has_touch=True, is_mobile=True, **more)
        seen.page.goto(link)
        return seen

    return begin


def _press(seen: Any, code: str, language: Language) -> None:
    with seen.page.expect_navigation():
        seen.page.get_by_role("button", name=text(code, language)).first.tap()


def _picture(seen: Any, name: str) -> None:
    """Keep a picture where BOARDSCRIBE_TEST_SHOTS says, for people to look at."""
    folder = os.environ.get("BOARDSCRIBE_TEST_SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        seen.page.screenshot(path=Path(folder) / f"decide-{name}.png", full_page=True)


def _is_well_made(seen: Any) -> None:
    """Nothing is cut off, all that is tapped is large enough, all words can be read, nobody else was asked."""
    assert not seen.overflows()
    for one in seen.page.locator(TAPPED).all():
        box = one.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= THUMB, one.inner_text()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= seen.page.viewport_size["width"]
    words = seen.page.evaluate(PALE)
    assert words
    assert [(said, contrast) for said, contrast in words if contrast < CONTRAST] == []
    assert seen.outside == []
    assert seen.dialogs == []


def _looks_well(seen: Any, name: str) -> None:
    """The page is well made in the light and in the dark."""
    for look in ("light", "dark"):
        seen.page.emulate_media(color_scheme=look)
        _picture(seen, f"{name}-{look}")
        _is_well_made(seen)
    ground = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert int(ground.split("(")[1].split(",")[0]) < 80, "it is dark in the dark"
    seen.page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("language", LOCALES)
def test_the_question_is_read_at_a_look_on_a_phone(
    team: Asked, read: Callable[..., Any], language: Language
) -> None:
    seen = read(team.link(), language)
    _looks_well(seen, f"digest-{language}")
    going_on = seen.page.get_by_role("button", name=text("button-next", language)).bounding_box()
    assert going_on["y"] + going_on["height"] <= PHONE[1], "no scrolling before the first question"
    before = team.waits()
    _press(seen, "button-next", language)
    for words in TOLD[language]:
        assert seen.page.get_by_text(words).first.is_visible(), words
    assert READERS[language] in seen.page.locator("footer").inner_text()
    assert seen.page.locator("html").get_attribute("lang") == language
    _looks_well(seen, f"question-{language}")
    for step in ("other_card", "edit", "reject"):
        _press(seen, f"button-{step}", language)
        _looks_well(seen, f"{step}-{language}")
        _press(seen, "button-back", language)
    seen.page.set_viewport_size(NARROW)
    _looks_well(seen, f"narrow-{language}")
    assert team.waits() == before, "looking decides nothing"


@pytest.mark.parametrize(("language", "scripts"), [("ru", False), ("en", False), ("ru", True)])
def test_one_tap_changes_the_board_and_the_used_link_says_so(
    team: Asked, read: Callable[..., Any], language: Language, *, scripts: bool
) -> None:
    before = team.waits()
    seen = read(team.link(), language, java_script_enabled=scripts)
    _press(seen, "button-next", language)
    question = seen.page.url
    _press(seen, "button-approve", language)
    done = text("message-outcome-applied", language)
    seen.page.get_by_text(done).first.wait_for()
    assert team.waits() == before[1:]
    (change,) = [one for one in team.serving.ask("GET", "/changes") if one["by"]["channel"] == "web"]
    assert change["by"]["name"] == READERS[language]
    _looks_well(seen, f"applied-{language}")
    seen.page.get_by_role("link", name=text("decide-next", language)).tap()
    seen.page.get_by_role("button", name=text("button-approve", language)).wait_for()
    again = read(question, language, java_script_enabled=scripts)
    assert again.page.get_by_text(done).first.is_visible()
    assert READERS[language] in again.page.locator("article").inner_text()
    assert again.page.get_by_role("button", name=text("button-approve", language)).count() == 0
    _looks_well(again, f"used-{language}")
    _press(again, "button-undo", language)
    again.page.get_by_text(text("message-outcome-undone", language)).first.wait_for()
    _looks_well(again, f"undone-{language}")
    assert team.serving.ask("GET", f"/changes/{change['id']}")["undone_by"]


@pytest.mark.parametrize("language", LOCALES)
def test_rejecting_asks_the_reason_first(team: Asked, read: Callable[..., Any], language: Language) -> None:
    before = team.waits()
    seen = read(team.link(), language)
    _press(seen, "button-next", language)
    _press(seen, "button-reject", language)
    assert seen.page.get_by_text(text("step-reason", language)).is_visible()
    assert team.waits() == before
    _press(seen, "button-reason-already-done", language)
    seen.page.get_by_text(text("message-outcome-rejected", language)).first.wait_for()
    assert text("reason-already-done", language) in seen.page.locator("article").inner_text()
    assert team.waits() == before[1:]
    _looks_well(seen, f"rejected-{language}")


@pytest.mark.parametrize("language", LOCALES)
def test_a_link_whose_time_is_over_says_what_to_do(
    team: Asked, read: Callable[..., Any], language: Language
) -> None:
    seen = read(team.run_out(team.link()), language)
    assert seen.page.get_by_text(text("problem-decide-gone", language)).is_visible()
    assert "boardscribe review" in seen.page.locator("article").inner_text()
    assert seen.page.locator("button").count() == 0
    _looks_well(seen, f"gone-{language}")
