"""What a stretch of talk tells about its card: the few sentences worth a comment, and the minutes' plain parts.

Sentences are chosen, never written: every word of a comment was said.
"""

import re
from collections.abc import Sequence

from core_api.contracts.board import Card
from core_api.language.numerals import parse_numbers
from core_api.language.spans import words_of
from core_api.language.titles import title_stems
from core_api.language.words import STOP_WORDS, stem
from llm_service.extract import cues
from llm_service.extract.room import Room
from llm_service.extract.sentences import Sentence, squeezed

_PAST_RU = re.compile(
    r"\b(?!сначала\b|мало\b|дело\b|число\b|стол\b|отдел\b|зал\b|канал\b|портал\b|сигнал\b|материал\b|файл\b|если\b|начало\b|"
    r"сила\b|был[аио]?\b)(?:\w{2,}(?:л|ла|ли|ло|лся|лась|лись|лось)|\w{3,}(?:ан|ана|ано|аны|ен|ена|ено|ены|ят)[оаы]?)\b"
)
_NOW_RU = re.compile(
    r"\b(?:стоит|стоят|ждем|жду|ждет|ждут|нет|есть|готов\w?|осталось|осталась|остался|не хватает|нужн\w+|"
    r"проблем\w*|работает|"
    r"просит|просят|обещал\w*|держат|задерж\w+|заморозк\w*|болеет|застрял\w*|печатают|делают|едет|едут|"
    r"закончил\w*)\b"
)
_PAST_EN = re.compile(
    r"\b(?:\w{3,}ed|got|went|sent|wrote|built|made|did|found|ran|came|said|gone|done|begun|began|broke|"
    r"put|read|took|given|gave|rewrote|chose|drew|spoke|sold|bought|met|kept|lost|cut|won|paid|heard|grew|"
    r"knew|saw|set|held|left|hit|"
    r"became|fell|told)\b"
)
_NOW_EN = re.compile(
    r"\b(?:is|are|was|were|has|have|it's|that's|'s|needs?|missing|blocked|waiting|stuck|ready|broken|"
    r"works?|fails?|live|quiet|left|"
    r"takes?|wants?|there's)\b"
)
_EMPTY = re.compile(
    r"^\W*(?:да|нет|ага|угу|ок|окей|хорошо|отлично|понял\w*|ладно|спасибо|ура|бывает|ну|ой|точно|"
    r"гениально|yes|no|yeah|ok|okay|great|"
    r"thanks|thank you|cool|nice|lovely|super|sure|wow|huh|right|good)\b[\w\s,!.']{0,18}$"
)
_STATUS = re.compile(
    r"\b(?:blocked|stuck|delay\w*|late|broken|fail\w*|bug|missing|problem|risk|waiting for|approved|"
    r"rejected|signed|merged|deployed|"
    r"shipped|finished|answered|reproduc\w+|confirmed|agreed|частично|задержк\w*|брак\w*|срыв\w*|"
    r"сломал\w*|отказ\w*|отвалил\w*|прислал\w*|"
    r"приехал\w*|подписал\w*|принял\w*|принят\w*|утвердил\w*|подтвердил\w*|подтвержден\w*|ждем|"
    r"не отвеча\w+|блокер\w*|ошибк\w*|проверил\w*|передумал\w*|"
    r"прошл\w+|сдал\w*|обновил\w*|заменил\w*|починил\w*|доделал\w*|заморозк\w*|перенесли|пищат|стоят)\b"
)
_IS_ORDER = re.compile(
    r"\bкарточк\w+\b.*\b(?:перено[сш]|закрыва|двига|перевож|верн|переимен)|\b(?:move|put|push|send|close|"
    r"set|check|tick|tag)\b.*\b(?:card|it|that)\b|"
    r"^\W*(?:\w+, )?(?:ставь|двигай|закрывай|закрой|верни|перенеси|поставь|отметь|переведи|move|put|push|"
    r"close|set|tick|tag|pop|shift|archive|rename|add)\b|"
    r"\b(?:перенесите|повесьте|поставьте|назначьте|заберите|"
    r"it belongs in|shift it|it's yours|put the date)\b"
)
"""Says what to do with the card, not what is new about it."""
_ASKED_ABOUT = re.compile(
    r"\b(?:спрашива(?:л|ла|ли|ют|ет)|спросил[аи]?|интересовал\w*|"
    r"(?:asked|asks|asking|pinged|nagged|bugging)(?: (?:me|us|them|again))* (?:about|if|whether|for|me))\b"
)
"""Somebody wants to know: no news of the card."""
_LIMIT = 300
ENOUGH = 1.9
"""From this worth on a sentence is news."""
CERTAIN = 3.3
"""News even where somebody said that there is none."""
_OF_A_COMMENT = 3
_NEAR = 5
_FADES = 0.25


def worth(sentence: Sentence, telling: frozenset[str], *, own: bool = False) -> float:
    """How much a sentence tells about a card whose title has these stems; `own` when an owner of it speaks."""
    low = sentence.low
    tokens = words_of(sentence.text)
    if len(tokens) < 3 or sentence.asks or _EMPTY.search(low) or cues.COUNTERFACTUAL.search(low):
        return 0.0
    score = 0.0
    score += 1.5 if _PAST_RU.search(low) or _PAST_EN.search(low) else 0.0
    score += 1.0 if _NOW_RU.search(low) or _NOW_EN.search(low) else 0.0
    score += 1.5 if _STATUS.search(low) else 0.0
    score += 0.7 if parse_numbers(tokens) else 0.0
    content = {stem(token.word) for token in tokens if token.word not in STOP_WORDS}
    score += 1.0 if content & telling else 0.0
    score += 0.6 if own else 0.0
    score -= 1.5 if len(content - telling) < 2 else 0.0
    score += min(len(content), 10) * 0.12
    score += 1.5 if cues.DECIDED.search(low) else 0.0
    score -= 1.0 if sentence.text.rstrip().endswith(("...", "…", "—")) else 0.0
    score -= 2.0 if _IS_ORDER.search(low) else 0.0
    score -= 2.0 if cues.HYPOTHETICAL.search(low) or _ASKED_ABOUT.search(low) else 0.0
    score -= 1.0 if cues.HEDGED.search(low) else 0.0
    score -= 2.0 if cues.NO_NEWS.search(low) or cues.JOKE.search(low) or cues.OTHER_TEAM.search(low) else 0.0
    return score


def news_of(
    thread: Sequence[Sentence], card: Card, room: Room, deaf: frozenset[int], least: float = ENOUGH
) -> list[Sentence]:
    """The sentences of a card's thread that are worth a comment, in the order of the talk; none is an answer too."""
    telling = frozenset(title_stems(card.name))
    rated = [
        (worth(one, telling, own=_owns(one, card, room)) - _FADES * max(0, far - _NEAR), -one.place, one)
        for one, far in _distances(thread, telling)
        if one.place not in deaf
    ]
    best = sorted((item for item in rated if item[0] >= least), reverse=True)[:_OF_A_COMMENT]
    return sorted((one for _score, _place, one in best), key=lambda one: one.place)


def _owns(sentence: Sentence, card: Card, room: Room) -> bool:
    """True when somebody who is on the card speaks."""
    return sentence.speaker is not None and room.likely.get(sentence.speaker) in card.member_ids


def _distances(thread: Sequence[Sentence], telling: frozenset[str]) -> list[tuple[Sentence, int]]:
    """Each sentence with how many passed since the card's own words were said."""
    found: list[tuple[Sentence, int]] = []
    far = 0
    for one in thread:
        said = {stem(token.word) for token in words_of(one.text)}
        jumped = bool(found) and one.place - found[-1][0].place > 1
        far = 0 if said & telling or not found else _NEAR if jumped else far + 1
        found.append((one, far))
    return found


def comment_text(news: Sequence[Sentence], room: Room) -> str:
    """The news as a comment: each with its speaker, short."""
    lines: list[str] = []
    said_by: str | None = None
    for sentence in news:
        name = room.said_by(sentence.speaker)
        text = squeezed(sentence.text)
        if lines and name == said_by:
            lines[-1] = f"{lines[-1]} {text}"
        else:
            lines.append(f"{name}: {text}" if name else text)
        said_by = name
    whole = "\n".join(lines)
    return whole if len(whole) <= _LIMIT else whole[: _LIMIT - 1].rstrip() + "…"
