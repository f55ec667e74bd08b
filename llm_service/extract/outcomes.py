"""Decisions and action items: sentences that settle something, and those in which somebody takes something on.

Only quotes; who owes what is said only in the first person or with a name.
"""

import re
from collections.abc import Sequence

from core_api.contracts.minutes import ActionItem, Resolution
from core_api.language.names import find_people
from llm_service.extract import cues
from llm_service.extract.act import negated
from llm_service.extract.dues import days_in
from llm_service.extract.room import Room
from llm_service.extract.sentences import Sentence, squeezed

_LEAST_WORDS = 4
_BEFORE = 3
_BARE = 5
_SECONDED = 3
_JEST = 3
_PUT_AS_QUESTION = re.compile(
    r"^(?:\W*(?:и|а|ну|так|тогда|еще|and|so|then|okay))*\W*(?:вопрос|question|should we|shall we|do we|can we|"
    r"не (?:пора|стоит) ли)\b|\bили (?:нет|не)\b|\w ли\b"
)
"""Asks, whatever mark stands at its end."""
_ANNOUNCES = re.compile(r"\b(?:decision|решение)\b\W*$")


def decisions_of(sentences: Sequence[Sentence], deaf: frozenset[int]) -> tuple[Resolution, ...]:
    """What the meeting settled; a bare "agreed" is given with the sentence that it agrees to."""
    found: list[Resolution] = []
    last = -10
    for at, sentence in enumerate(sentences):
        if at in deaf or not _settles(sentence) or _taken_back(at, sentences) or _in_jest(at, sentences):
            continue
        told = [sentence]
        after = sentences[at + 1 : at + 2]
        if _ANNOUNCES.search(sentence.low) and after and after[0].segment.index == sentence.segment.index:
            told = [sentence, after[0]]
        elif len(sentence.low.split()) <= 5:
            before = [
                one for one in sentences[max(0, at - _BEFORE) : at] if len(one.low.split()) >= _LEAST_WORDS
            ]
            told = [*before[-1:], sentence]
        seconded = len(sentence.low.split()) <= _BARE and at - last <= _SECONDED
        if found and (at - last <= 1 or seconded):
            evidence = (*found[-1].evidence, sentence.evidence())
            found[-1] = Resolution(text=f"{found[-1].text} {squeezed(sentence.text)}", evidence=evidence)
        else:
            text = squeezed(" ".join(one.text for one in told))
            found.append(Resolution(text=text, evidence=tuple(one.evidence() for one in told)))
        last = at
    return tuple(found)


def _in_jest(at: int, sentences: Sequence[Sentence]) -> bool:
    """True when somebody calls it a joke right after."""
    return any(cues.LAUGHED.search(one.low) for one in sentences[at : at + 1 + _JEST])


def _settles(sentence: Sentence) -> bool:
    settled = cues.DECIDED.search(sentence.low)
    if settled is None or sentence.asks or cues.HYPOTHETICAL.search(sentence.low):
        return False
    if (
        cues.TICK.search(sentence.low)
        or cues.OTHER_TEAM.search(sentence.low)
        or _PUT_AS_QUESTION.search(sentence.low)
    ):
        return False
    return not cues.UNDECIDED.search(sentence.low) and not negated(sentence.low, settled.start())


def _taken_back(at: int, sentences: Sequence[Sentence]) -> bool:
    """True when the next words of anybody take it back."""
    return any(
        cues.RETRACTED.search(one.low) and not cues.DECIDED.search(one.low)
        for one in sentences[at + 1 : at + 3]
    )


def action_items_of(
    sentences: Sequence[Sentence], room: Room, deaf: frozenset[int]
) -> tuple[ActionItem, ...]:
    """What somebody said they would do, or was asked by name to do and agreed."""
    found: list[ActionItem] = []
    for at, sentence in enumerate(sentences):
        promised = cues.COMMITS.search(sentence.low)
        if at in deaf or promised is None or sentence.asks or len(sentence.low.split()) < 2:
            continue
        if negated(sentence.low, promised.start()) or cues.HYPOTHETICAL.search(sentence.low):
            continue
        days = days_in(sentence, room)
        short = len(sentence.low.split()) < _LEAST_WORDS
        told = [*sentences[max(0, at - 1) : at], sentence] if short else [sentence]
        found.append(
            ActionItem(
                text=squeezed(" ".join(one.text for one in told)),
                owner=_owner(sentence, room),
                due=days[-1].day if days else None,
                evidence=tuple(one.evidence() for one in told),
            )
        )
    return tuple(found)


def _owner(sentence: Sentence, room: Room) -> str | None:
    """The speaker of a first person; a voice without a name owns nothing by name."""
    named = room.request.transcript.name_of(sentence.speaker)
    if named:
        return named
    people = [one.member for one in find_people(sentence.text, room.people) if one.member]
    return (
        room.member_name(people[0]) if len(people) == 1 and not cues.TAKE_SELF.search(sentence.low) else None
    )
