"""Labels, new names and the archive.

Only labels that the board offers are named; a new name is taken as it was said.
"""

import re

from core_api.language.spans import words_of
from core_api.language.words import stem
from llm_service.extract import cues
from llm_service.extract.act import QUOTED, Act, negated
from llm_service.extract.room import Room
from llm_service.extract.sentences import Sentence

_FILLERS = frozenset(
    stem(word) for word in "need needs needed wants нужен нужна нужно нужны требует требуется".split()
)
"""Words of a label that nobody says: "the legal tag" for "Needs legal"."""
_NAMED_SO = re.compile(r"(?::|\b(?:to|as|into|it|в|на|как)\b)\s+([^.?!,;]{3,80})")


def names_and_labels(sentence: Sentence, room: Room) -> list[Act]:
    """Labels, new names, the archive."""
    low = sentence.low
    found: list[Act] = []
    tagged = cues.LABEL.search(low)
    if tagged and not negated(low, tagged.start()):
        off = re.search(r"\b(?:сними|убери|remove|take off|drop)\b", low)
        found += [
            Act("unlabel" if off else "label", name, True, sentence) for name in labels_in(sentence, room)
        ]
    renamed = cues.RENAME.search(low)
    if renamed and not negated(low, renamed.start()):
        name = new_name(sentence, renamed.end())
        found += [Act("rename", name, True, sentence)] if name else []
    stowed = cues.ARCHIVE.search(low)
    if stowed and not negated(low, stowed.start()):
        found.append(Act("archive", "", True, sentence))
    elif cues.RESTORE.search(low):
        found.append(Act("restore", "", True, sentence))
    return found


def labels_in(sentence: Sentence, room: Room) -> list[str]:
    """The board's labels that the sentence names, the longest name first, none inside another."""
    said = [stem(token.word) for token in words_of(sentence.text)]
    found: list[str] = []
    labels = (
        sorted((one for one in room.board.labels if one.name), key=lambda one: -len(one.name))
        if room.board
        else []
    )
    for label in labels:
        every = [stem(token.word) for token in words_of(label.name)]
        wanted = [one for one in every if one not in _FILLERS] or every
        if wanted and any(said[at : at + len(wanted)] == wanted for at in range(len(said) - len(wanted) + 1)):
            found.append(label.name)
    return found[:1]


def new_name(sentence: Sentence, after: int) -> str:
    """The name that a card is to get: in quotation marks, else what follows the verb."""
    quoted = QUOTED.search(sentence.text)
    if quoted:
        return quoted.group(1).strip().rstrip(".")
    told = _NAMED_SO.search(sentence.text[after:])
    return told.group(1).strip() if told else ""
