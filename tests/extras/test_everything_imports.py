"""With every extra installed, every package can be imported: each in a process of its own, as a user would."""

import pkgutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

import audio2text
import core_api
import dashboard
import kanban_connectors
import llm_service
import notifier
import similarity

LIBRARIES = (
    "faster_whisper", "langgraph", "onnx_asr", "onnxruntime", "pocketsphinx", "pyannote.audio", "sentence_transformers",
    "streamlit", "torch", "torchaudio", "transformers",
)  # fmt: skip
OURS = (audio2text, core_api, dashboard, kanban_connectors, llm_service, notifier, similarity)
NOT_FOR_IMPORT = ("__main__", "migrations.env", "migrations.versions")


def _modules() -> Iterator[str]:
    for package in OURS:
        yield package.__name__
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not any(part in module.name for part in NOT_FOR_IMPORT):
                yield module.name


def _import(*names: str) -> subprocess.CompletedProcess[str]:
    code = "import importlib, sys\nfor name in sys.argv[1:]:\n    importlib.import_module(name)\n"
    return subprocess.run(
        [sys.executable, "-c", code, *names], capture_output=True, text=True, timeout=240, check=False
    )


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", LIBRARIES)
def test_a_library_imports(name: str) -> None:
    done = _import(name)
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.timeout(300)
def test_all_that_is_ours_imports_in_one_process() -> None:
    done = _import(*_modules())
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.timeout(300)
def test_resampling_works_after_the_repair() -> None:
    """What pyannote uses of torchaudio is what must survive the repair."""
    code = "import torch, torchaudio\nprint(torchaudio.functional.resample(torch.zeros(1, 480), 48000, 16000).shape[1])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=240, check=False
    )
    assert done.stdout.strip() == "160", done.stderr[-3000:]
