"""Dense vectors from a sentence-transformers model that is already on this machine.

The package and the model are optional, and imported only when a vector is asked for. Nothing is ever downloaded:
what is missing is said as `Missing`, and the matcher goes on without it.
"""

from functools import cached_property
from pathlib import Path
from typing import Any

from core_api.contracts.problems import Missing
from similarity.prefixes import prefixes

_BATCH = 32
ON_PROCESSOR = "intfloat/multilingual-e5-small"
"""The model for a machine without a graphics card: small, and it knows both languages."""
ON_GRAPHICS = "BAAI/bge-m3"
"""The model for a machine with a graphics card."""
AUTO = "auto"


def chosen(model: str) -> str:
    """The model that a setting means: `auto` is one for this machine."""
    return model if model != AUTO else ON_GRAPHICS if _device() == "cuda" else ON_PROCESSOR


def _device() -> str:
    """`cuda` where torch is there and finds a graphics card, else `cpu`."""
    try:
        import torch
    except ImportError:
        return "cpu"
    return "cuda" if torch.cuda.is_available() else "cpu"


def locate(model: str, models_dir: Path) -> Path:
    """The folder of a model: a path as it stands, or its name (or its last part) inside the models' folder.

    Raises Missing when there is none.
    """
    choices = (
        Path(model),
        models_dir / model,
        models_dir / model.replace("/", "--"),
        models_dir / Path(model).name,
    )
    for folder in choices:
        if (folder / "modules.json").is_file() or (folder / "config.json").is_file():
            return folder
    raise Missing("embedder-model", model=model, folder=str(models_dir))


class SentenceEmbedder:
    """An `Embedder` over a local sentence-transformers model, loaded at its first use."""

    def __init__(self, model: str, models_dir: Path) -> None:
        """`model` is a folder or a name inside `models_dir`."""
        self._setting = model
        self._models_dir = models_dir

    @cached_property
    def _asked(self) -> str:
        return chosen(self._setting)

    @cached_property
    def _model(self) -> Any:
        folder = locate(self._asked, self._models_dir)
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise Missing("embedder-package", model=self._asked) from error
        try:
            return SentenceTransformer(str(folder), device=_device(), local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise Missing("embedder-model", model=self._asked, folder=str(folder)) from error

    @cached_property
    def name(self) -> str:
        """The model's name and a digest of its configuration. Raises Missing."""
        from hashlib import sha256

        folder = locate(self._asked, self._models_dir)
        described = [
            folder / "modules.json",
            folder / "config.json",
            folder / "config_sentence_transformers.json",
        ]
        content = b"".join(path.read_bytes() for path in described if path.is_file())
        sizes = sorted((path.name, path.stat().st_size) for path in folder.rglob("*.safetensors"))
        return f"{folder.name}@{sha256(content + repr(sizes).encode()).hexdigest()[:12]}"

    def embed(self, texts: tuple[str, ...], *, query: bool) -> list[list[float]]:
        """One vector of length 1 a text. Raises Missing when the package or the model is not there."""
        model = self._model
        if not texts:
            return []
        wanted = prefixes(self._asked)
        prefix = wanted.query if query else wanted.passage
        vectors = model.encode(
            [prefix + text for text in texts],
            batch_size=_BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return [[float(number) for number in vector] for vector in vectors]
