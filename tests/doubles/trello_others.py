"""The Trello double's routes of members, boards, lists, tokens and webhooks. Each gives the JSON of its answer."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import httpx

from tests.doubles.trello_cards import only_fields
from tests.doubles.trello_world import ID, NOT_FOUND, Key, Refusal, Thing, World

if TYPE_CHECKING:
    from tests.doubles.trello import Call


def _member(world: World, call: "Call") -> Any:
    call.only("fields")
    return world.members[_who(world, call)]


def _boards(world: World, call: "Call") -> Any:
    call.only("filter", "organization", "organization_fields", "lists")
    who = _who(world, call)
    shown = [one for one in world.boards.values() if who in one["idMembers"] and not one["closed"]]
    hidden = set() if call.flag("organization") else {"organization"}
    return [{name: value for name, value in one.items() if name not in hidden} for one in shown]


def _who(world: World, call: "Call") -> str:
    one = call.path["id"]
    if one not in {"me", *world.members}:
        raise Refusal(*NOT_FOUND)
    return call.who if one == "me" else one


def board_of(world: World, call: "Call", name: str = "id") -> Thing:
    """The board, for whoever is on it."""
    board = world.find(world.boards, call.path[name])
    if call.who not in board["idMembers"]:
        raise Refusal(401, "unauthorized permission requested")
    return board


def _board(world: World, call: "Call") -> Any:
    call.only("fields", "lists", "members", "member_fields", "labels", "labels_limit", "cards")
    board = board_of(world, call)
    answer = {name: board[name] for name in ("id", "name", "url", "closed")}
    if call.text("lists") == "all":
        answer["lists"] = _lists_of(world, board)
    if call.text("members") == "all":
        answer["members"] = [world.members[one] for one in board["idMembers"]]
    if call.text("labels") == "all":
        answer["labels"] = _labels_of(world, board)[: call.number("labels_limit", 50, 1000)]
    return answer


def _lists_of(world: World, board: Thing) -> list[Thing]:
    found = [one for one in world.lists.values() if one["idBoard"] == board["id"]]
    return sorted(found, key=lambda one: float(one["pos"]))


def _labels_of(world: World, board: Thing) -> list[Thing]:
    return [one for one in world.labels.values() if one["idBoard"] == board["id"]]


def _cards(world: World, call: "Call") -> Any:
    """A range of ids, the newest ones; within it in the order in which they stand on the board."""
    call.only("filter", "fields", "limit", "before", "since")
    board = board_of(world, call)
    wanted = call.text("filter") or "visible"
    if wanted not in {"all", "closed", "open", "visible"}:
        raise Refusal(400, "invalid value for filter")
    before, since = (_id_of(call.text(name)) for name in ("before", "since"))
    found = [card for card in world.cards_of(board["id"]) if _is_wanted(world, card, wanted)]
    found = [card for card in found if (not before or card["id"] < before) and card["id"] > since]
    found = sorted(found, key=lambda card: str(card["id"]))[-call.number("limit", 1000, 1000) :]
    found.sort(key=lambda card: (world.lists[card["idList"]]["pos"], card["pos"]))
    return [only_fields(card, call.text("fields")) for card in found]


def _is_wanted(world: World, card: Thing, wanted: str) -> bool:
    if wanted == "visible":
        return not card["closed"] and not world.lists[card["idList"]]["closed"]
    return wanted == "all" or card["closed"] == (wanted == "closed")


def _id_of(moment: str) -> str:
    """An id, or a date as the id that something made then would have."""
    if not moment or ID.fullmatch(moment):
        return moment
    try:
        return f"{int(datetime.fromisoformat(moment.replace('Z', '+00:00')).timestamp()):08x}" + "0" * 16
    except ValueError:
        raise Refusal(400, "invalid value for before or since") from None


def _history(world: World, call: "Call") -> Any:
    call.only("filter", "limit", "before", "since", "page")
    board = board_of(world, call, "boardId")
    kinds = call.text("filter").split(",") if call.text("filter") not in {"", "all"} else []
    before, since = (_id_of(call.text(name)) for name in ("before", "since"))
    found = [one for one in world.actions_on(board=board["id"]) if not kinds or one["type"] in kinds]
    found = [one for one in found if (not before or one["id"] < before) and one["id"] > since]
    return found[: call.number("limit", 50, 1000)]


def _lists(world: World, call: "Call") -> Any:
    call.only("cards", "filter", "fields")
    return _lists_of(world, board_of(world, call))


def _members(world: World, call: "Call") -> Any:
    return [world.members[one] for one in board_of(world, call)["idMembers"]]


def _labels(world: World, call: "Call") -> Any:
    call.only("limit")
    return _labels_of(world, board_of(world, call))[: call.number("limit", 50, 1000)]


def _update_list(world: World, call: "Call") -> Any:
    call.only("name", "closed", "pos")
    column = world.find(world.lists, call.path["id"])
    if "closed" in call.values:
        column["closed"] = call.flag("closed")
    if "name" in call.values:
        column["name"] = call.text("name", required=True)
    return column


def _token(world: World, call: "Call") -> Any:
    call.only("fields", "webhooks")
    key = _key(world, call)
    every = {"idModel": "*", "read": True, "write": key.write}
    return {
        "id": "5da728c55235b443c5b97181",
        "identifier": "Boardscribe",
        "idMember": key.member,
        "dateCreated": "2026-01-01T00:00:00.000Z",
        "dateExpires": key.expires and key.expires.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "permissions": [
            {"idModel": key.member, "modelType": "Member", "read": True, "write": key.account},
            {"modelType": "Board", **every},
            {"modelType": "Organization", **every},
        ],
    }


def _key(world: World, call: "Call") -> Key:
    if call.path["token"] not in world.tokens:
        raise Refusal(*NOT_FOUND)
    return world.tokens[call.path["token"]]


def _hooks(world: World, call: "Call") -> Any:
    _key(world, call)
    return [one for one in world.hooks.values() if one["token"] == call.path["token"]]


def _add_hook(world: World, call: "Call") -> Any:
    call.only("idModel", "callbackURL", "description", "active")
    url, model = call.text("callbackURL", required=True), call.text("idModel", required=True)
    if not re.match(r"https?://", url):
        raise Refusal(400, "Invalid webhook callback URL")
    if model not in world.boards and model not in world.cards:
        raise Refusal(400, "invalid value for idModel")
    if any((one["callbackURL"], one["idModel"]) == (url, model) for one in world.hooks.values()):
        raise Refusal(400, "A webhook with that callback, model, and token already exists")
    try:
        status = httpx.head(url, trust_env=False, timeout=60).status_code
    except httpx.TransportError as error:
        raise Refusal(400, f"URL ({url}) did not return 200 status code, got none") from error
    if status != 200:
        raise Refusal(400, f"URL ({url}) did not return 200 status code, got {status}")
    made = world.new_id()
    world.hooks[made] = {
        "id": made,
        "description": call.text("description"),
        "idModel": model,
        "callbackURL": url,
        "active": True,
        "consecutiveFailures": 0,
        "firstConsecutiveFailDate": None,
        "token": call.token,
    }
    return world.hooks[made]


def _hook(world: World, call: "Call") -> Any:
    return world.find(world.hooks, call.path["id"])


def _remove_hook(world: World, call: "Call") -> Any:
    hook = world.find(world.hooks, call.path["id"])
    return {"_value": world.hooks.pop(hook["id"]) and None}


ROUTES = [
    ("GET", "/members/{id}", _member),
    ("GET", "/members/{id}/boards", _boards),
    ("GET", "/boards/{id}", _board),
    ("GET", "/boards/{id}/cards", _cards),
    ("GET", "/boards/{boardId}/actions", _history),
    ("GET", "/boards/{id}/lists", _lists),
    ("GET", "/boards/{id}/members", _members),
    ("GET", "/boards/{id}/labels", _labels),
    ("PUT", "/lists/{id}", _update_list),
    ("GET", "/tokens/{token}", _token),
    ("GET", "/tokens/{token}/webhooks", _hooks),
    ("POST", "/webhooks/", _add_hook),
    ("GET", "/webhooks/{id}", _hook),
    ("DELETE", "/webhooks/{id}", _remove_hook),
]
