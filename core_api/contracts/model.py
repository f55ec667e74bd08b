"""The base of every model in the vocabulary, and the scalar types they share."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """A value: compared by content, never changed, with no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment


Moment = Annotated[datetime, AfterValidator(_aware)]
"""A point in time with its zone; stored in UTC."""

Seconds = Annotated[float, Field(ge=0)]
"""Seconds from the start of the recording."""

Probability = Annotated[float, Field(ge=0, le=1)]

Language = Literal["ru", "en"]
"""The languages that Boardscribe speaks and understands."""

MinutesLanguage = Literal["ru", "en", "meeting"]
"""The language that minutes are written in: one of the two whatever was spoken, or the meeting's own."""

Tone = Literal["business", "plain", "friendly"]
"""The manner of what a model writes: as in a company's papers, in everyday words, or warmly."""

ModelAccess = Literal["none", "local", "external"]
"""Which language models may read a meeting: none, those inside the perimeter, or any."""
