"""What an answer is asked with. What it is made of lies in `meeting`, what it is in `minutes`."""

from core_api.contracts.meeting import Passage
from core_api.contracts.model import Frozen, Language, ModelAccess


class AnswerRequest(Frozen):
    """A question and the passages that may answer it."""

    question: str
    passages: tuple[Passage, ...]
    language: Language
    models: ModelAccess = "external"
    speakers: tuple[str, ...] = ()
    """Whose own words are asked for, by the names of `PassageLine.name`: what others say of them is no answer."""
    words: str = ""
    """The question without those words that only say whose words, of what time, on which board; empty: all of it."""
    listing: bool = False
    """True where all of a kind is asked for ("what was decided?"): the lines in focus are what is wanted."""
