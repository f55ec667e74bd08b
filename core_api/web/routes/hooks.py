"""Where boards tell of changes, outside the API and its key: checked, the hint kept, and 200 said at once."""

from typing import cast

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from core_api.usecases.hooks import Post, admit, take
from core_api.web.context import Here

router = APIRouter(prefix="/hooks", include_in_schema=False)

_SIGNATURE = "x-trello-webhook"


@router.head("/{kind}/{secret}")
def ask(request: Request, here: Here, kind: str, secret: str) -> Response:
    """A vendor asks whether anybody is here before it registers the address."""
    admit(here, _post(request), kind, secret)
    return Response()


@router.post("/{kind}/{secret}")
async def deliver(request: Request, here: Here, kind: str, secret: str) -> Response:
    """One delivery. A forged one is refused; one that is about nothing of ours is taken and forgotten."""
    body, post = await request.body(), _post(request)
    known = await run_in_threadpool(admit, here, post, kind, secret)
    await run_in_threadpool(take, here, post, known, body, request.headers.get(_SIGNATURE))
    return Response()


def _post(request: Request) -> Post:
    return cast(Post, request.app.state.post)
