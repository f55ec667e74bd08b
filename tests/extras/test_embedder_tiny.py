"""A real sentence-transformers model, made here without a download: the true way from a folder to a ranking.

The tiny model has random weights, so that it knows no language and must be kept out of the ranking.
"""

from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from core_api.contracts.matching import CardText, Query
from core_api.contracts.problems import Missing
from similarity.embed import SentenceEmbedder
from similarity.guard import PAIRS, knows
from similarity.service import build

CARDS = (CardText(id="dark", name="Dark mode for the mobile app"), CardText(id="plan", name="Release plan"))
QUERIES = (
    Query(id="en", text="the release plan is written"),
    Query(id="ru", text="тёмная тема готова, мобильное приложение отдали"),
)


def make_model(folder: Path) -> Path:
    """A BERT of one layer with random weights over a handful of words."""
    torch.manual_seed(7)
    words = sorted(
        {word for pairs in PAIRS.values() for pair in pairs for text in pair for word in text.split()}
    )
    vocabulary = {
        word: place for place, word in enumerate(["[PAD]", "[UNK]", "query", "passage", ":", *words])
    }
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    base = folder / "base"
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]").save_pretrained(
        base
    )
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(base)
    body = Transformer(str(base), max_seq_length=32)
    made = folder / "tiny-e5"
    SentenceTransformer(modules=[body, Pooling(16)], device="cpu").save(str(made))
    return made


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tiny model, made once."""
    return make_model(tmp_path_factory.mktemp("models"))


def test_vectors_have_length_one_and_queries_differ_from_passages(model: Path) -> None:
    embedder = SentenceEmbedder(model.name, model.parent)
    asked = np.asarray(embedder.embed(("Password recovery", "Employee onboarding"), query=True))
    held = np.asarray(embedder.embed(("Password recovery",), query=False))
    assert asked.shape == (2, 16)
    assert np.linalg.norm(asked, axis=1) == pytest.approx([1.0, 1.0], abs=1e-5)
    assert not np.allclose(asked[0], held[0])
    assert embedder.embed((), query=True) == []


def test_the_name_tells_model_and_version_and_stays_the_same(model: Path) -> None:
    name = SentenceEmbedder(str(model), Path("elsewhere")).name
    assert name.startswith("tiny-e5@")
    assert SentenceEmbedder(model.name, model.parent).name == name


def test_a_model_without_sense_is_switched_off_and_the_words_decide(model: Path) -> None:
    embedder = SentenceEmbedder(model.name, model.parent)
    assert not knows(embedder, "en")
    assert not knows(embedder, "ru")
    ranking = build(model.name, model.parent).rank(QUERIES, CARDS)
    assert ranking.notes == ("embedder-language",)
    assert ranking.matches == build(None, model.parent).rank(QUERIES, CARDS).matches


def test_a_broken_model_folder_is_missing_and_the_matcher_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "modules.json").write_text("[]", encoding="utf-8")
    (folder / "config.json").write_text("not json", encoding="utf-8")
    with pytest.raises(Missing) as caught:
        SentenceEmbedder("broken", tmp_path).embed(("text",), query=True)
    assert caught.value.code == "embedder-model"
    assert build("broken", tmp_path).rank(QUERIES, CARDS).notes == ("embedder-missing",)


def test_a_model_named_as_on_the_hub_is_never_fetched(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        SentenceEmbedder("sentence-transformers/all-MiniLM-L6-v2", tmp_path).embed(("text",), query=True)
    assert list(tmp_path.iterdir()) == []
