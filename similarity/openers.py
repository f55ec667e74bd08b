"""What people say before they name a thing: "okay, next one, the … thing", «так, дальше у нас …».

Only the words around the name; the name itself, and what is said of the thing, are left as they are.
"""

import re

_EN = r"""
    (?:ok|okay|so|well|right|alright|and|now|then|also|yeah|um|uh|oh)\b
    |(?:next|first|last|another)\s+(?:one|up|item|topic|thing|point|question|on\s+the\s+(?:list|agenda))\b(?:\s+is\b)?
    |(?:let's|lets|let\s+us|can\s+we|could\s+we|shall\s+we|i\s+want(?:ed)?\s+to|we\s+should)\s+(?:just\s+|quickly\s+)?
        (?:talk\s+about|discuss|look\s+at|move\s+(?:on\s+)?to|go\s+(?:on\s+|back\s+)?to|start\s+with|cover)\b
    |(?:moving|going|coming|turning)\s+(?:on\s+|back\s+|over\s+)?to\b|back\s+to\b|on\s+to\b
    |(?:any|an|is\s+there\s+an[y]?|what's\s+the)\s+(?:updates?|news|progress|status|word)\s+(?:on|about|with|for|from)\b
    |(?:what|how)\s*(?:'s|\s+is|\s+are)?\s+(?:up\s+with|about|with|going\s+on\s+with|it\s+going\s+with)\b
    |where\s+are\s+we\s+(?:on|with)\b
    |(?:we|i)\s+(?:have|had|got|'ve\s+got)\b|there\s*(?:is|'s|are)\b
    |as\s+for\b|as\s+to\b|regarding\b|concerning\b|about\b|speaking\s+of\b|when\s+it\s+comes\s+to\b
    |(?:the|a|that|this|our)\b
"""
_RU = r"""
    (?:так|ну|вот|и|а|итак|ладно|хорошо|окей|теперь|дальше|далее|потом|затем|ещ[её]|значит|короче|сначала|наконец)\b
    |(?:следующ\w+|перв\w+|последн\w+|друг\w+|втор\w+)\s+(?:вопрос\w*|пункт\w*|тем\w*|задач\w*|карточк\w*|момент\w*)\b
    |(?:давай|давайте|можем|можно|хочу|хотел\w*|надо|нужно|предлагаю)\s+
        (?:обсуд\w+|поговор\w+|посмотр\w+|перей?д\w+|верн\w+|глян\w+|пройд\w+|начн\w+|начать|обсужда\w+)\b
    |(?:переходим|перей?дем|вернемся|возвращаемся|возвращаясь|обсудим|обсуждаем|посмотрим)\b
    |что\s+(?:там\s+|у\s+нас\s+|слышно\s+|нового\s+)*(?:с|со|по|про|о|об)\b
    |как\s+(?:там\s+|у\s+нас\s+|идут\s+|обстоят\s+)*(?:дела\s+)?(?:с|со|по|у)?\b
    |(?:есть\s+)?(?:ли\s+)?(?:новости|обновления|прогресс|статус|движение|изменения)\s+(?:по|с|со|о|об)\b
    |(?:насчет|касательно|относительно|по\s+поводу|по\s+теме|по\s+части|что\s+касается|речь\s+(?:о|про))\b
    |у\s+(?:нас|меня)\b|(?:есть|идет|стоит|остал\w+)\b
    |(?:про|по|о|об|с|со|к|ко|на|в)\b
"""
_EN_TAIL = r"(?:things?|stuff|one|cards?|tickets?|items?|business|situation)"
_RU_TAIL = r"(?:штук\w*|карточк\w*|задач\w*|тикет\w*)"
_OPENER = re.compile(rf"^[\s,.:;!?–—-]*(?:{_EN}|{_RU})[\s,.:;–—-]+(?=\w|\W*\w)", re.VERBOSE | re.IGNORECASE)
_TAIL = re.compile(rf"\s+(?:{_EN_TAIL}|{_RU_TAIL})[\s?!.]*$", re.IGNORECASE)


def bare(mention: str) -> str:
    """The mention without what was said before the name and behind it; something is always left.

    >>> bare("okay next one, the rate limiter thing")
    'rate limiter'
    """
    left = mention.strip()
    while hit := _OPENER.match(left):
        left = left[hit.end() :]
    return (_TAIL.sub("", left) or left) if left != mention.strip() else left
