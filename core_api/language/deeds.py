"""Whether words can say a change of a kind at all: an order, a promise or a deed, in Russian or English.

Generous on purpose: it is there to notice a quote that says nothing of the kind, not to understand one. It never finds
a change. Whether the words are meant is another's question.
"""

import re
from typing import Final

from core_api.contracts.board import ColumnRole
from core_api.language.words import fold

_DENIED = re.compile(
    r"\b(?:не|нельзя|рано|нет|not|never|cannot|without|isn't|aren't|wasn't|don't|doesn't|didn't|won't|"
    r"can't|haven't|hasn't)"
    r"\b\W+(?:\w+\W+)?\w+"
)
"""A word that is denied says no change."""
_MOVED = (
    r"перено[сш]|перенес|перевод|перевед|переве[зс]|двига|двин|отправ|переме[щс]|переки|перетас|кида|кинь|"
    r"утаск|тащ|"
    r"уходит|уехал|едет|отдал|отда[её]м|"
    r"\bmov(?:e|es|ed|ing)\b|\bput\b|\bpush|\bsend|\bsent\b|\bgo(?:es|ing)?\b|\bshift|\bbump|\bpop\b|"
    r"\bpull|\bdrag|\bbelongs|\btransfer"
)
_BY_ROLE: dict[ColumnRole, str] = {
    "done": r"закр[ыо]|закон[чт]|готов|сдела|доделал|заверш|сдал|сдано|выполн|выкат|выло[жш]|отгру|принял|"
    r"принят|подписа|"
    r"оплатил|оплачен|постав(?:ил|лен)|релиз|выпу[сщ]|всё|все\b|починил|"
    r"\bdone\b|\bclos|\bfinish|\bcomplet|\bship|\bmerged|\blive\b|\bdeployed|\breleased|\bsigned|\bpaid\b|"
    r"\bdelivered|\bfixed|"
    r"\bwrapped|\bover\b|\bin production|\bthat's it\b|\bhanded\b|\bsettled|\bresolved|\blaunched|"
    r"\bpublished|\bsolved|\bpassed",
    "working": r"\bбер|возьм|взял|начина|начн|начал|начат|стартова|приступ|занима|займ|делаем|делаю|работ|"
    r"пилю|в работ|верн|возвра|"
    r"\btak(?:e|es|en|ing)\b|\btook\b|\bstart|\bbeg[aiu]n|\bbegin|\bwork|\bback\b|\breopen|\bpick|"
    r"\bon it\b|\bdoing\b|\bgrab|\breturn",
    "waiting": r"жд[её]м|жд[уае]т|жду\b|ожида|ревью|провер|тест|приемк|приёмк|соглас|блок|застря|стоит|"
    r"стоят|завис|"
    r"\bwait|\breview|\btest|\bqa\b|\bblock|\bstuck|\bcheck|\bhold|\bpause|\bapprov|\bready\b|\bhand",
    "queue": r"очеред|бэклог|беклог|отло[жз]|отклад|позже|потом|верн|возвра|заморо|замораж|снима|откат|полеж|"
    r"\bbacklog|\bqueue|\blater|\bback\b|\bpostpone|\bpark|\bdefer|\bshelve|\bfreeze|\breturn|"
    r"\bnext sprint|\bwait",
}  # fmt: skip
_OWN: Final = re.compile(
    r"\b(?:я|мне|меня|мной|мо[йеяюи]|моего|моей|сам|сама|беру|возьму|возьмусь|забираю|забрал[а]?|взял[а]?|"
    r"\w{2,}(?:ю|усь|юсь)|\w+[бвгджзклмнпрстфхцчшщ]у)\b|\b(?:i|i'll|i'm|i've|i'd|me|mine|my|myself)\b"
)
_LABEL: Final = re.compile(r"метк|мето[чк]|лейбл|ярлы|тег|\blabel|\btag|\bmark|\bflag")
_TIME: Final = re.compile(
    r"недел|спринт|месяц|кварта|завтра|сегодня|понедельн|вторн|сред[уеы]|четверг|пятниц|суббот|воскрес|"
    r"числ|год|срок|"
    r"\bweek|\bsprint|\bmonth|\bquarter|\btomorrow|\btoday|\btonight|day\b|\byear|\bfortnight|\bdeadline"
)
_RELATION: Final = re.compile(
    r"накануне|\bдо\b|\bперед\b|раньше|позже|\bпосле\b|\bчерез\b|\bза день|\bbefore\b|\bafter\b|\bearlier\b|"
    r"\blater\b|\bprior\b"
)
_MONTH = re.compile(
    r"январ|феврал|март|апрел|мая|июн|июл|август|сентябр|октябр|ноябр|декабр|"
    r"\bjanuary|\bfebruary|\bmarch|\bapril|\bjune|\bjuly|\baugust|\bseptember|\boctober|\bnovember|\bdecember"
)


def says_move(text: str, role: ColumnRole) -> bool:
    """True when the words may send a card to a column of that role."""
    said = _said(text)
    return bool(re.search(_MOVED, said) or re.search(_BY_ROLE[role], said))


def says_own(text: str) -> bool:
    """True when somebody speaks of themselves."""
    return bool(_OWN.search(_said(text)))


def says_label(text: str) -> bool:
    """True when a label is spoken of."""
    return bool(_LABEL.search(_said(text)))


def says_time(text: str) -> bool:
    """True when some time is named, even one that is no day."""
    return bool(_TIME.search(fold(text)) or _MONTH.search(fold(text)))


def says_relation(text: str) -> bool:
    """True when one time is told by another: before it, after it."""
    return bool(_RELATION.search(fold(text)))


def _said(text: str) -> str:
    return _DENIED.sub(" ", fold(text).replace("’", "'"))
