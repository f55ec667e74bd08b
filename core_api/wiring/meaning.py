"""The embedder that the search reads with: the one that matching has, in this process or in its service.

It is judged once by the same pairs of texts as matching's, and asked only what a text's models allow.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

from core_api.contracts.model import Language, ModelAccess
from core_api.contracts.problems import Missing, Refused
from core_api.settings import Settings
from core_api.wire.place import Place

if TYPE_CHECKING:
    from core_api.store.meaning import Meaning
    from similarity.actions import Matching


def embeds(settings: Settings) -> bool:
    """Whether the search of this installation may have an embedder; the service of matching has one or has none."""
    there = settings.embed_model is not None and settings.matching_url == "inproc://"
    return settings.models_allowed != "none" and (there or Place(settings.matching_url).remote)


def meaning_of(settings: Settings, matcher: "Callable[[], Matching]") -> "Callable[[], Meaning | None]":
    """Gives the embedder that the settings describe, reached at its first use; None: there is none."""

    @cache
    def here() -> str | None:
        return _configured_name(settings)

    @cache
    def found() -> "Meaning":
        from core_api.store.meaning import Meaning
        from similarity.guard import knows

        embedder = MatchingEmbedder(matcher)

        @cache
        def judged(language: Language) -> bool:
            return knows(embedder, language)

        return Meaning(embedder, judged, cache(partial(_may_read, matcher)), lambda: embedder.known or here())

    def find() -> "Meaning | None":
        return found() if embeds(settings) else None

    return find


class MatchingEmbedder:
    """An `Embedder` behind the matcher: its model is loaded once for both. What it may read was asked before."""

    def __init__(self, matcher: "Callable[[], Matching]") -> None:
        """Nothing is loaded or sent yet."""
        self._matcher = matcher
        self.known: str | None = None
        """Its name, once it was asked for anything."""

    @property
    def name(self) -> str:
        """Model and version. Raises Missing `embedder-none`, and what a call raises."""
        if self.known is None:
            self.embed((), query=False)
        return self.known or ""

    def embed(self, texts: tuple[str, ...], *, query: bool) -> list[list[float]]:
        """One vector a text. Raises Missing, and what a call raises."""
        made = self._matcher().embed(texts, query=query)
        self.known = made.model
        return [list(vector.values) for vector in made.vectors]


def _may_read(matcher: "Callable[[], Matching]", models: ModelAccess) -> bool:
    """Whether matching's model is among those; raises what a call raises, so that an outage is no refusal."""
    try:
        matcher().embed((), query=False, models=models)
    except (Refused, Missing):
        return False
    return True


def _configured_name(settings: Settings) -> str | None:
    """The name of the model in this process, told by its files; None where it cannot be told."""
    from core_api.store.meaning import AWAY
    from similarity.service import embedder_of

    if settings.matching_url != "inproc://":
        return None
    try:
        embedder = embedder_of(
            settings.embed_model, settings.models_folder, settings.embed_url, settings.embed_key
        )
        return embedder.name if embedder else None
    except AWAY:
        return None
