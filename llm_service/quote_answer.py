"""The answer without a model: the place that speaks of what was asked, as a quote; silence when unsure.

Only words that were said come out. No model is asked here.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

from core_api.contracts.minutes import Answer, Citation
from core_api.contracts.ports import AnswerRequest
from core_api.language.dates import find_dates
from core_api.language.numerals import parse_numbers
from core_api.language.spans import words_of
from core_api.language.words import stem, stems, tokens
from llm_service.passages import PassageLine, lines_of

QUESTION_WORDS: frozenset[str] = frozenset(
    "who whom whose what which when where why how much many did does do done decide decided happen"
    " happened say said tell told long often about any someone anybody agree agreed plan planned meeting"
    " discuss discussed кто кого кому кем чей чья чье что чего чему чем какой какая какое какие каком"
    " какую каких когда где куда откуда почему зачем как сколько насколько ли будет будут было был была"
    " решили решено сказал сказала сказали говорил говорили обсуждали обсудили договорились случилось"
    " встреча встрече насчет касательно".split()
)
"""Words that ask, not words that are asked about."""

BOUND = 0.4
"""The share of the question (by weight) that must be found near a line."""
_NEIGHBOUR = 0.7
"""What a word counts that stands in the next line and not in the line itself."""
_UNHEARD = 0.6
"""What a word of the question counts that stands in no line at all: people say the same in other words."""
_ASKING = 0.7
"""What a line counts that asks itself: it holds the question's words, and seldom the answer."""
_AMOUNT = re.compile(
    r"\b(?:сколько|насколько|какую сумму|какая сумма|how (?:much|many|long|often))\b", re.IGNORECASE
)
_MOMENT = re.compile(
    r"\b(?:когда|к какому|до какого|какого числа|when|by what day|what date)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_SHORT = 4
"""Words: a shorter line, or one that ends with a question, says little without the next."""


def answer(request: AnswerRequest) -> Answer:
    """The best line and what explains it, word for word; no text when too little of the question is found."""
    lines = lines_of(request.passages)
    asked = [stem(token) for token in _content(request.question)]
    if not lines or not asked:
        return Answer(text=None)
    said = [set(stems(f"{line.speaker} {line.words}")) for line in lines]
    weights = _weights(asked, said)
    fits = _fitting(request, lines)
    scores = [_score(place, lines, said, weights) if fits[place] else 0.0 for place in range(len(lines))]
    best = max(range(len(lines)), key=lambda place: (scores[place], -place))
    if scores[best] < BOUND:
        return Answer(text=None)
    citations = _citations(best, lines, weights)
    begins, ends = "«»" if request.language == "ru" else "“”"
    quoted = (f"{begins}{citation.evidence.quote}{ends}" for citation in citations)
    return Answer(text=" ".join(quoted), citations=citations)


def _fitting(request: AnswerRequest, lines: Sequence[PassageLine]) -> list[bool]:
    """Whether near each line stands what is asked for: a figure for "how many", a day or a figure for "when"."""
    amount, moment = _AMOUNT.search(request.question), _MOMENT.search(request.question)
    if not amount and not moment:
        return [True] * len(lines)
    told = [
        bool(parse_numbers(words_of(line.words)))
        or bool(moment and find_dates(line.words, line.passage.started_at))
        for line in lines
    ]
    return [
        any(told[other] and _together(lines[place], lines[other]) for other in _around(place, len(lines)))
        for place in range(len(lines))
    ]


def _around(place: int, count: int) -> range:
    return range(max(0, place - 1), min(count, place + 2))


def _content(question: str) -> list[str]:
    """The words of the question that are asked about."""
    content = [token for token in dict.fromkeys(tokens(question)) if token not in QUESTION_WORDS]
    return [token for token in content if stems(token)]


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
    place: int, lines: Sequence[PassageLine], said: Sequence[set[str]], weights: dict[str, float]
) -> float:
    near: set[str] = set()
    for other in (place - 2, place - 1, place + 1):
        if 0 <= other < len(lines) and _together(lines[place], lines[other]):
            near |= said[other]
    own = sum(weight for word, weight in weights.items() if word in said[place])
    beside = sum(weight for word, weight in weights.items() if word in near and word not in said[place])
    found = own + _NEIGHBOUR * beside if own else 0.0
    return found * _ASKING if lines[place].words.rstrip().endswith("?") else found


def _together(one: PassageLine, other: PassageLine) -> bool:
    return one.passage.meeting_id == other.passage.meeting_id and abs(one.segment - other.segment) <= 2


def _citations(best: int, lines: Sequence[PassageLine], weights: dict[str, float]) -> tuple[Citation, ...]:
    places = [best]
    words = lines[best].words
    follows = best + 1 < len(lines) and _together(lines[best], lines[best + 1])
    if follows and (words.rstrip().endswith("?") or len(words.split()) < _SHORT):
        places.append(best + 1)
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
