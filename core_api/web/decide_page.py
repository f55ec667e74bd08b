"""The approval page as HTML: a letter, its buttons as a form, and what came of an answer.

No script, nothing from elsewhere. It is read on a phone first, in the light and in the dark.
What is decided is not decided here.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from core_api.contracts.messages import ChannelCapabilities, Letter, Toast
from core_api.domain.presses import COUNTS
from core_api.locales import Translate, translator
from core_api.usecases.messenger.pages import Came, Sheet
from core_api.usecases.messenger.readers import PAGE


@dataclass(frozen=True)
class Key:
    """A button with its words."""

    label: str
    data: str = ""
    url: str = ""
    look: str = "plain"


@dataclass(frozen=True)
class Worded:
    """A letter in words."""

    html: str
    """Escaped, with few tags; line ends are newlines."""
    rows: tuple[tuple[Key, ...], ...] = ()


@dataclass(frozen=True)
class Wording:
    """What makes the words, put together by `wiring`."""

    letter: Callable[[Letter, ChannelCapabilities], Worded]
    toast: Callable[[Toast, int], str]


@dataclass(frozen=True)
class Seal:
    """What a form carries to show that it is of this page and this browser."""

    mark: str
    """Different for each page that is shown: with the same one a press is the same press."""
    code: str


_STYLE = """
:root { color-scheme: light dark; --ground: #f2f4f7; --sheet: #fff; --ink: #1c2330; --soft: #5d6778; --line: #dfe3ea;
  --main: #1f6feb; --good: #197a3c; --bad: #b42318; --tint: #eef3fb; }
@media (prefers-color-scheme: dark) { :root { --ground: #11151c; --sheet: #1b212b; --ink: #e8ecf2; --soft: #9aa5b6;
  --line: #313a49; --main: #6aa5ff; --good: #1d7f40; --bad: #ff8a7d; --tint: #222c3b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Color Emoji", sans-serif; }
main { max-width: 36rem; margin: 0 auto; padding: 1rem .75rem 2rem; display: grid; gap: .75rem; }
h1 { font-size: 1rem; margin: .25rem .25rem 0; color: var(--soft); font-weight: 600; }
article, aside { background: var(--sheet); border: 1px solid var(--line); border-radius: .9rem;
  padding: .9rem 1rem; white-space: pre-line; overflow-wrap: anywhere; }
aside { border-left: .3rem solid var(--main); }
.toast { background: var(--tint); border-radius: .9rem; padding: .7rem 1rem; margin: 0; font-weight: 600; }
blockquote { margin: .35rem 0; padding: .25rem .8rem; border-left: .2rem solid var(--main); background: var(--tint);
  border-radius: .3rem; }
a { color: var(--main); }
code { background: var(--tint); padding: .05rem .3rem; border-radius: .3rem; }
audio { width: 100%; margin-top: .25rem; }
form, .stack { display: grid; gap: .6rem; margin: 0; }
.stack:empty { display: none; }
[id] { scroll-margin-top: .75rem; }
.reach { position: sticky; bottom: .75rem; }
.reach button { box-shadow: 0 .2rem .9rem rgb(0 0 0 / .3); }
.item { display: grid; grid-template-columns: 1.9rem 1fr; margin-top: .3rem; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; }
button, .key { flex: 1 1 8rem; min-height: 3rem; padding: .55rem .9rem; border-radius: .75rem; font: inherit;
  font-weight: 600; text-align: center; text-decoration: none; overflow-wrap: anywhere; cursor: pointer;
  border: 1px solid var(--line); background: var(--sheet); color: var(--ink); }
button.good { background: var(--good); border-color: var(--good); color: #fff; }
button.bad { color: var(--bad); border-color: var(--bad); }
.key { display: flex; align-items: center; justify-content: center; }
.key.next { background: var(--main); border-color: var(--main); color: var(--sheet); }
button:focus-visible, .key:focus-visible, input:focus-visible {
  outline: .2rem solid var(--main); outline-offset: .1rem; }
label { font-weight: 600; }
input[type=text] { width: 100%; min-height: 3rem; padding: .5rem .8rem; font: inherit; color: inherit;
  background: var(--sheet); border: 1px solid var(--line); border-radius: .75rem; }
footer { color: var(--soft); font-size: .875rem; margin: 0 .25rem; }
"""
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_DIGEST}'; media-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
}
"""Of every answer at these addresses: kept nowhere, told nobody, framed by nobody, and no script ever runs."""
ANCHOR = "said"
"""The place on the page that is looked at after a press."""
_TOAST = 300
_COMMAND = re.compile("`([^`]+)`")
_ITEM = re.compile(r"^(\d+\.|•) (.+)(?:\n|\Z)", re.MULTILINE)
"""A line of a list, with its end."""
_SECONDS = 2
"""Between two looks at what came."""


@dataclass(frozen=True)
class Result:
    """What is said above the letter."""

    came: Came | None = None
    note: str = ""
    """Words of ours by code."""
    again: str = ""
    """The address to look at once more, because more is to come; empty: all is there."""


def sheet_page(sheet: Sheet, wording: Wording, seal: Seal, result: Result) -> str:
    """The letter with what can be answered, and what came of an answer."""
    came = result.came
    shown = sheet.shown
    say = translator(shown.language)
    worded = wording.letter(shown, PAGE.capabilities)
    said = wording.toast(came.toast, _TOAST) if came and came.toast and not _told(sheet, came.toast) else ""
    said = say(result.note) if result.note else said
    told = [wording.letter(one, PAGE.capabilities).html for one in came.told] if came else []
    news = "".join(
        (
            f'<p class="toast" role="status">{escape(said)}</p>' if said else "",
            *(f'<aside role="status">{_flowing(html)}</aside>' for html in told),
            _next(came.next_link, say) if came and came.next_link else "",
        )
    )
    # Where the eye goes after a press: to what came of it, else to what is asked now.
    here, there = (ANCHOR, "") if news else ("", ANCHOR)
    title = say("decide-title" if sheet.ticket and not sheet.settled else "decide-told")
    within_reach = " reach" if _is_one_tap(sheet, worded) else ""
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<div id="{here}" class="stack">{news}</div>' if news else "",
        f"<article>{_flowing(worded.html)}</article>",
        _sound(sheet, say) if sheet.sound else "",
        f'<div id="{there or "answers"}" class="stack{within_reach}">{_answers(sheet, worded, seal, say)}</div>',
        f"<footer>{escape(say('decide-for', name=sheet.person.name))}</footer>",
    ]
    return _page(title, shown.language, "".join(parts), result.again)


def plain_page(language: str, title: str, *lines: str) -> str:
    """A page that only says something: what is the matter, then the rest."""
    first, *rest = (_COMMAND.sub(r"<code>\1</code>", escape(line)) for line in lines)
    body = "\n\n".join((f"<b>{first}</b>", *rest))
    return _page(title, language, f"<h1>{escape(title)}</h1><article>{body}</article>")


def _told(sheet: Sheet, toast: Toast) -> bool:
    """Whether the letter says it by itself by now."""
    return sheet.settled and toast.code in COUNTS


def _is_one_tap(sheet: Sheet, worded: Worded) -> bool:
    """A long list with the one button that goes on: it stays in sight."""
    keys = [key for row in worded.rows for key in row]
    return bool(sheet.ticket) and [(key.look, bool(key.data)) for key in keys] == [("good", True)]


def _next(link: str, say: Translate) -> str:
    return f'<a class="key next" href="{escape(link)}">{escape(say("decide-next"))}</a>'


def _answers(sheet: Sheet, worded: Worded, seal: Seal, say: Translate) -> str:
    """The buttons in one form, what is typed in another, links beside them."""
    rows = "".join(
        f'<div class="row">{"".join(keys)}</div>'
        for row in worded.rows
        if (keys := [_key(key) for key in row if key.url or sheet.ticket])
    )
    typed = _typed(sheet, seal, say) if sheet.asks_reply else ""
    return typed + (f"{_form(sheet, seal)}{rows}</form>" if rows else "")


def _typed(sheet: Sheet, seal: Seal, say: Translate) -> str:
    label = escape(say("decide-answer"))
    return (
        f'{_form(sheet, seal)}<label for="text">{label}</label>'
        '<input type="text" id="text" name="text" required maxlength="2000" autocomplete="off">'
        f'<div class="row"><button class="good">{escape(say("decide-send"))}</button></div></form>'
    )


def _form(sheet: Sheet, seal: Seal) -> str:
    hidden = {"ticket": sheet.ticket, "mark": seal.mark, "seal": seal.code}
    fields = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in hidden.items()
    )
    return f'<form method="post" action="{escape(sheet.link)}">{fields}'


def _key(key: Key) -> str:
    if key.url:
        return f'<a class="key" href="{escape(key.url)}" rel="noreferrer noopener">{escape(key.label)}</a>'
    look = f' class="{key.look}"' if key.look in {"good", "bad"} else ""
    return f'<button name="press" value="{escape(key.data)}"{look}>{escape(key.label)}</button>'


def _sound(sheet: Sheet, say: Translate) -> str:
    return (
        f"<section><label>{escape(say('decide-listen'))}"
        f'<audio controls preload="none" src="{escape(sheet.link)}/sound"></audio></label></section>'
    )


def _flowing(html: str) -> str:
    """A block ends its line by itself: the line end beside it would show as an empty line. So does a list's line."""
    html = html.replace("</blockquote>\n", "</blockquote>").replace("\n<blockquote", "<blockquote")
    return _ITEM.sub(_item, html)


def _item(found: re.Match[str]) -> str:
    mark, said = found.groups()
    if said.count("<") != 2 * said.count("</"):  # what begins in this line does not end in it
        return found.group()
    return f'<span class="item"><span>{mark} </span><span>{said}</span></span>'


def _page(title: str, language: str, body: str, again: str = "") -> str:
    refresh = f'<meta http-equiv="refresh" content="{_SECONDS};url={escape(again)}">' if again else ""
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex, nofollow, noarchive">{refresh}'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>{body}</main></body></html>"
    )
