"""JSON with segments: our own transcripts, and what recognisers of the Whisper family write."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import ValidationError

from core_api.contracts.meeting import Transcript, Word
from core_api.contracts.model import Language
from core_api.contracts.problems import Invalid, Unsupported
from core_api.language.controls import plain
from core_api.sources.draft import Draft, Utterance, plain_words

_TEXT = ("text", "content", "transcript", "sentence")
_VOICE = ("speaker", "speaker_name", "speaker_label", "name")
_START = ("start", "start_time", "begin", "from")
_END = ("end", "end_time", "to")
_LISTS = ("segments", "utterances", "transcription", "results")


def read_json(text: str) -> Transcript | Draft:
    """Our own transcript as it is, any other list of segments as a draft. Raises Unsupported for other JSON."""
    content = json.loads(text)
    if isinstance(content, dict) and isinstance(content.get("transcript"), dict):
        content = content["transcript"]
    if isinstance(content, dict) and (own := _own(content)):
        return own
    listed = _segments(content)
    timed = any(_number(item, _START) is not None or "offsets" in item for item in listed)
    language = content.get("language") if isinstance(content, dict) else None
    return Draft(
        tuple(_utterance(item) for item in listed),
        timed=timed,
        language=language if language in get_args(Language) else None,
    )


def _own(content: dict[str, Any]) -> Transcript | None:
    """The transcript, when it is one that we wrote and its segments are numbered as they stand."""
    try:
        transcript = Transcript.model_validate(content)
    except ValidationError:
        return None
    in_order = all(place == segment.index for place, segment in enumerate(transcript.segments))
    if not any(segment.text.strip() for segment in transcript.segments):
        raise Invalid("transcript-empty")
    return _plain(transcript) if in_order else None


def _plain(transcript: Transcript) -> Transcript:
    """The transcript without what steers a screen."""
    speakers = (
        who.model_copy(update={"name": plain(who.name)}) if who.name else who for who in transcript.speakers
    )
    segments = (
        said.model_copy(update={"text": plain(said.text), "words": plain_words(said.words)})
        for said in transcript.segments
    )
    return transcript.model_copy(update={"speakers": tuple(speakers), "segments": tuple(segments)})


def _segments(content: Any) -> Sequence[Mapping[str, Any]]:
    listed = content
    if isinstance(content, dict):
        listed = next((content[key] for key in _LISTS if isinstance(content.get(key), list)), None)
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise Unsupported("source-json-unknown")
    if listed and not any(_first(item, _TEXT) is not None for item in listed):
        raise Unsupported("source-json-unknown")
    return listed


def _utterance(item: Mapping[str, Any]) -> Utterance:
    voice = _first(item, _VOICE)
    start, end = _number(item, _START), _number(item, _END)
    if isinstance(offsets := item.get("offsets"), Mapping):
        start, end = ((_number(offsets, (key,)) or 0.0) / 1000 for key in ("from", "to"))
    return Utterance(
        text=str(_first(item, _TEXT) or ""),
        voice=str(voice) if voice is not None and not isinstance(voice, dict | list) else None,
        start=start or 0.0,
        end=max(start or 0.0, end or 0.0),
        words=_words(item.get("words")),
    )


def _words(listed: Any) -> tuple[Word, ...]:
    """The words that have times; none when the source gives none."""
    if not isinstance(listed, list):
        return ()
    words = []
    for item in listed:
        if not isinstance(item, dict):
            continue
        start, end = _number(item, ("start",)), _number(item, ("end",))
        text = _first(item, ("word", "text"))
        if text is None or start is None or end is None:
            continue
        sure = _number(item, ("probability", "score"))
        words.append(
            Word(
                text=str(text).strip(),
                start=start,
                end=max(start, end),
                probability=None if sure is None else min(1.0, sure),
            )
        )
    return tuple(words)


def _first(item: Mapping[str, Any], keys: Sequence[str]) -> Any:
    return next((item[key] for key in keys if item.get(key) is not None), None)


def _number(item: Mapping[str, Any], keys: Sequence[str]) -> float | None:
    """The first value that is a finite number from 0, or text that is one."""
    try:
        value = float(_first(item, keys))
    except (TypeError, ValueError):
        return None
    return value if 0 <= value < float("inf") else None
