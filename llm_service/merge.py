"""What the parts of a meeting came to, put together: facts that rest on the same words are one fact.

Only facts, decisions and promises that were checked come in. No model is asked here.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from core_api.contracts.minutes import ActionItem, Evidence, Fact, Resolution, Topic
from core_api.language.words import stems
from llm_service.minutes import Findings

_ALIKE = 0.5


@dataclass(frozen=True)
class Gathered:
    """All parts so far. Facts are numbered only at the end."""

    facts: tuple[Fact, ...] = ()
    decisions: tuple[Resolution, ...] = ()
    action_items: tuple[ActionItem, ...] = ()
    topics: tuple[Topic, ...] = ()
    heads: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Overview and key points of each part."""

    def add(self, part: Findings) -> "Gathered":
        """With one more part: what is known already is not told twice."""
        facts = list(self.facts)
        known = len(facts)
        for fact in part.facts:
            twin = next((place for place in range(known) if _same_fact(facts[place], fact)), None)
            if twin is None:
                facts.append(fact)
            else:
                facts[twin] = _joined(facts[twin], fact)
        return replace(
            self,
            facts=tuple(facts),
            decisions=(
                *self.decisions,
                *(entry for entry in part.decisions if not _is_noted(entry, self.decisions)),
            ),
            action_items=(
                *self.action_items,
                *(entry for entry in part.action_items if not _is_noted(entry, self.action_items)),
            ),
            topics=(*self.topics, *(topic for topic in part.topics if not _known_topic(topic, self.topics))),
            heads=(*self.heads, (part.overview, part.key_points)),
        )

    def without(self, taken_back: Collection[int]) -> "Gathered":
        """With these facts, by their places, taken back: they ask for nothing any more."""
        facts = (_retracted(fact) if at in taken_back else fact for at, fact in enumerate(self.facts))
        return replace(self, facts=tuple(facts))

    def unsure(self) -> "Gathered":
        """With nothing said outright: what was not read may have taken any of it back."""
        facts = tuple(
            fact.model_copy(
                update={
                    "requests": tuple(wish.model_copy(update={"outright": False}) for wish in fact.requests)
                }
            )
            for fact in self.facts
        )
        return replace(self, facts=facts)

    def numbered(self) -> tuple[Fact, ...]:
        """The facts in the order in which they were said, with their ids."""
        ordered = sorted(self.facts, key=lambda fact: fact.evidence[0].segment)
        return tuple(fact.model_copy(update={"id": f"f{number}"}) for number, fact in enumerate(ordered, 1))


def _retracted(fact: Fact) -> Fact:
    vetoes = tuple(dict.fromkeys((*fact.vetoes, "retracted")))
    return fact.model_copy(update={"vetoes": vetoes, "requests": ()})


def _same_fact(old: Fact, new: Fact) -> bool:
    """The same words about the same card, or about none that is known on one side."""
    if old.card_hint and new.card_hint and old.card_hint != new.card_hint:
        return False
    return overlap(old.evidence, new.evidence)


def _joined(old: Fact, new: Fact) -> Fact:
    """One fact of two. The later part saw more of the talk, so a veto on either side counts."""
    vetoes = tuple(dict.fromkeys((*old.vetoes, *new.vetoes)))
    known = {(wish.kind, wish.value) for wish in old.requests}
    texts = {wish.kind for wish in old.requests}
    fresh = tuple(
        wish
        for wish in new.requests
        if (wish.kind, wish.value) not in known
        and not (wish.kind in ("comment", "create") and wish.kind in texts)
    )
    silent = bool(vetoes) and (not old.requests or not new.requests)
    return old.model_copy(
        update={
            "evidence": tuple(dict.fromkeys((*old.evidence, *new.evidence))),
            "requests": () if silent else (*old.requests, *fresh),
            "vetoes": vetoes,
            "card_hint": old.card_hint or new.card_hint,
            "mention": old.mention or new.mention,
        }
    )


def _is_noted(entry: Resolution | ActionItem, known: Sequence[Resolution | ActionItem]) -> bool:
    return any(overlap(entry.evidence, one.evidence) and _alike(entry.text, one.text) for one in known)


def _known_topic(topic: Topic, known: Sequence[Topic]) -> bool:
    last = max((other.evidence[0].segment for other in known), default=-1)
    return topic.evidence[0].segment <= last


def overlap(one: Sequence[Evidence], other: Sequence[Evidence]) -> bool:
    """True when a quote of each stands in one segment and they share half of the shorter one's words."""
    return any(
        mine.segment == theirs.segment and _alike(mine.quote, theirs.quote)
        for mine in one
        for theirs in other
    )


def _alike(one: str, other: str) -> bool:
    mine, theirs = set(stems(one, stop_words=True)), set(stems(other, stop_words=True))
    shorter = min(len(mine), len(theirs))
    return shorter > 0 and len(mine & theirs) >= _ALIKE * shorter
