"""Names for new cards, in the words of the talk: quoted, told beside the order, or the matter itself.

A card is made only on asking, so its name may be rough.
"""

import re
from collections.abc import Sequence

from core_api.language.names import find_people
from core_api.language.words import STOP_WORDS
from llm_service.extract.room import Room
from llm_service.extract.sentences import Sentence, squeezed

_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{2,120})[»”“\"]")
_FOR = re.compile(
    r"(?:card|ticket|task|карточк\w*|задач\w*|тикет\w*)\b\W*(?:for|about|on|to|на|про|по|о|об|чтобы|"
    r"под)?\W+([^.?!]{3,90})"
)
_BARE = re.compile(r"\bзавед(?:и|ите|ем)\b\W+([^.?!]{3,90})")
_WISHED = re.compile(
    r".*\b(?:i'd like|i want|we want|we need|i need|need|нужен|нужна|нужно|хочу)\s+(?:a |an |the )?"
    r"(\w[^.?!,]{3,60}?),?\s+(?:as )?(?:a |отдельная |отдельной )?(?:new card|new ticket|нов\w+ карточк\w+)"
)
_LEAD = re.compile(r"^(?:for )?(?:that|this|it|those)\b\W+(?=(?:\w+\W+){2}\w)")
_PLACED = re.compile(
    r",\s*(?:в|во|на|под|до|к|срок|себе|исполнител\w*|under|in|into|on|due|by|for|with|before)\b.*"
)
_ASKED = re.compile(
    r"\W+(?:(?:hey|so|and|ok|okay)\s+\w+\s+)?(?:can|could|will|would) (?:you|he|she|they)\b.*"
)
_ORDERED = re.compile(r"\W*(?:can|could|will|would|please|take|возьм|бер|займ|сделай|забер|глян)")
_TAIL = re.compile(
    r"^(?:чтоб\w*|to)\s+(?:не ?)?\w+\s+(?=\w+\s+\w+)|(?:,? (?:тоже |also )?(?:к|до|before)\b.*)$|"
    r"(?:,? (?:под|в|во|на|under|in|into|with|due|чтоб\w*|сразу|себе|please|to(?:day|morrow)|by)\b.*)$|"
    r"\b(?:for that|for it|for this|for us)\b.*"
)
_FROM_PLACE = re.compile(r"^(?:under|in|into|but|like|that|it|with|next|в|под|но|с|и|на)\b")
_LONGEST = 80


def title_of(sentence: Sentence, following: Sequence[Sentence], about: Sequence[Sentence], room: Room) -> str:
    """A name for the card that the sentence asks for."""
    quoted = _QUOTED.search(sentence.text)
    if quoted:
        return quoted.group(1).strip().rstrip(".")
    told = _FOR.search(sentence.low)
    if told and (name := _short(sentence.text[told.start(1) : told.end(1)], room, least=2)):
        return name
    for pattern in (_BARE, _WISHED):
        found = pattern.search(sentence.low)
        if found and (name := _short(sentence.text[found.start(1) : found.end(1)], room, least=1)):
            return name
    nexts = [one for one in following if not one.asks and 3 <= len(one.low.split()) <= 14]
    text = squeezed((nexts or about or [sentence])[0].text).rstrip(".")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _short(words: str, room: Room, least: int) -> str:
    """The words without the place, the people and the day; empty when too little is left."""
    lead = _LEAD.search(words.lower())
    words = words[lead.end() :] if lead else words
    for person in find_people(words, room.people):
        if person.start and _ORDERED.match(words[person.end :].lower()):
            words = words[: person.start]
            break
    words = _ASKED.sub("", words)
    for cut in (_PLACED.sub("", words), words):
        kept = cut if cut != words else _TAIL.sub("", words)
        kept = kept.strip(" ,:;—-")
        if not _FROM_PLACE.search(kept.lower()) and _telling(kept) >= least:
            return squeezed(kept[:1].upper() + kept[1:])
    return ""


def _telling(words: str) -> int:
    return len([word for word in words.lower().split() if word not in STOP_WORDS])
