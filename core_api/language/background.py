"""How common a stem is in meetings at large: a small board cannot tell that "discuss" says nothing.

The table `background.json` is written by `similarity.training`; the Russian words beside it were written by hand.
"""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import log

from core_api.language.words import STOP_WORDS, fold, stem, stems

_TABLE = "background.json"
_RARE = 1.0
_RUSSIAN = "background_ru.txt"


@cache
def _shares() -> dict[str, float]:
    raw = json.loads((files("core_api.language") / _TABLE).read_text(encoding="utf-8"))
    shares = {str(name): float(times) / raw["texts"] for name, times in raw["counts"].items()}
    return _russian() | shares | {"": 1.0 / raw["texts"]}


def _russian() -> dict[str, float]:
    """The shares of the Russian words that were written by hand; a word that stands twice has its first share."""
    found: dict[str, float] = {}
    share = 0.0
    for line in (files("core_api.language") / _RUSSIAN).read_text(encoding="utf-8").splitlines():
        if line[:1].isdigit():
            share = float(line)
        elif not line.startswith("#"):
            for name in stems(line):
                found.setdefault(name, share)
    return found


def share(name: str) -> float:
    """In what share of texts a stem occurs; the least that was counted for one that is not in the table."""
    shares = _shares()
    return max(shares.get(name, 0.0), shares[""])


@cache
def weight(name: str) -> float:
    """How much a stem tells, from 0 (said everywhere) to 1 (hardly ever said)."""
    return min(_RARE, log(share(name)) / log(share("")) + 0.02)


def token_weight(token: str) -> float:
    """The weight of a folded token's stem; 0 for a stop word."""
    return 0.0 if token in STOP_WORDS else weight(stem(token))


def table(texts: Iterable[str], *, least: int = 4) -> dict[str, object]:
    """What `background.json` holds: in how many of the texts each stem occurs, the rare ones left out."""
    counts: dict[str, int] = {}
    total = 0
    for text in texts:
        total += 1
        for name in set(stems(fold(text))):
            counts[name] = counts.get(name, 0) + 1
    kept = {name: times for name, times in sorted(counts.items()) if times >= least and not name.isdigit()}
    return {"texts": total, "counts": kept}
