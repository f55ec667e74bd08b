"""Who takes a card: in the first person, by name, or by answering yes.

A voice without a name is nobody; two people who fit are nobody.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from core_api.contracts.board import Card
from core_api.language.misheard import heard
from core_api.language.names import find_people
from core_api.language.spans import words_of
from core_api.language.titles import title_stems
from core_api.language.words import stem
from llm_service.extract import cues
from llm_service.extract.act import Act, negated
from llm_service.extract.room import Room
from llm_service.extract.sentences import Sentence

_TAKE = re.compile(r"\bi(?:'ll| will| can|'m going to)? (?:take|own|grab|handle|pick up)\b")
_ASKS_YOU = re.compile(r"\b(?:can|could|would|will) you\b|\w(?:ешь|ете|ишь|ите)\b")
_OFFERED = 3
_YOU_DO = re.compile(r"\b(\w{3,}?)(?:ешь|ишь|ете|ите|ешься|ишься)\b")


def assigns(at: int, thread: Sequence[Sentence], card: Card, room: Room) -> list[Act]:
    """People who take the card, or are put on it."""
    sentence = thread[at]
    low = sentence.low
    others = [one.member for one in find_people(sentence.text, room.people) if one.member]
    asked = cues.TAKE_OTHER.search(low)
    if asked and not others and (misheard := tuple(heard(sentence.text, room.people))):
        doubted = _put_on(at, thread, misheard, asked, room) or []
        return [replace(act, outright=False) for act in doubted]
    if others and (found := _put_on(at, thread, others, asked, room)) is not None:
        return found
    if (given := cues.YOURS.search(low)) and not others and not negated(low, given.start()):
        return _given(at, thread, room)
    own = cues.TAKE_SELF.search(low) or _takes_by_name(low, card)
    if own is None or negated(low, own.start()) or sentence.asks or sentence.speaker is None:
        return []
    if asked and re.search(r"\bбер(?:и|ите)\b", low):
        return []
    member = room.likely.get(sentence.speaker)
    sure = sentence.speaker in room.voices
    return [Act("assign", room.member_name(member), sure, sentence)] if member else []


def _put_on(
    at: int, thread: Sequence[Sentence], others: Sequence[str], asked: re.Match[str] | None, room: Room
) -> list[Act] | None:
    """Somebody named is put on the card, or asked to take it; None when the names say nothing of that."""
    sentence = thread[at]
    if asked and not negated(sentence.low, asked.start()):
        name = room.member_name(others[-1])
        if not sentence.asks and not _ASKS_YOU.search(sentence.low):
            return [Act("assign", name, True, sentence)]
        return [Act("assign", name, True, sentence, (after,)) for after in _agrees(at, thread)]
    agreed = _same_verb(at, thread)
    return [Act("assign", room.member_name(others[0]), False, sentence, (agreed,))] if agreed else None


def _given(at: int, thread: Sequence[Sentence], room: Room) -> list[Act]:
    """«Могу взять я. — Тогда твоя»: the voice that offered just before gets it; always worth a question."""
    sentence = thread[at]
    for back in reversed(thread[max(0, at - _OFFERED) : at]):
        if back.speaker is None or back.speaker == sentence.speaker or not cues.OFFERS.search(back.low):
            continue
        member = room.likely.get(back.speaker)
        return [Act("assign", room.member_name(member), False, sentence, (back,))] if member else []
    return []


def _takes_by_name(low: str, card: Card) -> re.Match[str] | None:
    """What is taken is the card itself: "I'll take the privacy notice"."""
    taken = _TAKE.search(low)
    words = {stem(word) for word in re.findall(r"\w+", low[taken.end() :])[:4]} if taken else set()
    return taken if words & set(title_stems(card.name)) else None


def _agrees(at: int, thread: Sequence[Sentence]) -> list[Sentence]:
    """The answer of another voice that says yes."""
    for after in thread[at + 1 : at + 3]:
        if after.speaker != thread[at].speaker and (
            cues.YES.search(after.low) or cues.TAKE_SELF.search(after.low)
        ):
            return [after]
    return []


def _same_verb(at: int, thread: Sequence[Sentence]) -> Sentence | None:
    """«Дэн, проверишь? — Проверю»: the answer of another voice with the verb of the question."""
    asked = {found.group(1)[:5] for found in _YOU_DO.finditer(thread[at].low)}
    for after in thread[at + 1 : at + 2]:
        head = [token.word for token in words_of(after.text)[:3]]
        if after.speaker != thread[at].speaker and any(
            word[:-1].startswith(verb[:4]) and word.endswith(("у", "ю")) for word in head for verb in asked
        ):
            return after
    return None
