"""py-trello, for the requests that it makes as Atlassian describes them, over our own way to Trello.

It holds no credentials, opens no connection and sees no refusal: `Api` paces, signs and words all that. Which requests
are its own and which are ours is in docs/decisions/0007-py-trello-through-its-hook.md.
"""

import json
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import httpx
from trello import TrelloClient
from trello.board import Board
from trello.card import Card
from trello.checklist import Checklist

from core_api.contracts.problems import Malformed, OutcomeUnknown
from kanban_connectors.http import Api, decoded
from kanban_connectors.trello.api import NAME, OWN_TOKEN

_ADDRESS = "https://api.trello.com/1"
"""What py-trello puts before each path; ours is in the account."""


class Library:
    """What we have py-trello do. Safe to share between threads: it keeps nothing."""

    def __init__(self, api: Api) -> None:
        """py-trello over `api`."""
        self._client = TrelloClient(api_key=None, http_service=_Service(api))

    def comment(self, card_id: str, text: str) -> str:
        """Write a comment; gives its id."""
        return str(_told(lambda: self._card(card_id).comment(text)["id"]))

    def uncomment(self, card_id: str, comment_id: str) -> None:
        """Delete a comment."""
        _told(lambda: self._card(card_id).delete_comment({"id": comment_id}))

    def member(self, card_id: str, member_id: str, *, on: bool) -> None:
        """Put a member on the card, or take one off."""
        card, one = self._card(card_id), SimpleNamespace(id=member_id)
        _told(lambda: card.add_member(one) if on else card.remove_member(one))

    def label(self, card_id: str, label_id: str, *, on: bool) -> None:
        """Put a label on the card, or take one off."""
        card, one = self._card(card_id), SimpleNamespace(id=label_id)
        _told(lambda: card.add_label(one) if on else card.remove_label(one))

    def remove_item(self, checklist_id: str, item_id: str) -> None:
        """Delete an item of a checklist."""
        item = {"id": item_id, "name": "", "state": "", "pos": 0}
        checklist = Checklist(self._client, {"id": checklist_id, "name": "", "checkItems": [item]})
        _told(lambda: checklist.delete_checklist_item(item))

    def remove_checklist(self, checklist_id: str) -> None:
        """Delete a checklist with its items."""
        checklist = Checklist(self._client, {"id": checklist_id, "name": "", "checkItems": []})
        _told(checklist.delete)

    def remove_card(self, card_id: str) -> None:
        """Delete a card for good."""
        _told(self._card(card_id).delete)

    def hooks(self) -> Any:
        """The webhooks of our token, as Trello gives them."""
        return _told(lambda: self._client.fetch_json(f"{OWN_TOKEN}/webhooks"))

    def _card(self, card_id: str) -> Card:
        return Card(Board(self._client, board_id=""), card_id)


class _Service:
    """py-trello's `http_service`: what it would send with requests goes through our `Api`."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def request(
        self, method: str, url: str, *, params: Mapping[str, Any], data: str | None, **_rest: Any
    ) -> "_Answer":
        """Its headers, its authorization and its proxies are left out: ours hold."""
        query = {name: value for name, value in params.items() if name not in {"key", "token"}}
        body = json.loads(data) if data else None
        path = url.removeprefix(_ADDRESS)
        return _Answer(self._api.request(method, path, params=query, json=body), reads=method == "GET")


class _Answer:
    """A reply as py-trello reads it: a refusal never comes this far."""

    status_code = 200
    text = ""

    def __init__(self, response: httpx.Response, *, reads: bool) -> None:
        self._response = response
        self._reads = reads

    def json(self) -> Any:
        """The JSON; of a write that was answered with something else, nobody knows whether it was done."""
        try:
            return decoded(NAME, self._response) if self._response.content else None
        except Malformed:
            if self._reads:
                raise
            raise OutcomeUnknown("write-unsure", vendor=NAME) from None


def _told(call: Callable[[], Any]) -> Any:
    """What py-trello makes of an answer; an answer of another shape trips it anywhere."""
    try:
        return call()
    except (AttributeError, IndexError, KeyError, TypeError):
        raise OutcomeUnknown("write-unsure", vendor=NAME) from None
