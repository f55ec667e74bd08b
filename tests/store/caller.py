"""A process of the storm in `test_pace.py`: many threads take places and tell between which moments each was given."""

import json
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from core_api.contracts.connector import Rate
from core_api.contracts.problems import RateLimited
from core_api.store.database import connect
from core_api.store.pace import StoredBuckets
from kanban_connectors.pacing import Pacer


class Noting:
    """Notes when each thread last asked: a place cannot have been given before."""

    def __init__(self, kept: StoredBuckets) -> None:
        self.kept = kept
        self.asked = threading.local()

    def change(self, scope: str, rule: Callable[..., Any]) -> Any:
        self.asked.at = time.monotonic()
        return self.kept.change(scope, rule)


def main(url: str, threads: int, rate: Rate, patience: float) -> None:
    database = connect(url)
    buckets = Noting(StoredBuckets(database))
    pace = Pacer(buckets)
    made: list[tuple[float, float]] = []

    def call(mine: Pacer) -> None:
        with suppress(RateLimited):
            mine.take("s", (rate,), patience=patience)
            made.append((buckets.asked.at, time.monotonic()))

    background = pace.background()
    crowd = [
        threading.Thread(target=call, args=(pace if number % 2 else background,)) for number in range(threads)
    ]
    sys.stdin.readline()  # all processes begin at once
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    sys.stdout.write(json.dumps(made))
    database.dispose()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Rate.model_validate_json(sys.argv[3]), float(sys.argv[4]))
