"""Webhooks of all vendors in one shape: what a delivery says, and registering where the vendor has a way to it.

Trello signs what it sends. Kaiten and Kanboard sign nothing: a secret part of the address, which the web compares,
stands in for that. No word of a delivery is believed but which card to read again.
"""

import hashlib

from core_api.contracts.accounts import Accounts, VendorKind
from core_api.contracts.hooks import Hint, Hook
from core_api.contracts.ports import Connector
from core_api.contracts.problems import Forbidden, Missing, Unsupported
from kanban_connectors.kaiten import webhooks as kaiten
from kanban_connectors.kanboard import webhooks as kanboard
from kanban_connectors.trello import webhooks as trello
from kanban_connectors.trello.connector import TrelloConnector


def read(kind: VendorKind, accounts: Accounts, url: str, body: bytes, signature: str | None) -> Hint:
    """What a delivery says. `url` is the address as it was registered.

    Raises Forbidden `hook-forged` when the vendor signs and this is not its signature; Missing `hook-secret-missing`;
    Invalid `webhook-unreadable` for a body that the vendor would not send.
    """
    if kind == "trello":
        secret = accounts.trello.secret if accounts.trello else None
        if secret is None:
            raise Missing("hook-secret-missing")
        if not trello.verify(secret, body, url, signature):
            raise Forbidden("hook-forged")
        event = trello.event_of(body)
        return Hint(event_id=event.action_id, card_id=event.card_id, author_id=event.author_id or None)
    digest = hashlib.sha256(body).hexdigest()
    if kind == "kaiten":
        told = kaiten.event_of(body)
        return Hint(event_id=digest, card_id=told.card_id, author_id=told.author_id)
    return Hint(event_id=digest, card_id=kanboard.event_of(body).card_id)


def register(connector: Connector, board_id: str, url: str) -> Hook:
    """The webhook of a board at the address; one that is there is kept.

    Raises Unsupported `hook-by-hand` for a vendor whose webhooks only a person can set up, and what writes raise.
    """
    return trello.register(_trello(connector).api, board_id, url)


def unregister(connector: Connector, hook: Hook) -> None:
    """Take the webhook away. Raises as `register` does."""
    trello.unregister(_trello(connector).api, hook.id)


def registered(connector: Connector) -> tuple[Hook, ...]:
    """The webhooks of our account, and how they fare. Raises as `register` does."""
    return trello.hooks(_trello(connector).api)


def _trello(connector: Connector) -> TrelloConnector:
    if not isinstance(connector, TrelloConnector):
        raise Unsupported("hook-by-hand")
    return connector
