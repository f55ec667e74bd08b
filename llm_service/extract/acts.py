"""What a sentence asks to change on its card: columns, people, checklists, labels, names, archive.

Each act keeps its sentence; whether it stands in the end is decided over the whole thread (`standing`). Days are read
in `dues`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core_api.contracts.board import Card, CheckItem, Column, OperationKind
from core_api.language.dates import find_dates
from core_api.language.names import find_people
from core_api.language.numerals import parse_numbers
from core_api.language.spans import words_of
from core_api.language.words import STOP_WORDS, stem
from llm_service.extract import cues
from llm_service.extract.room import Room
from llm_service.extract.sentences import Sentence

_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{2,120})[»”“\"]")
_NAMED_SO = re.compile(r"(?::|\b(?:to|as|into|it|в|на|как)\b)\s+([^.?!,;]{3,80})")
_INTO = frozenset("в во на to into in under onto for к".split())
_OUT_OF = frozenset("из с со from of off".split())
_FILLERS = frozenset("need need ready readi for in into to the wait на в во under off ждем".split())
_LEADING = re.compile(
    r"^(?:(?:я|мы|хочу|хотим|туда|сюда|еще|ещё|мне|надо|нужно|бы|и|also|we|i|want|to|a|an|the)\s+)+",
    re.IGNORECASE,
)
_LOOK_BACK = 5
_PARTLY = re.compile(
    r"\b(?:почти|частично|наполовину|кроме|процент\w*|осталос\w*|almost|nearly|half|partly|except|but)\b|%|\bnot yet\b"
)
_ITEM_DONE = re.compile(
    r"\b(?:пришл[иао]|впаял\w*|внес\w*|оплатил\w*|подписал\w*|получил\w*|купил\w*|сделал\w*|закончил\w*|готов\w?|провел\w*|"
    r"finished|done|complete|completed|passes|pass|passed|fixed|measured|signed|cleanly)\b"
)
_YOU_DO = re.compile(r"\b(\w{3,}?)(?:ешь|ишь|ете|ите|ешься|ишься)\b")
_BARE_STATE = re.compile(
    r"^\W*(?:(?:so|then|good|ok(?:ay)?|right|great|well|and|it's|that's|now|и|значит|так)\W+){0,3}$"
)


@dataclass(frozen=True)
class Act:
    """One thing asked for, in the words of the talk."""

    kind: OperationKind
    value: str
    outright: bool
    sentence: Sentence
    more: tuple[Sentence, ...] = ()
    """Other sentences that it rests on."""


def acts_of(at: int, thread: Sequence[Sentence], card: Card, room: Room) -> list[Act]:
    """What the sentence at this place of the card's thread asks for, days apart."""
    found = _moves(thread[at], card, room)
    found += _assigns(at, thread, room)
    found += _checks(at, thread, card)
    found += _names_and_labels(thread[at], room)
    return found


def negated(low: str, start: int) -> bool:
    """True when a negation stands before the place, in the same clause."""
    clause = re.split(r"[,.;:—–!?]", low[:start])[-1]
    return bool(cues.NEGATION.search(clause)) or bool(
        re.search(r"(?:\bне|n't|\bnot|\bnever)\W*\w*$", low[:start])
    )


def columns_in(sentence: Sentence, columns: Sequence[Column]) -> list[tuple[Column, int, int]]:
    """The columns whose telling words stand in the sentence: first and one-after-last word."""
    said = [stem(token.word) for token in words_of(sentence.text)]
    found: list[tuple[Column, int, int]] = []
    for column in columns:
        every = [stem(token.word) for token in words_of(column.name)]
        wanted = [one for one in every if one not in _FILLERS] or every
        for at in range(len(said) - len(wanted) + 1):
            if said[at : at + len(wanted)] == wanted:
                found.append((column, at, at + len(wanted)))
                break
    return found


def _moves(sentence: Sentence, card: Card, room: Room) -> list[Act]:
    """Orders and reports that put the card into another column."""
    columns = [one for one in room.board.columns if not one.closed] if room.board else []
    named = _named_columns(sentence, columns)
    if named is not None:
        column, outright = named
        return [Act("move", column.name, outright, sentence)]
    low = sentence.low
    order = cues.DONE_ORDER.search(low)
    if order and not negated(low, order.start()):
        return [Act("move", "done", True, sentence)]
    if room.role_of(card) == "done":
        return []
    deed = cues.DONE_DEED.search(low)
    items = items_in(sentence, card)
    later = any(
        one.day > room.request.started_at.date() for one in find_dates(sentence.text, room.request.started_at)
    )
    if deed and not (later or items or sentence.asks or negated(low, deed.end()) or _PARTLY.search(low)):
        return [Act("move", "done", False, sentence)]
    start = cues.START.search(low)
    if start and not negated(low, start.start()) and not sentence.asks and room.role_of(card) == "queue":
        return [Act("move", "working", False, sentence)]
    return []


def _named_columns(sentence: Sentence, columns: Sequence[Column]) -> tuple[Column, bool] | None:
    """The column that the sentence moves a card to, and whether it says so outright."""
    tokens = words_of(sentence.text)
    verb = next(
        (one for one in cues.MOVE_VERB.finditer(sentence.low) if not negated(sentence.low, one.start())), None
    )
    refused = verb is None and cues.MOVE_VERB.search(sentence.low) is not None
    found: list[tuple[int, Column, bool]] = []
    for column, first, stop in columns_in(sentence, columns):
        before = [token.word for token in tokens[max(0, first - 3) : first]]
        start = tokens[first].start
        if any(word in _OUT_OF for word in before[-2:]) or negated(sentence.low, start):
            continue
        after = sentence.low[tokens[stop - 1].end :]
        if verb is not None and any(word in _INTO for word in before):
            found.append((first, column, True))
        elif not refused and _is_state(sentence, column, start, after, verb is not None):
            found.append((first, column, verb is not None))
    if not found:
        return None
    _place, column, outright = found[-1]
    return column, outright and not sentence.asks


def _is_state(sentence: Sentence, column: Column, start: int, after: str, moving: bool) -> bool:
    """True when the card is said to be what the column's name says: "this one's shipped", "Accepted."."""
    before = sentence.low[:start]
    if sentence.asks or cues.PAST_DAY.search(sentence.low):
        return False
    if _BARE_STATE.search(before) and len(after.split()) <= 1 and column.role != "done":
        return True
    if re.search(r"(?:'s|\bis|\bbe|\bare)\s+(?:now |already |in )*$", before):
        return moving or column.role == "done" or bool(re.search(r"\b(?:in|can be)\s*$", before))
    return bool(re.search(r"\b(?:so|then)\s+$", before)) and len(after.split()) <= 1


def _assigns(at: int, thread: Sequence[Sentence], room: Room) -> list[Act]:
    """People who take the card, or are put on it."""
    sentence = thread[at]
    low = sentence.low
    others = [one for one in find_people(sentence.text, room.people) if one.member]
    asked = cues.TAKE_OTHER.search(low)
    if asked and others and not negated(low, asked.start()):
        name = room.member_name(others[-1].member or "")
        if not sentence.asks and not re.search(
            r"\b(?:can|could|would|will) you\b|\w(?:ешь|ете|ишь|ите)\b", low
        ):
            return [Act("assign", name, True, sentence)]
        return [Act("assign", name, True, sentence, (after,)) for after in _agrees(at, thread)]
    if others and (agreed := _same_verb(at, thread)):
        return [Act("assign", room.member_name(others[0].member or ""), False, sentence, (agreed,))]
    own = cues.TAKE_SELF.search(low)
    if own is None or negated(low, own.start()) or sentence.asks or sentence.speaker is None:
        return []
    if asked and re.search(r"\bбер(?:и|ите)\b", low):
        return []
    member = room.likely.get(sentence.speaker)
    sure = sentence.speaker in room.voices
    return [Act("assign", room.member_name(member), sure, sentence)] if member else []


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


def items_in(sentence: Sentence, card: Card) -> list[CheckItem]:
    """The checklist items that the sentence names and does not call unfinished."""
    tokens = words_of(sentence.text)
    said = {stem(token.word): token for token in tokens if token.word not in STOP_WORDS}
    said |= {str(number.value): tokens[number.first] for number in parse_numbers(tokens)}
    found: list[tuple[bool, CheckItem]] = []
    for item in (one for checklist in card.checklists for one in checklist.items):
        wanted = {stem(token.word) for token in words_of(item.name) if token.word not in STOP_WORDS}
        hits = [
            said[one]
            for one in wanted
            if one in said and not (one.isdigit() and len(wanted) > 1 and len(wanted & said.keys()) < 2)
        ]
        if not wanted or len(hits) < max(1, len(wanted) / 2):
            continue
        before, after = (
            sentence.low[: min(hit.start for hit in hits)],
            sentence.low[max(hit.end for hit in hits) :],
        )
        if not cues.UNDONE_ITEM.search(before) and not cues.UNDONE_SO.search(after):
            found.append((len(hits) == len(wanted), item))
    whole = any(full for full, _item in found)
    return [item for full, item in found if full or not whole]


def _checks(at: int, thread: Sequence[Sentence], card: Card) -> list[Act]:
    """Checklist items that are ticked, reported done, or added."""
    sentence = thread[at]
    low = sentence.low
    if not card.checklists:
        return []
    added = cues.ADD_ITEM.search(low)
    more: list[Act] = []
    if added and not negated(low, added.start()) and (name := item_name(sentence)):
        more = [Act("add_check", name, bool(_QUOTED.search(sentence.text)), sentence)]
    tick = cues.TICK.search(low)
    own = items_in(sentence, card)
    if cues.UNTICK.search(low):
        return [Act("uncheck", one.name, True, sentence) for one in own]
    if tick and not negated(low, tick.start()):
        if own and not cues.THOSE.search(low[tick.end() : tick.end() + 12]):
            return [*more, *(Act("check", one.name, True, sentence) for one in own)]
        for back in reversed(thread[max(0, at - _LOOK_BACK) : at]):
            if items := items_in(back, card):
                plainly = len(items) == 1 or bool(re.search(r"\b(?:both|two|оба|обе|two)\b", low))
                return [*more, *(Act("check", one.name, plainly, sentence, (back,)) for one in items)]
        return more
    if own and _ITEM_DONE.search(low) and not sentence.asks:
        more += [Act("check", one.name, False, sentence) for one in own]
    return more


def item_name(sentence: Sentence) -> str:
    """The words of a checklist item that somebody wants to add."""
    quoted = _QUOTED.search(sentence.text)
    if quoted:
        return quoted.group(1).strip()
    low, text = sentence.low, sentence.text
    for pattern in (
        r"(?:хочу|надо|нужно|давай\w*|можно|еще)\s+(?:\w+\s+){0,2}?(?:туда\s+)?((?:(?!добав)\w+\s+){1,5})добав\w*\s+(?:отдельн\w+ |нов\w+ )?пункт",
        r"добав\w*\s+(?:туда |еще |нов\w+ |отдельн\w+ )*пункт\w*\s*:?\s*([^.,!?]{3,60})",
        r"добав\w*\s+(?:туда |еще )*([^.,!?]{3,60}?)\s+(?:отдельн\w+ |нов\w+ )?(?:пункт\w*|в чек-?лист)",
        r"\badd (?:an? )?(?:new )?(?:checklist |list )?item(?: for|:)? ([^.,!?]{3,60})",
        r"\badd ([^.,!?]{3,60}?) (?:to the (?:check)?list|as an? (?:checklist )?item|as a to-?do)",
    ):
        found = re.search(pattern, low)
        if found:
            return _LEADING.sub("", text[found.start(1) : found.end(1)]).strip()
    return ""


def _names_and_labels(sentence: Sentence, room: Room) -> list[Act]:
    """Labels, new names, the archive."""
    low = sentence.low
    found: list[Act] = []
    tagged = cues.LABEL.search(low)
    if tagged and not negated(low, tagged.start()):
        off = re.search(r"\b(?:сними|убери|remove|take off|drop)\b", low)
        found += [
            Act("unlabel" if off else "label", name, True, sentence) for name in labels_in(sentence, room)
        ]
    renamed = cues.RENAME.search(low)
    if renamed and not negated(low, renamed.start()):
        name = new_name(sentence, renamed.end())
        found += [Act("rename", name, True, sentence)] if name else []
    stowed = cues.ARCHIVE.search(low)
    if stowed and not negated(low, stowed.start()):
        found.append(Act("archive", "", True, sentence))
    elif cues.RESTORE.search(low):
        found.append(Act("restore", "", True, sentence))
    return found


def labels_in(sentence: Sentence, room: Room) -> list[str]:
    """The board's labels that the sentence names, the longest name first, none inside another."""
    said = [stem(token.word) for token in words_of(sentence.text)]
    found: list[str] = []
    labels = (
        sorted((one for one in room.board.labels if one.name), key=lambda one: -len(one.name))
        if room.board
        else []
    )
    for label in labels:
        wanted = [stem(token.word) for token in words_of(label.name)]
        if wanted and any(said[at : at + len(wanted)] == wanted for at in range(len(said) - len(wanted) + 1)):
            found.append(label.name)
    return found[:1]


def new_name(sentence: Sentence, after: int) -> str:
    """The name that a card is to get: in quotation marks, else what follows the verb."""
    quoted = _QUOTED.search(sentence.text)
    if quoted:
        return quoted.group(1).strip().rstrip(".")
    told = _NAMED_SO.search(sentence.text[after:])
    return told.group(1).strip() if told else ""
