"""Files are short, and belong to no one machine."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOP = (
    *("audio2text", "core_api", "dashboard", "kanban_connectors", "llm_service", "notifier", "similarity"),
    *("deploy", "docs", "tests", ".ci"),
)
TEXTS = frozenset(
    ["", *".cfg .css .env .example .ftl .html .ini .md .proto .py .sh .sql .toml .txt .yaml .yml".split()]
)
MACHINE = re.compile(r"(?<![\w.~:/-])/(?:work/(?:main|shared)|root|Users|home/(?!app\b|boardscribe\b)\w+)\b")
GENERATED = ("_pb2.py", "_pb2_grpc.py")


def _files() -> Iterator[Path]:
    yield from (path for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(".git"))
    for name in TOP:
        yield from (
            path for path in (ROOT / name).rglob("*") if path.is_file() and "__pycache__" not in path.parts
        )


def test_no_module_is_longer_than_400_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in _files()
        if path.suffix == ".py" and not path.name.endswith(GENERATED)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_no_file_names_a_place_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in _files()
        if path.suffix in TEXTS and path != Path(__file__).resolve()
        if (match := MACHINE.search(path.read_text(encoding="utf-8")))
    ]
    assert found == []
