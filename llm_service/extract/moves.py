"""Orders and reports that put a card into another column.

The column is named as the board names it, or by what it means (`done`, `working`).
"""

import re
from collections.abc import Sequence

from core_api.contracts.board import Card, Column
from core_api.language.spans import words_of
from core_api.language.words import stem
from llm_service.extract import cues
from llm_service.extract.act import Act, negated
from llm_service.extract.items import items_in
from llm_service.extract.room import Room
from llm_service.extract.sentences import Sentence

_ROLE_PHRASES = (
    (
        re.compile(
            r"\b(?:в|на) (?:работу|разработку|доработку)\b|"
            r"\b(?:in)?to (?:work|progress|development|dev)\b(?! (?:on|with))"
        ),
        "working",
    ),
    (re.compile(r"\bв (?:бэклог|беклог|очередь)\b|\b(?:in)?to the (?:backlog|queue)\b"), "backlog"),
    (re.compile(r"\b(?:в|на) (?:ревью|проверку)\b|\b(?:in)?to (?:code )?review\b"), "review"),
)
"""Words for what a column means, where none is named as the board names it."""
_PAST = re.compile(r"(?:л|ла|ло|ли|ed|sent|went|gone|перенес)$")
_INTO = frozenset("в во на to into in under onto for к".split())
_OUT_OF = frozenset("из с со from of off".split())
_FILLERS = frozenset("need need ready readi for in into to the wait на в во under off ждем".split())
_PARTLY = re.compile(
    r"\b(?:почти|частично|наполовину|кроме|процент\w*|осталос\w*|almost|nearly|half|partly|except|but)\b|%|\bnot yet\b"
)
_SHORT = 5
_DEADLINE = re.compile(r"\b(?:срок\w*|дедлайн\w*|due|deadline|не позже|date)\b\W*(?:\w+\W+){0,2}$")
"""Before a day: it is the card's deadline, not the day of the move."""
_CLAUSE = re.compile(r"[,.;:—–!?]|\b(?:but|yet|so|and then|но|зато|однако|а)\b")
_DENIAL = re.compile(r"\b(?:not|never|no|nobody|не|нельзя|рано|нет)\b|n't\b|\b(?:dont|cant|isnt|wont)\b")
_BARE_STATE = re.compile(
    r"^\W*(?:(?:so|then|good|ok(?:ay)?|right|great|well|and|it's|that's|now|и|значит|так)\W+){0,3}$"
)


def moves(sentence: Sentence, card: Card, room: Room) -> list[Act]:
    """Orders and reports that put the card into another column."""
    named = aim_of(sentence, room)
    told = (named[0].name, named[1]) if named else _ordered(sentence.low) or _reported(sentence, card, room)
    return [Act("move", told[0], told[1] and not _later(sentence, room), sentence)] if told else []


def aim_of(sentence: Sentence, room: Room) -> tuple[Column, bool] | None:
    """The column that the sentence names as the aim of a card, and whether outright."""
    columns = [one for one in room.board.columns if not one.closed] if room.board else []
    return _named_columns(sentence, columns)


def _later(sentence: Sentence, room: Room) -> bool:
    """True when the move is told for a day to come, unless that day is the card's deadline."""
    today = room.request.started_at.date()
    days = room.days(sentence.text)
    return any(one.day > today and not _DEADLINE.search(sentence.low[: one.start]) for one in days)


def _ordered(low: str) -> tuple[str, bool] | None:
    """The role of the column that is ordered, and whether outright."""
    verb = cues.MOVE_VERB.search(low)
    if verb and not negated(low, verb.start()):
        for phrase, role in _ROLE_PHRASES:
            if phrase.search(low):
                return role, not _PAST.search(verb.group())
    order = cues.DONE_ORDER.search(low)
    return ("done", True) if order and not negated(low, order.start()) else None


def _reported(sentence: Sentence, card: Card, room: Room) -> tuple[str, bool] | None:
    """The role that a report implies: the work is finished, or has begun."""
    low, role = sentence.low, room.role_of(card)
    if role == "done" or sentence.asks:
        return None
    today = room.request.started_at.date()
    later = any(one.day > today for one in room.days(sentence.text))
    deed = cues.DONE_DEED.search(low)
    partly = later or items_in(sentence, card) or _PARTLY.search(low)
    if deed and role != "queue" and not partly and not negated(low, deed.end()):
        return "done", False
    start = cues.START.search(low)
    began = start and not cues.NO_NEWS.search(low) and not negated(low, start.start())
    return ("working", False) if began and role == "queue" else None


def _named_columns(sentence: Sentence, columns: Sequence[Column]) -> tuple[Column, bool] | None:
    """The column that the sentence moves a card to, and whether it says so outright."""
    tokens = words_of(sentence.text)
    verb = next(
        (one for one in cues.MOVE_VERB.finditer(sentence.low) if not negated(sentence.low, one.start())), None
    )
    refused = verb is None and cues.MOVE_VERB.search(sentence.low) is not None
    found: list[tuple[bool, int, Column, bool]] = []
    for column, first, stop in columns_in(sentence, columns):
        before = [token.word for token in tokens[max(0, first - 3) : first]]
        start = tokens[first].start
        if any(word in _OUT_OF for word in before[-2:]) or denied(sentence.low, start):
            continue
        after = sentence.low[tokens[stop - 1].end :]
        if verb is not None and any(word in _INTO for word in before):
            found.append((True, first, column, not _PAST.search(verb.group())))
        elif not refused and _is_state(sentence, column, start, after, verb is not None):
            found.append((False, first, column, verb is not None))
        elif verb is None and not refused and _bare_aim(sentence, start, after, tokens[stop - 1].word):
            found.append((False, first, column, False))
    if not found:
        return None
    _aimed, _place, column, outright = max(found, key=lambda one: one[:2])
    return column, outright and not sentence.asks


def denied(low: str, start: int) -> bool:
    """True when the place is denied: "not done", "I don't want to call it done" – up to the next order or clause."""
    if negated(low, start):
        return True
    clause = _CLAUSE.split(low[:start])[-1]
    denials = list(_DENIAL.finditer(clause))
    return bool(denials) and cues.MOVE_VERB.search(clause[denials[-1].end() :]) is None


def _bare_aim(sentence: Sentence, start: int, after: str, word: str) -> bool:
    """True when a clause does nothing but say where the card goes: «двести седьмую в проверку», "so into drafting"."""
    clause = re.split(r"[,.;:—–!?]", sentence.low[:start])[-1].strip(' «"“')
    led = re.search(r"(?:^|\s)(?:в|во|into|on to|to)(?: the)?$", clause)
    ended = re.match(r"\W*(?:$|[,.;:—–!])", after.strip('»"”'))
    stands = bool(re.search(r"(?:е|ах)$", word))
    return bool(led and ended) and not stands and not sentence.asks and len(clause.split()) <= _SHORT


def _blocked(column: Column) -> bool:
    """True for a column whose name is what happens to a card: "Blocked", "Paused", «На паузе»."""
    return column.role == "waiting" and bool(re.search(r"(?:block|paus|hold|stuck)", column.name.lower()))


def _is_state(sentence: Sentence, column: Column, start: int, after: str, moving: bool) -> bool:
    """True when the card is said to be what the column's name says: "this one's shipped", "Accepted."."""
    before = sentence.low[:start]
    if sentence.asks or cues.PAST_DAY.search(sentence.low):
        return False
    if _BARE_STATE.search(before) and len(after.split()) <= 1 and column.role != "done":
        return True
    if re.search(r"(?:'s|\bis|\bbe|\bare)\s+(?:now |already |still |in |ready for |up for )*$", before):
        return (
            moving
            or column.role == "done"
            or _blocked(column)
            or bool(re.search(r"\b(?:in|can be|ready for|up for)\s*$", before))
        )
    return bool(re.search(r"\b(?:so|then)\s+$", before)) and len(after.split()) <= 1


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
