"""The second, blind check: does what was said support what would be changed? Nothing else of a meeting is in here."""

from core_api.contracts.board import OperationKind
from core_api.contracts.minutes import ModelCall, Spent
from core_api.contracts.model import Frozen, Language, ModelAccess, Moment
from core_api.contracts.proposal import FieldChange, Support


class Spoken(Frozen):
    """Words of one utterance, and who said them."""

    speaker: str = ""
    """The name; empty: nobody knows."""
    words: str


class Claim(Frozen):
    """One change, and all that may be looked at to judge it."""

    id: str
    """Whatever tells the claims of one request apart; a model never sees it."""
    kind: OperationKind
    card: str = ""
    """The card's name; empty: a new one."""
    changes: tuple[FieldChange, ...]
    said: tuple[Spoken, ...]


class JudgeRequest(Frozen):
    """The claims of one meeting."""

    claims: tuple[Claim, ...]
    started_at: Moment
    """The meeting's: days are counted from it."""
    language: Language
    models: ModelAccess = "external"
    keep: bool = True
    """Whether answers of a model may be kept, and taken from what was kept before; a dry run leaves nothing."""
    spent: Spent = Spent()
    """On models over this meeting before."""


class Judgement(Frozen):
    """The word on one claim."""

    claim: str
    support: Support


class Judgements(Frozen):
    """The words on a meeting's claims. A claim without one was not judged."""

    judged: tuple[Judgement, ...] = ()
    model: str | None = None
    prompt_version: str | None = None
    notes: tuple[str, ...] = ()
    """Codes of what was not possible (see `locales`, `degraded-…`)."""
    calls: tuple[ModelCall, ...] = ()
    """What was asked of the model."""
