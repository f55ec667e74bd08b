"""Mends what is wrong in the published description of Trello's API, so that a validator can work with it.

As published, one duplicate in an enumeration silences the check of a whole route, moments and short links are refused
where Trello takes them, and what a request carries stands in the query only, where a long text of Cyrillic letters does
not fit: we send it as JSON, so each query parameter of a POST or PUT may be a field of its body as well, where a list
is a list and a number a number. The description itself is Atlassian's and stays out of this repository.
"""

from typing import Any

Description = dict[str, Any]

_MOMENT = {
    "type": "string",
    "nullable": True,
    "pattern": r"^(null|\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?$",
}
_IDS = {"type": "string", "pattern": "^([0-9a-fA-F]{24}(,[0-9a-fA-F]{24})*)?$"}
_ID_OR_LINK = {"type": "string", "pattern": "^([0-9a-fA-F]{24}|[A-Za-z0-9]{8})$"}
_TEXT = {"type": "string", "maxLength": 16384}
"""The longest text that Trello is known to take on a card; the description does not say."""


def patched(description: Description) -> Description:
    """The same description, mended in place."""
    _without_duplicates(description)
    for path, item in description["paths"].items():
        for parameter in item.get("parameters", []):
            _mend(path, parameter)
        for verb, operation in item.items():
            if isinstance(operation, dict):
                for parameter in operation.get("parameters", []):
                    _mend(path, parameter)
                if verb in {"post", "put"}:
                    _query_to_body(operation)
    return description


def _without_duplicates(part: Any) -> None:
    if isinstance(part, dict):
        if isinstance(part.get("enum"), list):
            part["enum"] = list(dict.fromkeys(part["enum"]))
        for inner in part.values():
            _without_duplicates(inner)
    elif isinstance(part, list):
        for inner in part:
            _without_duplicates(inner)


def _mend(path: str, parameter: dict[str, Any]) -> None:
    name, place = parameter.get("name"), parameter.get("in")
    if place == "path" and path.startswith(("/cards/{", "/boards/{")) and name in {"id", "idCard"}:
        parameter["schema"] = _ID_OR_LINK
    if place != "query":
        return
    if name in {"due", "start"}:
        parameter["schema"] = _MOMENT
    elif name in {"idMembers", "idLabels"}:
        given = parameter.get("schema", {})
        parameter["schema"] = {"anyOf": [_IDS, given]} if given.get("type") == "array" else _IDS
    elif name in {"desc", "text"} or (name == "name" and path.startswith("/cards")):
        parameter["schema"] = _TEXT


def _query_to_body(operation: dict[str, Any]) -> None:
    given = operation.get("parameters", [])
    query = [one for one in given if one.get("in") == "query"]
    if not query:
        return
    required = [one["name"] for one in query if one.get("required")]
    operation["parameters"] = [
        one | {"required": False} if one.get("in") == "query" else one for one in given
    ]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {one["name"]: _in_json(one["schema"]) for one in query},
    }
    if required:
        schema["required"] = required
    operation["requestBody"] = {
        "required": bool(required),
        "content": {"application/json": {"schema": schema}},
    }


def _in_json(schema: dict[str, Any]) -> dict[str, Any]:
    """In a query all is text, so a `type: string` beside other words harms nobody; in JSON it would forbid numbers."""
    if {"oneOf", "$ref"} & schema.keys():
        return {name: value for name, value in schema.items() if name in {"oneOf", "$ref", "nullable"}}
    return schema
