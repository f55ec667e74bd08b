"""The answer without a model: the place that speaks of what was asked, as a quote; silence when unsure.

Only words that were said come out. No model is asked here.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence

from core_api.contracts.answering import AnswerRequest
from core_api.contracts.minutes import Answer, Citation
from core_api.contracts.model import Language
from core_api.language.dates import find_dates
from core_api.language.numerals import parse_numbers
from core_api.language.questions import subject
from core_api.language.spans import words_of
from core_api.language.words import stems
from llm_service.confidence import told
from llm_service.passages import Shown, lines_of

LEAST = 0.39
"""The probability below which passages are taken not to hold the answer: 5 % of those that do are below it."""
BOUND = 0.4
"""The share of the question (by weight) that must be found near a line."""
_NEIGHBOUR = 0.7
"""What a word counts that stands in the next line and not in the line itself."""
_UNSAID = 0.5
"""The same where the line itself says none of them, and only the minutes say that it is about them."""
_UNHEARD = 0.6
"""What a word of the question counts that stands in no line at all: people say the same in other words."""
_NEARLY = 0.85
"""The share of the best place's score at which another place is quoted too."""
_PLACES = 3
_ASKING = 0.7
"""What a line counts that asks itself: it holds the question's words, and seldom the answer."""
_AMOUNT = re.compile(
    r"\b(?:сколько|насколько|какую сумму|какая сумма|how (?:much|many|long|often))\b", re.IGNORECASE
)
_MOMENT = re.compile(
    r"\b(?:когда|к какому|до какого|какого числа|when|by what day|what date)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_LISTED = 6
_SHORT = 5
"""Words: a shorter line, or one that ends with a question, says little without the next."""


def answer(request: AnswerRequest) -> Answer:
    """The best lines and what explains them, word for word; no text when too little of the question is found.

    Where all of a kind is asked for, the lines in focus. Where somebody's own words are asked for, theirs; what others
    say is quoted as said by others. Cards only where nobody spoke of it: they tell how things stand, never why.
    """
    lines = [line for line in lines_of(request.passages) if not _is_name(line)]
    mine = [line for line in lines if line.said_by(request.speakers)]
    if request.listing and (listed := _listed(mine)):
        return _told(listed, request, named=True)
    asked = subject(request.words or request.question, request.speakers)
    if not lines or not asked or told(request) < LEAST:
        return Answer(text=None)
    spoken = [line for line in mine if line.passage.kind != "card"]
    for some, reported in ((spoken, False), (mine, False), (lines, bool(request.speakers))):
        citations = _best(request, lines, some, asked) if some else ()
        if citations:
            return _told(citations, request, named=reported, reported=reported)
    return Answer(text=None)


def quoted(citations: Sequence[Citation], language: Language, *, named: bool) -> str:
    """The quotes as a text, each after who said it where that is to be told."""
    begins, ends = "«»" if language == "ru" else "“”"
    said = [f"{begins}{citation.evidence.quote}{ends}" for citation in citations]
    if not named:
        return " ".join(said)
    return "\n".join(
        f"{citation.speaker or citation.meeting_title}: {words}"
        for citation, words in zip(citations, said, strict=True)
    )


def _told(
    citations: Sequence[Citation], request: AnswerRequest, *, named: bool, reported: bool = False
) -> Answer:
    text = quoted(citations, request.language, named=named)
    return Answer(text=text, citations=tuple(citations), reported=reported)


def _listed(lines: Sequence[Shown]) -> list[Citation]:
    """The lines in focus: each is of the kind that is asked for."""
    pointed = [line for line in lines if line.segment in line.passage.focus]
    told = [line for line in pointed if not line.words.rstrip().endswith("?")] or pointed
    return [citation for line in told[:_LISTED] if (citation := line.cite(line.words))]


def _is_name(line: Shown) -> bool:
    """Whether it is a card's name: that repeats the question and answers nothing."""
    return line.passage.kind == "card" and line.segment == 0


def _best(
    request: AnswerRequest, lines: Sequence[Shown], mine: Sequence[Shown], asked: Sequence[str]
) -> tuple[Citation, ...]:
    """The citations of the best of these lines; none when too little of the question is found near it."""
    said = [set(stems(f"{line.speaker} {line.words}")) for line in lines]
    noted = [_noted(line) for line in lines]
    weights = _weights(asked, said)
    fits = _fitting(request, lines)
    allowed = {line.id for line in mine}
    scores = [
        _score(place, lines, (said, noted), weights) if fits[place] and lines[place].id in allowed else 0.0
        for place in range(len(lines))
    ]
    ranked = sorted(range(len(lines)), key=lambda place: (-scores[place], place))
    least = max(BOUND, _NEARLY * scores[ranked[0]])
    chosen: list[int] = []
    for place in ranked:
        apart = not any(_together(lines[place], lines[other]) for other in chosen)
        if scores[place] >= least and len(chosen) < _PLACES and apart:
            chosen.append(place)
    cited = [one for place in chosen for one in _citations(place, lines, weights, allowed)]
    return tuple(dict.fromkeys(cited))


def _fitting(request: AnswerRequest, lines: Sequence[Shown]) -> list[bool]:
    """Whether near each line stands what is asked for: a figure for "how many", a day or a figure for "when"."""
    amount, moment = _AMOUNT.search(request.question), _MOMENT.search(request.question)
    if not amount and not moment:
        return [True] * len(lines)
    told = [
        _counts(line.words) or bool(moment and find_dates(line.words, line.passage.started_at))
        for line in lines
    ]
    return [
        any(told[other] and _together(lines[place], lines[other]) for other in _around(place, len(lines)))
        for place in range(len(lines))
    ]


def _counts(words: str) -> bool:
    """Whether a figure is told: "one" and "first" seldom are one."""
    return any(number.value > 1 and not number.ordinal for number in parse_numbers(words_of(words)))


def _around(place: int, count: int) -> range:
    return range(max(0, place - 1), min(count, place + 2))


def _weights(asked: Sequence[str], said: Sequence[set[str]]) -> dict[str, float]:
    """How rare each stem of the question is among the lines; the shares add up to 1."""
    spread = Counter(word for line in said for word in line)
    raw = {
        word: math.log(1 + len(said) / (0.5 + spread[word])) * (1.0 if spread[word] else _UNHEARD)
        for word in asked
    }
    total = sum(raw.values())
    return {word: weight / total for word, weight in raw.items()}


def _score(
    place: int,
    lines: Sequence[Shown],
    told: tuple[Sequence[set[str]], Sequence[set[str]]],
    weights: dict[str, float],
) -> float:
    said, noted = told
    near = set(noted[place])
    for other in (place - 2, place - 1, place + 1):
        if 0 <= other < len(lines) and _together(lines[place], lines[other]):
            near |= said[other]
    own = sum(weight for word, weight in weights.items() if word in said[place])
    beside = sum(weight for word, weight in weights.items() if word in near and word not in said[place])
    found = own + (_NEIGHBOUR if own else _UNSAID if noted[place] else 0.0) * beside
    return found * _ASKING if lines[place].words.rstrip().endswith("?") else found


def _noted(line: Shown) -> set[str]:
    """What is known of the line beside its words: what the minutes say of it, a card's name, a document's headings."""
    if line.passage.kind != "speech":
        return set(stems(line.passage.meeting_title))
    return set(stems(" ".join(line.passage.notes))) if line.segment in line.passage.focus else set()


def _together(one: Shown, other: Shown) -> bool:
    near = abs(one.segment - other.segment) <= 2
    if one.passage.kind != "speech" or other.passage.kind != "speech":
        return one.passage.id == other.passage.id and near
    return one.passage.meeting_id == other.passage.meeting_id and near


def _citations(
    best: int, lines: Sequence[Shown], weights: dict[str, float], allowed: Collection[str]
) -> tuple[Citation, ...]:
    """The line, and those after it as long as what stands there only asks, or says little."""
    places = [best]
    while len(places) < _PLACES:
        last = places[-1]
        words = lines[last].words
        follows = last + 1 < len(lines) and _together(lines[last], lines[last + 1])
        follows = follows and lines[last + 1].id in allowed
        if not follows or not (words.rstrip().endswith("?") or len(words.split()) < _SHORT):
            break
        places.append(last + 1)
    cited = (lines[place].cite(_core(lines[place].words, weights)) for place in places)
    return tuple(citation for citation in cited if citation)


def _core(words: str, weights: dict[str, float]) -> str:
    """A long line from its first sentence that speaks of the question, with the two that follow."""
    sentences = _SENTENCE.split(words)
    if len(sentences) <= 3:
        return words
    gains = [sum(weights.get(word, 0.0) for word in set(stems(sentence))) for sentence in sentences]
    at = gains.index(max(gains))
    start = words.index(sentences[at])
    rest = words[start:]
    return " ".join(_SENTENCE.split(rest)[:3])
