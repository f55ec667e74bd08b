"""A chat as a standalone page that looks like a phone's messenger, for looking at messages."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from tests.doubles.telegram_html import visible

Entry = tuple[str, str, Sequence[Sequence[str]]]
"""Who (`bot`, or a person's name), the text in Telegram's HTML, rows of button labels."""

STYLE = """
:root { color-scheme: light; }
body { margin: 0; background: #d5e3c0; font: 15px/1.36 Roboto, "Noto Sans", "Noto Color Emoji", sans-serif; }
main { width: 390px; margin: 0 auto; padding: 12px 8px 24px; box-sizing: border-box; }
.one { max-width: 340px; margin: 0 0 10px; }
.mine { margin-left: auto; }
.text { background: #fff; border-radius: 12px; padding: 7px 11px 8px; white-space: pre-wrap; overflow-wrap: anywhere;
  box-shadow: 0 1px 1px #0002; }
.mine .text { background: #e4fbc9; }
.who { font-size: 13px; font-weight: 600; color: #3a8fd6; }
blockquote { margin: 2px 0; padding: 3px 8px 4px; border-left: 3px solid #3a8fd6; background: #3a8fd618;
  border-radius: 4px; font-size: 14px; }
blockquote[expandable] { display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; }
a { color: #2f7fc4; text-decoration: none; }
.row { display: flex; gap: 4px; margin-top: 4px; }
.row span { flex: 1 1 0; min-width: 0; padding: 8px 6px; border-radius: 8px; background: #6a8a5acc; color: #fff;
  text-align: center; font-size: 14px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.toast { margin: 0 auto 10px; width: fit-content; max-width: 300px; padding: 8px 14px; border-radius: 10px;
  background: #222c; color: #fff; font-size: 14px; }
"""


def chat_page(entries: Iterable[Entry], title: str = "Chat") -> str:
    """The page. Each text must be Telegram's HTML; who is `toast` is shown as the answer to a press."""
    body = "".join(_entry(who, html, rows) for who, html, rows in entries)
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{escape(title)}</title>"
        "<meta name='viewport' content='width=device-width'>"
        f"<style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    )


def write_chat(path: Path, entries: Iterable[Entry], title: str = "Chat") -> Path:
    """The page in a file."""
    path.write_text(chat_page(entries, title), encoding="utf-8")
    return path


def _entry(who: str, html: str, rows: Sequence[Sequence[str]]) -> str:
    visible(html)
    if who == "toast":
        return f"<div class='toast'>{html}</div>"
    # A block ends its line already: the line end after it would show as an empty line.
    shown = re.sub(r"(?<=</blockquote>)\n", "", html)
    name = "" if who == "bot" else f"<div class='who'>{escape(who)}</div>"
    buttons = "".join(
        f"<div class='row'>{''.join(f'<span>{escape(label)}</span>' for label in row)}</div>" for row in rows
    )
    return f"<div class='one {'' if who == 'bot' else 'mine'}'><div class='text'>{name}{shown}</div>{buttons}</div>"
