"""On what terms a model is asked: how much at once, for how much, and what of it is kept. Values only."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from core_api.contracts.model_settings import ModelSettings


@dataclass(frozen=True)
class Limits:
    """What one meeting may cost; None: any amount."""

    tokens: int | None = None
    """Read and written together."""
    seconds: float | None = None
    cost: float | None = None


@dataclass(frozen=True)
class Prices:
    """What a million tokens cost."""

    read: float = 0.0
    written: float = 0.0
    currency: str = ""

    def cost(self, read: int, written: int) -> float | None:
        """What so many tokens cost; None when nothing has a price."""
        if not self.read and not self.written:
            return None
        return (read * self.read + written * self.written) / 1_000_000


@dataclass(frozen=True)
class Keeping:
    """What is kept on the disk, and where."""

    folder: Path | None = None
    """None: nothing."""
    answers: bool = True
    """Whether the model's answers are kept, beside what is known of the server."""
    days: float = 30.0
    mebibytes: int = 256


@dataclass(frozen=True)
class Terms:
    """All of it."""

    at_once: int = 4
    """Questions that are asked at once."""
    context: int | None = None
    """Tokens of the context that are used at most; None: all that there are."""
    probing: Literal["auto", "always", "never"] = "auto"
    thinking: bool = False
    """Whether a model that can think aloud may."""
    limits: Limits = field(default_factory=Limits)
    prices: Prices = field(default_factory=Prices)
    keeping: Keeping = field(default_factory=Keeping)


def terms_of(settings: ModelSettings, folder: Path | None) -> Terms:
    """The terms that the settings say; `folder` is where things are kept, None keeps nothing."""
    days, mebibytes = settings.llm_cache_days, settings.llm_cache_mib
    return Terms(
        at_once=settings.llm_parallel,
        context=settings.llm_context_tokens,
        probing=settings.llm_probe,
        thinking=settings.llm_thinking,
        limits=Limits(settings.llm_meeting_tokens, settings.llm_meeting_seconds, settings.llm_meeting_cost),
        prices=Prices(settings.llm_price_in, settings.llm_price_out, settings.llm_currency),
        keeping=Keeping(folder, settings.llm_cache, days, mebibytes),
    )
