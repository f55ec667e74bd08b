"""Checklist items: ticked, reported done, or to be added.

An item that is said to be still open is never ticked.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from core_api.contracts.board import Card, CheckItem
from core_api.language.numerals import parse_numbers
from core_api.language.spans import words_of
from core_api.language.words import STOP_WORDS, stem
from llm_service.extract import cues
from llm_service.extract.act import QUOTED, Act, negated
from llm_service.extract.sentences import Sentence

_LEADING = re.compile(
    r"^(?:(?:я|мы|хочу|хотим|туда|сюда|еще|ещё|мне|надо|нужно|бы|и|also|we|i|want|to|a|an|the)\s+)+",
    re.IGNORECASE,
)
_LOOK_BACK = 5
_ITEM_DONE = re.compile(
    r"\b(?:пришл[иао]|впаял\w*|внес\w*|оплатил\w*|подписал\w*|получил\w*|купил\w*|сделал\w*|закончил\w*|"
    r"готов\w?|провел\w*|"
    r"finished|done|complete|completed|passes|pass|passed|fixed|measured|signed|cleanly)\b"
)


def checks(at: int, thread: Sequence[Sentence], card: Card) -> list[Act]:
    """Checklist items that are ticked, reported done, or added."""
    sentence = thread[at]
    low = sentence.low
    if not card.checklists:
        return []
    added = cues.ADD_ITEM.search(low)
    more: list[Act] = []
    if added and not negated(low, added.start()) and (name := item_name(sentence)):
        more = [Act("add_check", name, bool(QUOTED.search(sentence.text)), sentence)]
    tick = cues.TICK.search(low)
    own = items_in(sentence, card)
    if cues.UNTICK.search(low):
        return [Act("uncheck", one.name, True, sentence) for one in own]
    if tick and not negated(low, tick.start()):
        if own and not cues.THOSE.search(low[tick.end() : tick.end() + 12]):
            meant = _before_tick(sentence, card, tick) or own
            return [*more, *(Act("check", one.name, True, sentence) for one in meant)]
        for back in reversed(thread[max(0, at - _LOOK_BACK) : at]):
            if items := items_in(back, card):
                plainly = len(items) == 1 or bool(re.search(r"\b(?:both|two|оба|обе|two)\b", low))
                return [*more, *(Act("check", one.name, plainly, sentence, (back,)) for one in items)]
        return [*more, *(Act("check", one.name, True, sentence) for one in own)]
    if own and _ITEM_DONE.search(low) and not sentence.asks:
        more += [Act("check", one.name, False, sentence) for one in own]
    return more


def _before_tick(sentence: Sentence, card: Card, tick: re.Match[str]) -> list[CheckItem]:
    """What was named before the order to tick, when no mark tells whose the words after it are."""
    if any(mark in sentence.text for mark in ".,;!?") or tick.start() == 0:
        return []
    head = replace(sentence, text=sentence.text[: tick.start()], low=sentence.low[: tick.start()])
    return items_in(head, card)


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


def item_name(sentence: Sentence) -> str:
    """The words of a checklist item that somebody wants to add."""
    quoted = QUOTED.search(sentence.text)
    if quoted:
        return quoted.group(1).strip()
    low, text = sentence.low, sentence.text
    for pattern in (
        (
            r"(?:хочу|надо|нужно|давай\w*|можно|"
            r"еще)\s+(?:\w+\s+){0,2}?(?:туда\s+)?((?:(?!добав)\w+\s+){1,5})добав\w*\s+(?:отдельн\w+ |"
            r"нов\w+ )?пункт"
        ),
        r"добав\w*\s+(?:туда |еще |нов\w+ |отдельн\w+ )*пункт\w*\s*:?\s*([^.,!?]{3,60})",
        r"добав\w*\s+(?:туда |еще )*([^.,!?]{3,60}?)\s+(?:отдельн\w+ |нов\w+ )?(?:пункт\w*|в чек-?лист)",
        r"\badd (?:an? )?(?:new )?(?:checklist |list )?item(?: for|:)? ([^.,!?]{3,60})",
        r"\badd ([^.,!?]{3,60}?) (?:to the (?:check)?list|as an? (?:checklist )?item|as a to-?do)",
    ):
        found = re.search(pattern, low)
        if found:
            return _LEADING.sub("", text[found.start(1) : found.end(1)]).strip()
    return ""
