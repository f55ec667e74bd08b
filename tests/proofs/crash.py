"""`make prove-crash`: kill -9 at every boundary of the write path, and again at every boundary of the recovery.

Every kind of operation, its undo, and the sweep of a late copy, on a board that remembers keys and on one where
everything must be found by looking. What is left is held against the board, the records and the states of a run in
which nobody died.
"""

import argparse
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from core_api.contracts.connector import Delete
from tests.crash.stage import DECISIONS, Bench, Installation, a_late_copy, bench
from tests.crash.watched import Kind

MADE = ("comment", "create", "add_check")


@dataclass(frozen=True)
class Case:
    """One kind of board, one operation, and what is done when the process is killed."""

    kind: Kind
    operation: str
    work: str

    @property
    def name(self) -> str:
        return f"{self.kind:6} {self.work:6} {self.operation}"


@dataclass
class Tally:
    """What came of a case."""

    case: Case
    boundaries: int = 0
    deaths: int = 0
    runs: int = 0
    wrong: list[str] = field(default_factory=list)


def cases(kinds: tuple[Kind, ...], operations: tuple[str, ...]) -> list[Case]:
    found = []
    for kind in kinds:
        for operation in operations:
            removes = isinstance(DECISIONS[operation], Delete)
            if removes and kind == "keyed":
                continue  # the local board removes nothing for good
            found.append(Case(kind, operation, "apply"))
            if not removes:
                found.append(Case(kind, operation, "undo"))
            if kind == "plain" and operation in MADE:
                found.append(Case(kind, operation, "sweep"))
    return found


def staged(folder: Path, case: Case) -> Bench:
    stage = bench(folder, case.kind, DECISIONS[case.operation])
    if case.work == "undo":
        return stage.then(Installation.undo_until_undone)
    if case.work == "sweep":
        stage = stage.then(Installation.sweep_until_clean)
        a_late_copy(stage.prepared, case.kind)
    return stage


def prove(case: Case) -> Tally:
    """Die once at each boundary, then at each pair of one and one of what follows it."""
    tally = Tally(case)
    with tempfile.TemporaryDirectory() as folder:
        stage = staged(Path(folder), case)
        expected, _ = stage.broken_at()
        names = stage.boundaries()
        tally.boundaries = len(names)
        if expected["pending"] or expected["gaps"]:
            tally.wrong.append(f"{case.name}: nobody died, and still {expected['pending']} wait")
        for first, name in enumerate(names, start=1):
            got, _ = stage.broken_at(first)
            tally.runs, tally.deaths = tally.runs + 1, tally.deaths + 1
            if got != expected:
                tally.wrong.append(f"{case.name}: killed at {name}")
            second, died = 1, True
            while died:
                got, died = stage.broken_at(first, second)
                tally.runs, tally.deaths = tally.runs + 1, tally.deaths + 1 + died
                if got != expected:
                    tally.wrong.append(f"{case.name}: killed at {name}, and again at boundary {second}")
                second += 1
    return tally


def main() -> int:
    """Run what is asked for; 1 when a board came out wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--boards", nargs="*", default=("keyed", "plain"), choices=("keyed", "plain"))
    parser.add_argument("--operations", nargs="*", default=tuple(DECISIONS), choices=tuple(DECISIONS))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    told = parser.parse_args()
    begun = time.monotonic()
    runs = deaths = 0
    wrong: list[str] = []
    with ProcessPoolExecutor(told.jobs) as pool:
        for tally in pool.map(prove, cases(tuple(told.boards), tuple(told.operations))):
            runs, deaths, wrong = runs + tally.runs, deaths + tally.deaths, wrong + tally.wrong
            print(
                f"{tally.case.name:28} boundaries {tally.boundaries:2}  runs {tally.runs:4}"
                f"  wrong {len(tally.wrong)}",
                flush=True,
            )
    print("\n".join(wrong))
    print(f"{runs} runs, {deaths} deaths, {len(wrong)} wrong boards, {time.monotonic() - begun:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
