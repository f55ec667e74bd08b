"""The application: routes under `/api/v1` behind the key, `/health` and `/ready` in the open."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from fastapi import APIRouter, Depends, FastAPI, Request, Response

from core_api.contracts.documents import DocumentReader
from core_api.contracts.envelope import Envelope
from core_api.contracts.health import Check
from core_api.contracts.model import Frozen
from core_api.usecases.hooks import Post
from core_api.usecases.installation import Installation
from core_api.usecases.submit import SourceReader
from core_api.web.auth import carries, require_token
from core_api.web.context import Say
from core_api.web.decide_page import Wording
from core_api.web.entrance import Entrance
from core_api.web.failures import install_handlers
from core_api.web.routes import (
    ask,
    boards,
    changes,
    decide,
    documents,
    exports,
    hooks,
    meetings,
    messages,
    messengers,
    people,
    proposals,
    reliability,
    writes,
)
from core_api.web.routes.messengers import Gate

Life = Callable[[FastAPI], AbstractAsyncContextManager[None]]
"""What lives in the API's event loop while it serves."""


@dataclass(frozen=True)
class Doors:
    """What is served beside the API and its key, each where there is something to serve it with."""

    post: Post | None = None
    """Boards bring their webhooks."""
    gate: Gate | None = None
    """Messengers bring theirs."""
    wording: Wording | None = None
    """People decide on the approval page."""
    read_document: DocumentReader | None = None
    """Documents are taken in."""


class Dependency(Frozen):
    """One line of `/ready`: how a dependency is, and for who has the key, what still works without it."""

    name: str
    state: str
    detail: str = ""


def create_app(
    installation: Installation,
    token: str,
    checkup: Callable[[], tuple[Check, ...]],
    read_source: SourceReader,
    doors: Doors | None = None,
    life: Life | None = None,
) -> FastAPI:
    """The API of an installation, closed by the token, with the doors beside it."""
    app = FastAPI(title="Boardscribe", version="1", docs_url="/docs", redoc_url=None, lifespan=life)
    app.add_middleware(Entrance, token=token)
    app.state.installation = installation
    app.state.token = token
    app.state.read_source = read_source
    install_handlers(app)
    closed = APIRouter(prefix="/api/v1", dependencies=[Depends(require_token)])
    for module in (
        *(meetings, proposals, changes, exports, ask, boards, people, writes, messages),
        *(documents, reliability),
    ):
        closed.include_router(module.router)
    app.include_router(closed)
    app.state.read_document = (doors or Doors()).read_document
    _open(app, doors or Doors())

    @app.get("/health")
    def health() -> Envelope[str]:
        """The process answers."""
        return Envelope(success=True, data="ok")

    @app.get("/ready")
    def ready(request: Request, say: Say, response: Response) -> Envelope[tuple[Dependency, ...]]:
        """Each dependency: ok, degraded or down; with the key, what still works too. 503 without a database."""
        checks, known = checkup(), carries(request, token)
        if any(check.name == "database" and check.state == "down" for check in checks):
            response.status_code = 503
        return Envelope(
            success=response.status_code != 503,
            data=tuple(
                Dependency(
                    name=check.name,
                    state=check.state,
                    detail=say(f"check-{check.code}", **check.params) if known else "",
                )
                for check in checks
            ),
        )

    return app


def _open(app: FastAPI, doors: Doors) -> None:
    if doors.post is not None:
        app.state.post = doors.post
        app.include_router(hooks.router)
    if doors.gate is not None:
        app.state.gate = doors.gate
        app.include_router(messengers.router)
    if doors.wording is not None:
        app.state.wording = doors.wording
        app.include_router(decide.router)
