"""Which acts of a card's thread still stand at its end, and why the others do not.

What was taken back, only asked, only supposed, or never ours does not stand. A doubt leaves an act standing, to be
asked about.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core_api.contracts.board import Card
from core_api.contracts.minutes import Veto
from llm_service.extract import cues
from llm_service.extract.act import Act
from llm_service.extract.acts import acts_of
from llm_service.extract.dues import due_of
from llm_service.extract.pull import MOVES_ON
from llm_service.extract.room import Room
from llm_service.extract.sentences import Sentence

_LAST_WINS = frozenset({"move", "due", "rename", "archive", "restore"})
_CONFIRMS_WITHIN = 3
_CORRECTS_WITHIN = 6
_TAKEN_BACK_WITHIN = 8
_DOUBT_REACHES = 8
_ELSE = re.compile(
    r"^\W*(?:(?:and|so|ok(?:ay)?|right|а|и|ну|так)\W+){0,2}(?:(?:what|how) about (?!it\b|that\b|this\b)|"
    r"по (?!этой\b|этому\b|ней\b|нему\b)\w+ (?:есть|что|как|новости)\b|"
    r"что (?:с|со|по|насчет) (?!этим\b|ним\b|ней\b|этой\b|этому\b)|"
    r"как (?:там |дела )?(?:с|со) (?!ним\b|ней\b|этим\b))"
)
""""What about the other one?" – another matter, whether it is a card or not."""


@dataclass
class Standing:
    """The acts of a thread while it is read, and what was seen of doubt."""

    acts: list[Act] = field(default_factory=list)
    killed: list[Act] = field(default_factory=list)
    doubts: set[Veto] = field(default_factory=set)
    """Doubts about the whole thread."""
    undecided: list[int] = field(default_factory=list)
    """Places where people left something open or disagreed."""
    opened: list[int] = field(default_factory=list)
    """Places where the talk turned to another matter, even one that is no card."""
    unsure: set[int] = field(default_factory=set)
    """Places of sentences whose acts are hedged."""


def standing_acts(
    thread: Sequence[Sentence], whole: Sequence[Sentence], card: Card, room: Room, deaf: frozenset[int]
) -> Standing:
    """Read the thread of one card from its first sentence to its last."""
    state = Standing()
    for at, sentence in enumerate(thread):
        if sentence.place in deaf:
            continue
        if _turns(sentence):
            state.opened.append(sentence.place)
        _take_back(sentence, state)
        due = due_of(at, thread, whole, room)
        for act in (*acts_of(at, thread, card, room), *((due,) if due else ())):
            _weigh(act, at, thread, state)
        if cues.UNDECIDED.search(sentence.low):
            state.undecided.append(sentence.place)
        if cues.OTHER_TEAM.search(sentence.low):
            state.doubts.add("other_team")
        if cues.JOKE.search(sentence.low):
            state.doubts.add("joke")
    state.acts = _last_words(state.acts, card, room)
    if any(
        abs(place - act.sentence.place) <= _DOUBT_REACHES for place in state.undecided for act in state.acts
    ):
        state.doubts.add("conflict")
    if state.undecided and not state.acts:
        state.doubts.add("conflict")
    return state


def _weigh(act: Act, at: int, thread: Sequence[Sentence], state: Standing) -> None:
    """Keep an act that was said so that it holds."""
    low = act.sentence.low
    if cues.HYPOTHETICAL.search(low) and not (act.kind in ("rename", "label", "check") and act.outright):
        state.doubts.add("hypothetical")
        return
    if act.sentence.asks and act.kind != "assign" and not _confirmed(at, thread):
        state.doubts.add("question")
        return
    if cues.HEDGED.search(low):
        state.unsure.add(act.sentence.place)
        act = replace(act, outright=False)
    if act.kind != "due" and cues.NOT_NOW.search(low):
        act = replace(act, outright=False)
    state.acts.append(act)


def _confirmed(at: int, thread: Sequence[Sentence]) -> bool:
    """True when another voice says yes soon after the question."""
    for after in thread[at + 1 : at + 1 + _CONFIRMS_WITHIN]:
        if after.speaker == thread[at].speaker:
            if after.segment.index == thread[at].segment.index and cues.YES.search(after.low):
                return True
            continue
        if cues.NO.search(after.low):
            return False
        if cues.YES.search(after.low):
            return True
    return False


def _take_back(sentence: Sentence, state: Standing) -> None:
    """Strike what this sentence takes back: all that was just asked for, or only a move.

    Where the talk has turned to another matter since, that is rather what is taken back: the act stays, to be asked.
    """
    laughed = cues.LAUGHED.search(sentence.low) is not None
    retracted = laughed or cues.RETRACTED.search(sentence.low) is not None
    if sentence.asks or not (retracted or cues.STAYS.search(sentence.low)):
        return
    only_moves = not retracted
    kept: list[Act] = []
    for act in state.acts:
        recent = sentence.place - act.sentence.place <= _TAKEN_BACK_WITHIN or cues.TAKES_ALL_BACK.search(
            sentence.low
        )
        turned = any(act.sentence.place < place < sentence.place for place in state.opened)
        struck = act.sentence.place < sentence.place and (act.kind == "move" or not only_moves)
        if struck and recent and turned:
            kept.append(replace(act, outright=False))
        elif struck and recent:
            state.killed.append(act)
        else:
            kept.append(act)
    state.acts = kept


def _turns(sentence: Sentence) -> bool:
    """True when the talk turns to something else: what is taken back later is rather that."""
    return bool(_ELSE.search(sentence.low) or MOVES_ON.search(sentence.low))


def _last_words(acts: Sequence[Act], card: Card, room: Room) -> list[Act]:
    """Of two acts that exclude each other the later one, and plain words before inferred ones."""
    found: list[Act] = []
    for act in acts:
        rivals = [one for one in found if one.kind == act.kind]
        if act.kind in _LAST_WINS and rivals:
            near = act.kind == "due" and act.sentence.place - rivals[0].sentence.place <= _CORRECTS_WITHIN
            if rivals[0].outright and not act.outright and not near:
                continue
            found = [one for one in found if one.kind != act.kind]
        elif any(one.value == act.value for one in rivals):
            if act.outright:
                found = [one for one in found if (one.kind, one.value) != (act.kind, act.value)]
            else:
                continue
        found.append(act)
    if any(act.kind == "archive" for act in found):
        found = [act for act in found if act.kind != "move" or act.outright]
    return [act for act in found if not _shown(act, card, room)]


def _shown(act: Act, card: Card, room: Room) -> bool:
    """True when an inferred act says only what the board shows: no news, not even to mention."""
    if act.outright or room.board is None:
        return False
    column = next((one for one in room.board.columns if one.id == card.column_id), None)
    if act.kind == "move" and column is not None:
        return act.value in (column.name, column.role)
    return act.kind == "check" and any(
        item.name == act.value and item.done for checklist in card.checklists for item in checklist.items
    )
