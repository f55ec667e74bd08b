"""The last touch on minutes, whoever wrote them: what each participant said and promised, and a bounded overview.

Made of the facts and the action items by code; nothing is added that is not in them. No model is asked here.
"""

import re
from collections.abc import Sequence

from core_api.contracts.board import Member
from core_api.contracts.meeting import Transcript
from core_api.contracts.minutes import (
    OVERVIEW_WORDS,
    ActionItem,
    Fact,
    Minutes,
    ParticipantNotes,
    Remark,
)
from core_api.contracts.ports import SummarizeRequest
from core_api.language.names import Directory, directory, resolve
from core_api.language.words import fold
from llm_service.merge import overlap
from llm_service.taming import tamed

UNTRANSLATED = "minutes-untranslated"
"""The note for another language than was spoken, where no model could write in it."""
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_UNSAID = frozenset({"injected", "joke"})
"""What carries one of these is no news of the one who spoke."""


def finished(minutes: Minutes, request: SummarizeRequest) -> Minutes:
    """The minutes with what each participant said and promised; the overview holds 500 words at most."""
    minutes = tamed(minutes, request.transcript)
    wanted = request.output_language or request.transcript.language
    untranslated = minutes.model is None and wanted != request.transcript.language
    return minutes.model_copy(
        update={
            "overview": shortened(minutes.overview, OVERVIEW_WORDS),
            "participants": participants(minutes, request.transcript),
            "notes": (*minutes.notes, UNTRANSLATED) if untranslated else minutes.notes,
        }
    )


def shortened(text: str, most: int) -> str:
    """The text, or its first sentences that hold so many words; in a sentence that is longer, so many words."""
    words = list(re.finditer(r"\S+", text))
    if len(words) <= most:
        return text
    room = text[: words[most - 1].end()]
    ends = [found.end() for found in _SENTENCE_END.finditer(room)]
    return room[: ends[-1]] if ends else room.rstrip(",;:—- ") + "…"


def participants(minutes: Minutes, transcript: Transcript) -> tuple[ParticipantNotes, ...]:
    """Those who spoke, in the order of their numbers, then the owners who were not heard, as they are first named."""
    voices = directory(Member(id=str(who.number), name=who.name) for who in transcript.speakers if who.name)
    owned: dict[int | str, list[ActionItem]] = {}
    for item in minutes.action_items:
        if item.owner:
            owned.setdefault(_who(item.owner, voices, transcript), []).append(item)
    heard = [
        ParticipantNotes(
            speaker=who.number,
            name=who.name,
            said=_said(minutes.facts, who.number, owned.get(who.number, ())),
            promised=tuple(owned.get(who.number, ())),
        )
        for who in sorted(transcript.speakers, key=lambda one: one.number)
    ]
    others = [
        ParticipantNotes(name=items[0].owner, promised=tuple(items))
        for who, items in owned.items()
        if isinstance(who, str)
    ]
    return (*heard, *others)


def _who(owner: str, voices: Directory, transcript: Transcript) -> int | str:
    """The speaker's number; for somebody who was not heard the folded name."""
    found = resolve(owner, voices)
    if found is not None:
        return int(found)
    exact = (who.number for who in transcript.speakers if who.name and fold(who.name) == fold(owner))
    numbered = (
        who.number
        for who in transcript.speakers
        if not who.name and fold(owner) in (f"спикер {who.number}", f"speaker {who.number}")
    )
    return next(exact, None) or next(numbered, None) or fold(owner)


def _said(facts: Sequence[Fact], speaker: int, promised: Sequence[ActionItem]) -> tuple[Remark, ...]:
    """What the speaker told, without what stands among the promises already."""
    return tuple(
        Remark(text=fact.text, fact_id=fact.id, evidence=fact.evidence)
        for fact in facts
        if fact.speaker == speaker
        and fact.kind != "nothing"
        and not _UNSAID & set(fact.vetoes)
        and not (fact.kind == "commitment" and any(overlap(fact.evidence, one.evidence) for one in promised))
    )
