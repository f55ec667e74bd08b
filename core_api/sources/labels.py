"""How people write who spoke and when: "Anna: …", "[00:01:02] Anna: …", "Anna (00:01): …", and the like.

Only the grammar of one line lives here; `plain` puts lines together.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core_api.language.words import fold

_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?(?:\s?[AaPp][Mm])?"
_SPAN = rf"[\[(<]?\s*(?P<time>{_CLOCK})(?:\s*(?:-+>?|–|—)\s*(?P<end>{_CLOCK}))?\s*[\])>]?"
_NAME = r"(?P<name>[^\W_][^:\[\]()<>\t|\n]{0,58}?)"
_ZOOM_CHAT = re.compile(
    rf"(?P<time>{_CLOCK})\s+(?:From|От)\s+{_NAME}(?:\s+(?:to|кому|для)\s+[^:]{{1,60}})?\s*:\s*(?P<text>.*)",
    re.I,
)
_TIME_FIRST = re.compile(rf"{_SPAN}(?:\s*[-–—|]\s*|\s+|$)(?P<text>.*)")
_TIME_AFTER = re.compile(
    rf"\[?{_NAME}\]?\s*[\[(|,–—-]?\s*(?P<time>{_CLOCK})\s*[\])]?\s*(?::\s*(?P<text>.*))?"
)
_LABEL = re.compile(rf"(?:[-*•–—]\s+)?{_NAME}\s*:(?:\s+(?P<text>.*)|$)")
_BOLD_LABEL = re.compile(r"((?:[-*•–—]\s+)?)\*\*([^*\n]{1,60})\*\*")
_TIME_ALONE = re.compile(_SPAN)

_NO_NAMES = frozenset(
    fold(word)
    for word in (
        "note,notes,important,agenda,attendees,participants,date,time,subject,topic,title,meeting,from,to,cc,"
        "action items,action item,actions,decision,decisions,summary,question,answer,todo,next steps,result,results,"
        "conclusion,risk,"
        "http,https,ps,p.s,fyi,update,deadline,status,"
        "важно,внимание,заметка,заметки,повестка,участники,присутствовали,дата,время,тема,вопрос,ответ,встреча,"
        "совещание,"
        "итог,итого,итоги,решение,решения,решили,задача,задачи,срок,вывод,выводы,статус,протокол,кому,от кого,риск,"
        "следующие шаги,результат,примечание,например,дедлайн"
    ).split(",")
)
_WORDS_IN_A_NAME = 5


@dataclass(frozen=True)
class Line:
    """What one line tells. Times in seconds."""

    text: str
    voice: str | None = None
    start: float | None = None
    end: float | None = None
    heading: bool = False
    """True when the line carries who and when, and the words follow on the next ones."""


def seconds_of(clock: str) -> float:
    """Seconds of `1:02`, `00:01:02`, `01:02.5` or a clock of twelve hours."""
    plain = clock.strip().lower()
    half = plain[-2:] if plain[-2:] in {"am", "pm"} else ""
    parts = [float(part.replace(",", ".")) for part in plain.removesuffix(half).split(":")]
    if half and len(parts) == 2:
        parts.append(0.0)
    if half:
        parts[0] = parts[0] % 12 + (12 if half == "pm" else 0)
    total = 0.0
    for part in parts:
        total = total * 60 + part
    return total


def is_name(text: str) -> bool:
    """True for what can be a speaker's name: a few words, beginning with a capital or a digit, no sentence."""
    words = text.split()
    return (
        0 < len(words) <= _WORDS_IN_A_NAME
        and not text[0].islower()
        and fold(text) not in _NO_NAMES
        and not any(mark in text for mark in '?!;«»"…/=')
        and not text.rstrip().endswith((".", ",")) | (". " in text and len(words) > 3)
    )


def known_labels(lines: Sequence[str]) -> frozenset[str]:
    """The folded names before a colon, or in a heading with a time, that are speakers, judged over the source.

    When at least half of the lines begin with a possible name, all such names count; else only those that come back.
    Headings count when there are two or more, whoever is named in them.
    """
    spoken = [line for line in lines if line.strip()]
    found = Counter(fold(voice) for voice in map(_label, spoken) if voice)
    headed = [fold(voice) for voice in map(_heading, spoken) if voice]
    known = set(headed) if len(headed) > 1 else set()
    enough = 1 if found.total() * 2 >= len(spoken) else 2
    return frozenset(known.union(name for name, times in found.items() if times >= enough))


def split_label(line: str, labels: frozenset[str]) -> tuple[str | None, str]:
    """Voice and words of "Name: words", when the name is among the labels."""
    match = _LABEL.match(line.strip())
    if match is None or fold(match["name"].strip()) not in labels:
        return None, line.strip()
    return match["name"].strip(), (match["text"] or "").strip()


def tidy_lines(lines: Sequence[str]) -> list[str]:
    """The lines without bold marks around labels, and with a name and a time on two lines put on one."""
    plain = [_BOLD_LABEL.sub(r"\1\2", line.strip(), count=1) for line in lines]
    spoken = [place for place, line in enumerate(plain) if line]
    if not spoken or _TIME_ALONE.fullmatch(plain[spoken[0]]):
        return plain
    for place, following in pairwise(spoken):
        if _TIME_ALONE.fullmatch(plain[following]) and following == place + 1 and is_name(plain[place]):
            plain[place], plain[following] = f"{plain[place]}   {plain[following]}", ""
    return plain


def without_time(line: str) -> str:
    """The line without a time in front of it."""
    match = _TIME_FIRST.fullmatch(line.strip())
    return match["text"] if match else line.strip()


def parse_line(line: str, labels: frozenset[str]) -> Line:
    """What a line tells, given the speakers' labels of its source."""
    text = line.strip()
    if (match := _ZOOM_CHAT.fullmatch(text)) and is_name(match["name"].strip()):
        return Line(match["text"], match["name"].strip(), seconds_of(match["time"]))
    if match := _TIME_FIRST.fullmatch(text):
        voice, said = split_label(match["text"], labels)
        end = seconds_of(match["end"]) if match["end"] else None
        return Line(said, voice, seconds_of(match["time"]), end, heading=not said)
    if (match := _TIME_AFTER.fullmatch(text)) and fold(match["name"].strip()) in labels:
        said = (match["text"] or "").strip()
        return Line(said, match["name"].strip(), seconds_of(match["time"]), heading=not said)
    voice, said = split_label(text, labels)
    return Line(said, voice, heading=voice is not None and not said)


def _heading(line: str) -> str | None:
    """The name in a line that ends with a time; each of its words has a capital, or it stands well apart."""
    match = _TIME_AFTER.fullmatch(line.strip())
    name = match["name"].strip() if match else ""
    if not name or not is_name(name):
        return None
    apart = re.search(r"\s{2}|\t|[\[(|]", line.strip()) is not None
    return name if apart or not any(word[0].islower() for word in name.split()) else None


def _label(line: str) -> str | None:
    match = _LABEL.match(line.strip())
    name = match["name"].strip() if match else ""
    return name if name and is_name(name) else None
