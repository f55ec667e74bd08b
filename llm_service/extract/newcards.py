"""New cards that somebody asks to make, with all that is said of them close by.

A card is made only on asking, so its name may be rough; nothing here touches cards that are there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core_api.language.dates import DateMention
from core_api.language.names import find_people
from llm_service.extract import cues
from llm_service.extract.act import Act, negated
from llm_service.extract.dues import days_in
from llm_service.extract.moves import columns_in
from llm_service.extract.naming import labels_in
from llm_service.extract.newtitles import title_of
from llm_service.extract.room import Room
from llm_service.extract.sentences import Sentence

_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{2,120})[»”“\"]")
_AFTER = 3
_BEFORE = 6


@dataclass(frozen=True)
class NewCard:
    """A card to be made: its name, its place and people, and the sentences that say so."""

    acts: tuple[Act, ...]
    about: tuple[Sentence, ...]
    """The sentence before that says most about the matter."""

    @property
    def places(self) -> frozenset[int]:
        """The places of the sentences that ask for it."""
        return frozenset(act.sentence.place for act in self.acts)


def new_cards(sentences: Sequence[Sentence], room: Room, deaf: frozenset[int]) -> list[NewCard]:
    """All cards that the meeting asks to make, in order."""
    found: list[NewCard] = []
    last = -10
    for at, sentence in enumerate(sentences):
        asked = cues.CREATE.search(sentence.low)
        if asked is None or at in deaf or _refused(sentence.low, asked.start()):
            continue
        asks = sentence.asks and (sentence.text.rstrip().endswith("?") or sentence.asks_before(asked.end()))
        if asks and not _agreed(at, sentences):
            continue
        if cues.HYPOTHETICAL.search(sentence.low.replace("i'd like", "")):
            continue
        if found and at - last <= _AFTER:
            found[-1] = _joined(found[-1], _new_card(at, sentences, room))
        else:
            found.append(_new_card(at, sentences, room))
        last = at
    return found


def _refused(low: str, start: int) -> bool:
    """True when the order is denied; «у нас такого нет» before it is a reason for it, not a denial."""
    return negated(low.replace(" нет ", "   ; "), start)


def _agreed(at: int, sentences: Sequence[Sentence]) -> bool:
    """True when another voice takes up the question."""
    return any(
        one.speaker != sentences[at].speaker and (cues.YES.search(one.low) or cues.TAKE_SELF.search(one.low))
        for one in sentences[at + 1 : at + 4]
    )


def _joined(first: NewCard, second: NewCard) -> NewCard:
    """The same card asked for twice: the later words go before."""
    kinds = {act.kind for act in second.acts} - {"create"}
    kept = tuple(act for act in first.acts if act.kind not in kinds)
    named = [
        act
        for act in (*second.acts, *first.acts)
        if act.kind == "create" and _QUOTED.search(act.sentence.text)
    ]
    create = named[0] if named else next(act for act in first.acts if act.kind == "create")
    others = tuple(act for act in (*kept, *second.acts) if act.kind != "create")
    return NewCard((create, *others), first.about)


def _new_card(at: int, sentences: Sequence[Sentence], room: Room) -> NewCard:
    sentence = sentences[at]
    about = _about(at, sentences)
    following = [one for one in sentences[at + 1 : at + 2] if one.segment.index == sentence.segment.index]
    acts = [Act("create", title_of(sentence, following, about, room), True, sentence)]
    columns = [one for one in room.board.columns if not one.closed] if room.board else []
    near = [sentence, *sentences[at + 1 : at + 1 + _AFTER]]
    own = [one for one in near if one.segment.index == sentence.segment.index]
    places = next(((one, found[0][0]) for one in own if (found := columns_in(one, columns))), None)
    if places:
        acts.append(Act("move", places[1].name, True, places[0]))
    person = _person(at, sentences, room)
    if person:
        acts.append(Act("assign", person[0], True, person[1]))
    before = [one for one in reversed(sentences[max(0, at - _AFTER) : at]) if cues.COMMITS.search(one.low)]
    days = next(((one, days) for one in (*near, *before) if (days := _deadline(one, sentence, room))), None)
    if days:
        acts.append(Act("due", days[1][-1].day.isoformat(), True, days[0]))
    acts += [
        Act("label", name, True, sentence)
        for name in labels_in(sentence, room)
        if cues.LABEL.search(sentence.low)
    ]
    return NewCard(tuple(acts), tuple(about[:1]))


def _deadline(one: Sentence, asking: Sentence, room: Room) -> list[DateMention]:
    """The days of a sentence by which the card is to be done; beside the asking one only those that say so."""
    if one.asks or re.search(r"\b(?:start|begin|начну|начнем)\b", one.low):
        return []
    days = days_in(one, room)
    led = [
        day
        for day in days
        if cues.BEFORE_DATE.search(one.low[: day.start]) or cues.DUE_STRONG.search(one.low)
    ]
    return days if one is asking else led


def _about(at: int, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences before that say most about the matter, the best first."""
    before = [one for one in sentences[max(0, at - _BEFORE) : at] if len(one.low.split()) >= 4]
    return sorted(before, key=lambda one: (-min(len(one.low.split()), 18), -one.place))


def _person(at: int, sentences: Sequence[Sentence], room: Room) -> tuple[str, Sentence] | None:
    """Who is to have the card: named there, called there, or whoever takes it next."""
    sentence = sentences[at]
    named = [one.member for one in find_people(sentence.text, room.people) if one.member]
    if named:
        return room.member_name(named[-1]), sentence
    for after in sentences[at + 1 : at + 1 + _AFTER]:
        called = [one.member for one in find_people(after.text, room.people) if one.member]
        if called and after.segment.index == sentence.segment.index and cues.TAKE_OTHER.search(after.low):
            return room.member_name(called[-1]), after
    for after in sentences[at + 1 : at + 3]:
        if after.speaker is not None and cues.TAKE_SELF.search(after.low) and after.speaker in room.likely:
            return room.member_name(room.likely[after.speaker]), after
    if re.search(r"\byour name\b|\bсебе\b|\bна тебя\b|\bна себя\b", sentence.low):
        turns = [
            one.speaker for one in sentences[max(0, at - _BEFORE) : at] if one.speaker != sentence.speaker
        ]
        if turns and turns[-1] is not None and turns[-1] in room.likely:
            return room.member_name(room.likely[turns[-1]]), sentence
    return None
