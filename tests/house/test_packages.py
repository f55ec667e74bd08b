"""What is installed is ours, complete, and light."""

import ast
import importlib
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from setuptools import find_namespace_packages

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "audio2text",
    "core_api",
    "dashboard",
    "kanban_connectors",
    "llm_service",
    "notifier",
    "similarity",
)
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PACKAGES)
def test_each_package_is_ours_and_not_one_of_the_same_name_from_the_index(name: str) -> None:
    """A stranger's `notifier` on the path would get the tokens of our users."""
    file = importlib.import_module(name).__file__
    assert file is not None
    assert Path(file).resolve() == ROOT / name / "__init__.py"


def test_a_wheel_carries_our_seven_packages_and_nothing_else() -> None:
    find = CONFIG["tool"]["setuptools"]["packages"]["find"]
    found = find_namespace_packages(str(ROOT), include=find["include"], exclude=find["exclude"])
    assert {name.split(".")[0] for name in found} == set(PACKAGES)


def test_a_wheel_carries_every_data_file_that_the_packages_read() -> None:
    patterns = CONFIG["tool"]["setuptools"]["package-data"]["*"]
    shipped = {Path(pattern).suffix or pattern for pattern in patterns} | {".py"}
    files = [
        path
        for name in PACKAGES
        for path in (ROOT / name).rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    ]
    assert [
        str(path.relative_to(ROOT))
        for path in files
        if path.suffix not in shipped and path.name not in shipped
    ] == []


def test_no_page_of_the_dashboard_hides_another_module() -> None:
    """`streamlit run` puts dashboard/ first on the path: a `queue.py` there would break half of the libraries."""
    own = {path.stem for path in (ROOT / "dashboard").iterdir()} - {"__init__", "__pycache__"}
    installed = {name for name, owners in packages_distributions().items() if set(owners) != {"boardscribe"}}
    assert own & (sys.stdlib_module_names | installed | set(PACKAGES)) == set()


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _needs(name: str, extras: frozenset[str], seen: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The names of all that a distribution needs, by following what is installed."""
    key = _plain(name)
    if extras | {""} <= seen.get(key, frozenset()):
        return seen
    seen[key] = seen.get(key, frozenset()) | extras | {""}
    try:
        listed = requires(name) or []
    except PackageNotFoundError:
        return seen
    for line in listed:
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in (extras or {""})):
            _needs(requirement.name, frozenset(requirement.extras), seen)
    return seen


def test_the_demo_needs_no_torch() -> None:
    needed = _needs("boardscribe", frozenset({"demo"}), {})
    assert "faster-whisper" in needed
    assert "pocketsphinx" in needed
    assert {"torch", "torchaudio", "transformers", "sentence-transformers"} & set(needed) == set()


def test_everything_that_is_needed_is_pinned() -> None:
    pins = {
        line.split("==")[0]
        for line in (ROOT / "deploy" / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line and not line.startswith("#")
    }
    needed = set(_needs("boardscribe", frozenset({"demo", "dev"}), {})) - {"boardscribe"}
    assert needed - pins == set()


def _imported() -> dict[str, set[str]]:
    """Top-level names that our packages import → the files that do."""
    found: dict[str, set[str]] = {}
    for path in (path for name in PACKAGES for path in (ROOT / name).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                found.setdefault(name.split(".")[0], set()).add(str(path.relative_to(ROOT)))
    return found


def test_every_library_that_is_imported_is_declared() -> None:
    """A library that only comes along with another one may be gone with that one's next version."""
    project = CONFIG["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *extras["demo"], *extras["semantic"], *extras["speech"]]
    declared = {_plain(Requirement(line).name) for line in lines}
    owners = packages_distributions()
    undeclared = {
        name: files
        for name, files in _imported().items()
        if name in owners
        and name not in PACKAGES
        and not declared & {_plain(owner) for owner in owners[name]}
    }
    assert undeclared == {}


def test_asking_for_help_loads_no_engine() -> None:
    script = Path(sys.executable).parent / "boardscribe"
    done = subprocess.run(
        [script, "--help"],
        env={**os.environ, "PYTHONPROFILEIMPORTTIME": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    loaded = {
        line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line
    }
    assert "core_api" in loaded
    engines = {"langgraph", "torch", "streamlit", "av", "faster_whisper", "numpy", "sqlalchemy"}
    assert loaded & (engines | {"grpc", "google", "httpx", "uvicorn", "fastapi", "starlette"}) == set()


def test_the_licence_is_apache_2() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert distribution("boardscribe").metadata["License-Expression"] == "Apache-2.0"
