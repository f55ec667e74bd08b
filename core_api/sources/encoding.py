"""Bytes to text: byte order marks, UTF-8, UTF-16, and the old Russian and Western code pages.

A file that is not text is told by `looks_binary`; text is never guessed out of one.
"""

import codecs
import re
from dataclasses import dataclass

from core_api.contracts.problems import Invalid

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(rb"[\x00-\x06\x0e-\x19\x7f]")
"""Bytes of no text. Bells, backspaces and escapes are what terminals leave in one: readers take them out."""
_COMMON = frozenset("оеаинтсрвлкмдпуыяьзбгчй")
_MIXED_WORD = re.compile(r"[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")
_SAMPLE = 65_536


@dataclass(frozen=True)
class Decoded:
    """Text, and whether the file broke off inside its last letter."""

    text: str
    cut: bool = False


def decode(raw: bytes) -> Decoded:
    """The text of a file. Raises Invalid when no encoding fits."""
    name = _declared(raw) or _unmarked_utf16(raw)
    if name is not None:
        return _decode_as(raw, name)
    if _CONTROL.search(raw):
        raise Invalid("source-undecodable")
    try:
        return _decode_as(raw, "utf-8")
    except Invalid:
        return Decoded(raw.decode(_code_page(raw)))


def looks_binary(head: bytes) -> bool:
    """True when the beginning of a file cannot be that of a text in any encoding that we read."""
    return _declared(head) is None and _unmarked_utf16(head) is None and _CONTROL.search(head) is not None


def _declared(raw: bytes) -> str | None:
    return next((name for mark, name in _BOMS if raw.startswith(mark)), None)


def _decode_as(raw: bytes, name: str) -> Decoded:
    """All but a broken last letter must fit."""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        text = decoder.decode(raw)
    except UnicodeDecodeError as error:
        raise Invalid("source-undecodable") from error
    pending = decoder.getstate()[0]
    return Decoded(text, cut=bool(pending))


def _unmarked_utf16(raw: bytes) -> str | None:
    """UTF-16 without a mark: nearly all of it must be Latin or Cyrillic letters and everyday marks."""
    sample = raw[: min(len(raw), _SAMPLE) // 2 * 2]
    if len(sample) < 4 or not _CONTROL.search(sample):
        return None
    for name in ("utf-16-le", "utf-16-be"):
        text = sample.decode(name, errors="replace")
        usual = sum(
            char.isspace() or "\x20" <= char <= "\u04ff" or "\u2010" <= char <= "\u2122" for char in text
        )
        if usual >= 0.97 * len(text):
            return name
    return None


def _code_page(raw: bytes) -> str:
    """The old code page that makes words of the bytes. Raises Invalid when none does."""
    scores = {name: _russian(raw, name) for name in ("cp1251", "koi8-r", "cp866")}
    best = max(scores, key=lambda name: scores[name])
    text = raw[:_SAMPLE].decode("cp1251", errors="replace")
    mixed = len(_MIXED_WORD.findall(text))
    letters = sum("А" <= char <= "я" for char in text)
    if mixed * 2 > letters or not letters:
        best, scores = "cp1252", {"cp1252": 1.0}
    try:
        raw.decode(best)
    except UnicodeDecodeError as error:
        raise Invalid("source-undecodable") from error
    if scores[best] < 0.5:
        raise Invalid("source-undecodable")
    return best


def _russian(raw: bytes, name: str) -> float:
    """The share of the bytes above ASCII that are common small Russian letters (or capitals that begin words)."""
    text = raw[:_SAMPLE].decode(name, errors="replace")
    high = [char for char in text if char > "\x7f" and not char.isspace()]
    if not high:
        return 0.0
    starts = sum(1 for _ in re.finditer(r"\b[А-ЯЁ](?![А-ЯЁ])", text))
    return (sum(char in _COMMON for char in high) + starts) / len(high)
