"""What a request works with: the installation, who asks, and in which language."""

from contextlib import suppress
from typing import Annotated, cast

from fastapi import Depends, Request

from core_api.contracts.model import Language
from core_api.contracts.proposal import Actor
from core_api.locales import Translate, accepted, translator
from core_api.usecases.installation import Installation


def installation_of(request: Request) -> Installation:
    """The installation that the application serves."""
    return cast(Installation, request.app.state.installation)


def language_of(request: Request) -> Language:
    """The reader's language: the first of `Accept-Language` that we speak, else English."""
    return accepted(request.headers.get("accept-language", ""))


def say_to(request: Request) -> Translate:
    """The translator into the reader's language."""
    return translator(language_of(request))


def actor_of(request: Request) -> Actor:
    """Who decides. One key means one trusted owner: the surface may name the person in `X-Boardscribe-Actor`."""
    name = _name(request.headers.get("x-boardscribe-actor", "")) or "api"
    if request.headers.get("x-boardscribe-channel") == "dashboard":
        return Actor(name=name, channel="dashboard")
    return Actor(name=name, channel="api")


def _name(header: str) -> str:
    """The name in a header. Headers are Latin-1 to the server; people's names come as UTF-8."""
    with suppress(UnicodeError):
        header = header.encode("latin-1").decode("utf-8")
    return " ".join("".join(letter if letter.isprintable() else " " for letter in header).split())[:100]


Here = Annotated[Installation, Depends(installation_of)]
Say = Annotated[Translate, Depends(say_to)]
Who = Annotated[Actor, Depends(actor_of)]
