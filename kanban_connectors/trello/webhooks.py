"""Trello's webhooks: what is registered, whether it still works, and what one that arrives says.

The web routes (`HEAD` and `POST`, both to be answered with 200 at once) are not here, nor is what is done about an
event: it is only a hint to read the board.
"""

import base64
import hashlib
import hmac
import json

from pydantic import SecretStr, ValidationError

from core_api.contracts.hooks import Hook
from core_api.contracts.model import Frozen
from core_api.contracts.problems import Invalid
from kanban_connectors.http import Api
from kanban_connectors.trello.api import NAME
from kanban_connectors.trello.library import Library
from kanban_connectors.trello.shapes import EventShape, HookShape, shaped, shaped_all


class Event(Frozen):
    """What a delivery says."""

    action_id: str
    kind: str
    """In Trello's words, e.g. `updateCard`."""
    card_id: str | None
    author_id: str
    """Who did it. Ours too come back: they are told by our own id (`Connector.identify`)."""


def signature(secret: SecretStr, body: bytes, url: str) -> str:
    """What Trello signs a delivery with: the body as it came, and the address exactly as it was registered."""
    digest = hmac.new(secret.get_secret_value().encode(), body + url.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def verify(secret: SecretStr, body: bytes, url: str, given: str | None) -> bool:
    """Whether the delivery is Trello's. `url` is from the settings: behind a proxy the request has another one."""
    expected = signature(secret, body, url).encode()
    return hmac.compare_digest(expected, (given or "").encode("utf-8", "replace"))


def event_of(body: bytes) -> Event:
    """What the delivery says. Raises Invalid `webhook-unreadable`."""
    try:
        action = EventShape.model_validate(json.loads(body)).action
    except (ValueError, ValidationError, RecursionError):
        raise Invalid("webhook-unreadable", vendor=NAME) from None
    return Event(
        action_id=action.id,
        kind=action.type,
        card_id=action.data.card.id or None,
        author_id=action.idMemberCreator,
    )


def register(api: Api, board_id: str, url: str) -> Hook:
    """The webhook of the board at that address; one that is there already is kept.

    Trello asks the address with `HEAD` before it answers. Raises what writes raise.
    """
    for hook in hooks(api):
        if (hook.board_id, hook.url) == (board_id, url):
            return hook
    body = {"idModel": board_id, "callbackURL": url, "description": "Boardscribe"}
    return _hook(shaped(HookShape, api.send("POST", "/webhooks/", body)))


def unregister(api: Api, hook_id: str) -> None:
    """Take the webhook away."""
    api.send("DELETE", f"/webhooks/{hook_id}")


def hooks(api: Api) -> tuple[Hook, ...]:
    """All webhooks of our token, and how they fare."""
    return tuple(_hook(one) for one in shaped_all(HookShape, Library(api).hooks()))


def _hook(shape: HookShape) -> Hook:
    return Hook(
        id=shape.id,
        kind="trello",
        board_id=shape.idModel,
        url=shape.callbackURL,
        active=shape.active,
        failures=shape.consecutiveFailures,
        failing_since=shape.firstConsecutiveFailDate,
    )
