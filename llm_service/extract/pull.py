"""How strongly the words of a sentence draw the talk to a card.

A headline draws more than a word in passing; a word in a list, or beside another matter, hardly at all.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from core_api.language.titles import Naming, TitleIndex
from core_api.language.words import STOP_WORDS
from llm_service.extract.sentences import Sentence

MOVES_ON = re.compile(
    r"^\W*(?:(?:так|и|а|ну|ок|хорошо|ладно)\b\W*){0,2}(?:дальше|далее|следующ\w+|теперь|еще (?:вопрос|"
    r"одно|момент)|поехали|что еще|next\b|moving on|now,|"
    r"anything else|what else|one more thing|another thing|last (?:thing|one)|there's (?:also|one thing)|"
    r"then there's|"
    r"(?:ok(?:ay)?|right|good|great|lovely|and)\b\W*(?:next|now,|moving)|все тогда|у меня (?:все|тоже|еще|"
    r"хорошее)|"
    r"а у меня|у меня по|(?:ok(?:ay)?[,!.]?\s*)?that's (?:it|the end|all)\b|отлично, все|so,? (?:the|about) )"
)
"""Opens a new matter."""
NEW_MATTER = re.compile(
    r"^\W*(?:(?:так|и|а|ну|ок|хорошо|ладно|теперь|еще|and|so|ok|okay|right|now|then|последнее)\b\W*){0,3}"
    r"(?:нов(?:ое|ая тема|ый вопрос)\b|друг(?:ое|ая тема|ой вопрос)\b|отдельно\b|"
    r"something (?:new|else)\b|(?:a )?(?:new|different|separate) (?:topic|thing|matter|subject|item)\b|"
    r"separately\b|on another note\b|one more thing\b|another thing\b)"
)
"""Announces a matter that nobody spoke of: it is not about the card before."""
_POINTS_BACK = re.compile(r"^\W*(?:that|this|it|they|those|he|she|это|там|они|оно|он|она|тут|здесь)\b")
_ABOUT = re.compile(
    r"(?:\babout|\bon|\bfor|\bпро|\bпо|\bнасчет|\bо|\bоб|\bwith|\bас|\bс)\s+(?:the\s+|наш\w*\s+|эт\w+\s+)?$"
)
_ASIDE = re.compile(r"(?:,? too|,? as well|\bтоже|\bтакже)\W*$")
_BESIDE = re.compile(
    r"\b(?:после|кроме|вместо|перед|из-за|до|как|from|after|before|instead of|like|than|because of|"
    r"besides|except)\s+(?:the\s+|а\s+)?$"
)
_LISTING = re.compile(r",[^,]{1,30},\s+(?:and|и)\b")
_SUPPOSED = re.compile(r"\w\W+(?:но )?(?:только )?(?:если|когда|if|unless|once|when)\b[^,.;]*$")
_CALL = re.compile(r"^\W*\w+(?: \w+)?,\s+(?=\w)")
"""Somebody called by name first: «Вера Павловна, отчёт?»."""
_WORD = re.compile(r"[^\W_]+")
_HEADLINE = 0.8
_SHORT = 4
_NOTHING = 0.05
_OFF_BOARD = 0.45
_OFF_BOARD_FOR = 10


def leave_the_board(
    sentences: Sequence[Sentence], namings: Sequence[Sequence[Naming]], scores: Sequence[dict[str, float]]
) -> None:
    """After a new topic that is no card («Теперь отпуск»), single words name cards less."""
    left = 0
    for sentence, named, score in zip(sentences, namings, scores, strict=True):
        moved = MOVES_ON.search(sentence.low)
        if moved:
            rest = [word for word in _WORD.findall(sentence.low[moved.end() :]) if word not in STOP_WORDS]
            left = 0 if named or not rest else _OFF_BOARD_FOR
        if any(value >= 1.0 for value in score.values()):
            left = 0
        for one in named:
            if left and len(one.parts) < 2 and one.plain is None:
                score[one.card_id] *= _OFF_BOARD
        left = max(0, left - 1)


def pull(sentence: Sentence, named: Naming, index: TitleIndex) -> float:
    """How strongly a naming draws the talk to its card: a headline more than a word in passing."""
    score = named.weight * (0.6 + 0.4 * named.coverage)
    if score < _NOTHING:
        return score
    before = sentence.low[: named.start]
    aside = _lists(sentence.low) or _BESIDE.search(before) or _SUPPOSED.search(before)
    if named.plain != "number" and not named.called and aside:
        return score * 0.3
    if named.plain or named.called or (named.coverage >= 0.6 and len(named.parts) > 1):
        return score * 1.5
    return score * _in_passing(sentence, before, score, named, index)


@lru_cache(maxsize=4096)
def _lists(low: str) -> bool:
    return _LISTING.search(low) is not None


@lru_cache(maxsize=4096)
def _points_back(low: str) -> bool:
    return _POINTS_BACK.search(low) is not None or _ASIDE.search(low) is not None


def _in_passing(sentence: Sentence, before: str, score: float, named: Naming, index: TitleIndex) -> float:
    """The factor for a card that only a word or two of its title name."""
    if _points_back(sentence.low):
        return 0.6
    words = _WORD.findall(sentence.low)
    if len(words) <= _SHORT:
        return _headline(sentence.low, score, named, index)
    telling = [word for word in _WORD.findall(before) if word not in STOP_WORDS]
    if len(telling) <= 1 or _ABOUT.search(before):
        return 1.25
    return 1.0 if len(telling) <= 2 or len(named.parts) > 1 else 0.55


def _headline(said: str, score: float, named: Naming, index: TitleIndex) -> float:
    """A few words that name a card are its headline, even ordinary ones, when they say nothing else."""
    telling = [word for word in _WORD.findall(_CALL.sub("", said)) if word not in STOP_WORDS]
    share = len(named.parts) / max(len(telling), 1)
    surely = named.weight >= 0.95 * sum(index.weights[one] for one in named.parts) > 0
    if share >= 1.0 and surely:
        return max(1.5, _HEADLINE / score)
    return 1.5 if share > 0.5 else 1.25
