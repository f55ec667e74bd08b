"""How long a search takes over a large index, by words and meaning together, beside a naive scan of the same texts.

Run it by hand: `python -m tests.benchmarks.bench_search [--entries 100000] [--numbers 384] [--queries 60]`. Not a
test: it asserts nothing. The naive scan counts the words of the question in every text, so that the ratio says
something on any machine.
"""

import argparse
import math
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from core_api.contracts.search import Entry, Filters, Source
from core_api.language.words import stems
from core_api.store import meaning
from core_api.store.database import Database, connect
from core_api.store.meaning import Meaning
from core_api.store.search import StoredIndex

WORDS = 60
MEETING = 40
SYLLABLES = "ba ke li mo nu ra se ti vo du ga he ло ми на по ре си та ву".split()


class Chance:
    """Vectors by chance, the same for the same text."""

    name = "chance@1"

    def __init__(self, numbers: int) -> None:
        self._numbers = numbers

    def embed(self, texts: tuple[str, ...], *, query: bool) -> list[list[float]]:
        made = [np.random.default_rng(hash(text) & 0xFFFF).normal(size=self._numbers) for text in texts]
        return [(one / np.linalg.norm(one)).tolist() for one in made]


def vocabulary(dice: random.Random, size: int = 30_000) -> list[str]:
    return ["".join(dice.choices(SYLLABLES, k=dice.randint(2, 5))) for _ in range(size)]


def fill(database: Database, index: StoredIndex, texts: list[str], numbers: int) -> None:
    for start in range(0, len(texts), MEETING):
        source = f"speech:{start}"
        said = texts[start : start + MEETING]
        index.put(
            Source(id=source, version="1"),
            tuple(
                Entry(id=f"{start}:{at}", kind="speech", source=source, number=at, text=text)
                for at, text in enumerate(said)
            ),
        )
    made = np.random.default_rng(1).normal(size=(len(texts), numbers)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    with database.transaction() as session:
        for start in range(0, len(texts), 500):
            found = [(at + 1, made[at].tolist()) for at in range(start, min(start + 500, len(texts)))]
            meaning.keep(session, Chance.name, found)


def naive(texts: list[Counter[str]], question: str) -> int:
    asked = stems(question)
    return max(range(len(texts)), key=lambda at: sum(math.log1p(texts[at][word]) for word in asked))


def seconds(
    do: Callable[[str], object], questions: list[str], clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    taken = []
    for question in questions:
        started = clock()
        do(question)
        taken.append(clock() - started)
    return sorted(taken)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--numbers", type=int, default=384)
    parser.add_argument("--queries", type=int, default=60)
    asked = parser.parse_args()
    dice = random.Random(1)
    words = vocabulary(dice)
    chances = [
        1 / (rank + 10) for rank in range(len(words))
    ]  # few words are said often, most of them hardly ever
    texts = [" ".join(dice.choices(words, chances, k=WORDS)) for _ in range(asked.entries)]
    questions = [" ".join(dice.choices(words, chances, k=dice.randint(4, 12))) for _ in range(asked.queries)]
    read = Meaning(Chance(asked.numbers), lambda _language: True)
    with tempfile.TemporaryDirectory() as folder:
        database = connect(f"sqlite:///{Path(folder) / 'app.db'}")
        database.migrate()
        index = StoredIndex(database, lambda: read)
        started = time.perf_counter()
        fill(database, index, texts, asked.numbers)
        print(
            f"{len(texts)} entries put in with vectors of {asked.numbers}: {time.perf_counter() - started:.0f} s"
        )
        (first,) = seconds(lambda question: index.search(question, Filters(), 10), questions[:1])
        taken = seconds(lambda question: index.search(question, Filters(), 10), questions)
        worked = seconds(lambda question: index.search(question, Filters(), 10), questions, time.process_time)
        index.put(
            Source(id="speech:new", version="1"),
            (Entry(id="new", kind="speech", source="speech:new", text=texts[0]),),
        )
        (changed,) = seconds(lambda question: index.search(question, Filters(), 10), questions[:1])
        database.dispose()
    counted = [Counter(stems(text)) for text in texts]
    scan = seconds(lambda question: naive(counted, question), questions[:5])
    busy = f"{worked[len(worked) // 2] * 1000:.0f} and {worked[int(len(worked) * 0.95)] * 1000:.0f} ms"
    middle, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    print(f"p50 {middle * 1000:.0f} ms, p95 {late * 1000:.0f} ms ({busy} of them work);")
    print(f"the first, which reads all, {first:.1f} s; after a change {changed:.1f} s;")
    print(f"a naive scan takes {scan[len(scan) // 2] / middle:.0f} times as long")


if __name__ == "__main__":
    main()
