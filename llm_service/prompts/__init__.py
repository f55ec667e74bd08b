"""The instructions that models are given: one file a version, `NAME.vN.en.md`, shipped with the package.

A change of wording is a new version: what a model answered is only comparable within one. No logic lives
here.
"""

from importlib.resources import files

from core_api.contracts.model import Language

MINUTES = "minutes.v1"
DIGEST = "digest.v1"
ANSWER = "answer.v1"
JUDGE = "judge.v1"
PICK = "pick.v1"

LANGUAGE_NAMES: dict[Language, str] = {"ru": "Russian", "en": "English"}


def load(version: str, language: Language) -> str:
    """The instructions of one version, asking for answers in the language."""
    raw = (files(__package__) / f"{version}.en.md").read_text(encoding="utf-8")
    return raw.replace("{{language}}", LANGUAGE_NAMES[language]).strip()
