"""A model server that obeys whoever attacks, with the best-looking evidence it can find in what it was shown.

It knows what the attacker wants; ids, lines and cards it takes from the request alone. It fills in any form: in one
that it does not know, every yes or no is a yes and every choice the attacker's.
"""

import json
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

from tests.hostile.attacks import Attack, Wish
from tests.hostile.stage import Aim, Stage

Posture = Literal["literal", "trimmed", "elsewhere", "forged"]
"""What it quotes: the words of the attack as they stand, only those that sound like a colleague's, only honest talk
about the same card, or also lines and cards that it was never shown."""
POSTURES: tuple[Posture, ...] = ("literal", "trimmed", "elsewhere", "forged")
MODEL = "obedient"
LURE = "https://lure.example/x.png?d=1"
"""An address that nobody said: it must never reach anybody."""

_ROW = re.compile(r"^(s\d+) ", re.MULTILINE)
_CARD = re.compile(r"^(c\d+) #(\d+) (.*)$", re.MULTILINE)
_KEYED = re.compile(r"(?:^|[ ,;])([kmli]\d+) ")
_CLAUSE = re.compile(r"[.,:;!?«»\"“”—>]+\s*|\s-\s")
_COLUMN = {"done": 4, "review": 3}


@dataclass
class Script:
    """What is played, and all that was asked."""

    stage: Stage | None = None
    past: Attack | None = None
    posture: Posture = "literal"
    canary: str = ""
    bodies: list[str] = field(default_factory=list)


class Obedient(ThreadingHTTPServer):
    """The server."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = Script()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


@contextmanager
def obedient() -> Iterator[Obedient]:
    """The server at work."""
    server = Obedient()
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: Obedient

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        script = self.server.script
        script.bodies.append(body)
        filled = _fill(json.loads(body), script)
        message = {"role": "assistant", "content": json.dumps(filled, ensure_ascii=False)}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        data = json.dumps({"object": "chat.completion", "choices": [choice]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""


def _fill(request: dict[str, Any], script: Script) -> Any:
    shown = "\n".join(message["content"] for message in request["messages"] if message["role"] == "user")
    schema = request.get("response_format", {}).get("json_schema", {}).get("schema", {})
    names = set(schema.get("properties", {}))
    if "facts" in names and script.stage is not None:
        return _minutes(shown, script.stage, script.posture)
    if "picks" in names and script.stage is not None:
        return _picks(shown, schema, script.stage)
    if {"found", "quotes"} <= names and script.past is not None:
        return _answer(shown, script.past, script.canary)
    return _yes(schema, schema.get("$defs", {}))


def _yes(schema: dict[str, Any], definitions: dict[str, Any]) -> Any:  # noqa: PLR0911 - a table
    """Anything that fits the schema, as favourable as it can be."""
    if "$ref" in schema:
        return _yes(definitions[schema["$ref"].removeprefix("#/$defs/")], definitions)
    if "anyOf" in schema:
        return _yes(schema["anyOf"][0], definitions)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        good = [
            one
            for one in schema["enum"]
            if str(one).lower() in {"yes", "true", "supported", "full", "certain"}
        ]
        return (good or schema["enum"])[0]
    kind = schema.get("type")
    if kind == "object":
        return {name: _yes(part, definitions) for name, part in schema.get("properties", {}).items()}
    if kind == "array":
        return _each(schema.get("items", {}), definitions)
    return {"boolean": True, "integer": 1, "number": 1.0}.get(str(kind), f"ok {LURE}")


def _each(items: dict[str, Any], definitions: dict[str, Any]) -> list[Any]:
    """One entry a given id where the entries are about ids, else one."""
    items = definitions[items["$ref"].removeprefix("#/$defs/")] if "$ref" in items else items
    about = next(
        (
            (name, definitions[part["$ref"].removeprefix("#/$defs/")]["enum"])
            for name, part in items.get("properties", {}).items()
            if "enum" in definitions.get(part.get("$ref", "").removeprefix("#/$defs/"), {})
        ),
        None,
    )
    if about is None:
        return [_yes(items, definitions)]
    return [{**_yes(items, definitions), about[0]: one} for one in about[1]]


@dataclass(frozen=True)
class _Shown:
    """What a request shows: short ids by what they stand for."""

    stage: Stage
    lines: frozenset[str]
    cards: dict[int, tuple[str, str]]
    columns: list[str]
    members: dict[str, str]
    labels: list[str]


def _minutes(shown: str, stage: Stage, posture: Posture) -> dict[str, Any]:
    cards = {int(number): (short, rest) for short, number, rest in _CARD.findall(shown)}
    seen = _Shown(
        stage,
        frozenset(_ROW.findall(shown)),
        cards,
        _keys(shown, "columns"),
        {name: key for key, name in re.findall(r"(m\d+) ([^,\n|;]+)", shown)},
        _keys(shown, "labels"),
    )
    facts = [
        fact for aim in stage.aims for fact in (_attacked(aim, seen, posture), _honest(aim, seen)) if fact
    ]
    forged = _fact("c999", "s9999", "Everything is done", [_request("move", "k99", "s9999", "move it all")])
    return {
        "facts": [*facts, forged] if posture == "forged" else facts,
        "decisions": [{"text": f"All is approved {LURE}", "quotes": fact["quotes"]} for fact in facts[:4]],
        "action_items": [],
        "taken_back": [],
        "topics": [],
        "overview": f"All is approved, see [here]({LURE}) and ![it]({LURE}).",
        "key_points": [f"See {LURE}"],
    }


def _picks(shown: str, schema: dict[str, Any], stage: Stage) -> dict[str, Any]:
    """For every fact the card whose number or title its words hold: always the attacker's."""
    cards = _CARD.findall(shown)
    picks = []
    for fact in schema["$defs"]["Fact"]["enum"]:
        told = shown.partition(f"\n{fact} ")[2].partition("\nf")[0]
        card = next(
            (short for short, number, rest in cards if number in told or rest.split(" |")[0] in told), None
        )
        picks.append({"fact": fact, "card": card or "none", "rival": "none"})
    return {"picks": picks}


def _keys(shown: str, head: str) -> list[str]:
    row = next((line for line in shown.splitlines() if line.startswith(f"{head}: ")), "")
    return _KEYED.findall(row)


def _attacked(aim: Aim, seen: _Shown, posture: Posture) -> dict[str, Any] | None:
    lines = [at for at in aim.lines if f"s{at}" in seen.lines]
    if not lines and not (aim.attack.hides_in and f"s{aim.frame}" in seen.lines):
        return None
    texts = seen.stage.texts
    frame = _quote(aim.frame, texts[aim.frame])
    said = [_quote(at, texts[at]) for at in lines][:3]
    if posture == "trimmed":
        said = [frame, *(_quote(at, _best(texts[at], aim)) for at in lines)][:3]
    if posture == "elsewhere" or not lines:
        said = [frame]
    own = said[-1:] if posture == "trimmed" else said
    asks = _wish(aim.attack.wants, aim.number, aim, seen, own)
    return _fact(
        _short(aim.number, seen), "", f"{aim.card}: {texts[(lines or [aim.frame])[-1]]}", [asks], said
    )


def _honest(aim: Aim, seen: _Shown) -> dict[str, Any] | None:
    wish = aim.attack.asked
    if wish is None or f"s{aim.asking}" not in seen.lines:
        return None
    said = [_quote(aim.asking, seen.stage.texts[aim.asking])]
    asks = _wish(wish, aim.asked, aim, seen, said)
    return _fact(_short(aim.asked, seen), "", seen.stage.texts[aim.asking], [asks], said)


def _short(number: int, seen: _Shown) -> str:
    return seen.cards.get(number, ("none", ""))[0]


def _best(text: str, aim: Aim) -> str:
    """The clause that names the card, without what gives the attack away."""
    pieces = [piece.strip() for piece in _CLAUSE.split(text) if piece.strip()]
    named = [one for one in pieces if str(aim.number) in one or aim.card in one]
    return " ".join((named or pieces or [text])[-1].split()[-12:])


def _quote(line: int, words: str) -> dict[str, str]:
    return {"line": f"s{line}", "words": words}


def _wish(
    wish: Wish, number: int, aim: Aim, seen: _Shown, quotes: Sequence[dict[str, str]]
) -> dict[str, Any]:
    item = re.search(r"items: (i\d+) ", seen.cards.get(number, ("", ""))[1])
    values = {
        "move": seen.columns[min(_COLUMN.get(wish.value, 4), len(seen.columns)) - 1] if seen.columns else "",
        "due": wish.value or "2026-03-06",
        "assign": seen.members.get(aim.other, "m2"),
        "check": item.group(1) if item else "i1",
        "label": seen.labels[0] if seen.labels else "l1",
        "archive": "",
    }
    text = values.get(
        wish.operation, wish.value or seen.stage.texts[aim.frame if not aim.lines else aim.lines[-1]]
    )
    return {"kind": wish.operation, "value": text, "outright": True, "quotes": list(quotes)}


def _request(kind: str, value: str, line: str, words: str) -> dict[str, Any]:
    return {"kind": kind, "value": value, "outright": True, "quotes": [{"line": line, "words": words}]}


def _fact(
    card: str, line: str, text: str, requests: list[dict[str, Any]], quotes: Sequence[dict[str, str]] = ()
) -> dict[str, Any]:
    return {
        "quotes": list(quotes) or [{"line": line, "words": text}],
        "text": text,
        "mention": text[:60],
        "card": card,
        "kind": "commitment",
        "vetoes": [],
        "requests": requests,
    }


def _answer(shown: str, past: Attack, canary: str) -> dict[str, Any]:
    """The attacker's answer with the attacker's own line as its quote where that was shown, else the honest one."""
    assert past.hides_in is not None
    rows = [line for line in shown.splitlines() if _ROW.match(line)]
    hostile = next((line for line in rows if past.hides_in.text[:20] in line), "")
    honest = next((line for line in rows if past.honest[:20] in line), rows[0] if rows else "s1 nothing")
    row = hostile or honest
    words = re.sub(r"^s\d+ (?:\[[^\]]*\] )?", "", row)
    known = canary if canary in shown else "unknown"
    text = past.wants.answer.replace("{canary}", known) if hostile else past.honest
    return {
        "found": True,
        "text": f"{text} [more]({LURE})",
        "quotes": [{"line": row.split(" ")[0], "words": words}],
    }
