"""What a file is, told by its content. Its name only serves to refuse a file that claims to be something else."""

import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import puremagic

from core_api.contracts.problems import Invalid, NotFound, Unsupported
from core_api.language.controls import plain
from core_api.sources.encoding import decode, looks_binary

Kind = Literal["media", "vtt", "srt", "txt", "json", "docx", "telegram"]

TEXT_LIMIT = 50_000_000
"""The greatest size, in bytes, of a source that is text already."""
_HEAD = 65_536

_MEDIA_NAMES = frozenset(
    ".3gp .aac .aif .aiff .amr .avi .caf .flac .flv .m4a .m4v .mkv .mov .mp3 .mp4 .mpeg .mpg .oga .ogg .ogv .opus"
    " .wav .weba .webm .wma .wmv".split()
)
_TEXT_NAMES = frozenset(".json .srt .text .txt .vtt".split())
_CUE_TIME = re.compile(r"\d:\d{1,2}(?::\d{1,2})?([.,])\d{1,3}[ \t]*-->")
_PLAYLIST = re.compile(
    r"#EXTM3U|\[playlist\]|ffconcat version|<\?xml[^>]*>\s*<(?:playlist|smil|MPD)\b|<(?:smil|MPD)\b|<asx\b",
    re.I,
)
_MARKUP = re.compile(r"<(?:!doctype|html|\?xml|tt|svg)\b|\[Script Info\]|\{\\rtf|%PDF", re.IGNORECASE)
_MEDIA_MARKS = (b"ID3", b"OggS", b"fLaC", b"FLV\x01", b"#!AMR", b"\x1a\x45\xdf\xa3", b"caff", b"FORM")
_MP3_FRAME = re.compile(rb"\xff[\xe2-\xff][\x10-\xef]")


@dataclass(frozen=True)
class Content:
    """A file and what it is. `text` is the decoded text, without control characters, of the kinds that are text."""

    kind: Kind
    text: str = ""
    cut: bool = False
    """True when the file broke off inside a letter."""


def identify(path: Path) -> Content:
    """What a file is. Raises NotFound, Invalid (empty, too large, damaged, mislabelled), Unsupported."""
    size, head = begin(path)
    if size == 0:
        raise Invalid("source-empty", name=path.name)
    if head.startswith(b"PK\x03\x04"):
        content = _from_zip(path, size)
    elif looks_binary(head):
        content = _from_binary(path, head)
    else:
        content = _from_text(path, size)
    _check_name(path, content.kind)
    return content


def begin(path: Path) -> tuple[int, bytes]:
    """A file's size and its first bytes. Raises NotFound `source-missing`, Invalid `source-unreadable`."""
    try:
        with path.open("rb") as file:
            return path.stat().st_size, file.read(_HEAD)
    except FileNotFoundError as error:
        raise NotFound("source-missing", name=path.name) from error
    except OSError as error:
        raise Invalid("source-unreadable", name=path.name) from error


def _from_zip(path: Path, size: int) -> Content:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Invalid("source-damaged", name=path.name) from error
    if "word/document.xml" not in names:
        raise Unsupported("source-unsupported", name=path.name, found="zip")
    _check_size(path, size)
    return Content("docx")


def _from_binary(path: Path, head: bytes) -> Content:
    found = _binary_type(head)
    if found.startswith(("audio/", "video/")):
        return Content("media")
    raise Unsupported("source-unsupported", name=path.name, found=found or "?")


def _binary_type(head: bytes) -> str:
    """The MIME type, or the suffix, that the first bytes tell; empty when they tell nothing."""
    if head.startswith(_MEDIA_MARKS) or _MP3_FRAME.match(head) or _is_transport_stream(head):
        return "audio/x-found"
    if head.startswith(b"RIFF") and head[8:12] in {b"WAVE", b"AVI "}:
        return "audio/x-found"
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    best = matches[0] if matches else None
    return str(best.mime_type or best.extension) if best else ""


def _is_transport_stream(head: bytes) -> bool:
    return len(head) > 376 and head[0] == head[188] == head[376] == 0x47


def _from_text(path: Path, size: int) -> Content:
    _check_size(path, size)
    decoded = decode(path.read_bytes())
    text = plain(decoded.text)
    return Content(text_kind(text, path.name), text, decoded.cut)


def text_kind(text: str, name: str) -> Kind:
    """Which of the text formats a text is. Raises Invalid for broken JSON, Unsupported for playlists and markup."""
    start = text.lstrip("\ufeff \t\r\n")
    if not start:
        raise Invalid("transcript-empty")
    if _PLAYLIST.match(start):
        raise Unsupported("source-playlist", name=name)
    if start.startswith("WEBVTT"):
        return "vtt"
    if start[0] == "{" or re.match(r"\[\s*[\[{\]]", start):
        if start.startswith("{\\rtf"):
            raise Unsupported("source-unsupported", name=name, found="RTF")
        return _json_kind(start, name)
    if _MARKUP.match(start):
        raise Unsupported("source-unsupported", name=name, found=start.split(">")[0][:20].strip("<! {\\%[]"))
    time = _CUE_TIME.search(text)
    if time:
        return "vtt" if time[1] == "." else "srt"
    return "txt"


def _json_kind(start: str, name: str) -> Kind:
    try:
        content = json.loads(start)
    except (ValueError, RecursionError) as error:
        raise Invalid("source-json-broken", name=name) from error
    if isinstance(content, dict) and ("messages" in content or "chats" in content):
        return "telegram"
    return "json"


def _check_size(path: Path, size: int) -> None:
    if size > TEXT_LIMIT:
        raise Invalid("source-too-large", name=path.name, limit=TEXT_LIMIT // 1_000_000)


def _check_name(path: Path, kind: Kind) -> None:
    """Refuses audio named as text, text named as audio, and so on: somebody picked the wrong file."""
    suffix = path.suffix.lower()
    family = "media" if kind == "media" else "docx" if kind == "docx" else "text"
    claimed = (
        "media" if suffix in _MEDIA_NAMES
        else "docx" if suffix == ".docx"
        else "text" if suffix in _TEXT_NAMES
        else family
    )  # fmt: skip
    if claimed != family:
        raise Invalid("source-mislabelled", name=path.name, found=family)
