"""Names as a recogniser misspells them: «Квентин» for Quentin, «Лариса Гончер» for «Лариса Гончар».

A name is only taken for somebody's when it sounds nearly like theirs and like nobody else's. Whoever was found in this
way is worth a question, never an automatic change.
"""

import re
from collections.abc import Iterable, Iterator

from core_api.language.names import Directory, plain
from core_api.language.nicknames import SHORT_FORMS
from core_api.language.script import sound
from core_api.language.spans import words_of

_LEAST, _SAFE = 3, 5
"""Letters, by sound, that a name has at least to be somebody's when it sounds the same, and when it nearly does."""
_CASES = re.compile(r"(?:ами|ями|ому|ему|ого|его|ой|ей|ою|ею|ом|ем|ым|им|ах|ях|[аеуыюяио])$")
_KNOWN = frozenset(SHORT_FORMS) | frozenset(short for shorts in SHORT_FORMS.values() for short in shorts)
"""Names as they are: «Марина» is no misheard «Арина», though «Лена» may be Lena in another script."""


def nearest(name: str, people: Directory) -> str | None:
    """The id of the one person whose name this sounds like; None when it is a name of its own, or two are near."""
    words = [plain(token.word) for token in words_of(name)]
    found = [dict(_near(word, people)) for word in words]
    told = [one for one in found if one]
    if not told or len(told) < min(len(words), 2):
        return None
    common = set.intersection(*(set(one) for one in told))
    ranked = sorted((sum(one[who] for one in told), who) for who in common)
    if not ranked or (len(ranked) > 1 and ranked[1][0] <= ranked[0][0] + 1):
        return None
    return ranked[0][1]


def heard(text: str, people: Directory) -> Iterator[str]:
    """Everybody (ids) whose name the text holds misspelt: words with a capital letter that are no form of a name."""
    for token in words_of(text):
        begins = token.start == 0 or text[: token.start].rstrip()[-1:] in ".!?…"
        if not text[token.start].isupper() or begins or plain(token.word) in people.forms:
            continue
        if (who := nearest(token.word, people)) is not None:
            yield who


def _near(word: str, people: Directory) -> Iterable[tuple[str, int]]:
    """Everybody a name of whom is at most one letter away from the word, by sound, and how far."""
    if word in people.forms:
        return [(who, 0) for who in people.forms[word]]
    known_name = word in _KNOWN or _CASES.sub("", word) in _KNOWN
    spoken = {sound(word), sound(_CASES.sub("", word))}
    best: dict[str, int] = {}
    for known, who in people.sounds:
        if len(known) < _LEAST:
            continue
        how = min((_distance(one, known) for one in spoken), default=2)
        if how < best.get(who, 2) and (how == 0 or (len(known) >= _SAFE and not known_name)):
            best[who] = how
    return best.items()


def _distance(one: str, other: str) -> int:
    """0 for equal, 1 for a letter more, less, or another one; 2 for all the rest."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > 1:
        return 2
    short, long = sorted((one, other), key=len)
    at = next((place for place in range(len(short)) if short[place] != long[place]), len(short))
    rest = short[at:] if len(short) < len(long) else short[at + 1 :]
    return 1 if rest == long[at + 1 :] else 2
