"""What a question asks for: whose own words, of what time, on which board, and whether it is about a card's change.

Only what is plainly said becomes a filter: a day that the question asks about («почему не в пятницу?») and a person
whom it mentions («что решили про Дану?») stay words to look for. Pure; who there is comes in.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from core_api.contracts.board import Member
from core_api.language.names import Directory, PersonMention, directory, find_people, plain
from core_api.language.nicknames import SHORT_FORMS
from core_api.language.periods import Period, find_period
from core_api.language.spans import Token, words_of

Wanted = Literal["promises", "decisions"]
"""What is asked for as a whole, whatever it is about: what was promised, what was decided."""

_SAY = re.compile(
    r"^(?:(?:по)?обеща\w*|сказа\w+|говори\w*|расска\w+|предл[оа][жг]\w*|спр[ао]ш?[си]\w*|отве[тч]\w+|дума\w+|"
    r"счита\w+|(?:по)?прос(?:ил|ит)\w*|взял\w*|возьм\w+|бер[её]т\w*|обяз\w+|отчит\w+|доклад\w+|доложи\w+|"
    r"упом\w+|возра[зж]\w+|соглас\w+|объясн\w+|сообщ\w+|заяв\w+|настаива\w+|настоял\w*|подтверд\w+|жалов\w+|"
    r"планиру\w+|решил\w*|хотел\w*|хочет|"
    r"promis\w+|say|says|said|tell|tells|told|suggest\w*|propos\w+|ask|asks|asked|answer\w*|think\w*|thought|"
    r"commit\w*|agree\w*|object\w*|report\w*|mention\w*|explain\w*|volunteer\w*|offer\w*|claim\w*|confirm\w*|"
    r"complain\w*|want\w*|plan|plans|planned|decide\w*|take|takes|took|raise\w*|recommend\w*)$"
)
"""Verbs whose subject spoke."""
_WORDS_OF = re.compile(
    r"^(?:обещани\w+|слов\w{0,2}|мнени\w+|позици\w+|предложени\w+|обязательств\w+|"
    r"promises?|commitments?|words|opinions?|views?|position|suggestions?|proposals?|statements?)$"
)
"""Nouns that belong to whoever spoke."""
_TALK = re.compile(
    r"^(?:решил\w*|решени\w+|решали|постанов\w+|договор\w+|обсужд\w+|обсуд\w+|обсудили|говорил\w*|"
    r"встреч\w+|созвон\w*|планерк\w+|совещани\w+|митинг\w*|дейли|"
    r"decide\w*|decision\w*|discuss\w*|talk\w*|agree\w*|meeting\w*|call|calls|standup\w*|sync|retro\w*)$"
)
_MEETING = re.compile(
    r"^(?:встреч\w+|созвон\w*|планерк\w+|совещани\w+|митинг\w*|дейли|"
    r"meetings?|call|calls|standups?|stand|syncs?|retros?)$"
)
_NEWEST = frozenset("последней последнем последняя прошлой прошлом last latest previous".split())
_AUXILIARY = frozenset("did does do has had have will would is was should".split())
_TO = frozenset(
    "to about with for of at against from than who whom that and or про о об обо с со для к ко у от на при за и или"
    " насчет без против".split()
)
_BY = frozenset("by from от to".split())
_PROMISE = re.compile(r"^(?:(?:по)?обеща\w*|promis\w+|commit\w*|взял\w*|обяз\w+|commitments?)$")
_DECIDE = re.compile(r"^(?:решил\w*|решени\w+|постанов\w+|decide\w*|decision\w*)$")
_BOARD = re.compile(
    r"\b(?:на доске|доск[аеуи]|(?:on|of) (?:the )?board|board)\s+[«\"“]([^»\"”]{1,80})[»\"”]", re.I
)
_ADVERBS = frozenset("also then again really actually ever тоже еще потом вчера сегодня сам сама".split())


@dataclass(frozen=True)
class Inquiry:
    """A question, read."""

    text: str
    """The words to look for: the question without those that only narrow it."""
    speakers: frozenset[str] = frozenset()
    """Ids (of the directory) of those whose own words are asked for."""
    speaker: str = ""
    """How the question calls them."""
    period: Period | None = None
    """When it was said."""
    newest: bool = False
    """Of the last meeting only."""
    board: str = ""
    """A board's name, as it stands in the question."""
    wanted: Wanted | None = None


def known_people(names: Iterable[str]) -> Directory:
    """The people whom a question may name, each under the name itself."""
    return directory(Member(id=name, name=name) for name in dict.fromkeys(names))


def read(question: str, people: Directory, today: date) -> Inquiry:
    """The question as a look into the past. `today` is the asker's."""
    tokens = words_of(question)
    mentions = find_people(question, people)
    whose = next((one for one in mentions if _speaks(question, tokens, one)), None)
    period = _when(question, tokens, mentions, today)
    board = _BOARD.search(question)
    newest = _newest(tokens)
    cut = [(one.start, one.end) for one in (whose, period) if one is not None]
    cut += [board.span()] if board else []
    cut += [newest] if newest else []
    return Inquiry(
        text=_without(question, cut),
        speakers=whose.members if whose else frozenset(),
        speaker=whose.words if whose else "",
        period=period,
        newest=newest is not None and period is None,
        board=board[1] if board else "",
        wanted=_wanted(tokens),
    )


def _speaks(question: str, tokens: tuple[Token, ...], one: PersonMention) -> bool:
    """Whether the person named here is the one who spoke, not the one spoken of or to."""
    first = next(place for place, token in enumerate(tokens) if token.start >= one.start)
    last = max(place for place, token in enumerate(tokens) if token.end <= one.end)
    before, after = _word(tokens, first - 1), _word(tokens, last + 1)
    if _WORDS_OF.match(before) or (question[one.end : one.end + 2] in {"'s", "’s"} and _owns(tokens, last)):
        return True
    if before in _BY and _PROMISE.match(_word(tokens, first - 2)):
        return True
    if before == "to" and _word(tokens, first - 2) == "according":
        return True
    if before in _TO:
        return False
    if tokens[first].word.isascii():
        while after in _ADVERBS:
            last += 1
            after = _word(tokens, last + 1)
        return (before in _AUXILIARY and _said_later(tokens, last)) or bool(_SAY.match(after))
    return _nominative(tokens[first].word, one) and any(_SAY.match(token.word) for token in tokens)


def _owns(tokens: tuple[Token, ...], last: int) -> bool:
    at = last + 1 + (_word(tokens, last + 1) == "s")
    return bool(_WORDS_OF.match(_word(tokens, at)))


def _said_later(tokens: tuple[Token, ...], last: int) -> bool:
    return any(_SAY.match(token.word) for token in tokens[last + 1 : last + 4])


def _nominative(word: str, one: PersonMention) -> bool:
    """Whether a Russian name stands as a subject does: its base form, or a short form's."""
    parts = {plain(part) for member in one.members for part in re.split(r"[^\w]+", member) if part}
    shorts = {short for part in parts for short in SHORT_FORMS.get(part, ())}
    fulls = {full for full, short in SHORT_FORMS.items() if parts & set(short)}
    return plain(word) in parts | shorts | fulls


def _when(
    question: str, tokens: tuple[Token, ...], mentions: tuple[PersonMention, ...], today: date
) -> Period | None:
    """When it was said, where that is what the question tells: beside what was said, or beside a meeting."""
    period = find_period(question, today)
    if period is None:
        return None
    talks = [token for token in tokens if _SAY.match(token.word) or _TALK.match(token.word)]
    if period.plain:
        return period if talks else None
    ends = [(token.start, token.end) for token in talks] + [(one.start, one.end) for one in mentions]
    return period if talks and any(_beside(question, period, start, end) for start, end in ends) else None


def _beside(question: str, period: Period, start: int, end: int) -> bool:
    """Whether nothing but a small word or two stands between the time and what was said then."""
    between = question[end : period.start] if end <= period.start else question[period.end : start]
    return len(words_of(between)) <= 1 and not re.search(r"[,;:.?!]", between)


def _newest(tokens: tuple[Token, ...]) -> tuple[int, int] | None:
    """«На последней встрече», "at the last meeting"."""
    for place, token in enumerate(tokens[:-1]):
        if token.word in _NEWEST and _MEETING.match(tokens[place + 1].word):
            first = place
            while _word(tokens, first - 1) in ("на", "in", "at", "the", "our"):
                first -= 1
            return tokens[first].start, tokens[place + 1].end
    return None


def _wanted(tokens: tuple[Token, ...]) -> Wanted | None:
    words = [token.word for token in tokens]
    if any(_PROMISE.match(word) for word in words):
        return "promises"
    return "decisions" if any(_DECIDE.match(word) for word in words) else None


def _without(question: str, cut: Iterable[tuple[int, int]]) -> str:
    for start, end in sorted(cut, reverse=True):
        question = f"{question[:start]} {question[end:]}"
    return " ".join(question.split())


def _word(tokens: tuple[Token, ...], at: int) -> str:
    return tokens[at].word if 0 <= at < len(tokens) else ""
