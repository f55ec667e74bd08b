"""What the shapes of all vendors' answers share. No field of any vendor lives here."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from core_api.language.controls import plain


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


Aware = Annotated[datetime, AfterValidator(_aware)]
"""A point in time; one without a zone is in UTC."""

Plain = Annotated[str, AfterValidator(plain)]
"""A text for people: nothing in it steers their screen."""


class Shape(BaseModel):
    """Unknown fields are passed over, and null is the same as absent."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        return {key: value for key, value in raw.items() if value is not None}
