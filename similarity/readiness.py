"""How the service's embedder is. Without one, or where it cannot be loaded, cards are found by their words."""

from pathlib import Path

from core_api.contracts.problems import Missing
from core_api.wire.service import Condition
from similarity.service import embedder_of


class Readiness:
    """One condition: the embedder, looked for on the disk and not loaded; a server of vectors is not asked."""

    def __init__(self, model: str | None, models_dir: Path, url: str | None = None) -> None:
        """`model` and `url` as in the settings."""
        self._model = model
        self._url = url
        self._models_dir = models_dir

    def __call__(self) -> tuple[Condition, ...]:
        """How it is now."""
        if self._model is None:
            return (Condition(name="embedder", state="degraded", code="embedder-none"),)
        params: dict[str, str | int | float] = {"model": self._model}
        embedder = embedder_of(self._model, self._models_dir, self._url)
        try:
            params["model"] = embedder.name if embedder else self._model
        except Missing:
            return (Condition(name="embedder", state="down", code="embedder-missing", params=params),)
        return (Condition(name="embedder", state="ok", code="embedder-ok", params=params),)
