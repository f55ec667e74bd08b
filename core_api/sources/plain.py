"""Plain text: transcripts as people and conference programs write them, or mere paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core_api.sources.draft import Draft, Utterance
from core_api.sources.labels import Line, known_labels, parse_line, tidy_lines, without_time

_SENTENCE_END = re.compile(r"[.!?…:;»\"”)]\s*$")
_WALL_CLOCK = 3600.0
"""A transcript that begins later than this, in seconds, tells the time of day."""
_LONGEST = 4000
"""An utterance of more letters than this goes on in another one."""


@dataclass(frozen=True)
class _Open:
    """The utterance that is being put together."""

    text: str
    voice: str | None
    start: float | None
    end: float | None
    heading: bool
    """Whoever is named in a heading speaks until the next one."""
    closed: bool = False
    """A blank line came."""


def read_text(text: str) -> Draft:
    """A plain text as utterances: one a speaker's line with what follows it, or one a paragraph's line."""
    return read_lines(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n"))


def read_lines(lines: Sequence[str]) -> Draft:
    """The same for lines; an empty one parts paragraphs. Times are 0 and `timed` is False where there are none."""
    tidy = tidy_lines(lines)
    labels = known_labels([without_time(line) for line in tidy])
    done: list[_Open] = []
    for raw in tidy:
        if not raw:
            if done:
                done[-1] = replace(done[-1], closed=True)
            continue
        line = parse_line(raw, labels)
        if line.voice is None and line.start is None and done:
            _go_on(done, line)
        else:
            done.append(_begin(done, line))
    return _draft([said for said in done if said.text])


def _begin(done: list[_Open], line: Line) -> _Open:
    """A new utterance; a time alone goes with whoever spoke, a name alone with a time that stands just before it."""
    voice, start = line.voice, line.start
    last = done[-1] if done else None
    if last is not None and last.heading and not last.text:
        voice, start = voice or last.voice, last.start if start is None else start
    return _Open(line.text, voice, start, line.end, line.heading)


def _go_on(done: list[_Open], line: Line) -> None:
    """A line without a speaker: the rest of the utterance, the next paragraph of one, or something of its own."""
    last = done[-1]
    if last.heading and not last.text:
        done[-1] = replace(last, text=line.text, closed=False)
    elif last.heading and last.closed:
        done.append(replace(last, text=line.text, closed=False))
    elif not last.closed and (
        last.voice is not None or last.heading or not _SENTENCE_END.search(last.text[-9:])
    ):
        fits = len(last.text) < _LONGEST
        done[-1:] = (
            [replace(last, text=f"{last.text} {line.text}")]
            if fits
            else [last, replace(last, text=line.text)]
        )
    else:
        done.append(_Open(line.text, None, None, None, heading=False))


def _draft(said: list[_Open]) -> Draft:
    starts = [part.start for part in said if part.start is not None]
    if not starts:
        return Draft(tuple(Utterance(part.text, part.voice) for part in said), timed=False)
    zero = starts[0] if starts[0] >= _WALL_CLOCK else 0.0
    begins: list[float] = []
    for part in said:
        before = begins[-1] if begins else 0.0
        begins.append(before if part.start is None else max(0.0, part.start - zero))
    following = [*begins[1:], begins[-1]]
    ends = [
        max(begin, after) if part.end is None else max(begin, part.end - zero)
        for part, begin, after in zip(said, begins, following, strict=True)
    ]
    return Draft(
        tuple(
            Utterance(part.text, part.voice, begin, end)
            for part, begin, end in zip(said, begins, ends, strict=True)
        )
    )
