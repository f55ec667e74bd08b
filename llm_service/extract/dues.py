"""Days that become due dates: said with a deadline's words, or promised by a day.

A day on which something merely happens is no due date. Days themselves are read by `core_api.language.dates`.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from core_api.language.dates import DateMention
from core_api.language.words import stem
from llm_service.extract import cues
from llm_service.extract.act import Act, negated
from llm_service.extract.moves import aim_of
from llm_service.extract.room import Room
from llm_service.extract.sentences import Sentence

_EVENT = re.compile(
    r"\b(?:(?:the )?day (before|after)|за день (до)|"
    r"на следующий день (после))(?:\s+(?:the\s+)?(?:\w+\s+)??(\w{4,}))?"
)
_LOOK_BACK = 3
_FAREWELL = 5
_BESIDE = 30
_SHORT = 6
_STARTS = re.compile(r"\b(?:start|begin|начну|начнем|приступ\w+)\b")
_DATE = re.compile(
    r"\b(?:срок\w*|дедлайн\w*|дат[ауыеой]+|не позже|deadline|due|date|latest|no later than|with [\w -]{1,25} on)\b"
)
"""A word for the day itself: what is moved into a column is the card, not its day, unless one is said."""
_MEETS = re.compile(r"\b(?:встреч\w+|созвон\w*|следующ\w+ раз|next (?:call|meeting|time)|see you|meet)\b")


def due_of(at: int, thread: Sequence[Sentence], whole: Sequence[Sentence], room: Room) -> Act | None:
    """The due date that the sentence at this place of a thread sets, if it sets one."""
    sentence = thread[at]
    if _MEETS.search(sentence.low):
        return None
    strong = _strong(sentence) and not (_DATE.search(sentence.low) is None and aim_of(sentence, room))
    days = days_in(sentence, room)
    if not days:
        if event := _by_event(sentence, whole, room):
            return Act("due", event.isoformat(), strong, sentence)
        return _looking_back(at, thread, whole, room) if strong and _names_the_date(sentence) else None
    day = next((one for one in reversed(days) if _led(sentence, one) or _close(sentence, one)), days[-1])
    past = cues.PAST_DAY.search(_clause(sentence.low, day))
    led = _led(sentence, day)
    if strong and (led or (not past and _close(sentence, day))):
        return Act("due", day.day.isoformat(), _plainly(sentence), sentence)
    promised = led and not past and _promises(sentence, day, whole)
    return Act("due", day.day.isoformat(), False, sentence) if promised else None


def _led(sentence: Sentence, day: DateMention) -> bool:
    """True when a word of a deadline leads to the day: "by Friday", «до пятницы»."""
    return bool(cues.BEFORE_DATE.search(sentence.low[: day.start]))


def _clause(low: str, day: DateMention) -> str:
    """The words between the marks round a day; all of them where there are no marks."""
    before = re.split(r"[,;:.]\s", low[: day.start])[-1]
    return before + re.split(r"[,;:.](?:\s|$)", low[day.start :])[0]


def _promises(sentence: Sentence, day: DateMention, whole: Sequence[Sentence]) -> bool:
    """True when the day is one by which the card's work is to be done, not a small thing, nor a farewell."""
    if whole[-1].place - sentence.place < _FAREWELL:
        return False
    if _STARTS.search(_clause(sentence.low, day)) or cues.SMALL_PROMISE.search(sentence.low):
        return False
    return len(sentence.low.split()) <= _SHORT or bool(cues.DUE_PROMISE.search(sentence.low))


def days_in(sentence: Sentence, room: Room) -> list[DateMention]:
    """The days to come that the sentence names and does not deny."""
    started = room.request.started_at
    return [
        one
        for one in room.days(sentence.text)
        if one.day >= started.date() and not negated(sentence.low, one.start)
    ]


def _strong(sentence: Sentence) -> bool:
    found = cues.DUE_STRONG.search(sentence.low)
    return bool(found and not negated(sentence.low, found.start()))


def _close(sentence: Sentence, day: DateMention) -> bool:
    """True when the words of a deadline stand right beside the day: "Sunday on it", «ставлю пятницу»."""
    for found in cues.DUE_STRONG.finditer(sentence.low):
        between = sentence.low[min(found.end(), day.end) : max(found.start(), day.start)]
        overlaps = found.start() < day.end and day.start < found.end()
        noun = re.match(r"срок|дедлайн|deadline|due|latest|not later|не позже", found.group())
        if overlaps or (len(between) <= _BESIDE and ("," not in between or noun)):
            return True
    return False


def _plainly(sentence: Sentence) -> bool:
    return not cues.HEDGED.search(sentence.low) and not sentence.asks


def _names_the_date(sentence: Sentence) -> bool:
    """True when a sentence without a day asks to write one down."""
    return bool(
        re.search(
            r"\b(?:срок|дедлайн|deadline|due|put (?:it|that)|stick (?:it|that)|write (?:it|that))\b",
            sentence.low,
        )
    )


def _looking_back(at: int, thread: Sequence[Sentence], whole: Sequence[Sentence], room: Room) -> Act | None:
    """«До пятницы — это четвёртое. Ставь срок»: the day said just before."""
    for back in reversed(thread[max(0, at - _LOOK_BACK) : at]):
        days = days_in(back, room)
        day = days[-1].day if days else _by_event(back, whole, room)
        if day is not None:
            return Act("due", day.isoformat(), True, thread[at], (back,))
    return None


def _by_event(sentence: Sentence, whole: Sequence[Sentence], room: Room) -> date | None:
    """«За день до релиза», "the day before the release", when the day of it was said earlier in the meeting."""
    found = _EVENT.search(sentence.low)
    if found is None or not found.group(4):
        return None
    event = stem(found.group(4))
    step = timedelta(days=1 if found.group(1) == "after" or found.group(3) else -1)
    for back in reversed(whole[: sentence.place]):
        if any(stem(word) == event for word in re.findall(r"\w+", back.low)):
            days = days_in(back, room)
            if days:
                return days[0].day + step
    return None
