"""The repair of torchaudio beside a CPU build of torch, over trees that only look like packages."""

import subprocess
import sys
from pathlib import Path

import pytest


def _site(folder: Path, *, accelerator: str | None, installed: bool = True) -> Path:
    """A folder for the path with a torch and a torchaudio that die when they are imported."""
    for name in ("torch", "torchaudio") if installed else ("torch",):
        (folder / name / "lib").mkdir(parents=True)
        (folder / name / "__init__.py").write_text("raise OSError('imported')", encoding="utf-8")
    (folder / "torch" / "lib" / "libc10.so").touch()
    if accelerator:
        (folder / "torch" / "lib" / accelerator).touch()
    if installed:
        for name in ("_torchaudio.abi3.so", "libtorchaudio.so", "keep.py"):
            (folder / "torchaudio" / "lib" / name).touch()
    return folder


def _libraries(site: Path) -> set[str]:
    return {path.name for path in (site / "torchaudio" / "lib").iterdir()}


def _repair(site: Path) -> str:
    code = (
        "import sys\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "from audio2text.torchaudio_repair import main\n"
        "raise SystemExit(main())\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code, str(site)], capture_output=True, text=True, check=True, timeout=60
    ).stdout


def test_beside_a_cpu_build_the_libraries_go_once_and_it_says_so(tmp_path: Path) -> None:
    site = _site(tmp_path, accelerator=None)
    assert "deleted 2 libraries" in _repair(site)
    assert _libraries(site) == {"keep.py"}
    assert "nothing to do" in _repair(site)


@pytest.mark.parametrize("accelerator", ["libc10_cuda.so", "libc10_hip.so"])
def test_beside_another_build_nothing_is_touched(tmp_path: Path, accelerator: str) -> None:
    site = _site(tmp_path, accelerator=accelerator)
    assert "nothing to do" in _repair(site)
    assert _libraries(site) == {"_torchaudio.abi3.so", "libtorchaudio.so", "keep.py"}


def test_without_torchaudio_nothing_is_done(tmp_path: Path) -> None:
    from audio2text.torchaudio_repair import describe

    site = _site(tmp_path, accelerator=None, installed=False)
    assert "not installed" in describe(site / "torch", None)
