"""Words by which a speaker takes back some of the certainty of what was said, in both languages."""

import re

_RU = (
    "наверное|наверно|вроде|кажется|возможно|может быть|можетбыть|пожалуй|скорее всего|предположительно|по идее|"
    "я думаю|думаю|если успе\\w+|если получится|посмотрим|не уверен\\w*|как бы|примерно|ориентировочно"
)
_EN = (
    "probably|maybe|perhaps|possibly|i think|i guess|i suppose|might|not sure|kind of|sort of|hopefully|"
    "we(?:'|’)?ll see|let(?:'|’)?s see|if (?:we|i) (?:can|manage)|tentatively|roughly|should be able"
)
_HEDGE = re.compile(rf"(?<!\w)(?:{_RU}|{_EN})(?!\w)", re.IGNORECASE)


def is_hedged(words: str) -> bool:
    """True when the words hold back."""
    return _HEDGE.search(words.casefold().replace("ё", "е")) is not None
