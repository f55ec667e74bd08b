"""What `python -m llm_service probe` says: whether the configured model can be used, and how.

Reads the same variables as the program. No meeting is read or sent from here.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from pydantic import SecretStr

from core_api.contracts.model import Language
from core_api.contracts.problems import Problem
from core_api.locales import Translate, translator
from llm_service.probe import Probe, probe
from llm_service.terms import Keeping, Terms
from llm_service.transport import Means


def tell(environment: Mapping[str, str], output: TextIO) -> int:
    """Say how the model is that these variables name; 0: it works, 1: it does not, 3: none is configured."""
    say = translator(_language(environment))
    key = environment.get("BOARDSCRIBE_LLM_KEY") or environment.get("LLM_API_KEY")
    proxy = environment.get("BOARDSCRIBE_LLM_PROXY")
    try:
        found = probe(
            environment.get("BOARDSCRIBE_LLM_URL") or environment.get("LLM_API_BASE"),
            SecretStr(key) if key else None,
            environment.get("BOARDSCRIBE_LLM_MODEL"),
            means=Means(proxy=SecretStr(proxy) if proxy else None),
            terms=Terms(keeping=Keeping(_folder(environment))),
        )
    except Problem as problem:
        output.write(f"{say(f'problem-{problem.code}')}\n{say(f'problem-{problem.code}-next')}\n")
        return 3
    output.write("\n".join(_lines(found, say)) + "\n")
    return 0 if found.ok else 1


def _folder(environment: Mapping[str, str]) -> Path:
    """Where what is found out is remembered."""
    own = environment.get("BOARDSCRIBE_LLM_HOME")
    home = environment.get("BOARDSCRIBE_HOME") or "~/.boardscribe"
    return Path(own).expanduser() if own else Path(home).expanduser() / "model"


def _language(environment: Mapping[str, str]) -> Language:
    said = environment.get("BOARDSCRIBE_LANGUAGE") or environment.get("LANG") or ""
    return "ru" if said.lower().startswith("ru") else "en"


def _lines(found: Probe, say: Translate) -> list[str]:
    if found.problem:
        values: dict[str, str | int | float] = {
            "host": "",
            "status": "",
            "model": found.model,
            **found.details,
        }
        reason = say(f"problem-{found.problem}", **values)
        return [
            say("llm-probe-fails", model=found.model, reason=reason),
            say(f"problem-{found.problem}-next"),
        ]
    dialect = found.dialect
    lines = [
        say("llm-probe-works", model=found.model),
        say("llm-probe-mode", mode=dialect.mode),
        say("llm-probe-context", tokens=found.context),
    ]
    if dialect.quiet:
        lines.append(say("llm-probe-quiet"))
    if dialect.without:
        lines.append(say("llm-probe-without", names=", ".join(sorted(dialect.without))))
    return lines
