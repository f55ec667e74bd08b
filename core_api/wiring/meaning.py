"""The embedder that the search reads with: that of the matching, in this process, judged by the same pairs of texts."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from core_api.contracts.model import Language, ModelAccess
from core_api.settings import Settings
from core_api.wire.place import Place

if TYPE_CHECKING:
    from core_api.store.meaning import Meaning


def embeds(settings: Settings) -> bool:
    """Whether the search of this installation has an embedder. Where matching is a service, words alone count here."""
    here = settings.matching_url == "inproc://" and not Place(settings.matching_url).remote
    return here and settings.embed_model is not None and settings.models_allowed != "none"


def meaning_of(settings: Settings) -> "Callable[[], Meaning | None]":
    """Gives the embedder that the settings describe, built at its first use; None: there is none."""

    @cache
    def find() -> "Meaning | None":
        if not embeds(settings):
            return None
        from core_api.store.meaning import Meaning
        from similarity.embed import SentenceEmbedder
        from similarity.guard import knows

        embedder = SentenceEmbedder(settings.embed_model or "", settings.models_folder)

        @cache
        def judged(language: Language) -> bool:
            return knows(embedder, language)

        return Meaning(embedder, judged, _may_read)

    return find


def _may_read(models: ModelAccess) -> bool:
    """A model in this process is inside the perimeter."""
    return models != "none"
