"""How far the product can be trusted, as a reader of the dashboard sees it, in both languages."""

from collections.abc import Callable
from typing import Any


def test_the_page_says_what_is_done_unasked_and_what_decisions_proved(
    page: Any, home: Any, api: str, open_page: Callable[..., Any]
) -> None:
    page.click("apply-pr_move_10").go("reliability")
    english = " ".join(page.text().split())
    assert "unasked from" in english
    assert "Comment 90% as long as nothing is proved" in english
    assert "Always asked about:" in english
    assert "1 decision: 1 right" in english
    russian = " ".join(open_page(api, "ru", view="reliability").text().split())
    assert "Комментарий 90 % пока ничего не доказано" in russian
    assert "Надёжность" not in russian, "the section is a button"
    assert "1 решение: верно 1" in russian
