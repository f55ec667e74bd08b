"""What a second, blind check may see of the proposals of a meeting: the change, and the sentences it rests on.

Pure. Neither the fact nor anything else that a model wrote about its own reasons is in here. A quote is shown with the
rest of its sentence, so that nothing is judged that was cut out of its “not”.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from core_api.contracts.judging import Claim, Judgements, JudgeRequest, Spoken
from core_api.contracts.meeting import Transcript
from core_api.contracts.minutes import Evidence
from core_api.contracts.model import ModelAccess
from core_api.contracts.proposal import Proposal, Support

_SENTENCE = re.compile(r"[^.!?…]*[.!?…]*[\s»”\"')]*")
_LONGEST = 400
"""Characters of a sentence that are shown around a quote; recognised speech has few full stops."""


def claims_of(
    proposals: Iterable[Proposal], transcript: Transcript, started_at: datetime, models: ModelAccess
) -> JudgeRequest:
    """The claims of all proposals that rest on a model's reading, in their order."""
    said = {segment.index: segment.text for segment in transcript.segments}
    return JudgeRequest(
        claims=tuple(
            _claim(proposal, transcript, said) for proposal in proposals if proposal.model is not None
        ),
        started_at=started_at,
        language=transcript.language,
        models=models,
    )


def supports_of(judgements: Judgements) -> dict[str, Support]:
    """What the check says of each proposal, by its id."""
    return {one.claim: one.support for one in judgements.judged}


def _claim(proposal: Proposal, transcript: Transcript, said: Mapping[int, str]) -> Claim:
    return Claim(
        id=proposal.id,
        kind=proposal.operation.kind,
        card=proposal.card.name if proposal.card else "",
        changes=proposal.changes,
        said=tuple(_spoken(one, transcript, said) for one in proposal.evidence),
    )


def _spoken(one: Evidence, transcript: Transcript, said: Mapping[int, str]) -> Spoken:
    known = transcript.name_of(one.speaker) if one.speaker is not None else None
    speaker = known or (f"Speaker {one.speaker}" if one.speaker is not None else "")
    return Spoken(speaker=speaker, words=_whole(one.quote, said.get(one.segment, "")))


def _whole(quote: str, text: str) -> str:
    """The sentences that hold the quote, or the quote itself where they are too long."""
    start = text.find(quote)
    if start < 0:
        return quote
    end = start + len(quote)
    spans = [found.span() for found in _SENTENCE.finditer(text) if found.group().strip()]
    held = [span for span in spans if span[0] < end and span[1] > start]
    if not held:
        return quote
    first, last = held[0][0], held[-1][1]
    if last - first > _LONGEST:
        room = max(0, _LONGEST - len(quote)) // 2
        first, last = max(first, start - room), min(last, end + room)
    return text[first:last].strip()
