"""Forms from servers that misbehave in every known way: how many are filled in at once, after a repair, or not at all.

    python -m tests.proofs.replies [--requests 1000]

Each of five servers (strict doubles of vLLM and Ollama over HTTP on this machine) is asked for an equal share, four at
a time. On top of its own fault, 30 % of the answers have something around the form, 5 % hold none, and 5 % of the
requests are refused because the server is busy or broken. At least 99.5 % of the forms must come, with at most one
repair each; what does not come must be a typed problem.
"""

import argparse
import sys
from collections import Counter

from pydantic import SecretStr

from core_api.contracts.problems import Problem
from llm_service.chat import Ask, Chat
from llm_service.schema import AnswerForm, DigestForm, Form, ProbeForm, form
from llm_service.transport import Means, Patience
from tests.doubles.engine import KEY, MODEL, Engine, serving
from tests.doubles.moody import moody
from tests.doubles.ollama import Ollama
from tests.doubles.vllm import Vllm
from tests.proofs.figures import Figures

WANTED = 99.5
_FORMS: tuple[Form[AnswerForm] | Form[DigestForm] | Form[ProbeForm], ...] = (
    form(AnswerForm, {"line": tuple(f"s{number}" for number in range(40))}),
    form(DigestForm, {}),
    form(ProbeForm, {"word": ("board", "card")}),
)


def servers() -> dict[str, Engine]:
    """The servers by what is wrong with each, beside the moods of its model."""
    quiet = frozenset({"ignored-when-quiet"})
    return {
        "vLLM": Vllm(),
        "vLLM, thinks, no schema when quiet": Vllm(quiet | {"doubled-brace"}, thinks=True),
        "vLLM, schema ignored": Vllm(frozenset({"ignored", "inline"}), thinks=True),
        "vLLM, blanks without end": Vllm(frozenset({"whitespace"})),
        "Ollama, format ignored": Ollama(frozenset({"ignored"}), thinks=True),
    }


def prove(requests: int, wanted: float = WANTED) -> Figures:
    """Ask all of them; the figures."""
    figures = Figures(f"{requests} forms from servers that misbehave")
    came, asked, ends = 0, 0, Counter[str]()
    for name, engine in servers().items():
        share = requests // len(servers())
        first, repaired, problems = _asked(name, engine, share)
        figures.note(
            f"{name}: at once / after one repair / not", f"{first} / {repaired} / {sum(problems.values())}"
        )
        came, asked, ends = came + first + repaired, asked + share, ends + problems
    figures.note("problems", dict(ends) or "none")
    share_came = round(100 * came / asked, 2)
    figures.must("forms that came, %", share_came, wanted, lambda one, other: one >= other, "≥")
    figures.equal("ends that are neither a form nor a typed problem", asked - came - sum(ends.values()), 0)
    return figures


def _asked(name: str, engine: Engine, count: int) -> tuple[int, int, "Counter[str]"]:
    """How many forms came at once, how many after a repair, and the problems by their code."""
    with serving(engine) as url:
        chat = Chat(url, SecretStr(KEY), MODEL, patience=Patience(), means=Means(sleep=lambda _seconds: None))
        chat.learn()
        moody(engine, name)
        run = chat.begin()
        answers = run.complete_all([_ask(number) for number in range(count)])
        chat.close()
    problems = Counter(one.code for one in answers if isinstance(one, Problem))
    repairs = {call.digest for call in run.calls if call.outcome == "llm-bad-answer"}
    failed = sum(problems.values())
    repaired = len(repairs) - problems["llm-bad-answer"]
    return count - failed - repaired, repaired, problems


def _ask(number: int) -> Ask[AnswerForm | DigestForm | ProbeForm]:
    return Ask(
        (
            {"role": "system", "content": "Fill in the form."},
            {"role": "user", "content": f"Question number {number}: when do we open?"},
        ),
        _FORMS[number % len(_FORMS)],  # type: ignore[arg-type]
        400,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=1000)
    sys.exit(prove(parser.parse_args().requests).show())
