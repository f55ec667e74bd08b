"""The instructions that models are given: one file a version, `NAME.vN.en.md`, shipped with the package.

A change of wording is a new version: what a model answered is only comparable within one. No logic lives
here.
"""

from importlib.resources import files

from core_api.contracts.model import Language, Tone

MINUTES = "minutes.v2"
MINUTES_BRIEF = "minutes-brief.v1"
"""The same in a third of the words, for a small context."""
SETTLE = "settle.v1"
DIGEST = "digest.v2"
ANSWER = "answer.v2"
JUDGE = "judge.v1"
PICK = "pick.v1"

LANGUAGE_NAMES: dict[Language, str] = {"ru": "Russian", "en": "English"}
_TONES: dict[Tone, str] = {
    "business": "Use a sober, businesslike tone.",
    "plain": "Use plain words and short sentences.",
    "friendly": "Use a warm tone, as a colleague would.",
}


def load(version: str, language: Language, output: Language | None = None, tone: Tone = "business") -> str:
    """The instructions of one version, asking for texts in the language, and for minutes in that of the output."""
    raw = (files(__package__) / f"{version}.en.md").read_text(encoding="utf-8")
    told = raw.replace("{{language}}", LANGUAGE_NAMES[language])
    told = told.replace("{{output}}", LANGUAGE_NAMES[output or language]).replace("{{tone}}", _TONES[tone])
    return told.strip()
