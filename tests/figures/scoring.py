"""How near proposals come to what a careful lead would have made of a meeting. Pure: documents in, counts out.

A scenario's `gold.json` names, item by item, the card, the operations and how plainly they were said (`explicit`,
`implied`, `ambiguous`), the cards that must not be touched, decisions and stale cards. Free text is not compared.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Document = Mapping[str, Any]

_ARGUMENT = {
    "move": ("list", "to_list"),
    "due": ("date", "date"),
    "assign": ("member", "member"),
    "check": ("item", "item"),
    "label": ("label", "label"),
}
"""The argument of a proposal that is compared, and the name that gold has for it."""
_ALONE = frozenset({"comment", "move", "due", "assign", "check", "add_check", "label"})
"""Kinds that may be automatic by default."""
HEADINGS = ("cards", "new", "ops", "right", "cover", "wrong", "harm", "stale", "decisions")


def score(said: Document, gold: Document) -> Counter[str]:
    """All counts of one scenario; those of several add up."""
    proposals, items = said["proposals"], gold["items"]
    changed = [one for one in proposals if one["operation"] != "create"]
    created = [one for one in proposals if one["operation"] == "create"]
    wanted = {item["card"] for item in items if item["card"]}
    count = _sets("card", {_card(one) for one in changed}, wanted)
    count += _news(created, [item for item in items if _creates(item)])
    count += _operations(changed, [item for item in items if item["card"]])
    count += _automatic(proposals, gold)
    count += _sets("stale", {one["card"]["id"] for one in said["stale"]}, set(gold["stale"]))
    return count + _near("decision", said["decisions"], gold["decisions"])


def row(count: Counter[str]) -> tuple[float | None, ...]:
    """The figures under `HEADINGS`; None where there is nothing to measure."""
    decided = count["auto right"] + count["auto wrong"]
    return (
        _f1(count, "card"),
        _f1(count, "new"),
        _f1(count, "operation"),
        count["auto right"] / decided if decided else None,
        count["auto met"] / count["explicit"] if count["explicit"] else None,
        count["auto wrong"],
        count["harm"],
        _f1(count, "stale"),
        _f1(count, "decision"),
    )


def table(rows: Mapping[str, Counter[str]]) -> str:
    """One line a scenario, and the total."""
    total: Counter[str] = Counter()
    for count in rows.values():
        total += count
    lines = [f"{'scenario':28}" + "".join(f"{name:>10}" for name in HEADINGS)]
    for name, count in [*rows.items(), ("TOTAL", total)]:
        cells = ("-" if value is None else f"{value:.2f}" for value in row(count))
        lines.append(f"{name:28}" + "".join(f"{cell:>10}" for cell in cells))
    return "\n".join(lines)


def _card(proposal: Document) -> str | None:
    return proposal["card"]["id"] if proposal.get("card") else None


def _creates(item: Document) -> bool:
    return any(operation["op"] == "create" for operation in item["operations"])


def _same(proposal: Document, operation: Document) -> bool:
    kind = proposal["operation"]
    if kind != operation["op"] or kind not in _ARGUMENT:
        return bool(kind == operation["op"])
    ours, theirs = _ARGUMENT[kind]
    return str(proposal["arguments"].get(ours)) == operation[theirs]


def _meets(proposal: Document, items: Iterable[Document]) -> bool:
    return any(
        item["card"] == _card(proposal) and _same(proposal, operation)
        for item in items
        for operation in item["operations"]
    )


def _segments(thing: Document) -> set[int]:
    return {one["segment"] if isinstance(one, Mapping) else one for one in thing["evidence"]}


def _beside(one: Document, other: Document) -> bool:
    return any(abs(mine - theirs) <= 1 for mine in _segments(one) for theirs in _segments(other))


def _sets(name: str, said: set[Any], wanted: set[Any]) -> Counter[str]:
    return Counter(
        {
            f"{name} hit": len(said & wanted),
            f"{name} extra": len(said - wanted),
            f"{name} missed": len(wanted - said),
        }
    )


def _near(name: str, said: Sequence[Document], wanted: Sequence[Document]) -> Counter[str]:
    hit = sum(any(_beside(one, other) for other in said) for one in wanted)
    extra = sum(not any(_beside(one, other) for other in wanted) for one in said)
    return Counter({f"{name} hit": hit, f"{name} extra": extra, f"{name} missed": len(wanted) - hit})


def _news(created: Sequence[Document], wanted: Sequence[Document]) -> Counter[str]:
    return _near("new", created, wanted)


def _operations(changed: Sequence[Document], items: Sequence[Document]) -> Counter[str]:
    wanted = [(item, operation) for item in items for operation in item["operations"]]
    hit = sum(
        any(_card(one) == item["card"] and _same(one, operation) for one in changed)
        for item, operation in wanted
    )
    extra = sum(not _meets(one, items) for one in changed)
    return Counter({"operation hit": hit, "operation extra": extra, "operation missed": len(wanted) - hit})


def _automatic(proposals: Sequence[Document], gold: Document) -> Counter[str]:
    autos = [one for one in proposals if one["route"] == "auto"]
    sure = [item for item in gold["items"] if item["certainty"] != "ambiguous"]
    forbidden = {one["card"] for one in gold["must_not_touch"]} - {item["card"] for item in gold["items"]}
    right = [one for one in autos if _is_right(one, sure)]
    keys = Counter((_card(one), one["operation"], _key(one)) for one in autos if one["operation"] != "create")
    explicit = [
        (item, operation)
        for item in gold["items"]
        for operation in item["operations"]
        if item["card"] and item["certainty"] == "explicit" and operation["op"] in _ALONE
    ]
    met = sum(
        any(_card(one) == item["card"] and _same(one, operation) for one in autos)
        for item, operation in explicit
    )
    return Counter(
        {
            "auto right": len(right),
            "auto wrong": len(autos) - len(right) + sum(times - 1 for times in keys.values()),
            "harm": sum(_card(one) in forbidden for one in autos),
            "explicit": len(explicit),
            "auto met": met,
        }
    )


def _is_right(proposal: Document, sure: Sequence[Document]) -> bool:
    if proposal["operation"] == "create":
        return any(_beside(proposal, item) for item in sure if _creates(item))
    return _meets(proposal, sure)


def _key(proposal: Document) -> str:
    argument = _ARGUMENT.get(proposal["operation"])
    return str(proposal["arguments"].get(argument[0])) if argument else ""


def _f1(count: Counter[str], name: str) -> float | None:
    hit, extra, missed = (count[f"{name} {part}"] for part in ("hit", "extra", "missed"))
    return 2 * hit / (2 * hit + extra + missed) if hit + extra + missed else None
