"""The approval page, outside the API and its key: the link is what opens it, a form of this page is what decides.

Opening decides nothing, ever. A form counts with its seal, which binds it to the link, to the buttons that were shown
and to a cookie that no other site's form brings along.
"""

import hashlib
import hmac
import secrets
import time
from typing import Annotated, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from core_api.contracts.model import Frozen
from core_api.contracts.problems import NotFound, Problem
from core_api.usecases.installation import Installation
from core_api.usecases.messenger import pages
from core_api.usecases.messenger.pages import Came, Sheet
from core_api.web.context import Here, language_of, say_to
from core_api.web.decide_page import ANCHOR, HEADERS, Result, Seal, Wording, plain_page, sheet_page

router = APIRouter(prefix="/decide", include_in_schema=False)

_COOKIE = "boardscribe-page"
_AT_ONCE = 3.0
"""Seconds that an answer is waited for before the page is shown."""
_LOOKS = 20
"""So many times a page that waits for more is shown anew."""


class Answer(Frozen):
    """What a form brings."""

    press: str = ""
    text: str = ""
    ticket: str = ""
    mark: str = ""
    seal: str = ""


@router.api_route("/{link}", methods=["GET", "HEAD"])
def look(request: Request, here: Here, link: str, a: str = "", n: int = 0) -> Response:
    """The letter as it stands, with what came of the answer `a`."""
    try:
        sheet = pages.opened(here, link)
        came = _came(here, sheet, a, wait=n == 0) if a else None
        if came is not None:
            if came.next_link and came.toast is None:  # no more was asked for than the next question
                return RedirectResponse(came.next_link, status_code=303, headers=HEADERS)
            sheet = pages.opened(here, link)
        waits = (came is not None and not came.done) or sheet.underway
        again = f"{link}?{urlencode({'a': a, 'n': n + 1})}" if waits and n < _LOOKS else ""
        return _shown(request, sheet, Result(came, again=again))
    except Problem as problem:
        return _refused(request, problem)


@router.post("/{link}")
def answer(request: Request, here: Here, link: str, form: Annotated[Answer, Form()]) -> Response:
    """A press, or what was typed. What carries no right seal does nothing but show the page once more."""
    try:
        sheet = pages.opened(here, link)
        session = request.cookies.get(_COOKIE, "")
        right = _seal(request, session, link, form.ticket, form.mark)
        if not session or not hmac.compare_digest(right.encode(), form.seal.encode("utf-8", "replace")):
            return _shown(request, sheet, Result(note="decide-again"), status=403)
        if form.press:
            if form.press.partition(".")[0] != form.ticket:
                raise NotFound("decide-gone")
            came = pages.pressed(here, sheet, form.press, form.mark)
        else:
            came = pages.written(here, sheet, form.ticket, form.text, form.mark)
        to = f"{link}?{urlencode({'a': came})}#{ANCHOR}" if came else link
        return RedirectResponse(to, status_code=303, headers=HEADERS)
    except Problem as problem:
        return _refused(request, problem)


@router.get("/{link}/sound")
def listen(request: Request, here: Here, link: str) -> Response:
    """The sound around the quote."""
    try:
        clip = pages.heard(here, pages.opened(here, link))
    except Problem as problem:
        return _refused(request, problem)
    return Response(clip.ogg, media_type="audio/ogg", headers=HEADERS)


def _came(here: Installation, sheet: Sheet, arrival: str, *, wait: bool) -> Came | None:
    """What came of the answer; waits a moment for it to be worked on."""
    over = time.monotonic() + (_AT_ONCE if wait else 0.0)
    while True:
        came = pages.came_of(here, sheet, arrival)
        if came is None or came.done or time.monotonic() >= over:
            return came
        time.sleep(0.1)


def _shown(request: Request, sheet: Sheet, result: Result, status: int = 200) -> Response:
    session = request.cookies.get(_COOKIE, "") or secrets.token_urlsafe(24)
    mark = secrets.token_urlsafe(12)
    seal = Seal(mark, _seal(request, session, sheet.link, sheet.ticket, mark))
    wording = cast(Wording, request.app.state.wording)
    page = HTMLResponse(sheet_page(sheet, wording, seal, result), status, headers=HEADERS)
    secure = str(cast(Installation, request.app.state.installation).public_url).startswith("https://")
    # Lax: opening the link from a messenger brings it along, another site's form does not.
    page.set_cookie(_COOKIE, session, path=None, secure=secure, httponly=True, samesite="lax")
    return page


def _refused(request: Request, problem: Problem) -> Response:
    say = say_to(request)
    params = dict(problem.params)
    words = (say(f"problem-{problem.code}", **params), say(f"problem-{problem.code}-next", **params))
    page = plain_page(language_of(request), say("decide-told"), *words)
    return HTMLResponse(page, problem.status, headers=HEADERS)


def _seal(request: Request, session: str, link: str, ticket: str, mark: str) -> str:
    said = "\0".join(("decide", session, link, ticket, mark))
    return hmac.new(str(request.app.state.token).encode(), said.encode(), hashlib.sha256).hexdigest()
