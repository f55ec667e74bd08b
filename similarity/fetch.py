"""Fetches an embedding model from the model hub, for operators who allow downloads. Nothing else here does."""

from pathlib import Path

from core_api.contracts.problems import Missing, Unavailable
from similarity.embed import chosen, locate


def ensure(model: str | None, models_dir: Path, token: str | None) -> None:
    """Have the sentence-transformers model in `models_dir/NAME`; nothing is done when it is there.

    Raises Unavailable `model-download`.
    """
    if model is None:
        return
    model = chosen(model)
    try:
        locate(model, models_dir)
    except Missing:
        _download(model, models_dir / model.replace("/", "--"), token)


def _download(model: str, folder: Path, token: str | None) -> None:
    from huggingface_hub import snapshot_download

    try:
        snapshot_download(model, local_dir=folder, token=token)
    except (OSError, ValueError) as error:  # the hub's errors are OSErrors; an unknown name is a ValueError
        raise Unavailable("model-download", model=model, detail=str(error).splitlines()[0][:200]) from error
