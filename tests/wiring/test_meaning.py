"""The search reads with matching's own model: asked under its name, and only what the model may read."""

from pathlib import Path

import pytest

from core_api.contracts.matching import Vector, Vectors
from core_api.contracts.model import ModelAccess
from core_api.contracts.problems import Missing, Refused, Unavailable
from core_api.settings import Settings
from core_api.wiring.meaning import embeds, meaning_of


class Matching:
    """Gives vectors outside the perimeter; finds no card."""

    def __init__(self) -> None:
        self.trouble: Exception | None = None

    def embed(self, texts: tuple[str, ...], *, query: bool, models: ModelAccess = "external") -> Vectors:
        if self.trouble:
            raise self.trouble
        if models != "external":
            raise Refused("models-forbidden", models=models)
        return Vectors(model="far@1", vectors=tuple(Vector(values=(1.0, 0.0)) for _text in texts))

    rank = rank_reverse = None


def settings(home: Path, **told: str) -> Settings:
    return Settings(home=home, matching_url="http://127.0.0.1:9", **told)


def test_a_model_elsewhere_is_asked_only_what_it_may_read(tmp_path: Path) -> None:
    matching = Matching()
    meaning = meaning_of(settings(tmp_path), lambda: matching)()  # type: ignore[arg-type,return-value]
    assert meaning is not None
    assert meaning.known_name() is None
    assert [meaning.may_read(models) for models in ("external", "local", "none")] == [True, False, False]
    assert meaning.embedder.name == meaning.known_name() == "far@1"
    assert meaning.embedder.embed(("a", "b"), query=False) == [[1.0, 0.0], [1.0, 0.0]]
    assert not meaning.knows("ru"), "every text is the same to it"


def test_an_outage_is_no_refusal_and_no_model_is_no_outage(tmp_path: Path) -> None:
    matching = Matching()
    meaning = meaning_of(settings(tmp_path), lambda: matching)()  # type: ignore[arg-type,return-value]
    assert meaning is not None
    matching.trouble = Unavailable("embedder-unreachable")
    with pytest.raises(Unavailable):
        meaning.may_read("external")
    assert meaning.of_question("Where is it?") is None
    matching.trouble = Missing("embedder-none")
    with pytest.raises(Missing):
        _ = meaning.embedder.name
    matching.trouble = None
    assert meaning.may_read("external")


def test_without_a_model_or_where_none_is_allowed_nothing_is_read(tmp_path: Path) -> None:
    assert not embeds(Settings(home=tmp_path))
    assert not embeds(settings(tmp_path, models_allowed="none"))
    assert meaning_of(Settings(home=tmp_path), Matching)() is None  # type: ignore[arg-type]
