"""Takes out what a recogniser says over and over: a known failing of Whisper on noise and music.

Pure functions over words. What must never live here: lists of phrases; people do say "thank you" at the end.
"""

from collections.abc import Iterable, Iterator

from core_api.contracts.meeting import Word
from core_api.language.words import fold

LONGEST_PHRASE = 8
"""Words of the longest phrase that is looked for."""
REPEATS = 4
"""Times that a phrase may be said in a row: «да, да, да, да» is speech."""

_MARKS = ".,!?…:;-—«»\"'()"


def without_loops(words: Iterable[Word]) -> Iterator[Word]:
    """The words with every phrase that is repeated more than four times in a row said once."""
    heard = list(words)
    plain = [fold(word.text).strip(_MARKS) for word in heard]
    place = 0
    while place < len(heard):
        length, end = _loop(plain, place)
        if length:
            yield from heard[place : place + length]
            place = end
        else:
            yield heard[place]
            place += 1


def _loop(plain: list[str], place: int) -> tuple[int, int]:
    """The length of the phrase that is looped from here and the place after the loop; (0, …) when there is none."""
    for length in range(1, LONGEST_PHRASE + 1):
        phrase = plain[place : place + length]
        end = place + length
        while plain[end : end + length] == phrase:
            end += length
        if end - place > REPEATS * length:
            return length, end
    return 0, place
