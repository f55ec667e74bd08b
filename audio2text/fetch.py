"""Fetches a speech model from the model hub, for operators who allow downloads. Nothing else here does."""

from pathlib import Path

from audio2text.engines.demo_en import NAME as DEMO
from audio2text.engines.whisper import find_folder
from core_api.contracts.problems import Missing, Unavailable


def ensure(model: str | None, models_dir: Path, token: str | None) -> None:
    """Have the faster-whisper model in `models_dir/whisper/NAME`; nothing is done when it is there.

    A folder given by path, and `demo-en`, are never fetched. Raises Unavailable `model-download`.
    """
    if model is None or model == DEMO or Path(model).expanduser().is_dir():
        return
    try:
        find_folder(model, models_dir)
    except Missing:
        _download(model, models_dir / "whisper" / model, token)


def _download(model: str, folder: Path, token: str | None) -> None:
    from faster_whisper.utils import download_model

    try:
        download_model(model, output_dir=str(folder), use_auth_token=token)
    except (OSError, ValueError) as error:  # the hub's errors are OSErrors; an unknown name is a ValueError
        raise Unavailable("model-download", model=model, detail=str(error).splitlines()[0][:200]) from error
