"""Makes torchaudio importable beside a torch that was built for the CPU.

The index's torchaudio links CUDA libraries that a CPU build of torch does not bring, so that `import torchaudio`,
and with it pyannote.audio and sentence-transformers, dies with an OSError. torchaudio takes absent libraries for
"no extension" and goes on in plain torch, which is all that we use. Run once after installing:
`python -m audio2text.torchaudio_repair`. Nothing here imports torch or torchaudio.
"""

import sys
from importlib.util import find_spec
from pathlib import Path


def package_folder(name: str) -> Path | None:
    """The folder of an installed package, found without importing it; None when it is not installed."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))


def is_cpu_build(torch: Path) -> bool:
    """True when the torch in this folder brings no accelerator's library (libc10_cuda.so, libc10_hip.so, …)."""
    return not any((torch / "lib").glob("libc10_*.so"))


def repair(torch: Path, torchaudio: Path) -> tuple[Path, ...]:
    """Deletes the libraries that cannot be loaded; gives those deleted. Does nothing beside another build."""
    if not is_cpu_build(torch):
        return ()
    libraries = tuple(sorted((torchaudio / "lib").glob("*.so")))
    for library in libraries:
        library.unlink()
    return libraries


def describe(torch: Path | None, torchaudio: Path | None) -> str:
    """Repairs what needs it; gives one line that says what was done."""
    if torch is None or torchaudio is None:
        return "torchaudio repair: torch or torchaudio is not installed, nothing to do"
    if not is_cpu_build(torch):
        return "torchaudio repair: this torch is built for an accelerator, nothing to do"
    deleted = repair(torch, torchaudio)
    if not deleted:
        return "torchaudio repair: done before, nothing to do"
    names = ", ".join(library.name for library in deleted)
    return f"torchaudio repair: deleted {len(deleted)} libraries that need CUDA ({names})"


def main() -> int:
    """Repairs this environment and says what was done."""
    sys.stdout.write(describe(package_folder("torch"), package_folder("torchaudio")) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
