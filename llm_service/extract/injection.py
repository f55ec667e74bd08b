"""Orders to the program that somebody read aloud or slipped into the talk: data, never a request.

Only the recognition lives here.
"""

import re
from collections.abc import Sequence

from llm_service.extract.sentences import Sentence

_MACHINE = (
    r"(?:\bai\b|\ba\.i\.|assistant|\bbots?\b|\bagents?\b|language model|\bllm\b|note[- ]?tak(?:er|ing)|"
    r"chat ?gpt|copilot|"
    r"transcriber|summari[sz]er|ассистент|\bбот(?:ы|у|ам|ов|а)?\b|нейросет|\bии\b|языков\w+ модел|"
    r"помощник|робот|гпт|"
    r"секретар|протоколист|агент)"
)
_ORDERED = (
    r"(?:ignore|disregard|override|forget|previous (?:instructions|orders)|system prompt|you (?:must|"
    r"have to|should|are now)|"
    r"from now on|do not (?:tell|mention)|don't (?:tell|mention)|attention|instructions?:|игнорир|забудь|"
    r"забудьте|отмен\w+|"
    r"предыдущ\w+ (?:указан|инструкц|команд|распоряж)|указани|инструкци|никому не|не говори|не упомина|"
    r"внимание|"
    r"ты (?:должен|обязан)|вы (?:должны|обязаны)|выполни|приказ|удали|закрой все|перевед|перемест|архивир)"
)
_BOTH = re.compile(rf"{_MACHINE}.*{_ORDERED}|{_ORDERED}.*{_MACHINE}", re.DOTALL)
_SWEEPING = re.compile(
    r"(?:ignore|disregard|forget) (?:all |any |every |your |the )*(?:previous|prior|above|earlier|other|"
    r"instructions)|"
    r"(?:игнорируй\w*|забудь\w*|отмени\w*) (?:все |всю |любые |свои )*(?:предыдущ|прежн|прошл|инструкц|"
    r"указан|правил)|"
    r"предыдущ\w+ (?:указан|инструкц|распоряж)\w+ (?:отмен|не действ)"
)
_BANTER = 6
_WORDS = re.compile(r"[^\W_]+")
_READ = re.compile(r"[«\"“„]")


def injected(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The places of sentences that hold an order to the program; with a quotation, its whole utterance."""
    found: set[int] = set()
    by_segment: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        by_segment.setdefault(sentence.segment.index, []).append(sentence)
    for group in by_segment.values():
        whole = " ".join(sentence.low for sentence in group)
        own = [one.place for one in group if _BOTH.search(one.low) or _SWEEPING.search(one.low)]
        read_aloud = _READ.search(whole) and _BOTH.search(whole)
        if read_aloud or (own and _SWEEPING.search(whole)):
            found |= {one.place for one in group}
        found |= set(own)
    return frozenset(found)


def overheard(sentences: Sequence[Sentence], orders: frozenset[int]) -> frozenset[int]:
    """The banter right after such an order that repeats its words: it names cards only as the order did."""
    found: set[int] = set()
    for place in orders:
        said = {word for word in _WORDS.findall(sentences[place].low) if len(word) > 3}
        for after in sentences[place + 1 : place + 1 + _BANTER]:
            if after.place not in orders and said & set(_WORDS.findall(after.low)):
                found.add(after.place)
    return frozenset(found)
