"""WebVTT and SubRip: blocks with a line of times.

Read leniently, and by hand, because a library drops what it cannot parse and renumbers the rest: here each block
with an arrow in it is a cue and keeps its number, whatever is wrong with it.
"""

import html
import re
from dataclasses import dataclass

from core_api.contracts.problems import Invalid
from core_api.sources.draft import Draft, Utterance
from core_api.sources.labels import known_labels, split_label

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3})\d*)?"
_TIMES = re.compile(rf"\s*{_TIME}\s*-+>\s*{_TIME}(?=\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>\n]*)>|<v(?:\.[^\s<>]*)?>")
_TAG = re.compile(
    r"</?(?:[a-z]{1,12}(?:\.[^\s<>]*)?(?:[ \t][^<>\n]*)?|\d[\d:.]*)/?>|\{\\an?\d+\}", re.IGNORECASE
)
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")

REPAIRED = "source-times-repaired"
UNREAD = "source-parts-unread"


def read_cues(text: str) -> Draft:
    """A WebVTT or SubRip file, cue by cue. Raises Invalid when there is not one cue in it.

    A cue whose times cannot be read keeps its place and its words at the end of the one before, and a note says so.
    """
    cues: list[_Raw] = []
    notes: dict[str, None] = {}
    for lines in _blocks(text):
        arrow = next((place for place, line in enumerate(lines) if "-->" in line), None)
        if arrow is not None:
            times = _times(lines[arrow])
            if times is None or times[1] < times[0]:
                notes[REPAIRED] = None
            before = cues[-1].end if cues else 0.0
            start, end = times or (before, before)
            cues.append(_Raw(start, max(start, end), lines[arrow + 1 :]))
        elif _is_header(lines, first=not cues) or _ASIDE.match(lines[0]):
            continue
        elif cues:  # a blank line inside a cue
            cues[-1].lines.extend(lines)
        else:
            notes[UNREAD] = None
    if not cues:
        raise Invalid("source-no-cues")
    return Draft(_with_names([_cue(raw) for raw in cues]), notes=tuple(notes))


@dataclass(frozen=True)
class _Raw:
    """A cue with its lines as they stand in the file."""

    start: float
    end: float
    lines: list[str]


def _blocks(text: str) -> list[list[str]]:
    """Paragraphs; a line of times also begins one, for files that lost their blank lines."""
    blocks: list[list[str]] = [[]]
    for line in text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not line.strip():
            blocks.append([])
            continue
        if "-->" in line and any("-->" in before for before in blocks[-1]):
            number = [blocks[-1].pop()] if blocks[-1][-1].strip().isdigit() else []
            blocks.append(number)
        blocks[-1].append(line)
    return [block for block in blocks if block]


def _is_header(lines: list[str], *, first: bool) -> bool:
    """The WEBVTT line with its metadata, or a lone cue number whose cue was lost."""
    return (first and lines[0].startswith("WEBVTT")) or (len(lines) == 1 and lines[0].strip().isdigit())


def _times(line: str) -> tuple[float, float] | None:
    found = _TIMES.match(line)
    if found is None:
        return None
    part = found.groups()
    return _seconds(part[:4]), _seconds(part[4:])


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole + int((fraction or "0").ljust(3, "0")) / 1000


def _cue(raw: _Raw) -> Utterance:
    """A cue's words without its tags; a second voice inside keeps its name in the text."""
    payload = "\n".join(raw.lines)
    voices = [(found[1] or "").strip() for found in _VOICE.finditer(payload)]
    first = html.unescape(voices[0]) or None if voices else None
    said = payload
    if voices:
        said = _VOICE.sub("", said, count=1)
        said = _VOICE.sub(lambda found: f" {(found[1] or '').strip()}: ", said)
    plain = html.unescape(_TAG.sub("", said))
    return Utterance(" ".join(plain.split()), first, raw.start, raw.end)


def _with_names(cues: list[Utterance]) -> tuple[Utterance, ...]:
    """Where no cue has a voice, "Name: words" names the speakers."""
    if any(cue.voice for cue in cues):
        return tuple(cues)
    labels = known_labels([cue.text for cue in cues])
    named = []
    for cue in cues:
        voice, said = split_label(cue.text, labels)
        named.append(Utterance(said, voice, cue.start, cue.end))
    return tuple(named)
