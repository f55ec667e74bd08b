"""The Trello double's routes of cards and of what hangs on them. Each gives the JSON of its answer."""

from typing import TYPE_CHECKING, Any

from tests.doubles.trello_world import MOST, NOT_FOUND, Refusal, Thing, World

if TYPE_CHECKING:
    from tests.doubles.trello import Call

_FIELDS = {
    "name": "name",
    "desc": "desc",
    "pos": "pos",
    "due": "due",
    "start": "start",
    "dueComplete": "dueComplete",
    "idList": "idList",
    "idMembers": "idMembers",
    "idLabels": "idLabels",
}
_NESTED = ("actions", "actions_limit", "checklists", "list", "members", "fields")


def card_of(world: World, call: "Call", name: str = "id", *, one: str | None = None) -> Thing:
    """The card, for whoever is on its board."""
    card = world.find(world.cards, one or call.path[name])
    if call.who not in world.boards[card["idBoard"]]["idMembers"]:
        raise Refusal(401, "unauthorized card permission requested")
    return card


def only_fields(card: Thing, fields: str) -> Thing:
    """The card with its id and those fields."""
    wanted = fields.split(",") if fields and fields != "all" else list(card)
    if any(one not in card and one not in {"start"} for one in wanted):
        raise Refusal(400, "invalid value for fields")
    return {"id": card["id"]} | {one: card.get(one) for one in wanted}


def _get(world: World, call: "Call") -> Any:
    call.only(*_NESTED)
    card = card_of(world, call)
    answer = only_fields(card, call.text("fields"))
    kinds = call.text("actions")
    if kinds:
        most = call.number("actions_limit", 50, 1000)
        found = [one for one in world.actions_on(card=card["id"]) if one["type"] in kinds.split(",")]
        answer["actions"] = found[:most]
    if call.text("checklists") == "all":
        answer["checklists"] = world.checklists_of(card["id"])
    if call.flag("list"):
        answer["list"] = world.lists[card["idList"]]
    return answer


def _create(world: World, call: "Call") -> Any:
    call.only(*_FIELDS, "urlSource")
    column = world.lists.get(call.text("idList", required=True))
    if column is None:
        raise Refusal(400, "invalid value for idList")
    _on_board(world, call, column["idBoard"])
    others = [card["pos"] for card in world.cards.values() if card["idList"] == column["id"]]
    labels = {one: label for one, label in world.labels.items() if label["idBoard"] == column["idBoard"]}
    members = dict.fromkeys(world.boards[column["idBoard"]]["idMembers"])
    fields = {
        "desc": call.text("desc"),
        "due": call.moment("due"),
        "dueComplete": call.flag("dueComplete"),
        "idMembers": call.ids("idMembers", members),
        "idLabels": call.ids("idLabels", labels),
        "pos": world.place(call.values.get("pos", "bottom"), others),
    }
    card = world.add_card(column["id"], call.text("name"), **fields)
    world.happened("createCard", call.who, card)
    return card


def _update(world: World, call: "Call") -> Any:
    call.only(*_FIELDS, "closed")
    card = card_of(world, call)
    new: Thing = {
        name: call.text(name, required=name == "name") for name in ("name", "desc") if name in call.values
    }
    new |= {name: call.flag(name) for name in ("closed", "dueComplete") if name in call.values}
    if "due" in call.values:
        new["due"] = call.moment("due")
    if "idList" in call.values:
        column = world.lists.get(call.text("idList"))
        if column is None or column["idBoard"] != card["idBoard"]:
            raise Refusal(400, "invalid value for idList")
        new["idList"] = column["id"]
    if "pos" in call.values:
        new["pos"] = _new_place(world, card, new.get("idList", card["idList"]), call.values["pos"])
    if "idMembers" in call.values:
        new["idMembers"] = call.ids("idMembers", dict.fromkeys(world.boards[card["idBoard"]]["idMembers"]))
    old = {name: card[name] for name, value in new.items() if card[name] != value}
    card |= new
    if old:
        world.happened("updateCard", call.who, card, old=old)
    return card


def _new_place(world: World, card: Thing, column: str, pos: Any) -> float:
    others = [
        one["pos"] for one in world.cards.values() if one["idList"] == column and one["id"] != card["id"]
    ]
    return world.place(pos, others)


def _delete(world: World, call: "Call") -> Any:
    card = card_of(world, call)
    world.happened("deleteCard", call.who, card)
    del world.cards[card["id"]]
    world.checklists = {one: each for one, each in world.checklists.items() if each["idCard"] != card["id"]}
    return {"limits": {}}


def _actions(world: World, call: "Call") -> Any:
    call.only("filter", "page", "limit", "since", "before")
    kinds = (call.text("filter") or "commentCard,updateCard:idList").split(",")
    card = card_of(world, call)
    found = [one for one in world.actions_on(card=card["id"]) if one["type"] in kinds]
    return found[: call.number("limit", 50, 1000)]


def _comment(world: World, call: "Call") -> Any:
    call.only("text")
    text = call.text("text", required=True)
    return world.happened("commentCard", call.who, card_of(world, call), text=text)


def _uncomment(world: World, call: "Call") -> Any:
    card, action = card_of(world, call), _action(world, call)
    if action["idMemberCreator"] != call.who:
        raise Refusal(401, "unauthorized permission requested")
    world.actions.remove(action)
    world.touch(card)
    return {"_value": None}


def _recomment(world: World, call: "Call") -> Any:
    call.only("text")
    card, action = card_of(world, call), _action(world, call)
    if action["idMemberCreator"] != call.who:
        raise Refusal(401, "unauthorized permission requested")
    action["data"]["text"] = call.text("text", required=True)
    world.touch(card)
    return action


def _action(world: World, call: "Call") -> Thing:
    known = {one["id"]: one for one in world.actions if one["type"] == "commentCard"}
    return world.find(known, call.path["idAction"])


def _put_on(world: World, call: "Call", field: str, known: dict[str, Any], what: str) -> Any:
    call.only("value")
    card, value = card_of(world, call), call.text("value", required=True)
    if value not in known:
        raise Refusal(400, f"invalid value for {what}")
    if value in card[field]:
        raise Refusal(400, f"{what} is already on the card")
    card[field] = [*card[field], value]
    return card


def _take_off(world: World, call: "Call", field: str, one: str, what: str) -> Any:
    card = card_of(world, call)
    if one not in card[field]:
        raise Refusal(400, f"{what} is not on the card")
    card[field] = [other for other in card[field] if other != one]
    return card


def _label(world: World, call: "Call") -> Any:
    card = card_of(world, call)
    known = {one: label for one, label in world.labels.items() if label["idBoard"] == card["idBoard"]}
    _put_on(world, call, "idLabels", known, "label")
    world.happened("addLabelToCard", call.who, card)
    return card["idLabels"]


def _unlabel(world: World, call: "Call") -> Any:
    _take_off(world, call, "idLabels", call.path["idLabel"], "label")
    world.happened("removeLabelFromCard", call.who, card_of(world, call))
    return {"_value": None}


def _member(world: World, call: "Call") -> Any:
    card = card_of(world, call)
    _put_on(world, call, "idMembers", dict.fromkeys(world.boards[card["idBoard"]]["idMembers"]), "member")
    world.happened("addMemberToCard", call.who, card, idMember=call.values["value"])
    return [world.members[one] for one in card["idMembers"]]


def _unmember(world: World, call: "Call") -> Any:
    _take_off(world, call, "idMembers", call.path["idMember"], "member")
    world.happened("removeMemberFromCard", call.who, card_of(world, call), idMember=call.path["idMember"])
    return []


def _checklists(world: World, call: "Call") -> Any:
    call.only("checkItems", "fields", "filter")
    return world.checklists_of(card_of(world, call)["id"])


def _add_checklist(world: World, call: "Call") -> Any:
    call.only("name", "pos")
    card = card_of(world, call)
    made = world.add_checklist(card["id"], call.text("name"))
    world.happened("addChecklistToCard", call.who, card, checklist={"id": made["id"], "name": made["name"]})
    return made


def _remove_checklist(world: World, call: "Call") -> Any:
    checklist = world.find(world.checklists, call.path["id"])
    card = card_of(world, call, one=checklist["idCard"])
    del world.checklists[checklist["id"]]
    world.happened("removeChecklistFromCard", call.who, card)
    return {"_value": None}


def _add_item(world: World, call: "Call") -> Any:
    call.only("name", "pos", "checked")
    checklist = world.find(world.checklists, call.path["id"])
    card = card_of(world, call, one=checklist["idCard"])
    name = call.text("name", required=True, most=MOST)
    state = "complete" if call.flag("checked") else "incomplete"
    item = world.add_item(checklist, name, call.values.get("pos", "bottom"), state)
    world.happened("createCheckItem", call.who, card)
    return item


def _remove_item(world: World, call: "Call") -> Any:
    checklist = world.find(world.checklists, call.path["id"])
    card = card_of(world, call, one=checklist["idCard"])
    item = world.find({one["id"]: one for one in checklist["checkItems"]}, call.path["idCheckItem"])
    checklist["checkItems"].remove(item)
    world.happened("deleteCheckItem", call.who, card)
    return {"_value": None}


def _tick(world: World, call: "Call") -> Any:
    call.only("state", "name", "pos")
    card = card_of(world, call)
    items = {item["id"]: item for one in world.checklists_of(card["id"]) for item in one["checkItems"]}
    item = world.find(items, call.path["idCheckItem"])
    state = call.text("state", required=True)
    if state not in {"complete", "incomplete"}:
        raise Refusal(400, "invalid value for state")
    item["state"] = state
    world.happened("updateCheckItemStateOnCard", call.who, card, checkItem=dict(item))
    return item


def _on_board(world: World, call: "Call", board: str) -> None:
    if board not in world.boards:
        raise Refusal(*NOT_FOUND)
    if call.who not in world.boards[board]["idMembers"]:
        raise Refusal(401, "unauthorized permission requested")


ROUTES = [
    ("POST", "/cards", _create),
    ("GET", "/cards/{id}", _get),
    ("PUT", "/cards/{id}", _update),
    ("DELETE", "/cards/{id}", _delete),
    ("GET", "/cards/{id}/actions", _actions),
    ("POST", "/cards/{id}/actions/comments", _comment),
    ("PUT", "/cards/{id}/actions/{idAction}/comments", _recomment),
    ("DELETE", "/cards/{id}/actions/{idAction}/comments", _uncomment),
    ("POST", "/cards/{id}/idLabels", _label),
    ("DELETE", "/cards/{id}/idLabels/{idLabel}", _unlabel),
    ("POST", "/cards/{id}/idMembers", _member),
    ("DELETE", "/cards/{id}/idMembers/{idMember}", _unmember),
    ("GET", "/cards/{id}/checklists", _checklists),
    ("POST", "/cards/{id}/checklists", _add_checklist),
    ("PUT", "/cards/{id}/checkItem/{idCheckItem}", _tick),
    ("DELETE", "/checklists/{id}", _remove_checklist),
    ("POST", "/checklists/{id}/checkItems", _add_item),
    ("DELETE", "/checklists/{id}/checkItems/{idCheckItem}", _remove_item),
]
