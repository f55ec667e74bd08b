"""A Telegram chat export (`result.json`): each message an utterance, the chat's times as seconds from its start."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from core_api.contracts.model import Language
from core_api.contracts.problems import Invalid, Unsupported
from core_api.language.words import detect_language
from core_api.locales import Translate, translator
from core_api.sources.draft import Draft, Utterance

_MEDIA = {
    "voice_message": "sources-voice-message",
    "video_message": "sources-video-message",
    "audio_file": "sources-audio-file",
    "video_file": "sources-video-file",
    "sticker": "sources-sticker",
    "animation": "sources-animation",
}


@dataclass(frozen=True)
class Chat:
    """A chat as a draft, and when its first message was written."""

    draft: Draft
    started_at: datetime | None
    """With the zone of whoever exported it; without one when the export does not tell."""
    title: str | None


def read_telegram(text: str, language: Language | None) -> Chat:
    """The chat. Raises Invalid for an export of several chats, Unsupported for other JSON with messages."""
    chat = _chat(json.loads(text))
    messages = [item for item in chat["messages"] if isinstance(item, dict) and item.get("type") == "message"]
    moments = [_moment(message) for message in messages]
    known = [moment for moment in moments if moment is not None]
    first = min(known, key=_order) if known else None
    tongue = language or detect_language(" ".join(_plain(message.get("text")) for message in messages))
    words = translator(tongue)
    said: list[Utterance] = []
    before: Mapping[str, Any] | None = None
    authors = {str(message.get("id")): _author(message, words) for message in messages}
    for message, moment in zip(messages, moments, strict=True):
        start = (_order(moment) - _order(first)) if moment and first else (said[-1].start if said else 0.0)
        reply = _reply(message, before, authors, words)
        content = reply + _forwarded(message, words) + _content(message, words)
        said.append(Utterance(content, authors[str(message.get("id"))], start, start + _duration(message)))
        before = message
    title = chat.get("name")
    draft = Draft(tuple(said), timed=bool(known), language=tongue)
    return Chat(draft, first, title if isinstance(title, str) and title else None)


def _chat(content: Any) -> Mapping[str, Any]:
    """The one chat of an export of one chat, or of a whole account with one chat in it."""
    if isinstance(content, dict) and isinstance(content.get("messages"), list):
        return content
    chats = content.get("chats") if isinstance(content, dict) else None
    listed = chats.get("list") if isinstance(chats, dict) else None
    if not isinstance(listed, list):
        raise Unsupported("source-json-unknown")
    useful = [chat for chat in listed if isinstance(chat, dict) and isinstance(chat.get("messages"), list)]
    if len(useful) != 1:
        raise Invalid("source-telegram-chats", count=len(useful))
    return useful[0]


def _moment(message: Mapping[str, Any]) -> datetime | None:
    """When a message was written. `date` is the exporter's local time, `date_unixtime` the same in UTC."""
    try:
        local = datetime.fromisoformat(str(message.get("date")))
    except ValueError:
        local = None
    try:
        exact = datetime.fromtimestamp(int(str(message.get("date_unixtime"))), UTC)
    except (ValueError, OverflowError, OSError):
        return local
    if local is None or local.tzinfo is not None:
        return local or exact
    minutes = round((local.replace(tzinfo=UTC) - exact).total_seconds() / 60)
    return exact.astimezone(timezone(timedelta(minutes=minutes))) if abs(minutes) < 24 * 60 else exact


def _order(moment: datetime | None) -> float:
    """Seconds by which moments are compared; a moment without a zone counts as UTC."""
    if moment is None:
        return 0.0
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _author(message: Mapping[str, Any], words: Translate) -> str:
    author = message.get("from")
    return author.strip() if isinstance(author, str) and author.strip() else words("sources-deleted-account")


def _plain(text: Any) -> str:
    """Text, or the text of a list of texts and entities."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return ""
    return "".join(part if isinstance(part, str) else _entity(part) for part in text)


def _entity(part: Any) -> str:
    return str(part.get("text", "")) if isinstance(part, Mapping) else ""


def _content(message: Mapping[str, Any], words: Translate) -> str:
    """What a message says; one without words is named, in brackets, for what it is."""
    text = _plain(message.get("text")).strip()
    kind = _MEDIA.get(str(message.get("media_type")))
    if text or (kind is None and not set(message) & {"photo", "file", "poll"}):
        return text
    if isinstance(poll := message.get("poll"), Mapping):
        answers: Sequence[Any] = poll.get("answers") or ()
        options = ", ".join(_entity(answer) for answer in answers)
        return words("sources-poll", question=_plain(poll.get("question")), options=options)
    if kind is not None:
        return words(kind)
    if "photo" in message:
        return words("sources-photo")
    return words("sources-file", name=str(message.get("file_name") or message.get("file") or ""))


def _forwarded(message: Mapping[str, Any], words: Translate) -> str:
    """Says whose words a forwarded message holds: they are not those of whoever forwarded it."""
    source = message.get("forwarded_from")
    return words("sources-forwarded", name=source) + " " if isinstance(source, str) and source else ""


def _reply(
    message: Mapping[str, Any], before: Mapping[str, Any] | None, authors: Mapping[str, str], words: Translate
) -> str:
    """Says to whom a message answers, unless that is the message just before it."""
    target = str(message.get("reply_to_message_id"))
    if target not in authors or (before is not None and str(before.get("id")) == target):
        return ""
    return words("sources-reply", name=authors[target]) + " "


def _duration(message: Mapping[str, Any]) -> float:
    seconds = message.get("duration_seconds")
    return float(seconds) if isinstance(seconds, int | float) and seconds > 0 else 0.0
