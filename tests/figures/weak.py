"""A deliberately weak answerer: terse, misses a third, invents one id in twenty, sometimes breaks the form.

It knows what the recorded reader knew and spoils it, the same way each time for the same seed. Asked whether quotes
support a change it says yes to everything.
"""

import json
import random
import re
from collections.abc import Mapping
from typing import Any

from tests.figures.answering import Answer, Request, form_of, key_of

_MISSED = 1 / 3
_INVENTED = 1 / 20
_BROKEN = 1 / 8
_TERSE = 8
"""Words that are left of a text."""
_CARD = re.compile(r"^(c\d+) (?:#\d+ )?(.*?)(?: \| .*)?$", re.MULTILINE)
_FACT = re.compile(r"^(f\d+) (.*)\n(?:  \[.*\n)*  may be: (.*)$", re.MULTILINE)


def weak(known: Mapping[str, str], seed: int) -> Answer:
    """Answers every request by what was recorded, spoiled."""
    cards: dict[str, str] = {}
    """What the weak reader holds each of its facts to be about, by the fact's text."""

    def answer(request: Request) -> str | None:
        dice = random.Random(f"{seed} {key_of(request)}")
        if len(request["messages"]) == 2 and dice.random() < _BROKEN:
            return '{"facts": [{"text": "I shall now fill in the form'
        form = form_of(request)
        asked = request["messages"][1]["content"]
        if form == "MinutesForm":
            return json.dumps(_minutes(known, request, dice, cards), ensure_ascii=False)
        if form == "PicksForm":
            return json.dumps(_picks(asked, dice, cards), ensure_ascii=False)
        return _agrees(request)

    return answer


def _minutes(
    known: Mapping[str, str], request: Request, dice: random.Random, cards: dict[str, str]
) -> dict[str, Any]:
    """The recorded minutes with a third of the facts gone, texts cut short and some ids invented."""
    asked = {**request, "messages": request["messages"][:2]}
    filled: dict[str, Any] = json.loads(known[key_of(asked)])
    names = dict(_CARD.findall(request["messages"][1]["content"]))
    facts = []
    for fact in filled["facts"]:
        if dice.random() < _MISSED:
            continue
        fact["text"] = " ".join(fact["text"].split()[:_TERSE])
        cards[fact["text"]] = names.get(fact["card"], "")
        fact["card"] = _id(fact["card"], "c", names, dice)
        for wish in fact["requests"]:
            if re.fullmatch(r"[klmi]\d+", wish["value"]):
                wish["value"] = _id(wish["value"], wish["value"][0], (), dice)
        facts.append(fact)
    return {**filled, "facts": facts}


def _id(said: str, letter: str, given: Any, dice: random.Random) -> str:
    """One time in twenty another id than was meant: a given one, or one that nobody gave."""
    if dice.random() >= _INVENTED:
        return said
    return dice.choice([*given, f"{letter}{dice.randint(1, 60)}"])


def _picks(asked: str, dice: random.Random, cards: Mapping[str, str]) -> dict[str, Any]:
    """What it meant before, one time in twenty another of the cards."""
    ids = {name: short for short, name in _CARD.findall(asked.split("Facts:", maxsplit=1)[0])}
    picks = []
    for fact, text, allowed in _FACT.findall(asked.split("Facts:")[1]):
        meant = ids.get(cards.get(text, ""), "none")
        card = dice.choice(allowed.split(", ")) if dice.random() < _INVENTED else meant
        picks.append({"fact": fact, "card": card, "rival": "none"})
    return {"picks": picks}


def _agrees(request: Request) -> str:
    """Yes to every claim; nothing at all where something else is asked."""
    schema = request["response_format"]["json_schema"]["schema"]
    ids = schema["$defs"].get("Claim", {}).get("enum", [])
    return json.dumps({"verdicts": [{"claim": one, "support": "supported"} for one in ids]})
