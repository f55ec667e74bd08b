"""What the shapes of all vendors' answers share. No field of any vendor lives here."""

from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, model_validator

from core_api.contracts.problems import Malformed
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


Read = TypeVar("Read", bound=Shape)


def shaped(vendor: str, kind: type[Read], raw: object) -> Read:
    """An answer in its shape. Raises Malformed `vendor-answer`; what the answer holds stays out of the problem."""
    try:
        return kind.model_validate(raw)
    except ValidationError:
        raise Malformed("vendor-answer", vendor=vendor) from None


def all_shaped(vendor: str, kind: type[Read], raw: object) -> list[Read]:
    """A list of that shape. Raises Malformed `vendor-answer`: what is no list is never an empty one."""
    if not isinstance(raw, list):
        raise Malformed("vendor-answer", vendor=vendor)
    return [shaped(vendor, kind, one) for one in raw]
