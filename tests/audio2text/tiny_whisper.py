"""Writes a tiny Whisper with random weights in the CTranslate2 format: the true faster-whisper runs on it.

Its words mean nothing, its shapes, times and languages are real. No torch and no transformers are needed.
"""

import json
from pathlib import Path

import numpy as np
import tokenizers
from ctranslate2.specs import WhisperSpec
from faster_whisper.tokenizer import _LANGUAGE_CODES
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

WIDTH, WIDE, MELS = 32, 64, 80


def write_tiny_whisper(folder: Path, *, multilingual: bool = True) -> Path:
    """A model folder of about a megabyte; the same every time."""
    folder.mkdir(parents=True)
    tokens = _write_tokenizer(folder, multilingual=multilingual)
    chance = np.random.default_rng(7)
    spec = WhisperSpec(1, 2, 1, 2)
    _fill(spec, len(tokens), chance)
    spec.register_vocabulary(tokens)
    named = {token: place for place, token in enumerate(tokens)}
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = [named["<|endoftext|>"]]
    spec.config.lang_ids = [named[f"<|{code}|>"] for code in _LANGUAGE_CODES]
    spec.config.alignment_heads = [(0, 0), (0, 1)]
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    (folder / "preprocessor_config.json").write_text(json.dumps({"feature_size": MELS}))
    return folder


def _write_tokenizer(folder: Path, *, multilingual: bool) -> list[str]:
    """Bytes, Whisper's special tokens in Whisper's order, then 1,501 times. The empty token says multilingual."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    plain = [*letters, ""] if multilingual else letters
    tokenizer = Tokenizer(models.BPE(vocab={token: place for place, token in enumerate(plain)}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<|endoftext|>", "<|startoftranscript|>", *(f"<|{code}|>" for code in _LANGUAGE_CODES)]
    special += [
        f"<|{name}|>" for name in "translate transcribe startoflm startofprev nospeech notimestamps".split()
    ]
    times = [f"<|{place * 0.02:.2f}|>" for place in range(1501)]
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in special])
    tokenizer.add_tokens([AddedToken(token, special=False) for token in times])
    tokenizer.save(str(folder / "tokenizer.json"))
    assert tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab_size() == len(
        plain + special + times
    )
    return plain + special + times


def _fill(spec: WhisperSpec, words: int, chance: np.random.Generator) -> None:
    def weight(*shape: int) -> np.ndarray:
        return (chance.standard_normal(shape) / np.sqrt(shape[-1])).astype(np.float32)

    def linear(target, out: int, into: int) -> None:
        target.weight, target.bias = weight(out, into), np.zeros(out, dtype=np.float32)

    def norm(target) -> None:
        target.gamma, target.beta = np.ones(WIDTH, dtype=np.float32), np.zeros(WIDTH, dtype=np.float32)

    def attention(target, outs: list[int]) -> None:
        norm(target.layer_norm)
        for part, out in zip(target.linear, outs, strict=True):
            linear(part, out, WIDTH)

    def layer(target) -> None:
        attention(target.self_attention, [3 * WIDTH, WIDTH])
        norm(target.ffn.layer_norm)
        linear(target.ffn.linear_0, WIDE, WIDTH)
        linear(target.ffn.linear_1, WIDTH, WIDE)

    for conv, into in ((spec.encoder.conv1, MELS), (spec.encoder.conv2, WIDTH)):
        conv.weight, conv.bias = weight(WIDTH, into, 3), np.zeros(WIDTH, dtype=np.float32)
    for half, places in ((spec.encoder, 1500), (spec.decoder, 448)):
        half.position_encodings.encodings = weight(places, WIDTH)
        norm(half.layer_norm)
        layer(half.layer[0])
    attention(spec.decoder.layer[0].attention, [WIDTH, 2 * WIDTH, WIDTH])
    spec.decoder.embeddings.weight = weight(words, WIDTH)
    spec.decoder.projection.weight = weight(words, WIDTH)
    spec.decoder.projection.bias = np.zeros(words, dtype=np.float32)
    spec.decoder.projection.bias[:64] = 3.0  # so that it says letters on every processor
