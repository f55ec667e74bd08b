"""The account that a person gives to `board connect`: from a file, from the environment, or typed without echo."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from pydantic import SecretStr, ValidationError
from rich.text import Text

from core_api.cli.opening import Desk
from core_api.cli.prompts import Left, enter, enter_secret, until_right
from core_api.contracts.accounts import Account, KaitenAccount, KanboardAccount, TrelloAccount, VendorKind
from core_api.contracts.problems import Invalid
from core_api.usecases.connect import api_address
from core_api.wire.keys import is_loopback

_AUTHORIZE = "https://trello.com/1/authorize"
_FIELDS: dict[VendorKind, tuple[str, ...]] = {
    "trello": ("key", "token", "secret", "url"),
    "kaiten": ("url", "token"),
    "kanboard": ("url", "user", "token"),
}
_MODELS: dict[VendorKind, type[TrelloAccount | KaitenAccount | KanboardAccount]] = {
    "trello": TrelloAccount,
    "kaiten": KaitenAccount,
    "kanboard": KanboardAccount,
}
_NEEDED: dict[VendorKind, tuple[str, ...]] = {
    "trello": ("key", "token"),
    "kaiten": ("url", "token"),
    "kanboard": ("url", "token"),
}
_LARGEST_FILE = 64 * 1024
"""Bytes of a file with keys."""


@dataclass(frozen=True)
class Given:
    """What the command line said."""

    kind: VendorKind
    url: str | None = None
    user: str | None = None
    key_file: Path | None = None
    typed: dict[str, str] = field(default_factory=dict)
    """What was typed before and worked so far, so that only what was wrong is asked again."""


def from_file(given: Given) -> Account:
    """The account in a file: JSON, lines of `NAME=VALUE`, or the token alone.

    Raises Invalid `key-file-unreadable`, `key-file-incomplete`; neither quotes the file.
    """
    path = given.key_file or Path()
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST_FILE).decode("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        text = None
    if text is None:
        raise Invalid("key-file-unreadable", path=str(path))
    fields = _fields(given.kind, text) | _said(given)
    lacking = [name for name in _NEEDED[given.kind] if name not in fields]
    if lacking:
        raise Invalid("key-file-incomplete", path=str(path), names=", ".join(lacking))
    return _account(given.kind, fields)


def _fields(kind: VendorKind, text: str) -> dict[str, str]:
    """What a file says, by our names; other names are passed over."""
    try:
        read = json.loads(text)
    except ValueError:
        read = None
    if not isinstance(read, dict):
        lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
        if len(lines) == 1 and "=" not in lines[0].rstrip("="):
            return {"token": lines[0]}
        read = dict(line.removeprefix("export ").split("=", 1) for line in lines if "=" in line)
    prefix = f"boardscribe_{kind}_"
    named = {str(name).strip().lower().removeprefix(prefix): value for name, value in read.items()}
    return {
        name: value.strip().strip("'\"")
        for name in _FIELDS[kind]
        if isinstance(value := named.get(name), str) and value.strip()
    }


def _said(given: Given) -> dict[str, str]:
    said = {"url": given.url, "user": given.user}
    return {name: value for name, value in said.items() if value and name in _FIELDS[given.kind]}


def _account(kind: VendorKind, fields: Mapping[str, str]) -> Account:
    if "url" in fields:
        fields = {**fields, "url": api_address(kind, fields["url"])}
    try:
        return _MODELS[kind].model_validate(fields)
    except ValidationError:
        pass
    raise Invalid(
        "account-incomplete", kind=kind
    )  # outside the handler: its error would quote what was typed


def typed(desk: Desk, given: Given) -> Account:
    """The account as a person types it, without echo. Raises Left when nothing is typed."""
    fields = _said(given) | given.typed
    ask: dict[VendorKind, Callable[[], Account]] = {
        "trello": lambda: _trello(desk, fields),
        "kaiten": lambda: _kaiten(desk, given, fields),
        "kanboard": lambda: _kanboard(desk, given, fields),
    }
    return ask[given.kind]()


def _trello(desk: Desk, fields: Mapping[str, str]) -> Account:
    key = _wanted(enter(desk, desk.say("connect-trello-key")))  # no secret: it stands in addresses
    query = {
        "expiration": "30days",
        "scope": "read,write",
        "response_type": "token",
        "name": "Boardscribe",
        "key": key,
    }
    desk.out.print(Text(desk.say("connect-trello-authorize")))
    desk.out.print(Text(f"  {_AUTHORIZE}?{urlencode(query, safe=',')}", style="cyan"), soft_wrap=True)
    token = _wanted(enter_secret(desk, desk.say("connect-trello-token")))
    secret = enter_secret(desk, desk.say("connect-trello-secret"))
    answers = {"key": key, "token": token, "secret": secret, **fields}
    return _account("trello", {name: value for name, value in answers.items() if value})


def _kaiten(desk: Desk, given: Given, fields: dict[str, str]) -> Account:
    url = _address(desk, given, fields)
    token = _wanted(enter_secret(desk, desk.say("connect-kaiten-token")))
    return KaitenAccount(url=url, token=SecretStr(token))


def _kanboard(desk: Desk, given: Given, fields: dict[str, str]) -> Account:
    url = _address(desk, given, fields)
    user = fields.get("user") or _wanted(enter(desk, desk.say("connect-kanboard-user")))
    given.typed["user"] = user
    token = _wanted(enter_secret(desk, desk.say("connect-kanboard-token")))
    return KanboardAccount(url=url, user=user, token=SecretStr(token))


def _address(desk: Desk, given: Given, fields: dict[str, str]) -> str:
    """The API's address, asked until it is one."""
    said = fields.get("url")
    url = (
        api_address(given.kind, said)
        if said
        else until_right(
            desk, desk.say(f"connect-{given.kind}-url"), lambda text: api_address(given.kind, text)
        )
    )
    if url is None:
        raise Left
    if (
        url != given.typed.get("url")
        and url.startswith("http://")
        and not is_loopback(urlsplit(url).hostname or "")
    ):
        desk.out.print(Text(desk.say("connect-no-tls"), style="yellow"))
    given.typed["url"] = url
    return url


def _wanted(text: str) -> str:
    """What was typed; nothing typed means that the person is gone."""
    if not text:
        raise Left
    return text
