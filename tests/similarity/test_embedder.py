"""An embedding model helps where it knows the language, and is never in the way where it does not."""

from pathlib import Path

import pytest

from core_api.contracts.matching import CardText, Query
from core_api.contracts.problems import Missing
from core_api.language.words import detect_language
from core_api.locales import has
from similarity.embed import SentenceEmbedder, locate
from similarity.guard import PAIRS
from similarity.prefixes import prefixes
from similarity.service import FusedMatcher, build
from tests.similarity.boards import ENGLISH, RUSSIAN, lexical

MEANINGS = [{said, card} for pairs in PAIRS.values() for said, card in pairs]
MEANINGS += [{"phones go flat so fast", "Dark mode for the mobile app"}]


class Dictionary:
    """Knows which texts mean the same in its languages; all else is one and the same to it."""

    name = "dictionary@1"

    def __init__(self, *languages: str) -> None:
        self._languages = languages

    def embed(self, texts: tuple[str, ...], *, query: bool) -> list[list[float]]:
        """A vector with a 1 at the text's meaning."""
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> list[float]:
        known = detect_language(text) in self._languages
        place = next((at for at, texts in enumerate(MEANINGS) if known and text in texts), len(MEANINGS))
        return [float(at == place) for at in range(len(MEANINGS) + 1)]


def test_a_model_that_knows_the_language_finds_what_shares_no_word() -> None:
    query = Query(id="q", text="phones go flat so fast")
    with_model = FusedMatcher(Dictionary("en")).rank((query,), ENGLISH)
    best = with_model.matches[0].best
    assert best
    assert best.card_id == "dark"
    assert with_model.notes == ()


def test_a_model_that_fails_a_language_is_off_for_it_and_says_so() -> None:
    queries = (
        Query(id="ru", text="редис вчера обновили"),
        Query(id="en", text="phones go flat so fast"),
    )
    cards = RUSSIAN + ENGLISH
    ranking = FusedMatcher(Dictionary("en")).rank(queries, cards)
    assert ranking.matches[0] == lexical().rank(queries, cards).matches[0]
    assert ranking.matches[1].candidates[0].card_id == "dark"
    assert ranking.notes == ("embedder-language",)


def test_a_model_that_knows_nothing_changes_nothing() -> None:
    queries = (Query(id="q", text="the login page is redesigned"),)
    ranking = FusedMatcher(Dictionary()).rank(queries, ENGLISH)
    assert ranking.matches == lexical().rank(queries, ENGLISH).matches


def test_a_configured_model_that_is_missing_leaves_words_alone_and_says_so(tmp_path: Path) -> None:
    queries = (Query(id="q", text="the login page is redesigned"),)
    matcher = build("BAAI/bge-m3", tmp_path)
    ranking = matcher.rank(queries, ENGLISH)
    assert ranking.notes == ("embedder-missing",)
    assert ranking.matches == lexical().rank(queries, ENGLISH).matches
    assert matcher.rank_reverse(ENGLISH, queries).notes == ("embedder-missing",)


def test_asking_for_vectors_of_a_missing_model_names_it_and_the_folder(tmp_path: Path) -> None:
    with pytest.raises(Missing) as caught:
        SentenceEmbedder("intfloat/multilingual-e5-small", tmp_path).embed(("text",), query=True)
    assert caught.value.code == "embedder-model"
    assert caught.value.params == {"model": "intfloat/multilingual-e5-small", "folder": str(tmp_path)}


def test_a_model_is_found_by_folder_by_name_and_by_its_last_part(tmp_path: Path) -> None:
    for name in ("plain", "BAAI--bge-m3", "rubert-mini-frida"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "modules.json").write_text("[]")
    assert locate(str(tmp_path / "plain"), Path("elsewhere")) == tmp_path / "plain"
    assert locate("BAAI/bge-m3", tmp_path) == tmp_path / "BAAI--bge-m3"
    assert locate("sergeyzh/rubert-mini-frida", tmp_path) == tmp_path / "rubert-mini-frida"


@pytest.mark.parametrize(
    ("model", "query", "passage"),
    [
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("/models/intfloat--multilingual-e5-large", "query: ", "passage: "),
        ("intfloat/multilingual-e5-large-instruct", "Instruct: ", ""),
        ("Qwen/Qwen3-Embedding-0.6B", "Instruct: ", ""),
        ("ai-forever/FRIDA", "search_query: ", "search_document: "),
        ("sergeyzh/rubert-mini-frida", "search_query: ", "search_document: "),
        ("ai-forever/ru-en-RoSBERTa", "search_query: ", "search_document: "),
        ("BAAI/bge-small-en-v1.5", "Represent this sentence", ""),
        ("BAAI/bge-m3", "", ""),
        ("deepvk/USER-bge-m3", "", ""),
        ("sentence-transformers/all-MiniLM-L6-v2", "", ""),
    ],
)
def test_each_family_of_models_gets_the_prefixes_it_wants(model: str, query: str, passage: str) -> None:
    wanted = prefixes(model)
    assert wanted.query.startswith(query)
    assert bool(wanted.query) == bool(query)
    assert wanted.passage == passage


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    "message",
    [
        "problem-embedder-model",
        "problem-embedder-model-next",
        "problem-embedder-package",
        "problem-embedder-package-next",
        "degraded-embedder-missing",
        "degraded-embedder-language",
    ],
)
def test_whatever_can_be_said_is_said_in_both_languages(message: str, language: str) -> None:
    assert has(message, "ru" if language == "ru" else "en")


def test_cards_without_a_word_in_common_are_candidates_when_the_model_counts() -> None:
    query = Query(id="q", text="phones go flat so fast")
    found = FusedMatcher(Dictionary("en")).rank(
        (query,), (CardText(id="dark", name="Dark mode for the mobile app"),)
    )
    assert [candidate.card_id for candidate in found.matches[0].candidates] == ["dark"]
